;; What is imported from "fiber" can only be an intrinsic.
;; RUN: rm -f %t.wasm
;; RUN: not wasm-opt %s --lower-fibers=tier:native -o %t.wasm 2>&1 | filecheck %s
;; RUN: not test -e %t.wasm

;; CHECK:     {{^}}Fatal: --lower-fibers: unknown intrinsic 'fiber.memory'; compile with the fiber.h that belongs to this wasm-opt{{$}}
;; CHECK-NOT: {{.}}

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "memory" (memory 1))
)
