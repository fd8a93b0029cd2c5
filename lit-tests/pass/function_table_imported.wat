;; The function table is known by the name of its import, too.
;; RUN: wasm-opt %s --enable-reference-types --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK: (func $fiber.run_fibers
;; CHECK: (call_indirect $imported (type $entry)

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "env" "first" (table $first 1 funcref))
  (import "env" "__indirect_function_table" (table $imported 1 funcref))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
)
