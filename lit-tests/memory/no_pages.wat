;; A memory may have no page before fibers need one. No address that they use is 0,
;; which means none. A stack that can't be is refused.
;; RUN: %S/../frames/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => 42
;; CHECK: note result: huge => 0
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_sized_alloc"
    (func $fiber_sized_alloc (param i32 i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (global $__stack_pointer (mut i32) (i32.const 0))
  (memory (export "memory") 0)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32)
    (global.set $__stack_pointer
      (i32.sub (global.get $__stack_pointer) (i32.const 16)))
    (i32.store (global.get $__stack_pointer) (local.get $value))
    (drop (call $fiber_yield (i32.const 0)))
    (local.set $value (i32.load (global.get $__stack_pointer)))
    (global.set $__stack_pointer
      (i32.add (global.get $__stack_pointer) (i32.const 16)))
    (local.get $value))
  (func $main (export "main") (result i32)
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop (call $fiber_resume (local.get $fiber) (i32.const 42) (i32.const 0)))
    (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0)))
  (func $huge (export "huge") (result i32)
    (local $size i32)
    (local.set $size (i32.const -1024))
    (loop $next
      (if (call $fiber_sized_alloc (i32.const 1) (local.get $size))
        (then (return (local.get $size))))
      (br_if $next
        (local.tee $size (i32.add (local.get $size) (i32.const 1)))))
    (i32.const 0))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 42)) (then (unreachable)))
    (if (call $huge) (then (unreachable))))
)
