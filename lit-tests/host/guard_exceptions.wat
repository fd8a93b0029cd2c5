;; In a program with exceptions, one that comes out of an import finds the fiber
;; running again. Results are passed on, several too.
;; RUN: wasm-opt %s -all --lower-fibers=tier:native -S -o - | FileCheck %s
;; RUN: wasm-opt %s -all --lower-fibers=tier:native -o %t.wasm

;; CHECK-LABEL: (func $fiber.host_call.host
;; CHECK-NEXT:   (local $0 i32)
;; CHECK-NEXT:   (local $1 i64)
;; CHECK-NEXT:   (local $2 i64)
;; CHECK-NEXT:   (local $3 (tuple i32 f64))
;; CHECK-NEXT:   (local $4 exnref)
;; CHECK-NEXT:   (local.set $0
;; CHECK-NEXT:    (global.get $fiber.current)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (local.set $1
;; CHECK-NEXT:    (global.get $fiber.host_call)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (local.set $2
;; CHECK-NEXT:    (call $fiber.begin_host_call)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (global.set $fiber.current
;; CHECK-NEXT:    (i32.const 0)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (local.set $4
;; CHECK-NEXT:    (block $caught (result exnref)
;; CHECK-NEXT:     (try_table (catch_all_ref $caught)
;; CHECK-NEXT:      (local.set $3
;; CHECK-NEXT:       (call $host)
;; CHECK-NEXT:      )
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (global.set $fiber.current
;; CHECK-NEXT:      (local.get $0)
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (call $fiber.end_host_call
;; CHECK-NEXT:      (local.get $2)
;; CHECK-NEXT:      (local.get $1)
;; CHECK-NEXT:     )
;; CHECK-NEXT:     (return
;; CHECK-NEXT:      (local.get $3)
;; CHECK-NEXT:     )
;; CHECK-NEXT:    )
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (global.set $fiber.current
;; CHECK-NEXT:    (local.get $0)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (call $fiber.end_host_call
;; CHECK-NEXT:    (local.get $2)
;; CHECK-NEXT:    (local.get $1)
;; CHECK-NEXT:   )
;; CHECK-NEXT:   (throw_ref
;; CHECK-NEXT:    (local.get $4)
;; CHECK-NEXT:   )
;; CHECK-NEXT:  )
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "env" "host" (func $host (result i32 f64)))
  (memory 1)
  (table 2 2 funcref)
  (tag $exception)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32)
    (tuple.drop 2 (call $host))
    (call $fiber_yield (local.get 0)))
  (func (export "main")
    (drop (call $fiber_alloc (i32.const 1))))
)
