"""Prints a module with a table of as many slots as is said. The entry in the last one
yields with a reference in a variable, so that it can't have the frames tier, and the one
in the middle may have it."""

import sys

slots = int(sys.argv[1])
print(f"""(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table {slots} {slots} funcref)
  (elem (i32.const {slots // 2}) $plain)
  (elem (i32.const {slots - 1}) $keeping)
  (elem (i32.const 1) $other)
  (func $other (result i32) (i32.const 1))
  (func $plain (param $x i32) (result i32)
    (call $fiber_yield (i32.const 1)))
  (func $keeping (param $x i32) (result i32)
    (local $reference funcref) (local $other contref)
    (local.set $reference (ref.func $keeping))
    (drop (call $fiber_yield (i32.const 2)))
    (ref.is_null (local.get $reference)))
  (elem declare func $keeping)
  (func $first (param $entry i32) (result i32)
    (call $fiber_resume
      (call $fiber_alloc (local.get $entry)) (i32.const 0) (i32.const 0)))
  (func (export "_start")
    (if (i32.ne (call $first (i32.const {slots // 2})) (i32.const 1))
      (then (unreachable)))
    (if (i32.ne (call $first (i32.const {slots - 1})) (i32.const 2))
      (then (unreachable))))
)""")
