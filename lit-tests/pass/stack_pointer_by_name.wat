;; The shadow stack pointer is swapped at a resume. It is the global that wasm-ld
;; names __stack_pointer, not just any mutable i32.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK: (func $fiber_resume
;; CHECK: (global.get $__stack_pointer)
;; CHECK: (global.set $__stack_pointer
;; CHECK-NEXT: (i32.load offset=20

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $other (mut i32) (i32.const 0))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (func $entry (param i32) (result i32)
    (global.get $__stack_pointer)
  )
  (func $run (result i32)
    (call $fiber_resume
      (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0))
  )
)
