"""Prints a module where as many functions as is said pass the entry of a fiber on to the
next one, which is before them in the module."""

import sys

print("""(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 3 3 funcref)
  (elem (i32.const 1) $entry $other)
  (func $entry (param i32) (result i32)
    (call $fiber_yield (local.get 0)))
  (func $other (param i32) (result i32)
    (call $fiber_yield (local.get 0)))
  (func $pass0 (param i32) (result i32)
    (call $fiber_alloc (local.get 0)))""")
count = int(sys.argv[1])
for i in range(count):
    print(f"""  (func $pass{i + 1} (param i32) (result i32)
    (call $pass{i} (local.get 0)))""")
print(f"""  (func (export "run") (result i32)
    (call $pass{count} (i32.const 1)))
)""")
