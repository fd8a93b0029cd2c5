;; The engine suspends calls of the host (JSPI), two at once, both from fibers. If the
;; first returns first, the second would go on on a stack that isn't its own any more:
;; that is an error. If the second returns first, or they come one after the other,
;; all is well.
;; RUN: wasm-opt %s --lower-fibers=tier:frames -o %t.frames.wasm
;; RUN: %deno %S/Inputs/suspended_calls.mjs %t.frames.wasm | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -o %t.asyncify.wasm
;; RUN: %deno %S/Inputs/suspended_calls.mjs %t.asyncify.wasm | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:native -o %t.native.wasm
;; RUN: %deno %S/Inputs/suspended_calls.mjs %t.native.wasm | FileCheck %s

;; CHECK:      one after the other: 11 12
;; CHECK-NEXT: the second first: 21 22
;; CHECK-NEXT: fiber: a function of the host returned after a call that had begun before it; an engine can suspend only one call into the module at a time
;; CHECK-NEXT: the first first: 31, unreachable
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "wait" (func $wait (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (i32.store (local.get $frame) (local.get 0))
    (drop (call $wait (local.get 0)))
    (local.set 0 (call $fiber_yield (i32.load (local.get $frame))))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (local.get 0))
  (func (export "main") (param i32) (result i32) (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (local.set 0
      (call $fiber_resume
        (local.get $fiber) (local.get 0) (i32.const 0)))
    (call $fiber_free (local.get $fiber))
    (local.get 0))
)
