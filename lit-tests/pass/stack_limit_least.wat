;; Recursion has no bound, but a fiber that asks for less gets at least what each
;; function on it takes once: 16 + 48 here.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s --check-prefix=LEAST
;; RUN: wasm-opt %s --lower-fibers=tier:native,stack-size:32 -S -o - | filecheck %s --check-prefix=DEFAULT

;; LEAST:   (func $fiber.prepare_region
;; LEAST:   (i32.lt_u
;; LEAST-NEXT: (local.get
;; LEAST-NEXT: (i32.const 64)
;; The default size is enough for all that say nothing, so for those, too.
;; DEFAULT: (func $fiber.prepare_region
;; DEFAULT: (i32.lt_u
;; DEFAULT-NEXT: (local.get
;; DEFAULT-NEXT: (i32.const 32)

(module
  (func $fiber_sized_alloc (import "fiber" "fiber_sized_alloc") (param i32 i32) (result i32))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $depth i32) (result i32)
    (local $frame i32)
    (local $result i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (local.set $result (call $callee (local.get $depth)))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (local.get $result)
  )
  (func $callee (param $depth i32) (result i32)
    (local $frame i32)
    (local $result i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 48))))
    (local.set $result (call $entry (local.get $depth)))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 48)))
    (local.get $result)
  )
  (func $main (param $size i32)
    (drop (call $fiber_sized_alloc (i32.const 1) (local.get $size)))
  )
)
