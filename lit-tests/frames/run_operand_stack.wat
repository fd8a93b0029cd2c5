;; Values that are computed before a call which yields, and used after it, keep what
;; they were then, whatever changes meanwhile.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => -1946304606
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $global (mut i32) (i32.const 3))
  (func $change (param $value i32) (result i32)
    (global.set $global (i32.mul (global.get $global) (i32.const 7)))
    (i32.store (i32.const 16) (global.get $global))
    (call $fiber_yield (local.get $value))
  )
  (func $mix (param i32 i64 f32 f64 v128 i32) (result i32)
    (i32.add
      (i32.sub (local.get 0) (i32.wrap_i64 (local.get 1)))
      (i32.add
        (i32.sub (i32.trunc_f32_s (local.get 2)) (i32.trunc_f64_s (local.get 3)))
        (i32.sub (i32x4.extract_lane 3 (local.get 4)) (local.get 5))))
  )
  (func $entry (param $value i32) (result i32)
    (local $x i32)
    (i32.store (i32.const 16) (i32.const 9))
    (local.set $x (i32.const 100))
    (local.set $x
      (i32.sub
        (i32.sub
          (global.get $global)
          (i32.mul (i32.load (i32.const 16)) (local.get $x)))
        (i32.add
          (local.tee $x (i32.const 50))
          (call $change (i32.const 1)))))
    (local.set $x
      (i32.sub
        (call $change (local.get $x))
        (i32.sub
          (i32.mul (local.get $x) (local.tee $x (call $change (i32.const 5))))
          (i32.sub (local.get $x) (call $change (local.get $x))))))
    (call $mix
      (local.get $x) (i64.extend_i32_s (call $change (i32.const 6)))
      (f32.const 4.5) (f64.convert_i32_s (call $change (i32.const 7)))
      (v128.const i32x4 1 2 3 4)
      (i32.add (global.get $global) (call $change (i32.const 8))))
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
    (if (i32.ne (call $main) (i32.const -1946304606)) (then (unreachable)))
  )
)
