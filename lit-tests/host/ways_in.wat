;; Each way from outside any fiber into a function that has a body: a call of an export, of
;; a reference that the host was given, of what the program has in its table, the start
;; function, a callback while a fiber waits for the host, and a function that is said never
;; to yield, or isn't on the list of those that may. A yield in there is an error. And nothing is taken off the stack to make room,
;; however deep it recurses.
;; RUN: wasm-opt %s --enable-reference-types --lower-fibers=tier:frames,optimize:size,inline:no,never-yields:quiet,allocator:pages -o %t.wasm
;; RUN: node %S/Inputs/ways_in.mjs %t.wasm | FileCheck %s
;; RUN: %deno %S/Inputs/ways_in.mjs %t.wasm | FileCheck %s
;; RUN: wasm-opt %s --enable-reference-types --lower-fibers=tier:frames,optimize:size,inline:no,may-yield:visit,may-yield:in_callback,may-yield:never,may-yield-callers:no,allocator:pages -o %t.list.wasm
;; RUN: node %S/Inputs/ways_in.mjs %t.list.wasm | FileCheck %s
;; RUN: %deno %S/Inputs/ways_in.mjs %t.list.wasm | FileCheck %s
;; RUN: wasm-opt %s --enable-reference-types --lower-fibers=tier:frames,optimize:size,inline:no,never-yields:quiet,allocator:pages -S -o - | FileCheck %s --check-prefix=BODY

;; CHECK:      deep, by an export 2000
;; CHECK-NEXT: deep, by a reference 2000
;; CHECK-NEXT: deep, through the table 2000
;; CHECK-NEXT: deep, in the start function 2000
;; CHECK-NEXT: deep, in a callback 2000
;; CHECK-NEXT: deep, in what never yields 2000
;; CHECK-NEXT: fiber_yield: called outside any fiber{{.*}}
;; CHECK-NEXT: a yield, by an export threw unreachable
;; CHECK-NEXT: fiber_yield: called outside any fiber{{.*}}
;; CHECK-NEXT: a yield, by a reference threw unreachable
;; CHECK-NEXT: fiber_yield: called outside any fiber{{.*}}
;; CHECK-NEXT: a yield, through the table threw unreachable
;; CHECK-NEXT: fiber_yield: called outside any fiber{{.*}}
;; CHECK-NEXT: a yield, in the start function threw unreachable
;; CHECK-NEXT: fiber_yield: called outside any fiber{{.*}}
;; CHECK-NEXT: a yield, in a callback threw unreachable
;; CHECK-NEXT: {{.*}}'quiet'{{.*}}
;; CHECK-NEXT: a yield, in what never yields threw unreachable

;; BODY-LABEL: (func $visit (
;; BODY:       (call $visit.call_form
;; BODY-LABEL: (func $visit.call_form (
;; BODY:       (global.get $fiber.stack_left)
;; BODY:       (global.get $fiber.entered)
(module
  (type $way (func (param i32 i32) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (import "env" "memory" (memory 2))
  ;; How deep the start function is to go, and whether it yields.
  (import "env" "depth" (global $depth i32))
  (import "env" "yields" (global $yields i32))
  (import "env" "keep" (func $keep (param funcref)))
  (import "env" "call_back" (func $call_back (result i32)))
  (table 4 4 funcref)
  (elem (i32.const 1) $visit $in_callback $never)
  (global $started (export "started") (mut i32) (i32.const 0))
  (start $start)
  ;; Returns how deep it has been, and yields there if it is to.
  (func $visit (export "visit") (type $way)
    (param $depth i32) (param $yields i32) (result i32)
    (if (i32.eqz (local.get $depth))
      (then
        (if (local.get $yields)
          (then (drop (call $fiber_yield (local.get $yields)))))
        (return (i32.const 0))))
    (i32.sub
      (i32.add
        (call $visit
          (i32.sub (local.get $depth) (i32.const 1)) (local.get $yields))
        (i32.and (i32.xor (local.get $depth) (i32.const 5)) (i32.const 0)))
      (i32.const -1)))
  (func (export "through_table") (type $way)
    (call_indirect (type $way)
      (local.get 0) (local.get 1) (i32.const 1)))
  (func $start
    (call $keep (ref.func $visit))
    (global.set $started (call $visit (global.get $depth) (global.get $yields))))
  (func $in_callback (param i32) (result i32)
    (i32.add (call $call_back) (call $visit (i32.const 0) (i32.const 0))))
  (func $quiet (param $depth i32) (param $yields i32) (result i32)
    (call $visit (local.get $depth) (local.get $yields)))
  ;; A depth that is negative tells to yield.
  (func $never (param $depth i32) (result i32)
    (if (result i32) (i32.lt_s (local.get $depth) (i32.const 0))
      (then (call $quiet (i32.sub (i32.const 0) (local.get $depth)) (i32.const 1)))
      (else (call $quiet (local.get $depth) (i32.const 0)))))
  (func (export "on_fiber") (param $entry i32) (param $argument i32) (result i32)
    (call $fiber_resume
      (call $fiber_alloc (local.get $entry)) (local.get $argument) (i32.const 64)))
)
