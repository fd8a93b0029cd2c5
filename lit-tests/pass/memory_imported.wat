;; Records live in the program's memory, imported or not.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s --implicit-check-not '(memory $'

;; CHECK: (import "env" "memory" (memory $memory 1))
;; CHECK: (func $fiber.bump_malloc
;; CHECK: (memory.grow

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "env" "memory" (memory $memory 1))
  (export "alloc" (func $fiber_alloc))
)
