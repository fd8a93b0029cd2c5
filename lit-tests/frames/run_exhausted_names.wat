;; The function uses the labels that a resume form would make up, on blocks and
;; loops, some of the same name.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => 1516277391
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32)
    (local $i i32)
    (block $resume
      (loop $resume_1
        (block $resume
          (block $resume_2
            (br_if $resume_2 (i32.and (call $fiber_yield (local.get $i)) (i32.const 1)))
            (br_if $resume (i32.and (call $fiber_yield (i32.const 30)) (i32.const 1)))
            (local.set $i (i32.add (local.get $i) (i32.const 2))))
          (local.set $i (i32.add (local.get $i) (call $fiber_yield (i32.const 40)))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br_if $resume_1 (i32.lt_s (local.get $i) (i32.const 30))))
      (br_if $resume (call $fiber_yield (i32.const 50))))
    (i32.add (local.get $i) (call $fiber_yield (i32.const 60)))
  )
  ;; Resumes with 0, 1, 2 and so on, and makes one number of all that comes.
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $i i32) (local $sum i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 31))
          (call $fiber_resume
            (local.get $fiber) (local.get $i) (i32.const 8))))
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (br_if $next (i32.eq (i32.load (i32.const 8)) (i32.const 1))))
    (call $fiber_free (local.get $fiber))
    (local.get $sum)
  )
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 1516277391)) (then (unreachable)))
  )
)
