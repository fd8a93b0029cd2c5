;; The host moves the stack pointer by exports of the program, to put strings there, as
;; Emscripten's JavaScript does. It may do so where exports are guarded, too.
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -o %t.wasm
;; RUN: node %S/Inputs/moved_stack_pointer.mjs %t.wasm | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -S -o - | filecheck %s --check-prefix=GUARDED
;; GUARDED-DAG: (export "frame" (func $fiber.host_entry.frame))
;; GUARDED-DAG: (export "allocate" (func $2))
;; RUN: wasm-opt %s --lower-fibers=tier:native -o %t.wasm
;; RUN: %deno %S/Inputs/moved_stack_pointer.mjs %t.wasm | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:frames -o %t.wasm
;; RUN: node %S/Inputs/moved_stack_pointer.mjs %t.wasm | FileCheck %s

;; CHECK:      allocated at 65504, and called below that: 65488
;; CHECK-NEXT: in what a fiber calls: allocated 32 bytes below, and called below that: true
;; CHECK-NEXT: restored: 65536
(module
  (type $none (func))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "callback" (func $callback))
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
    (call $callback)
    ;; The host may have put a function there, so that exports are guarded.
    (if (i32.eqz (local.get $frame))
      (then (call_indirect $table (type $none) (i32.const 2))))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (call $fiber_yield (i32.const 5)))
  (func (export "save") (result i32) (global.get $__stack_pointer))
  (func (export "restore") (param i32)
    (global.set $__stack_pointer (local.get 0)))
  (func (export "allocate") (param i32) (result i32)
    (global.set $__stack_pointer
      (i32.sub (global.get $__stack_pointer) (local.get 0)))
    (global.get $__stack_pointer))
  ;; Where its frame is.
  (func $frame (export "frame") (result i32) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (call $nothing)
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (local.get $frame))
  (func $nothing)
  (func (export "main") (result i32)
    (call $fiber_resume
      (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0)))
)
