"""Writes a module with a loop of 24 points, across which 60 values live that it leaves as
they are."""

POINTS = 24
VALUES = 60

print("""(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $x i32) (result i32)""")
for number in range(VALUES):
    print(f"    (local $v{number} i32)")
for number in range(VALUES):
    print(f"    (local.set $v{number} (i32.load offset={4 * number} (local.get $x)))")
print("    (loop $next")
for number in range(POINTS):
    print("      (local.set $x (call $fiber_yield (local.get $x)))")
print("      (br_if $next (local.get $x)))")
for number in range(VALUES):
    print(f"    (i32.store offset={4 * number} (local.get $x) (local.get $v{number}))")
print("""    (i32.const 0))
  (func (export "main") (result i32) (call $fiber_alloc (i32.const 1))))""")
