;; A fiber.h for 64-bit memories would need another runtime: there is none.
;; RUN: rm -f %t.wasm
;; RUN: not wasm-opt %s --enable-memory64 --lower-fibers=tier:native -o %t.wasm 2>&1 | filecheck %s
;; RUN: not test -e %t.wasm

;; CHECK:     {{^}}Fatal: --lower-fibers: memory64 isn't supported; build for wasm32{{$}}
;; CHECK-NOT: {{.}}

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory i64 1)
)
