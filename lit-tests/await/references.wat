;; References, as arguments and results of imports and exports: given at once, and by a
;; promise. Only functions of the native tier can have them while they wait. The runtime
;; doesn't keep any.
;; RUN: %S/Inputs/check-await %build %s %S/Inputs/references.mjs --tiers=native suspending:host.* | FileCheck %s --match-full-lines
;; RUN: not wasm-opt %s --enable-reference-types --enable-multivalue --lower-fibers=tier:frames,suspending:host.* -o %t.wasm 2>&1 | FileCheck %s --check-prefix=FRAMES
;; CHECK:      at once: object, function, [5,object]
;; CHECK-NEXT: later: object, function, [5,object]
;; CHECK-NEXT: null: null
;; FRAMES:     Fatal: --lower-fibers: tier:frames isn't possible for the entry 'fiber.entry.externref': 'fiber.entry.externref' may yield and yields while it computes a reference; use tier:auto
(module
  (import "host" "externref" (func $externref (param externref) (result externref)))
  (import "host" "funcref" (func $funcref (param funcref) (result funcref)))
  (memory 1)
  (func (export "externref") (param externref) (result externref)
    (call $externref (local.get 0)))
  (func (export "funcref") (param funcref) (result funcref)
    (call $funcref (local.get 0)))
  (func (export "pair") (param externref) (result i32 externref)
    (i32.const 5)
    (call $externref (local.get 0))))
