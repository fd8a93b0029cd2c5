;; What is decided about a program before it is changed: this one calls the host, has an
;; entry of each tier, and recursion with a variable in memory.
;; RUN: wasm-opt %s -all --print-fiber-plan -o %t.wasm | FileCheck %s --match-full-lines

;; CHECK:      region, frames: 65536 bytes, at least 32, 'recurse' may call itself
;; CHECK-NEXT: region, fallback: 16 bytes, at least 16, bounded
;; CHECK-NEXT: guarded, of the host: 'host'
;; CHECK-NEXT: exports are guarded: 0
;; CHECK-NEXT: functions that are checked: 3
;; CHECK-NEXT: most fibers: 1048574
;; CHECK-NEXT: most fibers of the fallback tier: 20000
;; CHECK-NEXT: runs on the outermost resumer's stack: 1
;; CHECK-NEXT: has exceptions: 1
;; CHECK-NEXT: forms catch exceptions: 0
;; CHECK-NEXT: frames fibers have caught exceptions: 0
;; CHECK-NEXT: looks at each longjmp: 0
;; CHECK-NEXT: may be left: 0
;; CHECK-NEXT: knows the running fiber: 1
;; CHECK-NEXT: tells which functions wait: 0
;; CHECK-NEXT: looks up what entries are: 1
;; CHECK-NEXT: small records: 0
;; CHECK-NEXT: fibers in the allocator: 0
;; CHECK-NEXT: counts the engine's stack: 1
;; CHECK-NEXT: fibers in fibers, frames: 1
;; CHECK-NEXT: fibers in fibers, fallback: 0
;; CHECK-NEXT: frames with parents: 1
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "host" (func $host))
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table 3 3 funcref)
  (elem (i32.const 1) $frames $native)
  (func $recurse (param i32) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 32))))
    (if (call $fiber_yield (local.get $frame))
      (then (call $recurse (local.get 0))))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 32))))
  (func $frames (param i32) (result i32)
    (call $host)
    (call $recurse (local.get 0))
    (i32.const 0))
  ;; Keeps a reference while it yields.
  (func $native (param i32) (result i32)
    (local $reference externref) (local $kept contref) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (drop (call $fiber_yield (local.get $frame)))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (ref.is_null (local.get $reference)))
  (func (export "main")
    (drop
      (call $fiber_resume
        (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0)))
    (drop (call $fiber_alloc (i32.const 2))))
)
