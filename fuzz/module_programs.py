"""Random modules of two makers that know nothing of fibers, Binaryen's fuzzer (wasm-opt
-ttf) and wasm-smith, and what gives them fibers: some of their functions are entries,
and some of their constants become operands of intrinsics.

The modules of the first kind run: they use no memory, in which they would overwrite the
fibers, and yield only where a fiber is running. The others are made to be lowered and
compiled alone.
"""

import random
import re

from commands import WASM_OPT, WASM_TOOLS, execute

BASE = ["sign-ext", "nontrapping-float-to-int", "bulk-memory", "bulk-memory-opt",
        "simd", "multivalue", "mutable-globals"]
# wasm-smith's modules have these, too.
SMITH = [*BASE, "reference-types", "tail-call", "extended-const"]
REFERENCES = [*BASE, "reference-types", "exception-handling", "gc"]

# What no engine, or not Binaryen, has.
SMITH_OPTIONS = {
    "memory64-enabled": "false", "threads-enabled": "false",
    "relaxed-simd-enabled": "false", "shared-everything-threads-enabled": "false",
    "custom-page-sizes-enabled": "false", "wide-arithmetic-enabled": "false",
    "gc-enabled": "false", "exceptions-enabled": "false",
    "compact-imports-enabled": "false", "custom-descriptors-enabled": "false",
    "min-memories": 1, "max-memories": 1, "min-tables": 1, "max-tables": 1,
    "min-funcs": 4, "max-funcs": 20,
}

# The intrinsics, and how many operands they have.
INTRINSICS = {"fiber_alloc": 1, "fiber_sized_alloc": 2, "fiber_resume": 3,
              "fiber_yield": 1, "fiber_free": 1}

MAYBE_YIELD = """\
 (func $maybe_yield (param $value i32) (result i32)
  (if (result i32) (global.get $on_fiber)
   (then (call $fiber_yield (local.get $value)))
   (else (local.get $value))))
"""


class Module:
    """A module in Binaryen's text. Of one that `runs`, the export `run` does all."""

    def __init__(self, text, features, runs):
        self.text = text
        self.features = ["--mvp-features", *(f"--enable-{f}" for f in features)]
        self.runs = runs

    def render(self):
        return self.text


def generate(seed, directory):
    """The module of a seed, or None if there is none."""
    chosen = random.Random(seed)
    kind = chosen.choice(["runs", "runs", "binaryen", "smith"])
    data = directory / "random"
    data.write_bytes(chosen.randbytes(chosen.randint(500, 6000)))
    module = directory / "module.wasm"
    features = {"runs": BASE, "smith": SMITH,
                "binaryen": chosen.choice([BASE, REFERENCES])}[kind]
    flags = Module("", features, False).features
    if kind == "smith":
        options = [word for name, value in SMITH_OPTIONS.items()
                   for word in (f"--{name}", value)]
        made = execute([WASM_TOOLS, "smith", *options, data, "-o",
                        module])
        printed = made.returncode == 0 and execute(
            [WASM_OPT, module, *flags, "-S", "-o", "-"])
    else:
        memory = ["--no-fuzz-memory"] if kind == "runs" else []
        printed = execute([WASM_OPT, "-ttf", data, *flags, *memory, "-S", "-o", "-"])
    # Not all random bytes are a module to the makers, nor is all of wasm-smith's to
    # Binaryen, nor can it read again all that it prints.
    if not printed or printed.returncode != 0:
        return None
    text = printed.stdout
    module.write_text(text)
    if "\n (func " not in text or execute([WASM_OPT, module, *flags]).returncode != 0:
        return None
    runs = kind == "runs"
    return Module(with_fibers(text, chosen, runs), features, runs)


def with_fibers(text, chosen, runs):
    header, functions = split(text)
    functions = re.sub(r"\(i32\.const (-?\d+)\)",
                       lambda constant: intrinsic(constant, chosen, runs), functions)
    entries, count = make_entries(functions, chosen)
    header += " (global $on_fiber (mut i32) (i32.const 0))\n"
    header += (' (global $__stack_pointer (export "__stack_pointer") (mut i32) '
               "(i32.const 65536))\n")
    if not re.search(r"^ \((memory|import .*\(memory)", header, re.MULTILINE):
        header += " (memory $memory 2)\n"
    header, first = with_table(header, [f"$entry_{i}" for i in range(count)])
    if runs:
        header = re.sub(r"^ \(export .*\n", "", header, flags=re.MULTILINE)
    end = MAYBE_YIELD + entries + make_run(first, count, chosen)
    return header + functions + end + ")\n"


def split(text):
    """What comes before the functions, with imports of the intrinsics, and the
    functions."""
    start = re.search(r"^ \(func ", text, re.MULTILINE)
    header, functions = text[:start.start()], text[start.start():].rstrip()[:-1]
    imports = "".join(
        f' (import "fiber" "{name}" (func ${name}{" (param i32)" * operands}'
        f'{"" if name == "fiber_free" else " (result i32)"}))\n'
        for name, operands in INTRINSICS.items())
    # Types come first: they have numbers.
    types = re.match(r"\(module\n((?: \(type.*\n| \(rec\n(?:  .*\n)* \)\n)*)", header)
    return header[:types.end()] + imports + header[types.end():], functions


def intrinsic(constant, chosen, runs):
    """A constant, or what has it as an operand."""
    if chosen.random() > 0.15:
        return constant[0]
    if runs:
        return f"(call $maybe_yield {constant[0]})"
    name = chosen.choice(list(INTRINSICS))
    others = f" (i32.const {chosen.randint(0, 70000)})" * (INTRINSICS[name] - 1)
    call = f"(call ${name} {constant[0]}{others})"
    return f"(block (result i32) {call} {constant[0]})" if name == "fiber_free" else call


def make_entries(functions, chosen):
    """Functions that call some of the module's, with yields between, and how many."""
    signatures = re.findall(r"^ \(func (\S+)((?: \((?:type|param|result)[^()]*\))*)\s*$",
                            functions, re.MULTILINE)
    callees = []
    for name, signature in signatures:
        parameters = re.findall(r"\(param (?:\$\S+ )?([^()]*)\)", signature)
        types = " ".join(parameters).split()
        result = re.search(r"\(result ([^()]*)\)", signature)
        results = len(result[1].split()) if result else 0
        if all(t in ("i32", "i64", "f32", "f64") for t in types) and (
                "(type" not in signature or types or results):
            callees.append((name, types, results))
    count = chosen.randint(1, 3)
    text = ""
    for i in range(count):
        body = ""
        for name, types, results in chosen.sample(callees, min(3, len(callees))):
            operands = "".join(f" ({t}.const {chosen.randint(-9, 99)})" for t in types)
            call = f"(call {name}{operands})"
            if results > 1:
                call = f"(tuple.drop {results} {call})"
            elif results:
                call = f"(drop {call})"
            body += f"  {call}\n  (drop (call $maybe_yield (local.get $value)))\n"
        text += (f" (func $entry_{i} (param $value i32) (result i32)\n{body}"
                 "  (local.get $value))\n")
    return text, count


def with_table(header, entries):
    """The declarations with the entries in the module's function table, or one of its
    own, and the first one's index."""
    names = " ".join(entries)
    table = re.search(r"^ \(table (\$\S+) (\d+)(?: (\d+))? funcref\)$", header,
                      re.MULTILINE)
    if not table:
        return (f"{header} (table $fibers {len(entries) + 1} funcref)\n"
                f" (elem (table $fibers) (i32.const 1) func {names})\n"), 1
    first = int(table[2])
    first = max(first, 1)
    size = first + len(entries)
    return (header[:table.start()] + f" (table {table[1]} {size} funcref)" +
            header[table.end():] +
            f" (elem (table {table[1]}) (i32.const {first}) func {names})\n"), first


def make_run(first, count, chosen):
    """A function that runs a fiber of each entry, and returns a checksum."""
    body = ""
    for index in range(first, first + count):
        body += f"""\
  (local.set $fiber (call $fiber_alloc (i32.const {index})))
  (local.set $rounds (i32.const {chosen.randint(2, 30)}))
  (loop $again
   (global.set $on_fiber (i32.const 1))
   (local.set $sum (i32.add (i32.mul (local.get $sum) (i32.const 31))
    (call $fiber_resume (local.get $fiber) (local.get $rounds) (i32.const 16))))
   (global.set $on_fiber (i32.const 0))
   (local.set $rounds (i32.sub (local.get $rounds) (i32.const 1)))
   (br_if $again (i32.and (i32.eq (i32.load (i32.const 16)) (i32.const 1))
    (i32.gt_s (local.get $rounds) (i32.const 0)))))
  (call $fiber_free (local.get $fiber))
"""
    return (' (func $run (export "run") (result i32) (local $fiber i32) '
            f"(local $sum i32) (local $rounds i32)\n{body}  (local.get $sum))\n")
