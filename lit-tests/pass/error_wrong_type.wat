;; An intrinsic that is declared otherwise than in fiber.h.
;; RUN: rm -f %t.wasm
;; RUN: not wasm-opt %s --lower-fibers=tier:native -o %t.wasm 2>&1 | filecheck %s
;; RUN: not test -e %t.wasm

;; CHECK:     {{^}}Fatal: --lower-fibers: the import 'fiber.fiber_yield' has type (func (param i32)); declare it as fiber.h does
;; CHECK-NOT: Fatal

(module
  (import "fiber" "fiber_yield" (func $yield (param i32)))
  (memory 1)
)
