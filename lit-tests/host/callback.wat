;; A fiber calls the host, which calls the module back. There the fiber can't
;; yield, which ends the program with an error, but all else works, and after the
;; host has returned it may yield again. So may other fibers that the callback
;; runs.
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -o %t.asyncify.wasm
;; RUN: node %S/Inputs/callback.mjs %t.asyncify.wasm yields | FileCheck %s --check-prefix=YIELDS
;; RUN: node %S/Inputs/callback.mjs %t.asyncify.wasm returns | FileCheck %s --check-prefix=RETURNS
;; RUN: node %S/Inputs/callback.mjs %t.asyncify.wasm runs_another | FileCheck %s --check-prefix=ANOTHER
;; RUN: wasm-opt %s --lower-fibers=tier:frames -o %t.frames.wasm
;; RUN: node %S/Inputs/callback.mjs %t.frames.wasm yields | FileCheck %s --check-prefix=YIELDS
;; RUN: node %S/Inputs/callback.mjs %t.frames.wasm returns | FileCheck %s --check-prefix=RETURNS
;; RUN: node %S/Inputs/callback.mjs %t.frames.wasm runs_another | FileCheck %s --check-prefix=ANOTHER

;; YIELDS:      fiber_yield: called outside any fiber; call it from a function that fiber_resume runs
;; YIELDS-NEXT: main: RuntimeError: unreachable

;; RETURNS:      main: 11
;; RETURNS-NEXT: after: 7

;; ANOTHER:      main: 11
;; ANOTHER-NEXT: after: 7
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "call_back" (func $call_back))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $another)
  (global $fiber (mut i32) (i32.const 0))
  (func $entry (param i32) (result i32)
    (call $call_back)
    (call $fiber_yield (i32.const 11)))
  (func $another (param i32) (result i32)
    (i32.add (call $fiber_yield (i32.const 100)) (i32.const 1)))
  (func (export "yields") (drop (call $fiber_yield (i32.const 0))))
  (func (export "returns"))
  (func (export "runs_another") (local $another i32)
    (local.set $another (call $fiber_alloc (i32.const 2)))
    (if
      (i32.ne
        (call $fiber_resume
          (local.get $another) (i32.const 0) (i32.const 0))
        (i32.const 100))
      (then (unreachable)))
    (if
      (i32.ne
        (call $fiber_resume
          (local.get $another) (i32.const 20) (i32.const 0))
        (i32.const 21))
      (then (unreachable)))
    ;; The fiber that called the host can't be resumed by it.
    (if
      (call $fiber_resume (global.get $fiber) (i32.const 5) (i32.const 0))
      (then (unreachable))))
  (func (export "main") (result i32)
    (global.set $fiber (call $fiber_alloc (i32.const 1)))
    (call $fiber_resume (global.get $fiber) (i32.const 0) (i32.const 0)))
  (func (export "after") (result i32)
    (call $fiber_resume (global.get $fiber) (i32.const 7) (i32.const 0)))
)
