;; Each intrinsic is imported twice. The one import is called, and the other is in
;; the table; of fiber_resume, that one is exported, too.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => 654
(module
  (import "fiber" "fiber_yield" (func $yield (param i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $alloc_too (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $free (param i32)))
  (import "fiber" "fiber_free" (func $free_too (param i32)))
  (import "fiber" "fiber_resume"
    (func $resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $resume_too (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $yield_too (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 5 5 funcref)
  (elem (i32.const 1) $entry $free_too $yield_too $resume_too)
  (export "resume" (func $resume_too))
  ;; Yields 4 and 50, and returns 600.
  (func $entry (param $value i32) (result i32)
    (drop (call $yield (i32.const 4)))
    (drop (call_indirect (param i32) (result i32)
      (i32.const 50) (i32.const 3)))
    (i32.const 600))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 654)) (then (unreachable))))
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $sum i32)
    (local.set $fiber (call $alloc_too (i32.const 1)))
    (local.set $sum
      (call $resume (local.get $fiber) (i32.const 0) (i32.const 0)))
    (local.set $sum
      (i32.add (local.get $sum)
        (call_indirect (param i32 i32 i32) (result i32)
          (local.get $fiber) (i32.const 0) (i32.const 0) (i32.const 4))))
    (local.set $sum
      (i32.add (local.get $sum)
        (call $resume_too (local.get $fiber) (i32.const 0) (i32.const 0))))
    (call $free (i32.const 0))
    (call_indirect (param i32) (local.get $fiber) (i32.const 2))
    ;; Its handle is stale now.
    (i32.add (local.get $sum)
      (call $resume (local.get $fiber) (i32.const 0) (i32.const 0))))
)
