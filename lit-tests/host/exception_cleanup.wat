;; A C++ program that throws nothing, but has destructors to run when the host does, has
;; no tag. Its cleanup takes the stack pointer back to what it was in its function, on
;; the fiber's region, and passes the exception on. So the runtime has to
;; catch it, too.
;; RUN: wasm-opt -all %s --lower-fibers=tier:frames -o %t.frames.wasm
;; RUN: %deno %S/Inputs/throws.mjs %t.frames.wasm | FileCheck %s
;; RUN: wasm-opt -all %s --lower-fibers=tier:asyncify -o %t.asyncify.wasm
;; RUN: %deno %S/Inputs/throws.mjs %t.asyncify.wasm | FileCheck %s
;; RUN: wasm-opt -all %s --lower-fibers=tier:native -o %t.native.wasm
;; RUN: %deno %S/Inputs/throws.mjs %t.native.wasm | FileCheck %s

;; CHECK:      main threw from the host
;; CHECK-NEXT: the stack is that of main: true
;; CHECK-NEXT: resume 2
;; CHECK-NEXT: resume of the freed fiber 2
;; CHECK-NEXT: yield outside threw unreachable
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "work" (func $work))
  (memory (export "memory") 2)
  (global $__stack_pointer (export "stack_pointer") (mut i32) (i32.const 65536))
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (global $fiber (mut i32) (i32.const 0))
  (func $entry (param i32) (result i32)
    (call $guarded (global.get $__stack_pointer))
    (call $fiber_yield (local.get 0)))
  (func $guarded (param $before i32) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 32))))
    (throw_ref
      (block $cleanup (result exnref)
        (try_table (catch_all_ref $cleanup)
          (call $work))
        (global.set $__stack_pointer
          (i32.add (local.get $frame) (i32.const 32)))
        (return))
      (global.set $__stack_pointer (local.get $frame))))
  (func (export "main") (result i32)
    (global.set $fiber (call $fiber_alloc (i32.const 1)))
    (call $fiber_resume (global.get $fiber) (i32.const 0) (i32.const 0)))
  ;; Returns the result: FIBER_ERROR is 2.
  (func (export "resume") (result i32)
    (drop
      (call $fiber_resume
        (global.get $fiber) (i32.const 0) (i32.const 1024)))
    (i32.load (i32.const 1024)))
  (func (export "free") (call $fiber_free (global.get $fiber)))
  (func (export "yield") (drop (call $fiber_yield (i32.const 0))))
)
