;; A value goes on at once. Calls that wait go on in the order in which their promises are
;; resolved.
;; RUN: %S/Inputs/check-await %build %s %S/Inputs/order.mjs suspending:host.get | FileCheck %s --match-full-lines
;; CHECK:      get 1, called, returns 2
;; CHECK-NEXT: get 11, get 12, get 13, called, resolved, returns 14, returns 12, returns 13
;; CHECK-NEXT: 22 6
;; CHECK-NEXT: 33
(module
  (import "host" "get" (func $get (param i32) (result i32)))
  (memory 1)
  (func (export "run") (param i32) (result i32)
    (i32.add (call $get (local.get 0)) (i32.const 1))))
