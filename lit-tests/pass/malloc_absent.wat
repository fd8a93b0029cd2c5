;; Without a malloc, memory comes from memory.grow, so that it overlaps nothing.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK: (func $fiber.grow_records
;; CHECK: (call $fiber.bump_malloc
;; CHECK: (func $fiber.bump_malloc
;; CHECK: (memory.grow

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
)
