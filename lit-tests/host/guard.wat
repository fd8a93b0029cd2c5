;; What a fiber calls of the host may call the module back, or leave the module by an
;; exception. So an import is called through a guard, in each way to call it; but not
;; WASI's, what the user says never calls back, or what no fiber calls. The export of an
;; import is for the host, and stays.
;; RUN: wasm-opt %s --enable-reference-types \
;; RUN:   --lower-fibers=tier:native,never-calls-back:env.passive,never-calls-back:env.quiet \
;; RUN:   -S -o - | FileCheck %s --check-prefix=CALLS
;; RUN: wasm-opt %s --enable-reference-types \
;; RUN:   --lower-fibers=tier:frames,never-calls-back:env.passive,never-calls-back:env.quiet \
;; RUN:   -S -o - | FileCheck %s --check-prefixes=CALLS,GUARD
;; RUN: not wasm-opt %s --enable-reference-types \
;; RUN:   --lower-fibers=never-calls-back:env.pasive -o %t.not.wasm 2>&1 \
;; RUN:   | FileCheck %s --check-prefix=UNKNOWN
;; RUN: test ! -e %t.not.wasm

;; UNKNOWN: --lower-fibers: never-calls-back: the module imports no function 'env.pasive'

;; CALLS:       (elem $elem (table $table) (i32.const 1) func $entry $fiber.host_call.active)
;; CALLS:       (export "active" (func $active))
;; CALLS-LABEL: (func $entry
;; CALLS:         (call $fiber.host_call.active
;; CALLS-NEXT:     (i64.const 1)
;; CALLS-NEXT:    )
;; CALLS-NEXT:    (call $passive)
;; CALLS-NEXT:    (call $quiet)
;; CALLS-NEXT:    (call $sched_yield)
;; CALLS-NEXT:    (drop
;; CALLS-NEXT:     (ref.func $fiber.host_call.active)
;; CALLS-LABEL: (func $main
;; CALLS-NEXT:    (call $elsewhere)
;; GUARD-LABEL: (func $fiber.host_call.active (param $0 i64)
;; GUARD-NEXT:   (local $1 i32)
;; GUARD-NEXT:   (local $2 i32)
;; GUARD-NEXT:   (local $3 i32)
;; GUARD-NEXT:   (local $4 i64)
;; GUARD-NEXT:   (local $5 i64)
;; GUARD-NEXT:   (local $6 i32)
;; GUARD-NEXT:   (local $7 i32)
;; GUARD-NEXT:   (local.set $1
;; GUARD-NEXT:    (global.get $fiber.current)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (local.set $2
;; GUARD-NEXT:    (global.get $__stack_pointer)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (local.set $3
;; GUARD-NEXT:    (global.get $fiber.outer_stack_pointer)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (local.set $4
;; GUARD-NEXT:    (global.get $fiber.host_call)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (local.set $5
;; GUARD-NEXT:    (call $fiber.begin_host_call)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (local.set $6
;; GUARD-NEXT:    (global.get $fiber.left_freed)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (local.set $7
;; GUARD-NEXT:    (call $fiber.running_handle)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (global.set $fiber.current
;; GUARD-NEXT:    (i32.const 0)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (global.set $__stack_pointer
;; GUARD-NEXT:    (select
;; GUARD-NEXT:     (global.get $fiber.outer_stack_pointer)
;; GUARD-NEXT:     (global.get $__stack_pointer)
;; GUARD-NEXT:     (global.get $fiber.outer_stack_pointer)
;; GUARD-NEXT:    )
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (global.set $fiber.outer_stack_pointer
;; GUARD-NEXT:    (i32.const 0)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (call $active
;; GUARD-NEXT:    (local.get $0)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (global.set $fiber.current
;; GUARD-NEXT:    (local.get $1)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (global.set $__stack_pointer
;; GUARD-NEXT:    (local.get $2)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (global.set $fiber.outer_stack_pointer
;; GUARD-NEXT:    (local.get $3)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (call $fiber.end_host_call
;; GUARD-NEXT:    (local.get $5)
;; GUARD-NEXT:    (local.get $4)
;; GUARD-NEXT:   )
;; GUARD-NEXT:   (call $fiber.check_freed
;; GUARD-NEXT:    (local.get $6)
;; GUARD-NEXT:    (local.get $7)
;; GUARD-NEXT:   )
;; GUARD-NEXT:  )
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
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (func $entry (param i32) (result i32) (local $frame i32)
    (global.set $__stack_pointer
      (local.tee $frame
        (i32.sub (global.get $__stack_pointer) (i32.const 16))))
    (call $active (i64.const 1))
    (call $passive)
    (call $quiet)
    (call $sched_yield)
    (drop (ref.func $active))
    (global.set $__stack_pointer
      (i32.add (local.get $frame) (i32.const 16)))
    (call $fiber_yield (local.get 0)))
  (start $main)
  (func $main
    (call $elsewhere)
    (drop (call $fiber_alloc (i32.const 1))))
)
