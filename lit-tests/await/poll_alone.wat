;; A program that has none but these two intrinsics, and so no fibers.
;; RUN: wasm-opt %s --lower-fibers -o %t.wasm
;; RUN: wasm-opt %t.wasm -S -o - | FileCheck %s
;; RUN: not wasm-opt %s --lower-fibers=suspending:env.load -o %t.none.wasm 2>&1 | FileCheck %s --check-prefix=NONE
;; RUN: wasm-opt %s --lower-fibers=suspending:env.other -o %t.wasm
;; RUN: %run-wasm --no-flags --script node %S/Inputs/poll_alone.mjs %t.wasm | FileCheck %s --check-prefix=GIVES
;; CHECK-NOT: (import "fiber"
;; NONE: suspending: the module has no import 'env.load'
;; GIVES: poll: 0, wait: 0
(module
  (import "fiber" "fiber_poll" (func $poll (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_wait" (func $wait (result i32)))
  (import "env" "other" (func $other))
  (memory 1)
  (func (export "poll") (result i32)
    (call $poll (i32.const 1) (i32.const 0) (i32.const 0)))
  (func (export "wait") (result i32)
    (call $other)
    (call $wait)))
