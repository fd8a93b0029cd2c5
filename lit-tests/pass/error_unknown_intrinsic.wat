;; An intrinsic of a newer fiber.h, say.
;; RUN: rm -f %t.wasm
;; RUN: not wasm-opt %s --lower-fibers=tier:native -o %t.wasm 2>&1 | filecheck %s
;; RUN: not test -e %t.wasm

;; CHECK:     {{^}}Fatal: --lower-fibers: unknown intrinsic 'fiber.fiber_jump'; compile with the fiber.h that belongs to this wasm-opt{{$}}
;; CHECK-NOT: {{.}}

(module
  (import "fiber" "fiber_jump" (func $jump (param i32)))
  (memory 1)
)
