;; A function whose only yield is in dead code is never unwound: Asyncify leaves it the
;; way in, and no way out.
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:asyncify \
;; RUN:   -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm | FileCheck %s

;; CHECK: [fuzz-exec] note result: main => 7
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $dead (param $value i32) (result i32)
    (block $out (result i32)
      (br_table $out $out (local.get $value) (i32.const 0))
      (call $fiber_yield (i32.const 0))
      (i32.add (i32.const 1))))
  (func $entry (param $value i32) (result i32)
    (call $dead (i32.const 7)))
  (func (export "main") (result i32)
    (call $fiber_resume
      (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0)))
)
