;; With much code that may yield, a function is an adapter around its form, so that its code
;; is there once. ordinary-copies keeps it as it was for calls outside fibers.
;; RUN: wasm-opt %s --lower-fibers=tier:frames,inline:no,optimize:size -S -o - | FileCheck %s --check-prefix=ONCE
;; RUN: wasm-opt %s --lower-fibers=tier:frames,inline:no,optimize:size,ordinary-copies:yes -S -o - | FileCheck %s --check-prefix=TWICE
;; RUN: not wasm-opt %s --lower-fibers=ordinary-copies:some -o %t.wasm 2>&1 | FileCheck %s --check-prefix=VALUE

;; ONCE-LABEL: (func $work (param
;; ONCE:       (call $fiber.leave_forms)
;; ONCE:       (call $work.call_form
;; ONCE-LABEL: (func $run

;; TWICE-NOT:   $fiber.leave_forms
;; TWICE-LABEL: (func $work (param
;; TWICE:       (call $fiber_yield
;; TWICE:       (i32.const 10)
;; TWICE-LABEL: (func $run
;; TWICE:       (call $work
;; TWICE-LABEL: (func $work.call_form
;; TWICE:       (i32.const 10)

;; VALUE: Fatal: --lower-fibers: 'ordinary-copies' is one of yes, no; not 'some'
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $x i32) (result i32)
    (call $work (local.get $x)))
  (func $work (param $x i32) (result i32)
    (if (i32.eqz (local.get $x))
      (then
        (local.set $x (call $fiber_yield (i32.const 1)))))
    (local.set $x (i32.add (i32.mul (local.get $x) (i32.const 3)) (i32.const 4)))
    (local.set $x (i32.xor (i32.mul (local.get $x) (i32.const 5)) (i32.const 6)))
    (local.set $x (i32.sub (i32.mul (local.get $x) (i32.const 7)) (i32.const 8)))
    (i32.and (i32.mul (local.get $x) (i32.const 9)) (i32.const 10)))
  (func $run (export "run") (result i32)
    (drop (call $fiber_alloc (i32.const 1)))
    (call $work (i32.const 2)))
)
