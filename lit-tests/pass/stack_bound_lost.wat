;; There is no bound where the pointer isn't followed: a loop takes more in each
;; iteration, a function leaves it lower than it was, it comes from memory, or, after an
;; exception was caught, is where the callee that threw it has left it. Then the region
;; is as large as it is by default.
;; RUN: split-file %s %t
;; RUN: cat %t/rest.wat %t/loop.wat > %t.wat
;; RUN: wasm-opt %t.wat -all --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s
;; RUN: cat %t/rest.wat %t/leak.wat > %t.wat
;; RUN: wasm-opt %t.wat -all --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s
;; RUN: cat %t/rest.wat %t/memory.wat > %t.wat
;; RUN: wasm-opt %t.wat -all --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s
;; RUN: cat %t/rest.wat %t/caught.wat > %t.wat
;; RUN: wasm-opt %t.wat -all --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s
;; CHECK: shadow stack of a fiber: 0 bytes with frames, 65536 otherwise

;; Set back after the catch, it is known again.
;; RUN: cat %t/rest.wat %t/restored.wat > %t.wat
;; RUN: wasm-opt %t.wat -all --lower-fibers=tier:native,report:text -o %t.wasm | filecheck %s --check-prefix=KNOWN
;; KNOWN: shadow stack of a fiber: 0 bytes with frames, 48 otherwise

;--- rest.wat
(module
  (func $fiber_alloc (import "fiber" "fiber_alloc") (param i32) (result i32))
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (memory 1)
  (tag $thrown)
  (func $throws (throw $thrown))
  (table $table 2 2 funcref)
  (elem $elem (i32.const 1) $entry)
  (func $entry (param $value i32) (result i32)
    (call $takes (local.get $value))
    (i32.const 0))
  (func $main
    (drop (call $fiber_alloc (i32.const 1))))
;--- loop.wat
  (func $takes (param $value i32)
    (local $before i32)
    (local.set $before (global.get $__stack_pointer))
    (loop $next
      (global.set $__stack_pointer
        (i32.sub (global.get $__stack_pointer) (i32.const 16)))
      (i32.store (global.get $__stack_pointer) (local.get $value))
      (br_if $next
        (local.tee $value (i32.sub (local.get $value) (i32.const 1)))))
    (global.set $__stack_pointer (local.get $before))))
;--- leak.wat
  (func $takes (param $value i32)
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 48))))
    (if (local.get $value) (then (return)))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 48)))))
;--- memory.wat
  (func $takes (param $value i32)
    (global.set $__stack_pointer
      (i32.sub (global.get $__stack_pointer) (i32.const 48)))
    (global.set $__stack_pointer (i32.load (local.get $value)))))
;--- caught.wat
  (func $takes (param $value i32)
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 48))))
    (block $caught
      (try_table (catch_all $caught)
        (call $throws)))
    (global.set $__stack_pointer
      (i32.sub (global.get $__stack_pointer) (i32.const 16)))
    (i32.store (global.get $__stack_pointer) (local.get $value))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 48)))))
;--- restored.wat
  (func $takes (param $value i32)
    (local $frame i32)
    (local.set $frame (global.get $__stack_pointer))
    (block $caught
      (try_table (catch_all $caught)
        (call $throws)))
    (global.set $__stack_pointer (local.get $frame))
    (global.set $__stack_pointer
      (i32.sub (global.get $__stack_pointer) (i32.const 48)))
    (i32.store (global.get $__stack_pointer) (local.get $value))
    (global.set $__stack_pointer (local.get $frame))))
