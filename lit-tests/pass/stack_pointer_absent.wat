;; In a program without a shadow stack pointer, fibers have no regions, and
;; nothing stands in for the pointer.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s --implicit-check-not '$fiber.stack' --implicit-check-not prepare_region

;; CHECK: (func $fiber.make_fiber

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32)
    (local.get 0)
  )
  (func $run (result i32)
    (call $fiber_resume
      (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0))
  )
)
