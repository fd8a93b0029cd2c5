;; A start function runs before there is anything to call: what it imports gives values at
;; once, or can't be waited for. Two loaders, each with an instance, may wait for each other.
;; RUN: %S/Inputs/check-await %build %s %S/Inputs/start_function.mjs suspending:host.get | FileCheck %s --match-full-lines
;; CHECK:      at once: 7
;; CHECK-NEXT: a promise: SuspendError: a promise can't be waited for here: no export that returns a promise has called this, or a function of JavaScript is in between
;; CHECK-NEXT: of another loader: 12
(module
  (import "host" "get" (func $get (param i32) (result i32)))
  (memory 1)
  (global $got (mut i32) (i32.const 0))
  (func $start (global.set $got (call $get (i32.const 7))))
  (start $start)
  (func (export "got") (result i32) (global.get $got))
  (func (export "add") (param i32) (result i32)
    (i32.add (call $get (local.get 0)) (global.get $got))))
