;; Code for 64-bit memories declares the intrinsics with 64-bit pointers.
;; RUN: rm -f %t.wasm
;; RUN: not wasm-opt %s --enable-memory64 --lower-fibers=tier:native -o %t.wasm 2>&1 | filecheck %s
;; RUN: not test -e %t.wasm

;; CHECK:      {{^}}Fatal: --lower-fibers: the import 'fiber.fiber_resume' has type
;; CHECK-SAME: (func (param i64 i64 i64) (result i64)); declare it as fiber.h does (memory64 isn't
;; CHECK-SAME: supported){{$}}
;; CHECK-NOT:  {{.}}

(module
  (import "fiber" "fiber_resume" (func $resume (param i64 i64 i64) (result i64)))
  (memory i64 1)
)
