;; What the host calls back can free a fiber that was left by an exception before. It
;; can also free the fiber that waits for the host, or one that waits for that: if
;; the host returns to it, that is an error, before any code of the fiber runs.
;; RUN: wasm-opt %s --lower-fibers=tier:frames -o %t.frames.wasm
;; RUN: node %S/Inputs/freed_fiber.mjs %t.frames.wasm left | FileCheck %s --check-prefix=LEFT
;; RUN: node %S/Inputs/freed_fiber.mjs %t.frames.wasm outer | FileCheck %s --check-prefix=WAITS
;; RUN: node %S/Inputs/freed_fiber.mjs %t.frames.wasm inner | FileCheck %s --check-prefix=WAITS
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -o %t.asyncify.wasm
;; RUN: node %S/Inputs/freed_fiber.mjs %t.asyncify.wasm left | FileCheck %s --check-prefix=LEFT
;; RUN: node %S/Inputs/freed_fiber.mjs %t.asyncify.wasm outer | FileCheck %s --check-prefix=WAITS
;; RUN: node %S/Inputs/freed_fiber.mjs %t.asyncify.wasm inner | FileCheck %s --check-prefix=WAITS
;; In the native tier no exception leaves a fiber unnoticed, so that each is known to be
;; running: it isn't freed.
;; RUN: wasm-opt %s --lower-fibers=tier:native -o %t.native.wasm
;; RUN: %deno %S/Inputs/freed_fiber.mjs %t.native.wasm left | FileCheck %s --check-prefix=LEFT
;; RUN: %deno %S/Inputs/freed_fiber.mjs %t.native.wasm outer | FileCheck %s --check-prefix=LEFT
;; RUN: %deno %S/Inputs/freed_fiber.mjs %t.native.wasm inner | FileCheck %s --check-prefix=LEFT

;; LEFT: main 7

;; WAITS:      fiber_free: freed a fiber that was waiting for the host, which has returned to it now; free it later
;; WAITS-NEXT: main threw unreachable
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "work" (func $work))
  (import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 2)
  (table 4 4 funcref)
  (elem (i32.const 1) $outer $inner $left)
  (global $outer_fiber (mut i32) (i32.const 0))
  (global $inner_fiber (mut i32) (i32.const 0))
  (global $left_fiber (mut i32) (i32.const 0))
  (func $outer (param i32) (result i32)
    (global.set $inner_fiber (call $fiber_alloc (i32.const 2)))
    (drop
      (call $fiber_resume
        (global.get $inner_fiber) (i32.const 0) (i32.const 0)))
    (drop (call $fiber_yield (i32.const 7)))
    (i32.const 0))
  (func $inner (param i32) (result i32)
    (call $work)
    (call $fiber_yield (i32.const 5)))
  (func $left (param i32) (result i32)
    (call $work)
    (call $fiber_yield (i32.const 5)))
  (func (export "leave")
    (global.set $left_fiber (call $fiber_alloc (i32.const 3)))
    (drop
      (call $fiber_resume
        (global.get $left_fiber) (i32.const 0) (i32.const 0))))
  (func (export "main") (result i32)
    (global.set $outer_fiber (call $fiber_alloc (i32.const 1)))
    (call $fiber_resume
      (global.get $outer_fiber) (i32.const 0) (i32.const 0)))
  (func (export "free_outer") (call $fiber_free (global.get $outer_fiber)))
  (func (export "free_inner") (call $fiber_free (global.get $inner_fiber)))
  (func (export "free_left") (call $fiber_free (global.get $left_fiber)))
)
