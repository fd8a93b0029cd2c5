"""Writes a module with a function that yields 300 times or more: one after another, in
ifs, and in loops, with a value on the stack across each."""

PER_KIND = 100

print("""(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $entry)
  (func $entry (param $x i32) (result i32) (local $sum i32) (local $wide i64)""")
for number in range(PER_KIND):
    print(f"""
    (local.set $sum
      (i32.add (i32.mul (local.get $sum) (i32.const 31))
        (call $fiber_yield (i32.add (local.get $x) (i32.const {number})))))
    (if (i32.and (local.get $sum) (i32.const 1))
      (then
        (local.set $wide
          (i64.xor (i64.extend_i32_u (local.get $sum))
            (i64.extend_i32_s (call $fiber_yield (i32.wrap_i64 (local.get $wide))))))))
    (loop $next{number}
      (local.set $sum
        (i32.sub (i32.wrap_i64 (local.get $wide))
          (call $fiber_yield (i32.rotl (local.get $sum) (i32.const {number})))))
      (br_if $next{number}
        (i32.eqz (i32.and (local.get $sum) (i32.const 3)))))""")
print("""
    (local.get $sum))
  ;; Resumes with 0, 7, 14 and so on, and makes one number of all that comes.
  (func $main (export "main") (result i32)
    (local $fiber i32) (local $value i32) (local $sum i32)
    (local.set $fiber (call $fiber_alloc (i32.const 1)))
    (loop $next
      (local.set $sum
        (i32.add
          (i32.mul (local.get $sum) (i32.const 31))
          (call $fiber_resume
            (local.get $fiber) (local.get $value) (i32.const 8))))
      (local.set $value (i32.add (local.get $value) (i32.const 7)))
      (br_if $next (i32.eq (i32.load (i32.const 8)) (i32.const 1))))
    (call $fiber_free (local.get $fiber))
    (i32.xor (local.get $sum) (local.get $value)))
  (func (export "_start") (drop (call $main)))
)""")
