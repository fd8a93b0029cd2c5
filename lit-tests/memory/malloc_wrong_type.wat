;; Functions that are named malloc and free but aren't C's are left alone.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK: (func $fiber.grow_records
;; CHECK: (call $fiber.bump_malloc
;; CHECK-NOT: (call $malloc
;; CHECK-NOT: (call $free

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
  (func $malloc (param i64) (result i32) (i32.const 1024))
  (func $free (param i32))
)
