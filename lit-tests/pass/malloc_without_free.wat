;; A malloc without a free isn't used: what is freed must go back.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK: (func $fiber.grow_records
;; CHECK: (call $fiber.bump_malloc
;; CHECK-NOT: (call $malloc

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $malloc (param i32) (result i32) (i32.const 1024))
)
