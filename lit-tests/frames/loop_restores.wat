;; A loop of a body restores at its head what is live at its points alone. What each
;; iteration needs is restored in front of all loops, for which it is there anyway.
;; RUN: wasm-opt %s --lower-fibers=tier:frames,optimize:size,inline:no,never-calls-back:host.next -S -o - | FileCheck %s

;; CHECK-LABEL: (func $entry.call_form (param $0 i32) (result i32)
;; The sum.
;; CHECK: (global.set $fiber.entered
;; CHECK: (local.set $[[SUM:.*]]
;; CHECK-NEXT: (i32.load offset=[[#SUM_SLOT:]]
;; CHECK-NOT: (i32.load offset
;; CHECK: (loop $
;; CHECK: (local.get $[[POINT:.*]])
;; CHECK-NEXT: (then
;; CHECK-NEXT: (local.set $[[STEP:.*]]
;; CHECK-NEXT: (i32.load offset=[[#]]
;; CHECK: (global.get $fiber.value)
;; CHECK: (local.set $[[POINT]]
;; CHECK-NEXT: (i32.const 0)
;; CHECK: (local.tee $[[STEP]]
;; CHECK-NEXT: (call $next
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "host" "next" (func $next (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func (export "main") (result i32)
    (call $fiber_alloc (i32.const 1)))
  (func $helper (param $value i32) (result i32)
    (i32.add (call $fiber_yield (local.get $value)) (i32.const 1)))
  (func $entry (param $sum i32) (result i32)
    (local $step i32)
    (loop $again
      (local.set $step (call $next))
      (local.set $sum
        (i32.add
          (local.get $sum)
          (i32.xor (call $helper (local.get $step)) (local.get $step))))
      (br_if $again (i32.lt_u (local.get $sum) (i32.const 1000))))
    (i32.mul (local.get $sum) (call $helper (i32.const 0))))
)
