;; Blocks, loops and ifs with results have yields in them, and before and behind
;; branches that carry a value.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => 290088397
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
    (local $n i32)
    (local.set $value
      (i32.trunc_f64_s
        (f64.add
          (f64.const 0.5)
          (block $out (result f64)
            (drop (call $fiber_yield (i32.const 1)))
            (drop
              (br_if $out
                (f64.convert_i32_s (call $fiber_yield (i32.const 2)))
                (i32.eq (call $fiber_yield (i32.const 3)) (i32.const 3))))
            (f64.const 1000)))))
    (local.set $value
      (i32.add (local.get $value)
        (loop $again (result i32)
          (local.set $n (i32.add (local.get $n) (i32.const 1)))
          (br_if $again
            (i32.lt_s
              (call $fiber_yield (local.get $n))
              (i32.const 7)))
          (i32.mul (local.get $n) (call $fiber_yield (local.get $value))))))
    (i64.store (i32.const 24)
      (if (result i64) (i32.and (call $fiber_yield (i32.const 4)) (i32.const 1))
        (then (i64.extend_i32_s (call $fiber_yield (i32.const 5))))
        (else
          (block $inner (result i64)
            (br $inner
              (i64.sub
                (i64.const 10)
                (i64.extend_i32_s (call $fiber_yield (i32.const 6)))))))))
    (i32.add (local.get $value) (i32.load (i32.const 24)))
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
    (if (i32.ne (call $main) (i32.const 290088397)) (then (unreachable)))
  )
)
