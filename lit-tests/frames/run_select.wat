;; All three operands of select yield, and are computed in their order.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => 1156497401
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
    (local $i i32) (local $sum f64)
    (loop $next
      (local.set $sum
        (f64.add
          (f64.mul (local.get $sum) (f64.const 1.5))
          (select
            (f64.convert_i32_s (call $fiber_yield (local.get $i)))
            (f64.neg (f64.convert_i32_s (call $fiber_yield (i32.const 20))))
            (i32.and (call $fiber_yield (i32.const 30)) (i32.const 2)))))
      (br_if $next
        (i32.lt_s
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 8))))
    (i32.trunc_f64_s (f64.mul (local.get $sum) (f64.const 100)))
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
    (if (i32.ne (call $main) (i32.const 1156497401)) (then (unreachable)))
  )
)
