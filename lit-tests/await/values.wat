;; Values of each type of numbers, as arguments and results of imports and exports: given at
;; once, and by a promise.
;; RUN: %S/Inputs/check-await %build %s %S/Inputs/values.mjs suspending:host.* | FileCheck %s --match-full-lines
;; CHECK:      at once: nothing undefined, i32 -5, i64 -6, f32 1.5, f64 2.5, i64,f64 [7,8.5]
;; CHECK-NEXT: later: nothing undefined, i32 -5, i64 -6, f32 1.5, f64 2.5, i64,f64 [7,8.5]
;; CHECK-NEXT: converted: 0 1 -1 TypeError
;; CHECK-NEXT: several: TypeError TypeError TypeError TypeError 7,1 7,1 TypeError TypeError
(module
  (import "host" "nothing" (func $nothing))
  (import "host" "i32" (func $i32 (param i32) (result i32)))
  (import "host" "i64" (func $i64 (param i64) (result i64)))
  (import "host" "f32" (func $f32 (param f32) (result f32)))
  (import "host" "f64" (func $f64 (param f64) (result f64)))
  (import "host" "i64,f64" (func $pair (param i64 f64) (result i64 f64)))
  (memory 1)
  (func (export "nothing") (call $nothing))
  (func (export "i32") (param i32) (result i32) (call $i32 (local.get 0)))
  (func (export "i64") (param i64) (result i64) (call $i64 (local.get 0)))
  (func (export "f32") (param f32) (result f32) (call $f32 (local.get 0)))
  (func (export "f64") (param f64) (result f64) (call $f64 (local.get 0)))
  (func (export "i64,f64") (param i64 f64) (result i64 f64)
    (call $pair (local.get 0) (local.get 1))))
