"""Prints a module with an entry that keeps as many 128-bit variables as is said while
it yields. Its _start traps unless they are right after that."""

import sys

count = int(sys.argv[1])
print("""(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 16)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  ;; The sum of what is at 65536 and after that.
  (func $entry (param $x i32) (result i32)""")
loads = [f"(v128.load offset={65536 + 16 * i} (i32.const 0))" for i in range(count)]
print("\n".join(f"    (local $v{i} v128)" for i in range(count)))
print("    (local $sum v128)")
print("\n".join(f"    (local.set $v{i} {load})" for i, load in enumerate(loads)))
print("    (drop (call $fiber_yield (i32.const 7)))")
for i in range(count):
    print(f"    (local.set $sum (i32x4.add (local.get $sum) (local.get $v{i})))")
print(f"""    (i32x4.extract_lane 0 (local.get $sum)))
  (func (export "_start")
    (local $fiber i32) (local $i i32)
    (loop $next
      (i32.store offset=65536 (i32.mul (local.get $i) (i32.const 16))
        (local.get $i))
      (br_if $next
        (i32.lt_u
          (local.tee $i (i32.add (local.get $i) (i32.const 1)))
          (i32.const {count}))))
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (if (i32.ne
          (call $fiber_resume
            (local.get $fiber) (i32.const 0) (i32.const 0))
          (i32.const 7))
      (then (unreachable)))
    (memory.fill (i32.const 65536) (i32.const 0) (i32.const 65536))
    (if (i32.ne
          (call $fiber_resume
            (local.get $fiber) (i32.const 0) (i32.const 0))
          (i32.const {count * (count - 1) // 2}))
      (then (unreachable))))
)""")
