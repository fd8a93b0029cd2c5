;; Locals and values of each type are what they were when the fiber goes on.
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:asyncify \
;; RUN:   -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm | FileCheck %s
;; RUN: wasm-opt %t.wasm -all -O3 -o %t.O3.wasm
;; RUN: %run-wasm binaryen %t.O3.wasm | FileCheck %s

;; CHECK: [fuzz-exec] note result: main => 1
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  ;; Yields, and then gives the values back.
  (func $pass (param $i i32) (param $l i64) (param $f f32) (param $d f64)
      (param $v v128) (result i32 i64 f32 f64 v128)
    (drop (call $fiber_yield (i32.const 0)))
    (tuple.make 5
      (local.get $i) (local.get $l) (local.get $f) (local.get $d)
      (local.get $v)))
  (func $entry (param $value i32) (result i32)
    (local $tuple (tuple i32 i64 f32 f64 v128))
    (local.set $tuple
      (call $pass
        (i32.const -5) (i64.const 0x123456789abcdef0) (f32.const 0.25)
        (f64.const -1e300) (v128.const i32x4 1 2 3 4)))
    (drop (call $fiber_yield (i32.const 0)))
    (i32.and
      (i32.and
        (i32.eq (tuple.extract 5 0 (local.get $tuple)) (i32.const -5))
        (i64.eq (tuple.extract 5 1 (local.get $tuple))
          (i64.const 0x123456789abcdef0)))
      (i32.and
        (i32.and
          (f32.eq (tuple.extract 5 2 (local.get $tuple)) (f32.const 0.25))
          (f64.eq (tuple.extract 5 3 (local.get $tuple))
            (f64.const -1e300)))
        (i8x16.all_true
          (i8x16.eq (tuple.extract 5 4 (local.get $tuple))
            (v128.const i32x4 1 2 3 4))))))
  (func (export "main") (result i32)
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop
      (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0)))
    (drop
      (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0)))
    (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 0)))
)
