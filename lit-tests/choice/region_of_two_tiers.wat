;; A fiber of one tier resumes one of the other. What that runs, functions that can't
;; yield included, is on its own region: not on the resumer's, which is sized without it.
;; RUN: wasm-opt %s -all --lower-fibers=report:text -o %t.wasm | FileCheck %s --check-prefix=REPORT
;; RUN: %run-wasm wasmtime %t.wasm | FileCheck %s

;; REPORT: entry 'victim': native
;; REPORT: entry 'outer': native
;; REPORT: entry 'inner': frames
;; REPORT: shadow stack of a fiber: 4096 bytes with frames, 16 otherwise

;; CHECK: kept
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (data (i32.const 1024) "\08\04\00\00\05\00\00\00kept\nlost\n")
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table 4 4 funcref)
  (elem (i32.const 1) $victim $outer $inner)
  (func $big
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 4096))))
    (memory.fill
      (local.get $frame) (i32.const 0xee) (i32.const 4096))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 4096))))
  (func $inner (param i32) (result i32)
    (call $big)
    (drop (call $fiber_yield (i32.const 0)))
    (i32.const 0))
  ;; Both of these keep a reference while they yield, and so aren't for frames.
  (func $victim (param i32) (result i32)
    (local $reference externref) (local $kept contref) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (i32.store (local.get $frame) (i32.const 1234))
    (drop (call $fiber_yield (i32.const 0)))
    (drop (ref.is_null (local.get $reference)))
    (local.set 0 (i32.load (local.get $frame)))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (local.get 0))
  (func $outer (param i32) (result i32)
    (local $reference externref) (local $kept contref) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (drop
      (call $fiber_resume
        (call $fiber_alloc (i32.const 3)) (i32.const 0) (local.get $frame)))
    (drop (call $fiber_yield (ref.is_null (local.get $reference))))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (ref.is_null (local.get $reference)))
  (func (export "_start")
    (local $victim i32)
    (local.set $victim (call $fiber_alloc (i32.const 1)))
    (drop
      (call $fiber_resume
        (local.get $victim) (i32.const 0) (i32.const 0)))
    (drop
      (call $fiber_resume
        (call $fiber_alloc (i32.const 2)) (i32.const 0) (i32.const 0)))
    (if
      (i32.ne
        (call $fiber_resume
          (local.get $victim) (i32.const 0) (i32.const 0))
        (i32.const 1234))
      (then (i32.store (i32.const 1024) (i32.const 1037))))
    (drop
      (call $fd_write
        (i32.const 1) (i32.const 1024) (i32.const 1) (i32.const 1040))))
)
