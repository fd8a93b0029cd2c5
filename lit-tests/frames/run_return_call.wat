;; Tail calls that may yield: a chain of 100,000, some of which yield before, from both
;; forms; through a table; and with a result of another type than i32.
;; Asyncify has no tail calls.
;; RUN: %S/Inputs/check-module --tiers=frames,native %s | FileCheck %s

;; CHECK: note result: main => 1020774010
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $odd)
  (type $step (func (param i32 f64) (result f64)))
  (func $even (type $step)
    (if (i32.eqz (local.get 0)) (then (return (local.get 1))))
    (if (i32.eqz (i32.rem_u (local.get 0) (i32.const 20000)))
      (then
        (local.set 1
          (f64.add (local.get 1)
            (f64.convert_i32_s (call $fiber_yield (local.get 0)))))))
    (return_call_indirect (type $step)
      (i32.sub (local.get 0) (i32.const 1))
      (f64.add (local.get 1) (f64.const 0.5))
      (i32.const 2))
  )
  (func $odd (type $step)
    (if (i32.eq (local.get 0) (i32.const 50001))
      (then (drop (call $fiber_yield (i32.const 7)))))
    (return_call $even
      (i32.sub (local.get 0) (i32.const 1))
      (f64.sub (local.get 1) (f64.const 0.25)))
  )
  (func $entry (param $value i32) (result i32)
    (i32.trunc_f64_s
      (f64.add
        (call $even (i32.const 100000) (f64.const 1))
        (call $even (i32.const 20000) (f64.const 2))))
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
    (if (i32.ne (call $main) (i32.const 1020774010)) (then (unreachable)))
  )
)
