;; The shadow stack pointer is known by the name of its export, too.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK: (func $fiber_resume
;; CHECK: (global.get $exported)
;; CHECK: (global.set $exported
;; CHECK-NEXT: (i32.load offset=20

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume" (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $exported (mut i32) (i32.const 65536))
  (export "__stack_pointer" (global $exported))
  (func $entry (param i32) (result i32)
    (global.get $exported)
  )
  (func $run (result i32)
    (call $fiber_resume
      (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0))
  )
)
