;; Exceptions work as long as no function that may yield catches them: inside what
;; a fiber calls, and out of its entry, even after a yield. The fiber is finished
;; then, and another one that was suspended meanwhile goes on.
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:asyncify \
;; RUN:   -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm | FileCheck %s
;; RUN: wasm-opt %t.wasm -all -O3 -o %t.O3.wasm
;; RUN: %run-wasm binaryen %t.O3.wasm | FileCheck %s

;; CHECK: [fuzz-exec] note result: main => 5020
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (tag $exception (param i32))
  (elem (i32.const 1) $entry)
  (func $throws (param $value i32) (result i32)
    (throw $exception (i32.mul (local.get $value) (i32.const 1000))))
  (func $catches (param $value i32) (result i32)
    (block $caught (result i32)
      (try_table (result i32) (catch $exception $caught)
        (call $throws (local.get $value)))))
  ;; Throws what it is resumed with, if that isn't 0.
  (func $entry (param $value i32) (result i32)
    (drop (call $catches (i32.const 1)))
    (local.set $value (call $fiber_yield (i32.const 10)))
    (if (local.get $value)
      (then (local.set $value (call $throws (local.get $value)))))
    (local.get $value))
  (func (export "main") (result i32)
    (local $fiber i32)
    (local $other i32)
    (local $sum i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (local.set $other (call $fiber_alloc (i32.const 1)))
    (local.set $sum
      (i32.add
        (call $fiber_resume
          (local.get $fiber) (i32.const 0) (i32.const 0))
        (call $fiber_resume
          (local.get $other) (i32.const 0) (i32.const 0))))
    (local.set $sum
      (i32.add
        (local.get $sum)
        (block $caught (result i32)
          (try_table (result i32) (catch $exception $caught)
            (call $fiber_resume
              (local.get $fiber) (i32.const 5) (i32.const 0))))))
    ;; This one is finished, which is an error, and the other one now is, too.
    (i32.add
      (local.get $sum)
      (i32.add
        (call $fiber_resume
          (local.get $fiber) (i32.const 5) (i32.const 0))
        (call $fiber_resume
          (local.get $other) (i32.const 0) (i32.const 0)))))
)
