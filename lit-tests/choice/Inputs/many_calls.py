"""Prints a module with an entry that has as many calls that may yield as is said."""

import sys

print("""(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $x i32) (result i32)""")
for _ in range(int(sys.argv[1])):
    print("    (local.set $x (call $fiber_yield (local.get $x)))")
print("""    (local.get $x))
  (func (export "run") (result i32)
    (call $fiber_alloc (i32.const 1)))
)""")
