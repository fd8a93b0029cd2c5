;; Function pointers are 32 bits wide.
;; RUN: rm -f %t.wasm
;; RUN: not wasm-opt %s --enable-memory64 --enable-reference-types --lower-fibers=tier:native -o %t.wasm 2>&1 | filecheck %s
;; RUN: not test -e %t.wasm

;; CHECK:     {{^}}Fatal: --lower-fibers: the function table has 64-bit indices, which aren't supported; build for wasm32{{$}}
;; CHECK-NOT: {{.}}

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (table i64 1 funcref)
)
