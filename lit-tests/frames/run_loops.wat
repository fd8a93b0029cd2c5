;; Loops in loops, each with yields before, in and after the inner one, and with
;; branches out of and back to all of them.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => 160424735
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
    (local $i i32) (local $j i32) (local $k i32) (local $sum i32)
    (block $done
      (loop $outer
        (local.set $j (i32.const 0))
        (local.set $sum
          (i32.add (local.get $sum) (call $fiber_yield (local.get $i))))
        (block $break
          (loop $middle
            (br_if $break (i32.gt_u (local.get $j) (local.get $i)))
            (local.set $k (local.get $j))
            (loop $inner
              (br_if $done (i32.gt_u (local.get $sum) (i32.const 2000)))
              (local.set $sum
                (i32.xor
                  (i32.mul (local.get $sum) (i32.const 2))
                  (call $fiber_yield (local.get $k))))
              (if (i32.eq (i32.and (local.get $sum) (i32.const 15)) (i32.const 7))
                (then
                  (local.set $i (i32.add (local.get $i) (i32.const 1)))
                  (br $outer)))
              (br_if $inner
                (i32.gt_s
                  (local.tee $k (i32.sub (local.get $k) (i32.const 1)))
                  (i32.const 0))))
            (drop (call $fiber_yield (i32.add (local.get $j) (i32.const 50))))
            (local.set $j (i32.add (local.get $j) (i32.const 1)))
            (br $middle)))
        (drop (call $fiber_yield (i32.const 70)))
        (br_if $outer
          (i32.lt_u
            (local.tee $i (i32.add (local.get $i) (i32.const 1)))
            (i32.const 9)))))
    (i32.add (local.get $sum) (call $fiber_yield (local.get $i)))
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
    (if (i32.ne (call $main) (i32.const 160424735)) (then (unreachable)))
  )
)
