;; The host has put a function into the module's table. A fiber calls it, and it calls an
;; export, which yields. That is the same error as where the fiber calls an import.
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -o %t.asyncify.wasm
;; RUN: node %S/Inputs/function_in_table.mjs %t.asyncify.wasm yield | FileCheck %s --check-prefix=YIELD
;; RUN: node %S/Inputs/function_in_table.mjs %t.asyncify.wasm nothing | FileCheck %s --check-prefix=NOTHING
;; RUN: node %S/Inputs/function_in_table.mjs %t.asyncify.wasm throws | FileCheck %s --check-prefix=THROWS
;; RUN: wasm-opt %s --lower-fibers=tier:native -o %t.native.wasm
;; RUN: %deno %S/Inputs/function_in_table.mjs %t.native.wasm yield | FileCheck %s --check-prefix=YIELD
;; RUN: %deno %S/Inputs/function_in_table.mjs %t.native.wasm nothing | FileCheck %s --check-prefix=NOTHING
;; RUN: %deno %S/Inputs/function_in_table.mjs %t.native.wasm throws | FileCheck %s --check-prefix=THROWS
;; RUN: wasm-opt %s --lower-fibers=tier:frames -o %t.frames.wasm
;; RUN: node %S/Inputs/function_in_table.mjs %t.frames.wasm yield | FileCheck %s --check-prefix=YIELD
;; RUN: node %S/Inputs/function_in_table.mjs %t.frames.wasm nothing | FileCheck %s --check-prefix=NOTHING
;; RUN: node %S/Inputs/function_in_table.mjs %t.frames.wasm throws | FileCheck %s --check-prefix=THROWS
;; YIELD:      fiber_yield: called outside any fiber; call it from a function that fiber_resume runs
;; YIELD-NEXT: main threw unreachable

;; NOTHING:      in what was called back, on the stack of main: true
;; NOTHING-NEXT: main 5

;; THROWS:      main threw from the host
;; THROWS-NEXT: in what was called back, on the stack of main: true
(module
  (type $none (func))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table $table (export "table") 3 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (call_indirect $table (type $none) (i32.const 2))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (call $fiber_yield (i32.const 5)))
  (func (export "yield") (drop (call $fiber_yield (i32.const 42))))
  (func $nothing)
  (func (export "stack_pointer") (result i32)
    (call $nothing)
    (global.get $__stack_pointer))
  (func (export "main") (result i32)
    (call $fiber_resume
      (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0)))
)
