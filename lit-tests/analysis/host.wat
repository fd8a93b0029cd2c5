;; An import may call an exported function that yields, but a yield can't take the
;; host's frame along: it is an error when it happens, and its caller doesn't yield.
;; RUN: wasm-opt %s --lower-fibers=print-analysis:text -o %t.wasm \
;; RUN:   | FileCheck %s --match-full-lines --implicit-check-not={{.}}

;; CHECK: 'exported': depth 0: 'fiber_yield'
(module
  (import "fiber" "fiber_yield"
    (func $fiber_yield (param i32) (result i32)))
  (import "env" "import" (func $import))
  (memory 1)
  (func $exported (export "exported") (drop (call $fiber_yield (i32.const 0))))
  (func $caller (export "caller") (call $import))
)
