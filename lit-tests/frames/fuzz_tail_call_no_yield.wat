;; A tail call of a function that can't yield, in one that may: the resume form has
;; another type, so it is an ordinary call there.
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:frames \
;; RUN:   -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm | FileCheck %s

;; CHECK: [fuzz-exec] note result: main => 42
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (type $half (func (param i64) (result f64)))
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $half)
  (func $half (type $half)
    (f64.mul (f64.convert_i64_s (local.get 0)) (f64.const 0.5)))
  (func $direct (param $value i64) (result f64)
    (drop (call $fiber_yield (i32.const 0)))
    (return_call $half (local.get $value)))
  (func $indirect (param $value i64) (result f64)
    (drop (call $fiber_yield (i32.const 0)))
    (return_call_indirect (type $half) (local.get $value) (i32.const 2)))
  (func $entry (param i32) (result i32)
    (i32.trunc_f64_s
      (f64.add
        (call $direct (i64.const 80))
        (call $indirect (i64.const 4)))))
  (func (export "main") (result i32)
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop
      (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0)))
    (drop
      (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0)))
    (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0)))
)
