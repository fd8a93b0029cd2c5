;; In a program that can't write, only the names of the functions that trap tell what
;; was wrong: the pass doesn't inline them.
;; RUN: wasm-opt %s --lower-fibers=tier:frames -S -o - | FileCheck %s --check-prefix=FRAMES
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | FileCheck %s --check-prefix=NATIVE

;; FRAMES-DAG: (func $fiber.yield_outside
;; FRAMES-DAG: (func $fiber.no_memory_to_yield
;; NATIVE-DAG: (func $fiber.yield_outside
;; NATIVE-DAG: (func $fiber.yield_in_free

(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $free (param i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32)
    (call $yield (local.get 0)))
  (func (export "outside") (result i32)
    (call $yield (i32.const 0)))
  (func (export "main")
    (local $fiber i32)
    (local.set $fiber (call $alloc (i32.const 1)))
    (drop (call $resume (local.get $fiber) (i32.const 0) (i32.const 0)))
    (call $free (local.get $fiber)))
)
