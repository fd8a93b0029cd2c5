;; A handle that no fiber has had yet, but that a free record will have next, isn't
;; good: to free it changes nothing.
;; RUN: wasm-opt %s --lower-fibers=tier:frames -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:native -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm | FileCheck %s
;; RUN: wasm-opt %s --lower-fibers=tier:asyncify -o %t.wasm
;; RUN: %run-wasm binaryen %t.wasm | FileCheck %s

;; CHECK: note result: same => 0

(module
  (import "fiber" "fiber_alloc" (func $alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $free (param i32)))
  (import "fiber" "fiber_resume" (func $resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param i32) (result i32) (call $yield (local.get 0)))
  ;; 1 if two live fibers have the same handle
  (func (export "same") (result i32)
    (local $a i32) (local $b i32)
    (local.set $a (call $alloc (i32.const 1)))
    (call $free (local.get $a))
    (local.set $b (call $alloc (i32.const 1)))
    (call $free (local.get $b))
    ;; the handle that the record will have next: nobody has it yet
    (call $free (i32.add (local.get $b) (i32.sub (local.get $b) (local.get $a))))
    (local.set $a (call $alloc (i32.const 1)))
    (local.set $b (call $alloc (i32.const 1)))
    (drop (call $resume (local.get $a) (i32.const 0) (i32.const 0)))
    (i32.eq (local.get $a) (local.get $b))))
