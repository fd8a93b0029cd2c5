;; Fibers are freed while they keep an object of JavaScript's, and others end: a million of
;; each. The table of references stays as small as it is for one, and the objects are
;; collected.
;; RUN: wasm-opt %s --enable-reference-types --lower-fibers=tier:frames,inline:no -S -o %t.wat
;; RUN: sed -i 's/(export "freed"/(export "kept" (table $fiber.kept_extern)) &/' %t.wat
;; RUN: wasm-opt %t.wat --enable-reference-types --enable-bulk-memory -O2 -o %t.wasm
;; RUN: %run-wasm --no-flags --script node %S/Inputs/references_collected.mjs %t.wasm | FileCheck %s

;; CHECK: freed: 0 of 1000 objects left, the table has 8
;; CHECK-NEXT: ended: 0 of 1000 objects left, the table has 8
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "host" "object" (func $object (result externref)))
  (import "host" "use" (func $use (param externref)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $keep (param $object externref) (result externref)
    (drop (call $fiber_yield (i32.const 1)))
    (local.get $object))
  (func $entry (param $x i32) (result i32)
    (local $object externref)
    (local.set $object (call $object))
    (call $use (call $keep (local.get $object)))
    (call $use (local.get $object))
    (i32.const 0))
  (func $begin (result i32)
    (local $fiber i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (drop
      (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 8)))
    (local.get $fiber))
  (func (export "freed")
    (call $fiber_free (call $begin)))
  (func (export "ended")
    (local $fiber i32)
    (local.set $fiber (call $begin))
    (drop
      (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 8)))
    (call $fiber_free (local.get $fiber))))
