;; A function has no frame, and no test, for a call that is the last thing it does. What
;; it waits for returns to its caller's frame.
;; RUN: %S/Inputs/check-module %s | FileCheck %s
;; RUN: wasm-opt %s -all --lower-fibers=tier:frames,inline:no -S -o - | FileCheck %s --check-prefix=FORMS

;; CHECK: note result: main => -1746360605

;; FORMS-NOT: (func $passes_on.resume_form
;; FORMS-NOT: (func $in_arms.resume_form
;; FORMS-NOT: (func $drops.resume_form
;; FORMS-LABEL: (func $passes_on.call_form
;; FORMS-NOT: (global.get $fiber.unwinding)
;; FORMS-LABEL: (func $in_arms.call_form
;; FORMS-NOT: (global.get $fiber.unwinding)
;; FORMS-LABEL: (func $drops.call_form
;; FORMS-NOT: (global.get $fiber.unwinding)
;; FORMS-LABEL: (func $other_type.call_form
;; FORMS: (global.get $fiber.unwinding)
;; FORMS-LABEL: (func $recursive.call_form
(module
  (type $unary (func (param i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $twice)
  (func $twice (param $value i32) (result i32)
    (i32.add
      (call $fiber_yield (local.get $value))
      (call $fiber_yield (i32.add (local.get $value) (i32.const 1)))))
  (func $long (param $value i64) (result i64)
    (i64.extend_i32_u (call $twice (i32.wrap_i64 (local.get $value)))))
  (func $passes_on (param $value i64) (result i64)
    (call $long (local.get $value)))
  (func $in_arms (param $value i32) (result i32)
    (if (result i32) (i32.and (local.get $value) (i32.const 1))
      (then
        (return (call $twice (local.get $value))))
      (else
        (call_indirect (type $unary) (local.get $value) (i32.const 2)))))
  (func $drops (param $value i32)
    (loop $next
      (br_if $next
        (i32.gt_u
          (local.tee $value (i32.sub (local.get $value) (i32.const 1)))
          (i32.const 3)))
      (drop (call $twice (local.get $value)))))
  ;; It has something left to do.
  (func $other_type (param $value i32) (result i64)
    (i64.extend_i32_s (call $twice (local.get $value))))
  (func $recursive (param $value i32) (result i32)
    (if (i32.eqz (local.get $value))
      (then (return (call $twice (i32.const 5)))))
    (return (call $recursive (i32.sub (local.get $value) (i32.const 1)))))
  (func $entry (param $value i32) (result i32)
    (local.set $value
      (i32.wrap_i64 (call $passes_on (i64.extend_i32_u (local.get $value)))))
    (local.set $value
      (i32.add (local.get $value) (call $in_arms (local.get $value))))
    (local.set $value
      (i32.add (local.get $value) (call $in_arms (i32.const 6))))
    (call $drops (i32.and (local.get $value) (i32.const 15)))
    (local.set $value
      (i32.add (local.get $value)
        (i32.wrap_i64 (call $other_type (local.get $value)))))
    (i32.add (local.get $value) (call $recursive (i32.const 10))))
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
    (if (i32.ne (call $main) (i32.const -1746360605)) (then (unreachable)))
  )
)
