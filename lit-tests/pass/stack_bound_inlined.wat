;; Where functions have been inlined into another, it takes several frames: one in the
;; other, on either way through an if, and in each iteration of a loop. All are given
;; back.
;; RUN: wasm-opt %s --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s
;; CHECK: shadow stack of a fiber: 0 bytes with frames, 144 otherwise

(module
  (func $fiber_alloc (import "fiber" "fiber_alloc") (param i32) (result i32))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (memory 1)
  (table $table 2 2 funcref)
  (elem $elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32)
    (local $frame i32)
    (local $inner i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 48))))
    (if (local.get $value)
      (then
        (global.set $__stack_pointer
          (local.tee $inner
            (i32.sub (global.get $__stack_pointer) (i32.const 16))))
        (i32.store (local.get $inner) (local.get $value))
        (global.set $__stack_pointer
          (i32.add (local.get $inner) (i32.const 16))))
      (else
        (global.set $__stack_pointer
          (local.tee $inner
            (i32.sub (global.get $__stack_pointer) (i32.const 96))))
        (i32.store (local.get $inner) (local.get $value))
        (global.set $__stack_pointer
          (i32.add (local.get $inner) (i32.const 96)))))
    (loop $next
      (block $done
        (global.set $__stack_pointer
          (local.tee $inner
            (i32.sub (global.get $__stack_pointer) (i32.const 32))))
        (br_if $done (i32.load (local.get $inner)))
        (i32.store (local.get $inner) (local.get $value)))
      (global.set $__stack_pointer
        (i32.add (local.get $inner) (i32.const 32)))
      (br_if $next
        (local.tee $value (i32.shr_u (local.get $value) (i32.const 1)))))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 48)))
    (i32.const 0)
  )
  (func $main
    (drop (call $fiber_alloc (i32.const 1)))
  )
)
