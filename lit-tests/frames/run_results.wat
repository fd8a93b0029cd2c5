;; Functions that return each type, and several values, yield, are called by others
;; that yield after them, and return from the resume form and the call form alike.
;; RUN: %S/Inputs/check-module %s | FileCheck %s

;; CHECK: note result: main => 1755204573
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $long (param $n i32) (result i64)
    (i64.mul
      (i64.extend_i32_s (call $fiber_yield (local.get $n)))
      (i64.const 0x100000001))
  )
  (func $float (param $n i32) (result f32)
    (if (i32.and (local.get $n) (i32.const 1))
      (then (return (f32.convert_i32_s (local.get $n)))))
    (f32.div (f32.convert_i32_s (call $fiber_yield (local.get $n))) (f32.const 4))
  )
  (func $double (param $n i32) (result f64)
    (f64.promote_f32 (call $float (local.get $n)))
  )
  (func $vector (param $n i32) (result v128)
    (i32x4.replace_lane 1
      (i32x4.splat (call $fiber_yield (local.get $n)))
      (call $fiber_yield (local.get $n)))
  )
  (func $all (param $n i32) (result i32 i64 f32 f64 v128 i32)
    (tuple.make 6
      (call $fiber_yield (local.get $n))
      (call $long (local.get $n))
      (call $float (local.get $n))
      (call $double (local.get $n))
      (call $vector (local.get $n))
      (local.get $n))
  )
  (func $pass (param $n i32) (result i32 i64 f32 f64 v128 i32)
    (drop (call $fiber_yield (local.get $n)))
    (if (i32.and (local.get $n) (i32.const 2))
      (then (return (call $all (local.get $n)))))
    (call $all (i32.add (local.get $n) (i32.const 1)))
  )
  (func $entry (param $value i32) (result i32)
    (local $all (tuple i32 i64 f32 f64 v128 i32))
    (local $n i32)
    (loop $next
      (local.set $all (call $pass (local.get $n)))
      (drop
        (call $fiber_yield
          (i32.add
            (i32.add
              (i32.add
                (tuple.extract 6 0 (local.get $all))
                (i32.wrap_i64
                  (i64.rem_u (tuple.extract 6 1 (local.get $all)) (i64.const 1009))))
              (i32.trunc_f32_s
                (f32.mul (tuple.extract 6 2 (local.get $all)) (f32.const 100))))
            (i32.sub
              (i32.trunc_f64_s
                (f64.mul (tuple.extract 6 3 (local.get $all)) (f64.const 100)))
              (i32.sub
                (i32.mul
                  (i32x4.extract_lane 1 (tuple.extract 6 4 (local.get $all)))
                  (i32x4.extract_lane 3 (tuple.extract 6 4 (local.get $all))))
                (tuple.extract 6 5 (local.get $all)))))))
      (br_if $next
        (i32.lt_s
          (local.tee $n (i32.add (local.get $n) (i32.const 1)))
          (i32.const 6))))
    (local.get $n)
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
    (if (i32.ne (call $main) (i32.const 1755204573)) (then (unreachable)))
  )
)
