;; On a fiber with a stack, an import that may call the module back is called while no
;; fiber is running, so that a yield in there is an error. This goes for each way to
;; call it, but not for WASI, for what the user says never calls back, or for what no
;; fiber calls. Where all fibers have frames, such a yield is an error anyway.
;; RUN: wasm-opt %s --enable-reference-types \
;; RUN:   --lower-fibers=tier:native,never-calls-back:env.passive,never-calls-back:env.quiet \
;; RUN:   -S -o - | FileCheck %s
;; RUN: wasm-opt %s --enable-reference-types --lower-fibers=tier:frames -S -o - \
;; RUN:   | FileCheck %s --check-prefix=FRAMES
;; RUN: not wasm-opt %s --enable-reference-types \
;; RUN:   --lower-fibers=never-calls-back:env.pasive -o %t.not.wasm 2>&1 \
;; RUN:   | FileCheck %s --check-prefix=UNKNOWN
;; RUN: test ! -e %t.not.wasm

;; FRAMES-NOT: host_call

;; UNKNOWN: --lower-fibers: never-calls-back: the module imports no function 'env.pasive'

;; CHECK:       (elem $elem (table $table) (i32.const 1) func $entry $fiber.host_call.active)
;; CHECK:       (export "active" (func $active))
;; CHECK-LABEL: (func $entry
;; CHECK-NEXT:   (call $fiber.host_call.active
;; CHECK-NEXT:    (i64.const 1)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (call $passive)
;; CHECK-NEXT:   (call $quiet)
;; CHECK-NEXT:   (call $sched_yield)
;; CHECK-NEXT:   (drop
;; CHECK-NEXT:    (ref.func $fiber.host_call.active)
;; CHECK-LABEL: (func $main
;; CHECK-NEXT:   (call $elsewhere)
;; CHECK-LABEL: (func $fiber.host_call.active
;; CHECK-SAME:   (param $0 i64)
;; CHECK-NEXT:   (local $1 i32)
;; CHECK-NEXT:   (local.set $1
;; CHECK-NEXT:    (global.get $fiber.current)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (global.set $fiber.current
;; CHECK-NEXT:    (i32.const 0)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (call $active
;; CHECK-NEXT:    (local.get $0)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (global.set $fiber.current
;; CHECK-NEXT:    (local.get $1)
;; CHECK-NEXT:   )
;; CHECK-NEXT:  )
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "active" (func $active (param i64)))
  (import "env" "passive" (func $passive))
  (import "env" "quiet" (func $quiet))
  (import "env" "elsewhere" (func $elsewhere))
  (import "wasi_snapshot_preview1" "sched_yield" (func $sched_yield))
  (export "active" (func $active))
  (memory 1)
  (table $table 3 3 funcref)
  (elem $elem (i32.const 1) $entry $active)
  (func $entry (param i32) (result i32)
    (call $active (i64.const 1))
    (call $passive)
    (call $quiet)
    (call $sched_yield)
    (drop (ref.func $active))
    (call $fiber_yield (local.get 0)))
  (start $main)
  (func $main
    (call $elsewhere)
    (drop (call $fiber_alloc (i32.const 1))))
)
