;; A local holds a stack address, and later another: compilers use locals again. What is
;; subtracted from that takes no stack, and isn't checked.
;; RUN: wasm-opt %s --lower-fibers=tier:native -S -o - | filecheck %s

;; CHECK: (func $entry
;; CHECK-NOT: fiber.stack_limit
;; CHECK: (func $main

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (memory 2)
  (table $table 2 2 funcref)
  (elem $elem (table $table) (i32.const 1) func $entry)

  (func $entry (param $heap i32) (result i32)
    (local $address i32)
    (local.set $address
      (i32.sub (global.get $__stack_pointer) (i32.const 32)))
    (i32.store (local.get $address) (local.get $heap))
    (local.set $address (local.get $heap))
    (i32.load (i32.add (local.get $address) (i32.const -16))))

  (func $main (export "main")
    (drop
      (call $fiber_resume
        (call $fiber_alloc (i32.const 1)) (i32.const 1024) (i32.const 0)))
    (drop (call $fiber_yield (i32.const 0)))))
