;; Entries are called through the table that wasm-ld names
;; __indirect_function_table, wherever it stands among the tables.
;; RUN: wasm-opt %s --enable-reference-types --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK: (func $fiber.run_fibers
;; CHECK: (call_indirect $__indirect_function_table (type $entry)

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (table $first 1 1 funcref)
  (table $__indirect_function_table 1 1 funcref)
  (export "alloc" (func $fiber_alloc))
)
