"""Prints a module with an entry that has as many calls that may yield as is said. Its
_start traps unless the first and the last of them, and the end, are reached in turn."""

import sys

print("""(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $x i32) (result i32)""")
count = int(sys.argv[1])
for _ in range(count):
    print("    (local.set $x (call $fiber_yield (local.get $x)))")
print(f"""    (i32.add (local.get $x) (i32.const 1)))
  ;; Each value that is sent comes back with the next resume.
  (func (export "_start")
    (local $fiber i32) (local $i i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (if (i32.ne
            (call $fiber_resume
              (local.get $fiber) (local.get $i) (i32.const 8))
            (i32.add (local.get $i)
              (i32.eq (local.get $i) (i32.const {count}))))
        (then (unreachable)))
      (br_if $next
        (i32.le_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const {count}))))
    (if (i32.load (i32.const 8)) (then (unreachable))))
)""")
