;; An optimizer that ran before may have written the frame's size the other way round,
;; where that takes fewer bytes, put the address in a local first, or use the pointer
;; itself. The bound is the same.
;; RUN: wasm-opt %s --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s
;; CHECK: shadow stack of a fiber: 0 bytes with frames, 336 otherwise

(module
  (func $fiber_alloc (import "fiber" "fiber_alloc") (param i32) (result i32))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (memory 1)
  (table $table 2 2 funcref)
  (elem $elem (i32.const 1) $entry)
  ;; 64 bytes.
  (func $entry (param $value i32) (result i32)
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.add (global.get $__stack_pointer) (i32.const -64))))
    (i32.store (local.get $frame) (local.get $value))
    (call $first (local.get $frame))
    (global.set $__stack_pointer
      (i32.sub (local.get $frame) (i32.const -64)))
    (i32.const 0)
  )
  ;; 256 bytes: more than the red zone.
  (func $first (param $value i32)
    (local $frame i32)
    (local.set $frame
      (i32.add (i32.const -256) (global.get $__stack_pointer)))
    (global.set $__stack_pointer (local.get $frame))
    (call $second (local.get $frame))
    (local.set $frame (i32.add (local.get $frame) (i32.const 256)))
    (global.set $__stack_pointer (local.get $frame))
  )
  ;; 16 bytes.
  (func $second (param $value i32)
    (global.set $__stack_pointer
      (i32.sub (global.get $__stack_pointer) (i32.const 16)))
    (i32.store (global.get $__stack_pointer) (local.get $value))
    (global.set $__stack_pointer
      (i32.add (global.get $__stack_pointer) (i32.const 16)))
  )
  (func $main
    (drop (call $fiber_alloc (i32.const 1)))
  )
)
