"""Writes a module with an entry that has too much code for frames, and one that hasn't.
Both call a function that yields by a table."""

STATEMENTS = 6000

print("""(module
  (type $function (func (param i32 i64) (result i32)))
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 4 4 funcref)
  (elem (i32.const 1) $small $large $yield)
  (global $count (mut i32) (i32.const 0))
  (func $yield (type $function)
    (call $fiber_yield (i32.add (local.get 0) (i32.const 1))))
  (func $call (param i32) (result i32)
    (call_indirect (type $function)
      (local.get 0) (i64.const 0) (i32.const 3)))
  (func $small (param i32) (result i32)
    (call $call (local.get 0)))
  (func $large (param i32) (result i32)""")
for number in range(STATEMENTS):
    print("    (global.set $count (i32.add (global.get $count) (i32.const 1)))")
    # Each call that may yield makes forms larger; none of these is made.
    if number % 2 == 0:
        print("    (if (i32.eqz (global.get $count))"
              " (then (drop (call $call (local.get 0)))))")
print(f"""    (call $call (local.get 0)))
  (func $run (param $fiber i32) (result i32)
    (i32.add
      (call $fiber_resume (local.get $fiber) (i32.const 10) (i32.const 0))
      (call $fiber_resume (local.get $fiber) (i32.const 20) (i32.const 0))))
  (func (export "_start")
    (if (i32.ne (call $run (call $fiber_alloc (i32.const 1))) (i32.const 31))
      (then (unreachable)))
    (if (i32.ne (call $run (call $fiber_alloc (i32.const 2))) (i32.const 31))
      (then (unreachable)))
    (if (i32.ne (global.get $count) (i32.const {STATEMENTS})) (then (unreachable)))))""")
