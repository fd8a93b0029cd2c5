;; What needs more alignment than the pointer has takes up to as much, too.
;; RUN: wasm-opt %s --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s
;; CHECK: shadow stack of a fiber: 0 bytes with frames, 319 otherwise

(module
  (func $fiber_alloc (import "fiber" "fiber_alloc") (param i32) (result i32))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (memory 1)
  (table $table 2 2 funcref)
  (elem $elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32)
    (local $before i32)
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.and
          (i32.sub
            (local.tee $before (global.get $__stack_pointer))
            (i32.const 256))
          (i32.const -64))))
    (i32.store (local.get $frame) (local.get $value))
    (global.set $__stack_pointer (local.get $before))
    (i32.const 0)
  )
  (func $main
    (drop (call $fiber_alloc (i32.const 1)))
  )
)
