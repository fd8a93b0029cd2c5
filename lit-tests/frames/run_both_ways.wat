;; One function is an entry, a helper of that fiber, an entry of fibers that it resumes
;; itself, and, where it does not come to yield, an ordinary function.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: ordinary => 42
;; CHECK: note result: main => 89458
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $n i32) (result i32)
    (local $fiber i32) (local $sum i32)
    ;; Outside of fibers it is called with a number that leads to no yield.
    (if (i32.gt_u (local.get $n) (i32.const 1000))
      (then (return (i32.sub (local.get $n) (i32.const 1000)))))
    (if (i32.gt_u (local.get $n) (i32.const 4))
      (then (return (local.get $n))))
    (local.set $sum (call $fiber_yield (local.get $n)))
    (local.set $sum
      (i32.add (local.get $sum)
        (call $entry (i32.add (local.get $n) (i32.const 3)))))
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (local.set $sum
      (i32.add (local.get $sum)
        (i32.mul (i32.const 5)
          (call $fiber_resume
            (local.get $fiber) (i32.add (local.get $n) (i32.const 2))
            (i32.const 16)))))
    (drop (call $fiber_yield (i32.load (i32.const 16))))
    (local.set $sum
      (i32.add (local.get $sum)
        (i32.mul (i32.const 7)
          (call $fiber_resume
            (local.get $fiber) (local.get $sum) (i32.const 16)))))
    (call $fiber_free (local.get $fiber))
    (i32.add (local.get $sum) (i32.load (i32.const 16)))
  )
  (func (export "ordinary") (result i32)
    (call $entry (i32.const 1042))
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
    (if (i32.ne (call $main) (i32.const 89458)) (then (unreachable)))
  )
)
