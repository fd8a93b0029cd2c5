;; Without an allocator, the buffer comes from memory that the module grows by. It
;; grows from nothing to hold 21 frames here, and what the fiber had is there
;; after: 1 + 2 + .. + 20, and what it was resumed with.
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify,asyncify-buffer:0 -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm | FileCheck %s
;; RUN: wasm-opt %t.wasm -O3 -o %t.O3.wasm
;; RUN: %run-wasm binaryen %t.O3.wasm | FileCheck %s

;; CHECK: [fuzz-exec] note result: main => 252
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $descend)
  (func $descend (param $depth i32) (result i32)
    (if (i32.eqz (local.get $depth))
      (then (return (call $fiber_yield (i32.const 0)))))
    (i32.add
      (call $descend (i32.sub (local.get $depth) (i32.const 1)))
      (local.get $depth)))
  (func (export "main") (result i32)
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop
      (call $fiber_resume
        (local.get $fiber) (i32.const 20) (i32.const 0)))
    (call $fiber_resume (local.get $fiber) (i32.const 42) (i32.const 0)))
)
