;; A br_table sends a null to blocks whose types are more general, and differ.
;; RUN: %S/Inputs/check-module --tiers=frames,native --engines=wasmtime,deno,node26 %s | FileCheck %s

;; CHECK: note result: main => 2312
(module
  (type $box (struct (field i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $choose (param $which i32) (result i32)
    (local $box (ref null $box))
    (local.set $box (struct.new $box (i32.const 3)))
    (block $outer (result anyref)
      (block $inner (result (ref null $box))
        (br_table $inner $outer
          (ref.null none)
          (call $fiber_yield (local.get $which))))
      (drop)
      (if (i32.eqz (call $fiber_yield (i32.add (local.get $which) (i32.const 3))))
        (then (return (i32.const 1))))
      (local.get $box))
    (if (result i32) (ref.is_null)
      (then (i32.const 2))
      (else (struct.get $box 0 (local.get $box)))))
  ;; Where it yields 4 or 8, it is resumed with 1, else with 0.
  (func $entry (param $x i32) (result i32)
    (i32.add (i32.mul (call $choose (i32.const 4)) (i32.const 1000))
      (i32.add (i32.mul (call $choose (i32.const 5)) (i32.const 100))
        (i32.add (i32.mul (call $choose (i32.const 6)) (i32.const 10))
          (call $choose (i32.const 4))))))
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $value i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $value
        (call $fiber_resume (local.get $fiber)
          (i32.and (i32.const 1) (i32.shr_u (i32.const 0x112) (local.get $value)))
          (i32.const 8)))
      (br_if $next (i32.load (i32.const 8))))
    (local.get $value))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 2312))
      (then (unreachable)))))
