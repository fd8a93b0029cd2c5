;; Calls end at limits of their own, and leave the others alone: where memory is at its end, where
;; a promise is never settled, and where an export yields that is no fiber of the program's.
;; RUN: %S/Inputs/check-await %build %s %S/Inputs/limits.mjs suspending:host.get allocator:pages | FileCheck %s --match-full-lines
;; CHECK:      no memory: RangeError: run: no memory for one call more, or as many calls are in flight as there may be fibers (max-fibers)
;; CHECK-NEXT: those before it: all right
;; CHECK-NEXT: one more: 3
;; CHECK-NEXT: never settled: waits, and others go on: 4
;; CHECK-NEXT: yields: Error: fiber_yield: called outside any fiber of the program; call it from a function that fiber_resume runs
;; CHECK-NEXT: yields after a wait: Error: fiber_yield: called outside any fiber of the program; call it from a function that fiber_resume runs
;; CHECK-NEXT: aborts what was never settled: Error: enough
;; CHECK-NEXT: then: 5
(module
  (import "host" "get" (func $get (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $yield (param i32) (result i32)))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  ;; Three pages at most.
  (memory 1 3)
  (export "memory" (memory 0))
  ;; With a variable in memory, so that each call needs a stack.
  (func (export "run") (param $id i32) (result i32)
    (local $sp i32)
    (global.set $__stack_pointer
      (local.tee $sp (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (i32.store (local.get $sp) (call $get (local.get $id)))
    (local.set $id (i32.add (i32.load (local.get $sp)) (i32.const 1)))
    (global.set $__stack_pointer (i32.add (local.get $sp) (i32.const 16)))
    (local.get $id))
  (func (export "yields") (param $id i32) (result i32)
    (if (local.get $id)
      (then (drop (call $get (local.get $id)))))
    (call $yield (i32.const 0))))
