;; In a body, all points share the code that saves and restores.
;; RUN: %S/Inputs/check-module %s | FileCheck %s
;; RUN: wasm-opt %s -all --lower-fibers=tier:frames,inline:no,optimize:size -S -o - | FileCheck %s --check-prefix=SHARED

;; CHECK: note result: main => -1107961591

;; SHARED-LABEL: (func $entry.call_form
;; SHARED-COUNT-1: (i32.store16 offset=8
;; SHARED-NOT: (i32.store16 offset=8
;; SHARED-LABEL: (func $
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $helper (param $value i32) (result i32)
    (if (result i32) (i32.and (local.get $value) (i32.const 1))
      (then (call $fiber_yield (local.get $value)))
      (else (i32.add (local.get $value) (i32.const 3)))))
  (func $wide (param $value i64)
    (drop (call $fiber_yield (i32.wrap_i64 (local.get $value)))))
  (func $entry (param $value i32) (result i32)
    (local $long i64) (local $single f32) (local $double f64) (local $vector v128)
    (local $i i32)
    (if (i32.and (local.get $value) (i32.const 1))
      (then (local.set $value (call $fiber_yield (local.get $value)))))
    (local.set $long (i64.extend_i32_u (local.get $value)))
    (local.set $single (f32.convert_i32_u (local.get $value)))
    (local.set $double (f64.convert_i32_u (local.get $value)))
    (local.set $vector (i32x4.splat (local.get $value)))
    (loop $next
      (local.set $value (call $helper (local.get $value)))
      (local.set $long
        (i64.mul (local.get $long) (i64.extend_i32_u (call $helper (local.get $i)))))
      (call $wide (local.get $long))
      (local.set $single
        (f32.add (local.get $single)
          (f32.convert_i32_u (call $helper (local.get $value)))))
      (local.set $double
        (f64.mul (local.get $double)
          (f64.convert_i32_u (call $helper (i32.const 5)))))
      (local.set $vector
        (i32x4.add (local.get $vector)
          (i32x4.splat (call $helper (i32.mul (local.get $i) (i32.const 5))))))
      (br_if $next
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 6))))
    (i32.add
      (i32.xor (local.get $value) (i32.wrap_i64 (local.get $long)))
      (i32.add
        (i32.trunc_sat_f64_u
          (f64.add (local.get $double) (f64.promote_f32 (local.get $single))))
        (i32x4.extract_lane 2 (local.get $vector)))))
  ;; Resumes with 1, 2 and so on, and makes one number of all that comes.
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $i i32) (local $sum i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $i (i32.add (local.get $i) (i32.const 1)))
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 31))
          (call $fiber_resume
            (local.get $fiber) (local.get $i) (i32.const 8))))
      (br_if $next (i32.eq (i32.load (i32.const 8)) (i32.const 1))))
    (call $fiber_free (local.get $fiber))
    (local.get $sum)
  )
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const -1107961591)) (then (unreachable)))
  )
)
