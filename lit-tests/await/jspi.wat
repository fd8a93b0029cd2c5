;; Code for JSPI does the same, in the same turns of the queue of microtasks, with the
;; engine's JSPI and, on any engine, with ours.
;; RUN: wasm-opt %s -o %t.plain.wasm
;; RUN: %run-wasm --no-flags --script deno %S/Inputs/jspi.mjs %t.plain.wasm > %t.expected
;; RUN: FileCheck %s --match-full-lines --input-file=%t.expected
;; RUN: wasm-opt %s --lower-fibers=suspending:host.* -o %t.wasm
;; RUN: %run-wasm --no-flags --script node %S/Inputs/jspi.mjs %t.wasm polyfill | diff %t.expected -
;; RUN: %run-wasm --no-flags --script node26 %S/Inputs/jspi.mjs %t.wasm polyfill | diff %t.expected -
;; RUN: %run-wasm --no-flags --script deno %S/Inputs/jspi.mjs %t.wasm polyfill | diff %t.expected -
;; What didn't go through the pass is the engine's, if that has JSPI.
;; RUN: %run-wasm --no-flags --script deno %S/Inputs/jspi.mjs %t.plain.wasm polyfill | diff %t.expected -
;; RUN: not %run-wasm --no-flags --script node %S/Inputs/jspi.mjs %t.plain.wasm polyfill 2>&1 | FileCheck %s --check-prefix=LOWER
;; LOWER: TypeError: WebAssembly.Suspending: the module isn't prepared for "get" from "host" to suspend; pass it through --lower-fibers with the option suspending:host.get
;; CHECK:      value: get 1, called, in turn 1 2
;; CHECK-NEXT: promise: get 2, called, in turn 1 3
;; CHECK-NEXT: thenable: get 3, called, in turn 2 4
;; CHECK-NEXT: no wait: called, in turn 1 7
;; CHECK-NEXT: rejected: Error: gone
;; CHECK-NEXT: thrown: Error: no
;; CHECK-NEXT: outside: SuspendError
;; CHECK-NEXT: in between: SuspendError
;; CHECK-NEXT: both ways: 21
;; CHECK-NEXT: not a function: TypeError TypeError
(module
  (import "host" "get" (func $get (param i32) (result i32)))
  (import "env" "call_back" (func $call_back))
  (memory 1)
  (func (export "run") (param i32) (result i32)
    (i32.add (call $get (local.get 0)) (i32.const 1)))
  (func (export "seven") (result i32)
    (i32.const 7))
  (func (export "calls_back") (result i32)
    (call $call_back)
    (call $get (i32.const 20))))
