"""Random WebAssembly programs for what C has no words for: results of blocks,
values that stay on the operand stack across a yield, br_table, several results,
v128, tail calls, dead code, references (wat_references.py).

A program is some functions, the entries of its fibers, and an exported function
that resumes and frees them and returns a checksum. A NaN counts as one number.
Branches back, calls and fibers take steps of a limited number, so all end, and
no recursion is too deep for Binaryen's interpreter.
"""

import random

import wat_references
from body import Body
from tree import Block, Node
from wat_expressions import DATA, TYPES, Expressions, signature, spell_all, zero_of
from wat_references import spell

WEIGHTED = ["i32"] * 4 + ["i64"] * 3 + ["f64"] * 2 + ["f32", "v128"]


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


class WatBody(wat_references.References, Expressions, Body):
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
