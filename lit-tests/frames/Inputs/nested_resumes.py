"""Usage: nested_resumes.py KIND COUNT FIBERS

Prints a module in which as many fibers resume each other. What each has on the engine's
stack while it does, is COUNT times

  i64, f64 or v128  a variable
  operands          a value that is computed and not used yet
  arguments         an argument of the function that resumes
  results           a result of it
  layers            a function, with ten variables each, that calls the next
  recursive         the same, but the last one may call the first
  ordinary          the same, but the first one may call itself through another table, so
                    that they can't be taken off the stack; the last fiber then calls
                    itself 50,000 times
_start traps unless all values are right in the end."""

import sys

kind, count, fibers = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
RESUME = ("(call $fiber_resume (call $fiber_alloc (i32.const 1))"
          " (i32.sub (local.get $rest) (i32.const 1)) (i32.const 0))")
functions = []


def add_function(name, params, results, locals_, body):
    functions.append(f"  (func ${name} (param $rest i32) {params} {results}\n"
                     f"    {locals_}\n    {body})")


def make(type_, i):
    """A value of the i-th variable, which depends on the fiber."""
    value = f"(i32.add (local.get $rest) (i32.const {i}))"
    return {"i32": value, "i64": f"(i64.extend_i32_u {value})",
            "f64": f"(f64.convert_i32_u {value})",
            "v128": f"(i32x4.splat {value})"}[type_]


def check(type_, i, value):
    """Traps unless the value is that one."""
    different = {"i32": "i32.ne", "i64": "i64.ne", "f64": "f64.ne"}.get(type_)
    condition = (f"({different} {value} {make(type_, i)})" if different else
                 f"(v128.any_true (v128.xor {value} {make(type_, i)}))")
    return f"(if {condition} (then (unreachable)))"


def with_variables(type_, number, call):
    """Keeps variables across a call."""
    lines = [f"(local.set $v{i} {make(type_, i)})" for i in range(number)]
    lines.append(call)
    lines += [check(type_, i, f"(local.get $v{i})") for i in range(number)]
    locals_ = " ".join(f"(local $v{i} {type_})" for i in range(number))
    return locals_, "\n    ".join(lines)


if kind in ("i64", "f64", "v128"):
    locals_, body = with_variables(kind, count, f"(drop {RESUME})")
    add_function("resumes", "", "", locals_, body)
elif kind == "operands":
    left = " ".join(make("i64", i) for i in range(count))
    adds = " ".join(["i64.add"] * count)
    add_function("resumes", "", "(local $sum i64)", "",
                 f"{left} (i64.extend_i32_u {RESUME}) {adds}\n    (local.set $sum)\n    "
                 + check("i64", 0, "(i64.div_u (i64.sub (local.get $sum)"
                         f" (i64.const {count * (count - 1) // 2}))"
                         f" (i64.const {count}))"))
elif kind == "arguments":
    params = " ".join(f"(param $v{i} i64)" for i in range(count))
    checks = "\n    ".join(check("i64", i, f"(local.get $v{i})") for i in range(count))
    add_function("callee", params, "", "", f"(drop {RESUME})\n    {checks}")
    values = " ".join(make("i64", i) for i in range(count))
    add_function("resumes", "", "", "", f"(call $callee (local.get $rest) {values})")
elif kind == "results":
    results = "(result" + " i64" * count + ")"
    values = " ".join(make("i64", i) for i in range(count))
    add_function("callee", "", results, "", f"(drop {RESUME}) {values}")
    sets = " ".join(f"(local.set $v{i})" for i in reversed(range(count)))
    checks = "\n    ".join(check("i64", i, f"(local.get $v{i})") for i in range(count))
    locals_ = " ".join(f"(local $v{i} i64)" for i in range(count))
    add_function("resumes", "", "", locals_,
                 f"(call $callee (local.get $rest)) {sets}\n    {checks}")
elif kind in ("layers", "recursive", "ordinary"):
    for layer in range(count):
        call = f"(call $layer{layer + 1} (local.get $rest))"
        if layer == count - 1:
            call = f"(drop {RESUME})"
            if kind == "recursive":
                call = ("(if (i32.eq (local.get $rest) (i32.const -1))"
                        " (then (call $layer0 (local.get $rest)))"
                        f" (else {call}))")
        locals_, body = with_variables("i64", 10, call)
        if layer == 0 and kind == "ordinary":
            body += ("(if (i32.eq (local.get $rest) (i32.const -2)) (then"
                     " (call_indirect $other (param i32) (local.get $rest)"
                     " (i32.const 0))))")
        add_function(f"layer{layer}", "", "", locals_, body)
    add_function("resumes", "", "", "", "(call $layer0 (local.get $rest))")

print(f"""(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  (memory (export "memory") 1)
  (table 2 2 funcref)
  (elem (i32.const 1) $pull)
  (global $done (mut i32) (i32.const 0))
  (func $descend (param $calls i32)
    (local $here i32)
    (local.set $here (i32.mul (local.get $calls) (i32.const 3)))
    (if (local.get $calls)
      (then (call $descend (i32.sub (local.get $calls) (i32.const 1))))
      (else (drop (call $fiber_yield (i32.const 7)))))
    (if (i32.ne (local.get $here) (i32.mul (local.get $calls) (i32.const 3)))
      (then (unreachable))))
  (func $pull (param $rest i32) (result i32)
    (if (local.get $rest)
      (then (call $resumes (local.get $rest)))
      (else (call $descend (i32.const {50000 if kind == 'ordinary' else 0}))))
    (global.set $done (i32.add (global.get $done) (i32.const 1)))
    (drop (call $fiber_yield (i32.const 7)))
    (i32.const 0))""")
print("\n".join(functions))
if kind == "ordinary":
    print("  (table $other 1 1 funcref)\n"
          "  (elem (table $other) (i32.const 0) func $layer0)")
print(f"""  (func (export "_start")
    (if (i32.ne
          (call $fiber_resume
            (call $fiber_alloc (i32.const 1)) (i32.const {fibers}) (i32.const 0))
          (i32.const 7))
      (then (unreachable)))
    (if (i32.ne (global.get $done) (i32.const {fibers}))
      (then (unreachable))))
)""")
