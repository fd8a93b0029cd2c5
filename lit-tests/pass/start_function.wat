;; A start function stays, and fibers work in it: this one stores what a fiber
;; makes of 20 and 1.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s
;; CHECK: (start $start)
;; RUN: wasm-opt %s --lower-fibers=tier:native -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm | filecheck %s --check-prefix=RESULT
;; RESULT: result => 21

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (start $start)
  (func $entry (param i32) (result i32)
    (i32.add (local.get 0) (call $fiber_yield (i32.const 0)))
  )
  (func $start
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop (call $fiber_resume (local.get $fiber) (i32.const 20) (i32.const 0)))
    (i32.store (i32.const 1024)
      (call $fiber_resume (local.get $fiber) (i32.const 1) (i32.const 0)))
  )
  (func (export "result") (result i32)
    (i32.load (i32.const 1024))
  )
)
