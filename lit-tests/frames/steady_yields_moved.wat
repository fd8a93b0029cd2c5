;; A callee that leaves the shadow stack pointer elsewhere, as Emscripten's stackAlloc does,
;; may be called between two yields, also by way of another function, the table, or the
;; host: what it has taken stays taken.
;; RUN: split-file %s %t
;; RUN: %S/Inputs/check-module %t/moved.wat | FileCheck %s
;; RUN: wasm-opt %t/host.wat --lower-fibers=tier:frames,inline:no -S -o - \
;; RUN:   | FileCheck %s --check-prefix=HOST

;; CHECK: note result: direct => 160
;; CHECK: note result: indirect => 160
;; CHECK: note result: steady => 0

;; What the host does by way of a guard, that gives back. By way of the table, in which it can
;; put functions, there is none, and the export that allocates has none either.
;; HOST-LABEL: (func $calls.resume_form
;; HOST-NOT:   (call $fiber.begin_frames
;; HOST-LABEL: (func $calls_table.resume_form
;; HOST:       (call $fiber.begin_frames

;--- moved.wat
(module
  (type $allocate (func (result i32)))
  (import "fiber" "fiber_sized_alloc"
    (func $fiber_sized_alloc (param i32 i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 2)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table 5 5 funcref)
  (elem (i32.const 1) $direct $indirect $steady $allocate)
  (func $stack_alloc (param $size i32) (result i32)
    (global.set $__stack_pointer
      (i32.sub (global.get $__stack_pointer) (local.get $size)))
    (global.get $__stack_pointer))
  (func $allocate (result i32)
    (call $stack_alloc (i32.const 16)))
  (func $frame (param $size i32) (result i32)
    (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 32))))
    (i32.store (local.get $frame) (local.get $size))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 32)))
    (local.get $frame))
  ;; These yield the address that they get.
  (func $direct (param $x i32) (result i32)
    (loop $next
      (drop (call $fiber_yield (call $allocate)))
      (br $next))
    (unreachable))
  (func $indirect (param $x i32) (result i32)
    (loop $next
      (drop
        (call $fiber_yield
          (call_indirect (type $allocate) (local.get $x))))
      (br $next))
    (unreachable))
  (func $steady (param $x i32) (result i32)
    (loop $next
      (drop (call $fiber_yield (call $frame (i32.const 16))))
      (br $next))
    (unreachable))
  ;; How far the addresses get in ten yields after the first.
  (func $run (param $entry i32) (result i32)
    (local $fiber i32) (local $i i32) (local $first i32) (local $last i32)
    (local.set $fiber (call $fiber_sized_alloc (local.get $entry) (i32.const 1024)))
    (local.set $first
      (call $fiber_resume (local.get $fiber) (i32.const 4) (i32.const 0)))
    (loop $next
      (local.set $last
        (call $fiber_resume (local.get $fiber) (i32.const 4) (i32.const 0)))
      (br_if $next
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const 10))))
    (call $fiber_free (local.get $fiber))
    (i32.sub (local.get $first) (local.get $last)))
  (func $check (param $is i32) (param $should_be i32)
    (if (i32.ne (local.get $is) (local.get $should_be)) (then (unreachable))))
  (func $run_direct (export "direct") (result i32) (call $run (i32.const 1)))
  (func $run_indirect (export "indirect") (result i32) (call $run (i32.const 2)))
  (func $run_steady (export "steady") (result i32) (call $run (i32.const 3)))
  (func (export "_start")
    (call $check (call $run_direct) (i32.const 160))
    (call $check (call $run_indirect) (i32.const 160))
    (call $check (call $run_steady) (i32.const 0)))
)
;--- host.wat
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "callback" (func $callback))
  (type $none (func))
  (memory (export "memory") 2)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table $table (export "table") 3 funcref)
  (elem (i32.const 1) $calls $calls_table)
  (func (export "allocate") (param $size i32) (result i32)
    (global.set $__stack_pointer
      (i32.sub (global.get $__stack_pointer) (local.get $size)))
    (global.get $__stack_pointer))
  (func $calls (param $x i32) (result i32)
    (loop $next
      (drop (call $fiber_yield (local.get $x)))
      (call $callback)
      (br $next))
    (unreachable))
  (func $calls_table (param $x i32) (result i32)
    (loop $next
      (drop (call $fiber_yield (local.get $x)))
      (call_indirect $table (type $none) (local.get $x))
      (br $next))
    (unreachable))
  (func (export "main") (result i32)
    (i32.add
      (call $fiber_alloc (i32.const 1)) (call $fiber_alloc (i32.const 2))))
)
