;; Names that mean something else to Asyncify's own options are names here.
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -S -o - | FileCheck %s

;; CHECK-LABEL: (func $"map<int, int>(int (*)(int, char*), ...)"
;; CHECK:       (global.get $fiber.state)
;; CHECK-LABEL: (func $*
;; CHECK-NEXT:  )
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func $"map<int, int>(int (*)(int, char*), ...)"
    (drop (call $fiber_yield (i32.const 0))))
  (func $*)
)
