;; Mistakes of JavaScript, and of who builds the module.
;; RUN: %S/Inputs/check-await %build %s %S/Inputs/misuse.mjs suspending:host.get max-fibers:3 | FileCheck %s --match-full-lines
;; CHECK:      plain: SuspendError: a promise can't be waited for here: no export that returns a promise has called this, or a function of JavaScript is in between
;; CHECK-NEXT: called back: SuspendError: a promise can't be waited for here: no export that returns a promise has called this, or a function of JavaScript is in between
;; CHECK-NEXT: begins another: 0
;; CHECK-NEXT: inner: 3
;; CHECK-NEXT: inherited: 5
;; CHECK-NEXT: still works: 4
;; CHECK-NEXT: too many: 0, 1, 2, RangeError: run: no memory for one call more, or as many calls are in flight as there may be fibers (max-fibers)
;; CHECK-NEXT: aborted: Error: enough
;; CHECK-NEXT: before: Error: enough
;; CHECK-NEXT: not an export: TypeError: abortable: not an export that returns a promise
;; CHECK-NEXT: TypeError: suspending: the module isn't prepared for "call_back" from "host" to return a promise; build it with the option suspending:host.call_back of --lower-fibers
;; CHECK-NEXT: TypeError: the module imports the function "get" from "host"; give it in suspending or imports
;; CHECK-NEXT: trap: RuntimeError
;; CHECK-NEXT: waits: RuntimeError
;; CHECK-NEXT: later: RuntimeError
(module
  (import "host" "get" (func $get (param i32) (result i32)))
  (import "host" "call_back" (func $call_back))
  ;; Each object has a function of this name, also one that says what may wait.
  (import "host" "toString" (func $to_string (result i32)))
  (memory 1)
  (func (export "run") (param i32) (result i32)
    (call $get (local.get 0)))
  (func (export "calls_back") (result i32)
    (call $call_back)
    (if (result i32) (i32.const 0)
      (then (call $get (i32.const 0)))
      (else (i32.const 0))))
  (func (export "reads") (result i32)
    (call $to_string))
  (func (export "traps")
    (drop (call $get (i32.const 0)))
    (unreachable)))
