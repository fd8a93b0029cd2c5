;; A module that yields, and in which no fiber starts, gets no code of Asyncify's where it asks
;; for frames. So what Asyncify can't do is no error.
;; RUN: wasm-opt %s -all --lower-fibers=tier:frames -S -o - | FileCheck %s --implicit-check-not=asyncify
;; CHECK:      (func $caught (type $0)
;; CHECK-NEXT:  (block $handler
;; CHECK-NEXT:   (try_table (catch_all $handler)
;; CHECK-NEXT:    (drop
;; CHECK-NEXT:     (call $fiber_yield

;; To yield is the mistake that it always is.
;; RUN: wasm-opt %s -all --lower-fibers=tier:frames -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm 2>&1 | FileCheck %s --check-prefix=ENDS
;; ENDS:      [fuzz-exec] export yields
;; ENDS-NEXT: [trap unreachable]
(module
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (func (export "yields") (result i32)
    (return_call $fiber_yield (i32.const 0)))
  (func $caught (export "caught")
    (block $handler
      (try_table (catch_all $handler)
        (drop (call $fiber_yield (i32.const 0)))))))
