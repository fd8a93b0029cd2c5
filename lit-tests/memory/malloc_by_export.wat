;; The program's malloc and free are known by their exports, too.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s --implicit-check-not 'memory.grow'

;; CHECK: (func $fiber.grow_records
;; CHECK: (call $dlmalloc
;; CHECK: (call $dlfree

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $dlmalloc (export "malloc") (param i32) (result i32)
    (i32.add (local.get 0) (i32.const 1024)))
  (func $dlfree (export "free") (param i32))
)
