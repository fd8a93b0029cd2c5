;; Frames are saved in the first memory, which is the one that clang's code uses.
;; RUN: wasm-opt %s -all --lower-fibers=tier:asyncify -S -o - | FileCheck %s
;; RUN: wasm-opt %s -all --lower-fibers=tier:asyncify -o %t.wasm

;; CHECK:      (export "memory" (memory $second))
;; CHECK-NOT:  (export
;; CHECK-LABEL: (func $yields
;; CHECK:       (i32.load $first
;; CHECK:       (i32.store $first
;; CHECK-NOT:   $second
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory $first 1)
  (memory $second 1)
  (export "memory" (memory $second))
  (func $yields (param i32) (result i32)
    (drop (call $fiber_yield (local.get 0)))
    (local.get 0))
)
