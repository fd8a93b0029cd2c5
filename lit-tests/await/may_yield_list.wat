;; With a list of the functions that may yield, as Asyncify's, those alone can wait: others
;; get no promising form, and to wait in one is an error that names it. The import and what
;; the pass adds need not be listed.
;; RUN: wasm-opt %s --lower-fibers=tier:frames,suspending:env.sleep,may-yield:listed,may-yield:inner,may-yield-callers:no -o %t.wasm
;; RUN: wasm-opt %t.wasm -S -o - | FileCheck %s --check-prefix=EXPORTS
;; RUN: %run-wasm --no-flags --script node %S/Inputs/may_yield_list.mjs %t.wasm | FileCheck %s --match-full-lines
;; EXPORTS:     (export "[promising]listed"
;; EXPORTS-NOT: (export "[promising]unlisted"
;; CHECK:      listed: 1
;; CHECK-NEXT: unlisted: SuspendError
;; CHECK-NEXT: fiber_yield: called in 'between', which isn't among the functions that may yield; add it to may-yield
;; CHECK-NEXT: through an unlisted one: RuntimeError
(module
  (import "env" "sleep" (func $sleep (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (func $inner (param i32) (result i32)
    (call $sleep (local.get 0)))
  (func $between (param i32) (result i32)
    (call $inner (local.get 0)))
  (func $listed (export "listed") (param i32) (result i32)
    (if (result i32) (i32.eq (local.get 0) (i32.const 3))
      (then (call $between (local.get 0)))
      (else (call $inner (local.get 0)))))
  (func $unlisted (export "unlisted") (param i32) (result i32)
    (call $inner (local.get 0))))
