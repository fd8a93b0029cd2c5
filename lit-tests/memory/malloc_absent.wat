;; Without an allocator, memory comes from memory.grow, so that it overlaps nothing.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK:     (func $fiber.bump_malloc
;; CHECK:     (memory.grow
;; CHECK:     (func $fiber.grow_records
;; CHECK-NOT: (call $fiber.no_free
;; CHECK:     (call $fiber.bump_malloc

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
)
