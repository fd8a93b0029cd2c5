;; The program's malloc and free serve the records, where it has them by name.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s --implicit-check-not 'memory.grow'

;; CHECK: (func $fiber.grow_records
;; CHECK: (call $malloc
;; CHECK: (call $free

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $malloc (param i32) (result i32)
    (i32.add (local.get 0) (i32.const 1024)))
  (func $free (param i32))
)
