;; Of several memories, records live in the first, which is clang's.
;; RUN: wasm-opt %s --enable-multimemory --lower-fibers=tier:native -S -o - | filecheck %s --implicit-check-not '$second'

;; CHECK: (memory $first 1)
;; CHECK: (memory $second 1)
;; CHECK: (memory.copy $first $first

(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (memory $first 1)
  (memory $second 1)
  (export "alloc" (func $fiber_alloc))
)
