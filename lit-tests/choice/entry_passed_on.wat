;; A function that allocates a fiber of what it is passed: entries are what its callers
;; pass on, through another function and copies of locals, and not all of the type.
;; RUN: wasm-opt %s -all --lower-fibers=report:text -o /dev/null | FileCheck %s --implicit-check-not=entry
;; CHECK: entry 'one': frames
;; CHECK: entry 'two': frames

;; If the host may call it, or the pointer is the host's, all of the type are.
;; RUN: sed 's/(func $spawn /(func $spawn (export "spawn") /' %s > %t.exported.wat
;; RUN: wasm-opt %t.exported.wat -all --lower-fibers=report:text -o /dev/null | FileCheck %s --check-prefix=ALL
;; RUN: sed 's/(i32.const 2) ;; $two/(call $pick)/' %s > %t.picked.wat
;; RUN: wasm-opt %t.picked.wat -all --lower-fibers=report:text -o /dev/null | FileCheck %s --check-prefix=ALL
;; RUN: sed 's/(local.get $copy)/(i32.add (local.get $copy) (local.get $more))/' %s > %t.added.wat
;; RUN: wasm-opt %t.added.wat -all --lower-fibers=report:text -o /dev/null | FileCheck %s --check-prefix=ALL
;; ALL: entry 'one': frames
;; ALL: entry 'two': frames
;; ALL: entry 'other': frames
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "host" "pick" (func $pick (result i32)))
  (memory 1)
  (table 4 4 funcref)
  (elem (i32.const 1) $one $two $other)
  (func $one (param i32) (result i32)
    (i32.add (i32.const 1) (call $fiber_yield (local.get 0))))
  (func $two (param i32) (result i32)
    (i32.add (i32.const 2) (call $fiber_yield (local.get 0))))
  (func $other (param i32) (result i32)
    (i32.add (i32.const 3) (call $fiber_yield (local.get 0))))
  (func $spawn (param $more i32) (param $entry i32) (result i32)
    (local $copy i32)
    (local.set $copy (local.get $entry))
    (call $fiber_alloc (local.get $copy)))
  (func $spawn_more (param $entry i32) (result i32)
    (i32.add
      (call $spawn (i32.const 0) (local.get $entry))
      (call $spawn (i32.const 0) (i32.const 1)))) ;; $one
  (func (export "run") (result i32)
    (call $spawn_more (i32.const 2) ;; $two
    )))
