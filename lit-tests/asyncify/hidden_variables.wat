;; A function that can't yield has a variable that can't be null, which Asyncify sees
;; nothing of.
;; RUN: wasm-opt %s -all --disable-custom-descriptors --lower-fibers=tier:asyncify -S -o - | filecheck %s
;; CHECK:      (func $keeps
;; CHECK-NEXT:  (local $kept (ref func))
;; CHECK-NEXT:  (local.set $kept
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $keeps (result i32)
    (local $kept (ref func))
    (local.set $kept (ref.func $entry))
    (ref.is_null (local.get $kept)))
  (func $entry (param i32) (result i32)
    (call $fiber_yield (call $keeps)))
  (func (export "make") (result i32)
    (call $fiber_alloc (i32.const 1))))
