;; An exception of the host's leaves an ordinary function that is an adapter around its
;; call form, in a program that has no exceptions itself. Beside fibers of the native
;; tier, a guard catches it and throws it on, through forms that have counted what they
;; take of the engine's stack. The adapter gives that back.
;; RUN: wasm-opt -all %s --lower-fibers=report:text,optimize:size,inline:no -o %t.wasm | FileCheck %s --check-prefix=TIERS
;; RUN: %deno %S/Inputs/throws.mjs %t.wasm | FileCheck %s
;; RUN: wasm-opt -all %s --lower-fibers=optimize:size,inline:no -S -o - | FileCheck %s --check-prefix=ADAPTER

;; TIERS:      entry 'frames': frames
;; TIERS-NEXT: entry 'native': native

;; CHECK:      main threw from the host
;; CHECK-NEXT: the stack is that of main: true

;; ADAPTER-LABEL: (func $descend (type
;; ADAPTER:       (global.get $fiber.stack_left)
;; ADAPTER:       (try_table (catch_all_ref $caught)
;; ADAPTER-NEXT:  (local.set ${{.*}}
;; ADAPTER-NEXT:  (call $descend.call_form
;; ADAPTER:       (return
;; ADAPTER:       (global.set $fiber.stack_left
;; ADAPTER:       (throw_ref
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "work" (func $work))
  (memory (export "memory") 2)
  (global $__stack_pointer (export "stack_pointer") (mut i32) (i32.const 65536))
  (table $functions 3 3 funcref)
  (table $things 1 1 externref)
  (elem (table $functions) (i32.const 1) func $frames $native)
  (global $fiber (mut i32) (i32.const 0))
  ;; A recursion, at whose end the host throws.
  (func $descend (param $depth i32) (result i32)
    (if (i32.eqz (local.get $depth))
      (then
        (call $work)
        (return (i32.const 1))))
    (if (i32.eq (local.get $depth) (i32.const 1000))
      (then (return (call $fiber_yield (local.get $depth)))))
    (i32.add
      (call $descend (i32.sub (local.get $depth) (i32.const 1)))
      (i32.mul
        (i32.xor (local.get $depth) (i32.const 7))
        (i32.and (local.get $depth) (i32.const 3)))))
  (func $frames (param $depth i32) (result i32)
    (call $descend (local.get $depth)))
  (func $native (param $x i32) (result i32) (local $thing externref) (local $kept contref)
    (local.set $thing (table.get $things (i32.const 0)))
    (drop (call $fiber_yield (local.get $x)))
    (table.set $things (i32.const 0) (local.get $thing))
    (i32.const 0))
  (func (export "main") (result i32)
    (global.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop (call $fiber_alloc (i32.const 2)))
    (call $descend (i32.const 50)))
  (func (export "resume") (result i32)
    (drop
      (call $fiber_resume
        (global.get $fiber) (i32.const 1000) (i32.const 1024)))
    (i32.load (i32.const 1024)))
  (func (export "free"))
  (func (export "yield") (drop (call $fiber_yield (i32.const 0))))
)
