;; The types that have null alone, of each kind: in variables, as arguments and as results. Of
;; exceptions, there is no cast that would give such a type.
;; RUN: %S/Inputs/check-module --tiers=frames,native --engines=wasmtime,deno,node26 %s | FileCheck %s

;; CHECK: note result: main => 8
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $count
      (param nullref nullexternref nullfuncref nullexnref) (result i32)
    (i32.add
      (i32.add (ref.is_null (local.get 0)) (ref.is_null (local.get 1)))
      (i32.add (ref.is_null (local.get 2)) (ref.is_null (local.get 3)))))
  (func $nulls (result nullref nullexternref nullfuncref nullexnref)
    (drop (call $fiber_yield (i32.const 1)))
    (ref.null none) (ref.null noextern) (ref.null nofunc) (ref.null noexn))
  (func $null (param $exn nullexnref) (result nullexnref)
    (drop (call $fiber_yield (i32.const 1)))
    (local.get $exn))
  (func $entry (param $x i32) (result i32)
    (local $any nullref) (local $extern nullexternref)
    (local $func nullfuncref) (local $exn nullexnref)
    (drop (call $fiber_yield (i32.const 1)))
    (i32.add
      (call $count (local.get $any) (local.get $extern)
        (local.get $func) (call $null (local.get $exn)))
      (call $count (call $nulls))))
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $value i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $value
        (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 8)))
      (br_if $next (i32.load (i32.const 8))))
    (local.get $value))
  (func (export "_start")
    (if (i32.ne (call $main) (i32.const 8))
      (then (unreachable)))))
