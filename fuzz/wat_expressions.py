"""The expressions of random WebAssembly programs (wat_programs.py)."""

import wat_references
from tree import Node
from wat_references import spell

TYPES = ["i32", "i64", "f32", "f64", "v128"]

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


class Expressions:
    """Makes those of a function's body, each of a type that is asked for. How deep they
    nest is limited."""

    def values(self, types, depth):
        """The parts that leave these on the stack."""
        parts = []
        for wtype in types:
            parts += [self.expression(wtype, depth), " "]
        return parts

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
