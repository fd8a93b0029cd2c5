;; With no table named __indirect_function_table, entries are called through the
;; first table of functions.
;; RUN: wasm-opt %s --enable-reference-types --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK: (func $fiber.run_fibers
;; CHECK: (call_indirect $first (type $entry)

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (table $objects 1 1 externref)
  (table $first 1 1 funcref)
  (table $second 1 1 funcref)
  (export "alloc" (func $fiber_alloc))
)
