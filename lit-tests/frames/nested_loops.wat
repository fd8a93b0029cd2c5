;; However deep the loops around a call that may yield are, the resume form has the
;; innermost one twice, and those around it once.
;; RUN: wasm-opt %s --lower-fibers=tier:frames,inline:no,never-calls-back:host.mark -S -o - | FileCheck %s --implicit-check-not='(call $mark'

;; CHECK-LABEL: (func $entry (
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 10)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 20)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 30)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 31)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 21)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 11)

;; CHECK-LABEL: (func $entry.call_form
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 10)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 20)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 30)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 31)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 21)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 11)

;; CHECK-LABEL: (func $entry.resume_form
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 10)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 20)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 31)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 30)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 31)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 21)
;; CHECK:      (call $mark
;; CHECK-NEXT: (i32.const 11)
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "host" "mark" (func $mark (param i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func (export "main") (result i32)
    (call $fiber_alloc (i32.const 1)))
  (func $helper (param $value i32) (result i32)
    (call $fiber_yield (local.get $value)))
  (func $entry (param $value i32) (result i32)
    (loop $outer
      (call $mark (i32.const 10))
      (loop $middle
        (call $mark (i32.const 20))
        (loop $inner
          (call $mark (i32.const 30))
          (local.set $value (call $helper (local.get $value)))
          (call $mark (i32.const 31))
          (br_if $inner (i32.and (local.get $value) (i32.const 4))))
        (call $mark (i32.const 21))
        (br_if $middle (i32.and (local.get $value) (i32.const 2))))
      (call $mark (i32.const 11))
      (br_if $outer (i32.and (local.get $value) (i32.const 1))))
    (i32.const 0))
)
