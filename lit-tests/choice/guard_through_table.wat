;; A fiber with frames calls, through the table, a function that is said never to yield,
;; in a program that has a fallback tier, too. The call goes to the function's guard.
;; RUN: wasm-opt %s -all --lower-fibers=never-yields:unyielding -S -o - | FileCheck %s

;; CHECK: (elem $fiber.call_forms {{.*}} $calls.call_form $keeps_reference $fiber.guarded.unyielding $yields.call_form)
(module
  (type $wide (func (param i64) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 5 5 funcref)
  (elem (i32.const 1) $calls $keeps_reference $unyielding $yields)
  (func $calls (param $index i32) (result i32)
    (call_indirect (type $wide) (i64.const 5) (local.get $index)))
  (func $keeps_reference (param $value i32) (result i32) (local $kept funcref) (local $other contref)
    (local.set $kept (ref.func $calls))
    (drop (call $fiber_yield (i32.const 5)))
    (ref.is_null (local.get $kept)))
  (func $unyielding (type $wide) (param $value i64) (result i32)
    (call $fiber_yield (i32.const 5)))
  (func $yields (type $wide) (param $value i64) (result i32)
    (call $fiber_yield (i32.const 5)))
  (func (export "main")
    (drop
      (call $fiber_resume (call $fiber_alloc (i32.const 1))
        (i32.const 3) (i32.const 0)))
    (drop (call $fiber_alloc (i32.const 2))))
)
