;; No function that may run on a fiber touches the shadow stack: fibers get no
;; regions, and a resume leaves the pointer alone, though the program has one.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s --implicit-check-not '$fiber.stack' --implicit-check-not prepare_region

;; CHECK:      (func $main
;; CHECK:      (global.set $__stack_pointer
;; CHECK:      (func $fiber.make_fiber
;; CHECK-NOT:  (global.get $__stack_pointer)
;; CHECK-NOT:  (global.set $__stack_pointer

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32)
    (local.get 0)
  )
  (func $main
    (global.set $__stack_pointer
      (i32.sub (global.get $__stack_pointer) (i32.const 16)))
    (drop
      (call $fiber_resume
        (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0)))
  )
)
