;; References, as arguments and results of imports and exports: given at once, and by a
;; promise. Others are live meanwhile. The runtime doesn't keep any.
;; RUN: %S/Inputs/check-await %build %s %S/Inputs/references.mjs --tiers=frames,native suspending:host.* | FileCheck %s --match-full-lines
;; CHECK:      at once: object, function, [5,object]
;; CHECK-NEXT: later: object, function, [5,object]
;; CHECK-NEXT: null: null
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
