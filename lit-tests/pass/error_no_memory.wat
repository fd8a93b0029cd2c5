;; Without a memory there is no place for records.
;; RUN: rm -f %t.wasm
;; RUN: not wasm-opt %s --lower-fibers=tier:native -o %t.wasm 2>&1 | filecheck %s
;; RUN: not test -e %t.wasm

;; CHECK:     {{^}}Fatal: --lower-fibers: the module has no memory, which fibers need for
;; CHECK-SAME: their records; define or import one{{$}}
;; CHECK-NOT: {{.}}

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
)
