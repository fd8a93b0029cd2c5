;; Calls through the table, of functions that yield, of one that never does, and of
;; fiber_yield itself; the index is computed by a call that yields, too.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => -1091207363
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 6 6 funcref)
  (elem (i32.const 1) $entry $once $twice $never $fiber_yield)
  (type $unary (func (param i32) (result i32)))
  (func $once (type $unary)
    (i32.add (local.get 0) (call $fiber_yield (local.get 0)))
  )
  (func $twice (type $unary)
    (i32.mul
      (call_indirect (type $unary) (local.get 0) (i32.const 2))
      (call_indirect (type $unary) (i32.const 9) (i32.const 5)))
  )
  (func $never (type $unary) (i32.sub (i32.const 77) (local.get 0)))
  (func $entry (param $value i32) (result i32)
    (local $i i32)
    (loop $next
      (local.set $value
        (i32.add
          (i32.mul (local.get $value) (i32.const 3))
          (call_indirect (type $unary)
            (local.get $i)
            (i32.add
              (i32.const 2)
              (i32.rem_u
                (call $fiber_yield (local.get $value))
                (i32.const 4))))))
      (br_if $next
        (i32.lt_s
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 9))))
    (local.get $value)
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
    (if (i32.ne (call $main) (i32.const -1091207363)) (then (unreachable)))
  )
)
