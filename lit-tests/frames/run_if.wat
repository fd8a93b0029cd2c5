;; A yield in a condition, in either arm, in both, and in ifs inside of arms.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => -1800670235
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $step (param $n i32) (result i32)
    (local $kept i32)
    (local.set $kept (i32.mul (local.get $n) (i32.const 10)))
    (if (i32.and (call $fiber_yield (local.get $n)) (i32.const 1))
      (then
        (if (i32.and (local.get $n) (i32.const 1))
          (then (local.set $kept (call $fiber_yield (i32.const 100))))
          (else (local.set $n (i32.add (local.get $n) (i32.const 1)))))
        (local.set $n (i32.add (local.get $n) (local.get $kept))))
      (else
        (local.set $n
          (i32.sub (call $fiber_yield (local.get $kept)) (local.get $n)))
        (if (i32.and (call $fiber_yield (local.get $n)) (i32.const 2))
          (then (return (local.get $kept)))
          (else (drop (call $fiber_yield (i32.const 200)))))))
    (if (i32.gt_s (local.get $n) (i32.const 20))
      (then (drop (call $fiber_yield (i32.const 300)))))
    (i32.add (local.get $n) (local.get $kept))
  )
  (func $entry (param $value i32) (result i32)
    (local $i i32)
    (loop $next
      (local.set $value
        (i32.add (i32.mul (local.get $value) (i32.const 3))
          (call $step (local.get $i))))
      (br_if $next
        (i32.lt_s
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 12))))
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
    (if (i32.ne (call $main) (i32.const -1800670235)) (then (unreachable)))
  )
)
