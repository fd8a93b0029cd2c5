;; LLVM goes on with what memset has returned in the place of the address that it was
;; given. The frame is known all the same, if the callee does return its first parameter.
;; RUN: wasm-opt %s --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s
;; CHECK: shadow stack of a fiber: 0 bytes with frames, 112 otherwise
;; RUN: sed 's/(local.get $to) ;; returned/(i32.const 8)/' %s > %t.wat
;; RUN: wasm-opt %t.wat --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s --check-prefix=OTHER
;; OTHER: shadow stack of a fiber: 0 bytes with frames, 65536 otherwise
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table $__indirect_function_table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $main (export "main") (result i32)
    (call $fiber_alloc (i32.const 1)))
  (func $memset (param $to i32) (param $value i32) (param $size i32) (result i32)
    (i32.store8 (local.get $to) (local.get $value))
    (local.get $to) ;; returned
  )
  (func $entry (param $argument i32) (result i32)
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 112))))
    (local.set $argument
      (call $fiber_yield
        (local.tee $frame
          (call $memset (local.get $frame) (i32.const 0) (i32.const 112)))))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 112)))
    (local.get $argument)
  )
)
