"""Writes a module with a loop around a switch of as many cases as is said, each of which
yields its number and falls out; its _start traps unless all come, and in this order."""

import sys

cases = int(sys.argv[1])
print("""(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $x i32) (result i32)
    (loop $next
      (block $out""")
for case in reversed(range(cases)):
    print(f"      (block $case{case}")
print("      (br_table", *(f"$case{case}" for case in range(cases)), "$out (local.get $x))")
for case in range(cases):
    print(f"""      )
      (drop (call $fiber_yield (i32.const {case})))
      (local.set $x (i32.const {case + 1}))
      (br $next)""")
print(f"""      ))
    (i32.const {cases}))
  (func (export "_start")
    (local $fiber i32) (local $i i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (if (i32.ne
            (call $fiber_resume (local.get $fiber) (i32.const 0) (i32.const 8))
            (local.get $i))
        (then (unreachable)))
      (br_if $next
        (i32.le_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const {cases}))))
    (if (i32.load (i32.const 8)) (then (unreachable)))))""")
