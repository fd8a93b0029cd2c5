"""Writes a module of functions that move the stack pointer. Each passes its frame to the next
one, which returns what it is passed."""

FUNCTIONS = 400

MOVES = """
  (global.set $__stack_pointer
    (local.tee $frame (i32.sub (global.get $__stack_pointer) (i32.const 64))))
  (global.set $__stack_pointer (i32.add (local.get $frame) (i32.const 64)))"""

print("""(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory 2)
  (global $__stack_pointer (mut i32) (i32.const 65536))
  (table $table 2 2 funcref)
  (elem (table $table) (i32.const 1) func $entry)
  (func $entry (param i32) (result i32)
    (drop (call $fiber_yield (i32.const 0)))
    (call $passes_on_0 (local.get 0)))
  (func (export "run") (result i32)
    (call $fiber_resume
      (call $fiber_alloc (i32.const 1)) (i32.const 0) (i32.const 0)))""")
for i in range(FUNCTIONS):
    print(f"""(func $passes_on_{i} (param $to i32) (result i32)
  (local $frame i32){MOVES * 100}
  (global.set $__stack_pointer
    (local.tee $frame (i32.sub (global.get $__stack_pointer) (i32.const 64))))
  (drop (call $passes_on_{(i + 1) % FUNCTIONS} (local.get $frame)))
  (global.set $__stack_pointer (i32.add (local.get $frame) (i32.const 64)))
  (local.get $to))""")
print(")")
