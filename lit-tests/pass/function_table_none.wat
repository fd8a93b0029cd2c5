;; A program without a function table has no function pointers. The runtime
;; brings an empty table, so that to start a fiber traps.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK: (table $fiber.functions 0 funcref)
;; CHECK: (func $fiber.run_fibers
;; CHECK: (call_indirect $fiber.functions (type $entry)

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
)
