"""Random WebAssembly programs for what C has no words for: results of blocks,
values that stay on the operand stack across a yield, br_table, several results,
v128, tail calls, dead code, references (wat_references.py).

A program is some functions, the entries of its fibers, and an exported function
that resumes and frees them and returns a checksum. A NaN counts as one number.
Branches back, calls and fibers take steps of a limited number, so all end, and
no recursion is too deep for Binaryen's interpreter.
"""

import random
import re

import wat_references
from body import Body
from tree import Block, Node
from wat_references import spell

TYPES = ["i32", "i64", "f32", "f64", "v128"]
WEIGHTED = ["i32"] * 4 + ["i64"] * 3 + ["f64"] * 2 + ["f32", "v128"]

PROLOGUE = """\
(module
  (import "fiber" "fiber_alloc" (func $fiber_alloc (param i32) (result i32)))
  (import "fiber" "fiber_free" (func $fiber_free (param i32)))
  (import "fiber" "fiber_resume"
    (func $fiber_resume (param i32 i32 i32) (result i32)))
  (import "fiber" "fiber_yield" (func $fiber_yield (param i32) (result i32)))
  %(import)s
  (memory (export "memory") 1)
  (global $checksum (mut i64) (i64.const 0))
  (global $steps (mut i32) (i32.const 0))
  (global $on_fiber (mut i32) (i32.const 0))
  (global $i32 (mut i32) (i32.const 3))
  (global $i64 (mut i64) (i64.const 4))
  (global $f32 (mut f32) (f32.const 5))
  (global $f64 (mut f64) (f64.const 6))
  (global $v128 (mut v128) (v128.const i64x2 7 8))
  (func $start (param $seed i64) (param $steps i32)
    (global.set $checksum (local.get $seed))
    (global.set $steps (local.get $steps))
    (global.set $on_fiber (i32.const 0))
    (global.set $i32 (i32.const 3))
    (global.set $i64 (i64.const 4))
    (global.set $f32 (f32.const 5))
    (global.set $f64 (f64.const 6))
    (global.set $v128 (v128.const i64x2 7 8))
    (memory.fill (i32.const 1024) (i32.const 0) (i32.const 80))%(reset)s)
  (func $mix_i64 (param $value i64)
    (global.set $checksum
      (i64.mul
        (i64.xor (global.get $checksum) (local.get $value))
        (i64.const 0x9e3779b97f4a7c15)))
    (global.set $checksum
      (i64.xor
        (global.get $checksum)
        (i64.shr_u (global.get $checksum) (i64.const 29)))))
  (func $mix_i32 (param $value i32)
    (call $mix_i64 (i64.extend_i32_u (local.get $value))))
  (func $mix_f64 (param $value f64)
    (call $mix_i64
      (select
        (i64.reinterpret_f64 (local.get $value))
        (i64.const 1)
        (f64.eq (local.get $value) (local.get $value)))))
  (func $mix_f32 (param $value f32)
    (call $mix_f64 (f64.promote_f32 (local.get $value))))
  (func $mix_v128 (param $value v128)
    (call $mix_i64 (i64x2.extract_lane 0 (local.get $value)))
    (call $mix_i64 (i64x2.extract_lane 1 (local.get $value))))
  (func $more (param $cost i32) (result i32)
    (global.set $steps (i32.sub (global.get $steps) (local.get $cost)))
    (i32.gt_s (global.get $steps) (i32.const 0)))
  (func $yield (param $value i32) (result i32)
    (call $mix_i32 (local.get $value))
    (call $fiber_yield (local.get $value)))
  (func $maybe_yield (param $value i32) (result i32)
    (if (result i32) (global.get $on_fiber)
      (then (call $yield (local.get $value)))
      (else (i32.mul (local.get $value) (i32.const 3)))))
  (func $resume (param $fiber i32) (param $value i32) (result i32)
    (local $saved i32)
    (local.set $saved (global.get $on_fiber))
    (global.set $on_fiber (i32.const 1))
    (local.set $value
      (call $try_resume (local.get $fiber) (local.get $value)))
    (global.set $on_fiber (local.get $saved))
    (call $mix_i32 (i32.load (i32.const 16)))
    (call $mix_i32 (local.get $value))
    (local.get $value))
"""

# Without exceptions.
TRY_RESUME = """\
  (func $try_resume (param $fiber i32) (param $value i32) (result i32)
    (call $fiber_resume (local.get $fiber) (local.get $value) (i32.const 16)))
"""

# Writes a line: the number of a program, and its result as 16 hex digits.
PRINT = """\
  (func $print (param $seed i32) (param $value i64)
    (local $at i32)
    (local.set $at (i32.const 96))
    (i32.store8 (local.get $at) (i32.const 10))
    (loop $hex
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.load8_u offset=112
          (i32.and (i32.wrap_i64 (local.get $value)) (i32.const 15))))
      (local.set $value (i64.shr_u (local.get $value) (i64.const 4)))
      (br_if $hex (i32.gt_u (local.get $at) (i32.const 80))))
    (local.set $at (i32.const 79))
    (i32.store8 (local.get $at) (i32.const 32))
    (loop $decimal
      (local.set $at (i32.sub (local.get $at) (i32.const 1)))
      (i32.store8 (local.get $at)
        (i32.add
          (i32.rem_u (local.get $seed) (i32.const 10)) (i32.const 48)))
      (local.set $seed (i32.div_u (local.get $seed) (i32.const 10)))
      (br_if $decimal (local.get $seed)))
    (i32.store (i32.const 32) (local.get $at))
    (i32.store (i32.const 36) (i32.sub (i32.const 97) (local.get $at)))
    (drop
      (call $fd_write
        (i32.const 1) (i32.const 32) (i32.const 1) (i32.const 40))))
  (data (i32.const 112) "0123456789abcdef")
"""

FD_WRITE = """(import "wasi_snapshot_preview1" "fd_write"
    (func $fd_write (param i32 i32 i32 i32) (result i32)))"""

# Where programs load and store.
DATA = 1024

CONSTANTS = {
    "i32": ["0", "1", "2", "7", "-1", "65536", "0x7fffffff"],
    "i64": ["0", "1", "3", "-1", "0x123456789abcdef", "0x7fffffffffffffff"],
    "f32": ["0", "0.5", "-2.25", "1e9", "3"],
    "f64": ["0", "0.5", "-2.25", "1e100", "3"],
    "v128": ["i64x2 0 0", "i64x2 1 -1", "i32x4 1 2 3 4"],
}
BINARY = {
    "i32": ["add", "sub", "mul", "xor", "and", "or", "shl", "shr_s", "shr_u",
            "rotl", "lt_s", "gt_u", "eq", "ne"],
    "i64": ["add", "sub", "mul", "xor", "and", "or", "shl", "shr_s", "shr_u",
            "rotr"],
    "f32": ["add", "sub", "mul", "min", "max"],
    "f64": ["add", "sub", "mul", "min", "max"],
    "v128": ["v128.xor", "v128.and", "v128.or", "i32x4.add", "i64x2.sub",
             "i8x16.add_sat_u", "i16x8.mul"],
}
UNARY = {
    "i32": [("i32.eqz", "i32"), ("i32.clz", "i32"), ("i32.wrap_i64", "i64"),
            ("i32.trunc_sat_f64_s", "f64"), ("i32.trunc_sat_f32_u", "f32"),
            ("i64.eqz", "i64"), ("i32x4.extract_lane 1", "v128"),
            ("v128.any_true", "v128"), ("i32.extend8_s", "i32")],
    "i64": [("i64.extend_i32_s", "i32"), ("i64.extend_i32_u", "i32"),
            ("i64.trunc_sat_f64_s", "f64"), ("i64.popcnt", "i64"),
            ("i64x2.extract_lane 1", "v128")],
    "f32": [("f32.neg", "f32"), ("f32.demote_f64", "f64"),
            ("f32.convert_i32_s", "i32"), ("f32.floor", "f32")],
    "f64": [("f64.abs", "f64"), ("f64.promote_f32", "f32"),
            ("f64.convert_i64_s", "i64"), ("f64.convert_i32_u", "i32"),
            ("f64.nearest", "f64")],
    "v128": [("i32x4.splat", "i32"), ("i64x2.splat", "i64"), ("v128.not", "v128"),
             ("i8x16.abs", "v128")],
}


def zero_of(wtype):
    if wtype in wat_references.TYPES:
        return wat_references.ZEROS[wtype]
    return f"({wtype}.const {'i64x2 0 0' if wtype == 'v128' else '0'})"


def operator(wtype, name):
    return name if wtype == "v128" else f"{wtype}.{name}"


def spell_all(types):
    return " ".join(spell(t) for t in types)


def signature(params, results):
    return (f"(param {spell_all(params)})" if params else "") + (
        f" (result {spell_all(results)})" if results else "")


class Function:
    def __init__(self, name, params, results, fiber_only):
        self.name = name
        self.params = params
        self.results = results
        self.fiber_only = fiber_only
        self.type = name + "_type"


class Program:
    """The program of a seed. Its names begin with `prefix`."""

    def __init__(self, seed, prefix, tail_calls, references):
        self.tail_calls = tail_calls
        self.references = references
        more = list(wat_references.TYPES) if references else []
        self.types = TYPES + more
        self.weighted = WEIGHTED + more
        self.random = random.Random(seed)
        self.seed = seed
        self.prefix = prefix
        self.recursive = self.random.random() < 0.5
        self.functions = []
        self.entries = []
        signatures = [(self.pick_types(4), self.pick_types(3)) for _ in range(3)]
        for i in range(self.random.randint(1, 5)):
            params, results = (
                self.random.choice(signatures) if self.random.random() < 0.7
                else (self.pick_types(4), self.pick_types(3)))
            self.functions.append(Function(
                f"${prefix}f{i}", params, results, self.random.random() < 0.6))
        self.entries = [Function(f"${prefix}e{i}", ["i32"], ["i32"], True)
                        for i in range(self.random.randint(1, 3))]
        items = []
        if references:
            items += [Node(f"(type {f.type} (func {signature(f.params, f.results)}))")
                      for f in self.functions]
        items += [WatBody(self, f, i).make() for i, f in enumerate(self.functions)]
        items += [WatBody(self, e, -1).make() for e in self.entries]
        items.append(Driver(self).make())
        self.tree = Block(items)

    def pick_types(self, most):
        return [self.random.choice(self.weighted)
                for _ in range(self.random.choice([0, 1, 1, 1, 2, most]))]

    def index(self, function):
        """An expression of its index in the table."""
        return f"(i32.const index:{function.name})"


class WatBody(wat_references.References, Body):
    """The body of a function."""

    def __init__(self, program, function, index):
        super().__init__(program, function, index, 14)
        # What gives variables that can't be null their first values.
        self.initial = Block()
        self.locals = [(f"$a{i}", t) for i, t in enumerate(function.params)]
        self.blocks = []  # pairs of a label and what a branch to it carries
        self.loops = []  # labels
        self.child = None

    def make(self):
        self.declare()
        function = self.function
        zeros = " ".join(zero_of(t) for t in function.results)
        items = [Node(f"(if (i32.eqz (call $more (i32.const 3))) (then {zeros} return))")]
        items += self.statements(3, 7).items
        if function in self.program.entries:
            for _ in range(self.random.randint(1, 3)):
                items.insert(self.random.randint(1, len(items)), self.mix_yield())
            if self.chance(0.7):
                self.declarations.items.append(Node("(local $rounds i32)"))
                again = Node(
                    "(br_if $rounds (i32.lt_u (local.tee $rounds (i32.add "
                    "(local.get $rounds) (i32.const 1))) "
                    f"(i32.const {self.random.randint(2, 6)})))")
                items = [Node("(loop $rounds", Block(items + [again]), ")")]
        items += self.results()
        params = "".join(f" (param $a{i} {spell(t)})"
                         for i, t in enumerate(function.params))
        results = "".join(f" (result {spell(t)})" for t in function.results)
        return Node(f"(func {function.name}{params}{results}", self.declarations,
                    self.initial, Block(items), ")")

    def declare(self):
        for wtype in self.program.types + self.random.sample(TYPES, 2):
            self.new_local(wtype)

    def new_local(self, wtype):
        name = self.new_name("$v")
        self.declarations.items.append(Node(f"(local {name} {spell(wtype)})"))
        if wtype.endswith("!"):
            self.initial.items.append(Node(f"(local.set {name} {zero_of(wtype)})"))
        self.locals.append((name, wtype))
        return name

    def new_name(self, start):
        self.count += 1
        return f"{start}{self.count}"

    def named(self, wtype):
        return self.random.choice([n for n, t in self.locals if t == wtype])

    def results(self):
        if not self.function.results:
            return []
        return [Node(*self.values(self.function.results, 2))]

    def values(self, types, depth):
        """The parts that leave these on the stack."""
        parts = []
        for wtype in types:
            parts += [self.expression(wtype, depth), " "]
        return parts

    # Expressions.

    def node(self, wtype, *parts):
        return Node(*parts, zero=zero_of(wtype))

    def leaf(self, wtype):
        kind = self.random.random()
        if kind < 0.6 and any(t == wtype for _, t in self.locals):
            return self.node(wtype, f"(local.get {self.named(wtype)})")
        if kind < 0.7:
            return self.node(wtype, f"(global.get ${wtype})")
        if wtype in wat_references.TYPES:
            return self.node(wtype, zero_of(wtype))
        return self.node(
            wtype, f"({wtype}.const {self.random.choice(CONSTANTS[wtype])})")

    def expression(self, wtype, depth):
        if depth <= 0:
            return self.leaf(wtype)
        choices = [self.tee, self.select, self.load, self.call_expression,
                   self.call_expression, self.if_expression,
                   self.block_expression, self.loop_expression,
                   self.table_expression, self.flat_expression]
        if wtype in wat_references.TYPES:
            choices += [self.made] * 4
            choices += [self.from_branch] * (3 if wtype.endswith("!") else 0)
            choices += [self.caught] * (5 if wtype == "exnref" else 0)
        else:
            choices += [self.binary, self.binary, self.binary, self.unary]
        if wtype == "i32":
            choices += [self.yield_expression] * 3
            if self.program.references:
                choices += [self.made] * 3 + [self.caught]
        return self.random.choice(choices)(wtype, depth)

    def binary(self, wtype, depth):
        name = self.random.choice(BINARY[wtype])
        return self.node(wtype, f"({operator(wtype, name)} ",
                         self.expression(wtype, depth - 1), " ",
                         self.expression(wtype, depth - 1), ")")

    def unary(self, wtype, depth):
        name, other = self.random.choice(UNARY[wtype])
        return self.node(wtype, f"({name} ", self.expression(other, depth - 1), ")")

    def tee(self, wtype, depth):
        return self.node(wtype, f"(local.tee {self.named(wtype)} ",
                         self.expression(wtype, depth - 1), ")")

    def select(self, wtype, depth):
        must = wtype == "v128" or wtype in wat_references.TYPES
        typed = f" (result {spell(wtype)})" if self.chance(0.5) or must else ""
        return self.node(wtype, f"(select{typed} ",
                         self.expression(wtype, depth - 1), " ",
                         self.expression(wtype, depth - 1), " ",
                         self.expression("i32", depth - 1), ")")

    def address(self):
        return Node("(i32.and ", self.expression("i32", 1), " (i32.const 63))")

    def place(self):
        return Node("(i32.and ", self.expression("i32", 1), " (i32.const 7))")

    def load(self, wtype, depth):
        if wtype.endswith("!"):
            return self.leaf(wtype)
        if wtype in wat_references.TYPES:
            return self.node(wtype, f"(table.get ${wtype} ", self.place(), ")")
        return self.node(wtype, f"({wtype}.load offset={DATA} ", self.address(),
                         ")")

    def yield_expression(self, wtype, depth):
        name = "$yield" if self.function.fiber_only else "$maybe_yield"
        return self.node("i32", f"(call {name} ",
                         self.expression("i32", depth - 1), ")")

    def if_expression(self, wtype, depth):
        return self.node(
            wtype, f"(if (result {spell(wtype)}) ", self.expression("i32", depth - 1),
            " (then ", self.statements(0, 2), self.expression(wtype, depth - 1),
            ") (else ", self.statements(0, 2), self.expression(wtype, depth - 1),
            "))")

    def block_expression(self, wtype, depth):
        label = self.new_name("$b")
        self.blocks.append((label, [wtype]))
        inner = self.statements(1, 3)
        extra = Node("(drop (br_if ", label, " ",
                     self.expression(wtype, depth - 1), " ",
                     self.expression("i32", depth - 1), "))")
        inner.items.insert(self.random.randint(0, len(inner.items)), extra)
        self.blocks.pop()
        return self.node(wtype, f"(block {label} (result {spell(wtype)})", inner,
                         self.expression(wtype, depth - 1), ")")

    def loop_expression(self, wtype, depth):
        label = self.new_name("$l")
        self.loops.append(label)
        inner = self.statements(1, 3)
        self.loops.pop()
        back = Node(f"(br_if {label} (i32.and (call $more (i32.const 1)) ",
                    self.expression("i32", depth - 1), "))")
        inner.items.append(back)
        return self.node(wtype, f"(loop {label} (result {spell(wtype)})", inner,
                         self.expression(wtype, depth - 1), ")")

    def table_expression(self, wtype, depth):
        """A br_table with a value, out of nested blocks."""
        labels = [self.new_name("$b") for _ in range(self.random.randint(1, 3))]
        parts = []
        for label in labels:
            parts.append(f"(block {label} (result {spell(wtype)}) ")
        targets = " ".join(self.random.choice(labels)
                           for _ in range(self.random.randint(1, 5)))
        parts += [f"(br_table {targets} ", self.expression(wtype, depth - 1), " ",
                  self.expression("i32", depth - 1), ")"]
        for label in reversed(labels):
            other = self.expression(wtype, depth - 1)
            parts.append(")")
            if label != labels[0]:
                # What comes out of the inner block is an operand in the outer.
                parts += [" ", other, self.combine(wtype)]
        return self.node(wtype, *parts)

    def flat_expression(self, wtype, depth):
        """A value waits on the stack for statements to end."""
        return self.node(
            wtype, f"(block (result {spell(wtype)}) ", self.expression(wtype, depth - 1),
            self.statements(1, 2), self.expression(wtype, depth - 1),
            self.combine(wtype), ")")

    def combine(self, wtype):
        """What makes one value of two on the stack."""
        if wtype in wat_references.TYPES:
            return f" (global.get $i32) (select (result {spell(wtype)})) "
        return f" {operator(wtype, self.random.choice(BINARY[wtype]))} "

    def call_expression(self, wtype, depth):
        callees = [f for f in self.callees() if wtype in f.results]
        if not callees:
            return self.leaf(wtype)
        callee = self.random.choice(callees)
        call = Node(*self.call(callee, depth - 1))
        if callee.results == [wtype]:
            return self.node(wtype, call)
        # The wanted one stays on the stack, the others go to locals, or away.
        wanted = self.random.choice(
            [i for i, t in enumerate(callee.results) if t == wtype])
        kept = self.new_local(wtype)
        parts = [f"(block (result {spell(wtype)}) ", call]
        for i in reversed(range(len(callee.results))):
            if i == wanted:
                parts.append(f" local.set {kept}")
            elif self.chance(0.5):
                parts.append(f" local.set {self.named(callee.results[i])}")
            else:
                parts.append(" drop")
        return self.node(wtype, *parts, f" local.get {kept})")

    # Calls.

    def callees(self):
        return [f for i, f in enumerate(self.program.functions)
                if (self.function.fiber_only or not f.fiber_only) and
                (self.program.recursive or i > self.index)]

    def call(self, callee, depth, prefix=""):
        """The text of a call, or of one through the table."""
        operands = self.values(callee.params, depth)
        if self.program.references and self.chance(0.4):
            return [f"({prefix}call_ref {callee.type} ", *operands,
                    f" (ref.func {callee.name}))"]
        if self.chance(0.6):
            return [f"({prefix}call {callee.name} ", *operands, ")"]
        same = [f for f in self.callees()
                if (f.params, f.results) == (callee.params, callee.results)]
        other = self.random.choice(same)
        if other is callee:
            index = [self.program.index(callee)]
        else:
            either = f"{self.program.index(callee)} {self.program.index(other)}"
            index = [f"(select {either} ", self.expression("i32", depth), ")"]
        callee_type = signature(callee.params, callee.results)
        return [f"({prefix}call_indirect $functions {callee_type} ", *operands, *index, ")"]

    # Statements.

    def statement(self):
        choices = [self.set, self.set, self.mix, self.mix_yield, self.mix_yield,
                   self.store, self.set_global, self.call_statement,
                   self.call_statement, self.if_statement, self.block_statement,
                   self.loop_statement, self.loop_statement,
                   self.table_statement, self.several_statement,
                   self.use_fiber, self.leave, self.leave, self.dead_code]
        if self.program.references:
            choices += [self.write_object, self.throw, self.branch_on_null,
                        self.branch_on_cast, self.cleanup]
        return self.random.choice(choices)()

    def set(self):
        wtype = self.random.choice(self.program.types)
        return Node(f"(local.set {self.named(wtype)} ",
                    self.expression(wtype, self.random.randint(1, 3)),
                    ")")

    def mix(self):
        wtype = self.random.choice(self.program.types)
        return Node(f"(call $mix_{wtype.rstrip('!')} ", self.expression(wtype, 2), ")")

    def mix_yield(self):
        return Node("(call $mix_i32 ", self.yield_expression("i32", 2), ")")

    def store(self):
        wtype = self.random.choice(self.program.types)
        if wtype in wat_references.TYPES:
            wtype = wtype.rstrip("!")
            return Node(f"(table.set ${wtype} ", self.place(), " ",
                        self.expression(wtype, 2), ")")
        return Node(f"({wtype}.store offset={DATA} ", self.address(), " ",
                    self.expression(wtype, 2), ")")

    def set_global(self):
        wtype = self.random.choice(self.program.types)
        return Node(f"(global.set ${wtype} ", self.expression(wtype, 2), ")")

    def call_statement(self):
        callees = self.callees()
        if not callees:
            return self.mix_yield()
        callee = self.random.choice(callees)
        parts = self.call(callee, 2)
        for wtype in reversed(callee.results):
            parts.append(f" local.set {self.named(wtype)}")
        return Node(*parts)

    def if_statement(self):
        parts = ["(if ", self.expression("i32", 2), " (then",
                 self.statements(1, 3), ")"]
        if self.chance(0.5):
            parts += [" (else", self.statements(1, 3), ")"]
        return Node(*parts, ")")

    def block_statement(self):
        label = self.new_name("$b")
        self.blocks.append((label, []))
        inner = self.statements(1, 4)
        self.blocks.pop()
        return Node(f"(block {label}", inner, ")")

    def loop_statement(self):
        label = self.new_name("$l")
        self.loops.append(label)
        inner = self.statements(1, 4)
        self.loops.pop()
        if self.chance(0.7):
            inner.items.append(Node(f"(br_if {label} (i32.and (call $more (i32.const 1)) ",
                                    self.expression("i32", 1), "))"))
        return Node(f"(loop {label}", inner, ")")

    def table_statement(self):
        """A switch; cases that fall through, loops among its targets."""
        labels = [self.new_name("$b") for _ in range(self.random.randint(2, 4))]
        targets = labels + [l for l, types in self.blocks if not types]
        chosen = " ".join(self.random.choice(targets)
                          for _ in range(self.random.randint(1, 6)))
        parts = ["".join(f"(block {label} " for label in labels),
                 f"(br_table {chosen} ", self.expression("i32", 2), ")"]
        remaining = list(labels)
        while remaining:
            remaining.pop()
            parts.append(")")
            self.blocks += [(label, []) for label in remaining]
            if remaining:
                parts.append(self.statements(1, 2))
            del self.blocks[len(self.blocks) - len(remaining):]
        return Node(*parts)

    def several_statement(self):
        """Blocks, ifs and loops with several results."""
        types = [self.random.choice(self.program.types) for _ in range(self.random.randint(2, 3))]
        results = f"(result {spell_all(types)})"
        kind = self.random.choice(["block", "if", "loop"])
        if kind == "if":
            parts = [f"(if {results} ", self.expression("i32", 2), " (then ",
                     self.statements(0, 2), *self.values(types, 1), ") (else ",
                     self.statements(0, 2), *self.values(types, 1), "))"]
        elif kind == "loop":
            label = self.new_name("$l")
            self.loops.append(label)
            parts = [f"(loop {label} {results} ", self.statements(1, 2)]
            self.loops.pop()
            parts += [*self.values(types, 2), ")"]
        else:
            label = self.new_name("$b")
            self.blocks.append((label, types))
            parts = [f"(block {label} {results} ", self.statements(1, 3)]
            self.blocks.pop()
            parts += [*self.values(types, 2), ")"]
        for wtype in reversed(types):
            parts.append(f" local.set {self.named(wtype)}")
        return Node(*parts)

    def use_fiber(self):
        """Makes, resumes or frees a fiber of one's own."""
        if not self.child:
            if self.chance(0.5):
                return self.mix()
            self.child = "$child"
            self.declarations.items.append(Node("(local $child i32)"))
        kind = self.random.random()
        if kind < 0.4:
            entry = self.random.choice(self.program.entries)
            return Node(
                "(if (i32.and (i32.eqz (local.get $child)) "
                "(call $more (i32.const 30))) (then "
                "(local.set $child (call $fiber_alloc "
                f"{self.program.index(entry)}))))"
                " (drop (call $resume (local.get $child) ",
                self.expression("i32", 1), "))")
        if kind < 0.85:
            return Node("(call $mix_i32 (call $resume (local.get $child) ",
                        self.expression("i32", 1), "))")
        return Node("(call $fiber_free (local.get $child))"
                    " (local.set $child (i32.const 0))")

    def leave(self):
        """Leaves a block or the function, or goes on with a loop."""
        kind = self.random.random()
        if kind < 0.35 and self.blocks:
            label, types = self.random.choice(self.blocks)
            return Node("(if ", self.expression("i32", 1), " (then ",
                        *self.values(types, 1), f"br {label}))")
        if kind < 0.6 and self.loops:
            return Node(f"(br_if {self.random.choice(self.loops)} "
                        "(i32.and (call $more (i32.const 1)) ", self.expression("i32", 1), "))")
        same = [f for f in self.callees() if f.results == self.function.results]
        if kind < 0.85 and same and self.program.tail_calls:
            return Node("(if ", self.expression("i32", 1), " (then ",
                        *self.call(self.random.choice(same), 1, "return_"), "))")
        return Node("(if ", self.expression("i32", 1), " (then ",
                    *self.values(self.function.results, 1), "return))")

    def dead_code(self):
        """What follows a branch that is always taken."""
        label = self.new_name("$b")
        self.blocks.append((label, []))
        first = self.statements(0, 2)
        self.blocks.pop()
        return Node(f"(block {label}", first, f"(br {label})",
                    self.statements(1, 2), ")")


class Driver(WatBody):
    """The function that runs a program's fibers, outside any."""

    def __init__(self, program):
        super().__init__(program, Function(
            f"${program.prefix}run", [], ["i64"], False), -1)

    def make(self):
        self.declare()
        count = self.random.randint(1, 3)
        steps = self.random.randint(60, 250)
        items = [Node(f"(call $start (i64.const {self.program.seed}) "
                      f"(i32.const {steps}))")]
        for i in range(count):
            self.declarations.items.append(Node(f"(local $f{i} i32)"))
            entry = self.random.choice(self.program.entries)
            items.append(Node(f"(local.set $f{i} (call $fiber_alloc "
                              f"{self.program.index(entry)}))"))
        for i in range(self.random.randint(3, 16)):
            fiber = f"(local.get $f{self.random.randrange(count)})"
            items.append(Node(
                f"(drop (call $resume {fiber} (i32.const {i * 77})))"))
            if self.chance(0.05):
                items.append(Node(f"(call $fiber_free {fiber})"))
            if self.chance(0.2) and self.callees():
                items.append(self.guarded_call())
        for i in range(count):
            items.append(Node(f"(call $fiber_free (local.get $f{i}))"))
        for wtype in self.program.types:
            mix = f"(call $mix_{wtype.rstrip('!')} "
            items.append(Node(f"{mix}(local.get {self.named(wtype)}))"))
            items.append(Node(f"{mix}(global.get ${wtype}))"))
        return Node(f"(func {self.function.name} (export \"{self.program.prefix}\") "
                    "(result i64)", self.declarations, self.initial, Block(items),
                    "(global.get $checksum))")


    def guarded_call(self):
        """A call that may throw."""
        call = self.call_statement()
        if not self.program.references:
            return call
        label, end = self.new_name("$b"), self.new_name("$b")
        return Node(f"(block {end} (block {label} (result i32) "
                    f"(try_table (catch $thrown {label}) ", call,
                    f") (br {end})) (call $mix_i32))")


# How many programs are compiled together.
BATCH = 50


def has_tail_calls(batch):
    """Whether the programs of a batch may have tail calls."""
    return batch % 2 == 1


def has_references(batch):
    """Whether they have references and exceptions."""
    return batch % 3 == 0


def generate(seed, _):
    batch = seed // BATCH
    return Program(seed, f"p{seed}", has_tail_calls(batch), has_references(batch)).tree


def render(trees, with_main):
    """The text of one module with all programs; `trees` has them by seed. An
    engine that has WASI runs the main program, which prints the results."""
    references = has_references(min(trees) // BATCH)
    text = PROLOGUE % {"import": FD_WRITE if with_main else "",
                       "reset": wat_references.reset() if references else ""}
    text += wat_references.PROLOGUE if references else TRY_RESUME
    for tree in trees.values():
        text += tree.render() + "\n"
    if with_main:
        text += PRINT + "  (func (export \"_start\")\n"
        for seed in trees:
            text += (f"    (call $print (i32.const {seed}) (call $p{seed}run))\n")
        text += "  )\n"
    functions = {}

    def number(match):
        return str(functions.setdefault(match[1], len(functions) + 1))

    text = re.sub(r"index:(\S+?)(?=\))", number, text)
    size = len(functions) + 1
    text += (f"  (table $functions {size} {size} funcref)\n"
             f"  (elem (table $functions) (i32.const 1) func {' '.join(functions)})\n")
    if references:
        text += wat_references.globals_and_tables()
        called = sorted(set(re.findall(r"ref\.func (\$p\S+?)\)", text)))
        text += f"  (elem declare func {' '.join(called)})\n"
    return text + ")\n"
