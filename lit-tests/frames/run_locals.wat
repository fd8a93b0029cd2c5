;; Locals of each type, tuples among them, are live across several yields, and
;; change between them.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => 542741
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
    (local $i i32) (local $l i64) (local $f f32) (local $d f64) (local $v v128)
    (local $t (tuple i64 f32 v128))
    (local.set $l (i64.const 0x123456789abcdef0))
    (local.set $f (f32.const 0.25))
    (local.set $d (f64.const -1e300))
    (local.set $v (v128.const i32x4 1 2 3 4))
    (local.set $t
      (tuple.make 3
        (i64.const -7) (f32.const 1.5) (v128.const i64x2 5 -6)))
    (local.set $i (call $fiber_yield (i32.const 11)))
    (local.set $l (i64.add (local.get $l) (i64.extend_i32_s (local.get $i))))
    (local.set $i
      (i32.add (local.get $i) (call $fiber_yield (i32.const 22))))
    (local.set $v
      (i32x4.add (local.get $v) (i32x4.splat (local.get $i))))
    (local.set $i (call $fiber_yield (local.get $i)))
    (i32.add
      (i32.add
        (i32.add
          (local.get $value)
          (i32.wrap_i64 (i64.rem_u (local.get $l) (i64.const 1000003))))
        (i32.add
          (i32.trunc_f32_s (f32.mul (local.get $f) (f32.const 400)))
          (i32.trunc_f64_s (f64.div (local.get $d) (f64.const 1e298)))))
      (i32.add
        (i32.add
          (i32.wrap_i64 (tuple.extract 3 0 (local.get $t)))
          (i32.trunc_f32_s (tuple.extract 3 1 (local.get $t))))
        (i32.add
          (i32x4.extract_lane 2 (local.get $v))
          (i32x4.extract_lane 2 (tuple.extract 3 2 (local.get $t))))))
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
    (if (i32.ne (call $main) (i32.const 542741)) (then (unreachable)))
  )
)
