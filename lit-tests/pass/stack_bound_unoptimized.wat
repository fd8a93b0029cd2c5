;; Code of clang -O0 takes its frames through locals, in which their sizes are, too. The
;; bound is known all the same, unless such a local may have another value.
;; RUN: wasm-opt %s --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s --check-prefix=BOUND
;; RUN: sed 's/(nop)/(if (local.get $value) (then (local.set $size (i32.const 64))))/' %s > %t.wat
;; RUN: wasm-opt %t.wat --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s --check-prefix=UNKNOWN
;; BOUND:   shadow stack of a fiber: 0 bytes with frames, 48 otherwise
;; UNKNOWN: shadow stack of a fiber: 0 bytes with frames, 65536 otherwise

(module
  (func $fiber_alloc (import "fiber" "fiber_alloc") (param i32) (result i32))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (memory 1)
  (table $table 2 2 funcref)
  (elem $elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32)
    (local $pointer i32)
    (local $size i32)
    (local $frame i32)
    (local.set $pointer (global.get $__stack_pointer))
    (local.set $size (i32.const 48))
    (nop)
    (local.set $frame (i32.sub (local.get $pointer) (local.get $size)))
    (global.set $__stack_pointer (local.get $frame))
    (local.set $size (i32.const 48))
    (local.set $pointer (i32.add (local.get $frame) (local.get $size)))
    (global.set $__stack_pointer (local.get $pointer))
    (local.get $value)
  )
  (func $main
    (drop (call $fiber_alloc (i32.const 1)))
  )
)
