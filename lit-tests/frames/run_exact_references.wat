;; A block gives several values, of which one is a reference of an exact type, which no engine
;; has: with custom descriptors off, its type in a variable is another one.
;; RUN: %S/Inputs/check-module --tiers=frames,native --engines=wasmtime,deno,node26 %s | FileCheck %s

;; CHECK: note result: main => 13
(module
  (type $box (struct (field i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $x i32) (result i32)
    (local $box (ref $box))
    (block $both (result i32 (ref (exact $box)))
      (br_if $both
        (i32.const 4) (struct.new $box (i32.const 5))
        (call $fiber_yield (i32.const 1)))
      (drop)
      (drop)
      (i32.const 6)
      (struct.new $box (i32.const 7)))
    (local.set $box)
    (drop (call $fiber_yield (i32.const 1)))
    (i32.add (struct.get $box 0 (local.get $box))))
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $value i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $value
        (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 8)))
      (br_if $next (i32.load (i32.const 8))))
    (local.get $value))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 13))
      (then (unreachable)))))
