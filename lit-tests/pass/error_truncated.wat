;; A file that isn't whole.
;; RUN: rm -f %t.out.wasm
;; RUN: wasm-opt %s -o %t.wasm
;; RUN: head -c 40 %t.wasm > %t.truncated.wasm
;; RUN: not wasm-opt %t.truncated.wasm --lower-fibers=tier:native -o %t.out.wasm 2>&1 | filecheck %s
;; RUN: not test -e %t.out.wasm

;; CHECK: parse exception: {{.*}}end of input
;; CHECK: Fatal: error parsing wasm

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory 1)
  (export "alloc" (func $fiber_alloc))
)
