;; Casts of references whose exact types Binaryen knows, and no engine: as variables have the
;; types that engines know, so have the casts.
;; RUN: %S/Inputs/check-module --tiers=frames,native --engines=wasmtime,deno,node26 %s | FileCheck %s

;; CHECK: note result: main => 27
(module
  (type $box (struct (field i32)))
  (type $number (sub (func (result i32))))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table $functions 2 2 funcref)
  (elem (table $functions) (i32.const 1) func $entry)
  (elem declare func $ten)
  (func $ten (type $number)
    (i32.const 10))
  (func $entry (param $x i32) (result i32)
    (local $any anyref)
    (local.set $x (call $fiber_yield (i32.const 1)))
    (block $other (result funcref)
      (local.set $x
        (i32.add (local.get $x)
          (call_ref $number
            (br_on_cast_fail $other funcref (ref $number) (ref.func $ten)))))
      (ref.null func))
    (drop)
    (block $is_box (result (ref $box))
      (drop
        (br_on_cast $is_box anyref (ref $box) (struct.new $box (local.get $x))))
      (unreachable))
    (local.set $any)
    (local.set $x
      (i32.add (local.get $x)
        (ref.test (ref $box)
          (struct.new $box (call $fiber_yield (i32.const 2))))))
    (i32.add (local.get $x)
      (i32.add
        (struct.get $box 0
          (ref.cast (ref $box)
            (struct.new $box (call $fiber_yield (i32.const 3)))))
        (struct.get $box 0 (ref.cast (ref $box) (local.get $any))))))
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $value i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $value
        (call $fiber_resume (local.get $fiber) (i32.const 2) (i32.const 8)))
      (br_if $next (i32.load (i32.const 8))))
    (local.get $value))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 27))
      (then (unreachable)))))
