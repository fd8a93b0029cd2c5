;; fiber_yield itself is the entry of a fiber: no function of the program yields, but
;; the fiber does.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => 5170
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $fiber_yield)
  (func $append (param $digits i32) (param $digit i32) (result i32)
    (i32.add (i32.mul (local.get $digits) (i32.const 10)) (local.get $digit))
  )
  ;; The value and the state after each of two resumes.
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $digits i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (local.set $digits
      (call $fiber_resume (local.get $fiber) (i32.const 5) (i32.const 8)))
    (local.set $digits
      (call $append (local.get $digits) (i32.load (i32.const 8))))
    (local.set $digits
      (call $append (local.get $digits)
        (call $fiber_resume (local.get $fiber) (i32.const 7) (i32.const 8))))
    (call $append (local.get $digits) (i32.load (i32.const 8)))
  )
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 5170)) (then (unreachable)))
  )
)
