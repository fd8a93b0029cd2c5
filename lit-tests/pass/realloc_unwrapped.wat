;; The linker wraps the exports of a command in what constructs and destroys. A component's host
;; calls cabi_realloc in the midst of a call of the program's: it is exported as it is. Here,
;; with both, and with what destroys alone.
;; RUN: split-file %s %t
;; RUN: wasm-opt %t/both.wat --lower-fibers -S -o - | FileCheck %s
;; RUN: wasm-opt %t/destructors.wat --lower-fibers -S -o - | FileCheck %s
;; CHECK: (export "_start" (func $_start.command_export))
;; CHECK: (export "cabi_realloc" (func $cabi_realloc))
;;
;; What doesn't end as all exports do stays.
;; RUN: wasm-opt %t/other.wat --lower-fibers -S -o - | FileCheck %s --check-prefix=OTHER
;; OTHER: (export "cabi_realloc" (func $cabi_realloc.command_export))

;--- both.wat
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (export "_start" (func $_start.command_export))
  (export "cabi_realloc" (func $cabi_realloc.command_export))
  (export "memory" (memory 0))
  (func $__wasm_call_ctors)
  (func $__wasm_call_dtors)
  (func $_start (drop (call $fiber_yield (i32.const 0))))
  (func $cabi_realloc (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func $_start.command_export
    (call $__wasm_call_ctors)
    (call $_start)
    (call $__wasm_call_dtors))
  (func $cabi_realloc.command_export (param i32 i32 i32 i32) (result i32)
    (call $__wasm_call_ctors)
    (call $cabi_realloc
      (local.get 0) (local.get 1) (local.get 2) (local.get 3))
    (call $__wasm_call_dtors)))

;--- destructors.wat
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (export "_start" (func $_start.command_export))
  (export "cabi_realloc" (func $cabi_realloc.command_export))
  (export "memory" (memory 0))
  (func $__wasm_call_dtors)
  (func $_start (drop (call $fiber_yield (i32.const 0))))
  (func $cabi_realloc (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func $_start.command_export
    (call $_start)
    (call $__wasm_call_dtors))
  (func $cabi_realloc.command_export (param i32 i32 i32 i32) (result i32)
    (call $cabi_realloc
      (local.get 0) (local.get 1) (local.get 2) (local.get 3))
    (call $__wasm_call_dtors)))

;--- other.wat
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (export "run" (func $run))
  (export "cabi_realloc" (func $cabi_realloc.command_export))
  (export "memory" (memory 0))
  (func $note)
  (func $run (drop (call $fiber_yield (i32.const 0))))
  (func $cabi_realloc (param i32 i32 i32 i32) (result i32) (i32.const 1024))
  (func $cabi_realloc.command_export (param i32 i32 i32 i32) (result i32)
    (call $cabi_realloc
      (local.get 0) (local.get 1) (local.get 2) (local.get 3))
    (call $note)))
