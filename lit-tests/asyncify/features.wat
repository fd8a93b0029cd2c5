;; What it emits needs nothing that clang's default output doesn't: given a module
;; of the first version of WebAssembly, it uses bulk memory and mutable globals,
;; and no more. No trace of Asyncify's own interface is left.
;; RUN: wasm-opt %s --mvp-features --lower-fibers=tier:asyncify -o %t.wasm
;; RUN: wasm-opt %t.wasm --mvp-features --enable-bulk-memory \
;; RUN:   --enable-mutable-globals --print-features -S -o - \
;; RUN:   | FileCheck %s --implicit-check-not=asyncify \
;; RUN:     --implicit-check-not=--enable --implicit-check-not='(import'

;; RUN: %run-wasm --no-flags --compile wasmtime %t.wasm
;; RUN: %run-wasm --no-flags --compile deno %t.wasm
;; RUN: %run-wasm --no-flags --compile node %t.wasm
;; It is taken for what can't have the frames tier if the engine has no stack
;; switching.
;; RUN: wasm-opt %s --lower-fibers=tier:auto -S -o %t.auto.wat
;; RUN: wasm-opt %s --lower-fibers=tier:frames -S -o - | diff - %t.auto.wat
;; RUN: wasm-opt %s --lower-fibers -S -o - | diff - %t.auto.wat

;; CHECK-DAG: --enable-bulk-memory
;; CHECK-DAG: --enable-bulk-memory-opt
;; CHECK-DAG: --enable-mutable-globals
;; CHECK:     (export "main"
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32) (call $fiber_yield (local.get 0)))
  (func $main (export "main") (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop
      (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0)))
    (call $fiber_free (local.get $fiber)))
)
