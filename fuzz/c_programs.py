"""Random C programs that yield in odd places, and print a checksum of it.

A program is some functions, the entries of its fibers, and a function that
resumes and frees them. What is undefined in C, and what depends on the machine,
isn't generated: shifts and divisors are masked, floats are clamped before they
become integers, a NaN counts as one number, and the compiler gets FLAGS
(c_module.py). Each function has its loops counted and takes a unit of fuel, so
all programs end.
"""

import random

from body import Body
from c_expressions import (
    FLOATS,
    INTEGERS,
    NUMBERS,
    STRUCTS,
    Expressions,
    Function,
    Table,
    zero_of,
)
from tree import Block, Node

# What functions take and return; the first ones more often.
WEIGHTED = ["int32_t"] * 5 + ["int64_t"] * 3 + ["double"] * 2 + NUMBERS + STRUCTS


class Program:
    """The program of a seed. Its names begin with `prefix`."""

    def __init__(self, seed, prefix):
        self.random = random.Random(seed)
        self.prefix = prefix
        self.recursive = self.random.random() < 0.4
        self.functions = []
        self.tables = []
        self.entries = []
        self.tree = self.make()

    def chance(self, probability):
        return self.random.random() < probability

    def make(self):
        signatures = [(self.pick_result(), self.pick_params())
                      for _ in range(self.random.randint(2, 4))]
        for i in range(self.random.randint(1, 5)):
            result, params = (self.random.choice(signatures)
                              if self.chance(0.6) else
                              (self.pick_result(), self.pick_params()))
            function = Function(f"{self.prefix}f{i}", result, params,
                                self.chance(0.6), self.chance(0.1))
            function.attribute = self.random.choice(
                ["", "", "__attribute__((noinline)) ",
                 "__attribute__((noinline)) ",
                 "__attribute__((always_inline)) inline "])
            self.functions.append(function)
        groups = {}
        for function in self.functions:
            if not function.variadic:
                key = function.result, tuple(function.params)
                groups.setdefault(key, []).append(function)
        for group in groups.values():
            if len(group) > 1 or self.chance(0.4):
                self.tables.append(Table(f"{self.prefix}t{len(self.tables)}",
                                         group))
        self.entries = [
            Function(f"{self.prefix}e{i}", "void *", ["void *"], True)
            for i in range(self.random.randint(1, 3))]

        items = [Node(self.declare(f), ";") for f in self.functions]
        items += [Node(f"static void *{e.name}(void *);") for e in self.entries]
        for table in self.tables:
            members = [self.random.choice(table.functions) for _ in range(4)]
            items.append(Node(
                f"static {table.result} (*{self.random.choice(['', 'const '])}"
                f"{table.name}[4])({', '.join(table.params) or 'void'}) = {{",
                ", ".join(f.name for f in members), "};"))
        for index, function in enumerate(self.functions):
            items.append(CBody(self, function, index).make())
        for entry in self.entries:
            items.append(CBody(self, entry, -1).make_entry())
        items.append(Driver(self).make())
        return Block(items)

    def pick_result(self):
        return "void" if self.chance(0.1) else self.random.choice(WEIGHTED)

    def pick_params(self):
        return [self.random.choice(WEIGHTED + ["ptr"])
                for _ in range(self.random.randint(0, 4))]

    def declare(self, function, names=None):
        params = list(function.params)
        if names:
            params = [f"{t} {n}" for t, n in zip(params, names)]
        if function.variadic:
            params = ["int count" if names is not None else "int", "..."]
        return (f"static {function.attribute}{function.result} "
                f"{function.name}({', '.join(params) or 'void'})")


class CBody(Expressions, Body):
    """The body of a function."""

    def __init__(self, program, function, index):
        super().__init__(program, function, index, 18)
        self.variables = []  # pairs of type and name
        self.readonly = set()
        self.arrays = []  # pairs of name and mask
        self.allocated = []  # those of them that alloca has given
        self.fibers = []
        self.loops = 0  # that the code is in
        self.nesting = 0  # loops, and what gotos make of it
        self.labels = []

    # The frame of a body.

    def make(self):
        function = self.function
        names = [f"a{i}" for i in range(len(function.params))]
        if function.variadic:
            self.variables.append(("int32_t", "count"))
            self.readonly.add("count")
        else:
            self.variables += list(zip(function.params, names))
        self.declare_variables()
        items = [Node("if (--fuel < 0) ", self.give_up())]
        if function.variadic:
            items.append(self.read_arguments())
        items += self.statements().items
        items.append(self.return_statement())
        return Node(self.program.declare(function, names), " {",
                    self.declarations, Block(items), "}")

    def make_small_entry(self):
        """One that is small enough for two forms, and may take more of the stack before
        it yields again."""
        again = self.random.choice(["1", "(n & 1)", "(argument & 1)", "0"])
        return Node(f"static void *{self.function.name}(void *pointer) {{",
                    "uint32_t argument = (uint32_t)(uintptr_t)pointer; int32_t *r = 0;",
                    f" for (int n = 0; n < {self.random.randint(2, 9)}; n++) {{ "
                    f"if (!r || {again}) {{ r = __builtin_alloca(16 + n); r[0] = n; }} "
                    "argument = yield_here(argument + r[0]); mix(r[0]); }",
                    " return to_pointer(argument); }")

    def make_entry(self):
        if self.chance(0.3):
            return self.make_small_entry()
        self.variables.append(("uint32_t", "argument"))
        self.declare_variables()
        items = self.statements().items
        for _ in range(self.random.randint(1, 3)):
            items.insert(self.random.randint(0, len(items)), self.yield_into())
        if self.chance(0.6):
            name = self.new_counter()
            items = [Node(f"for (; {name} < {self.random.randint(2, 5)}; "
                          f"{name}++) {{", Block(items), "}")]
        items.append(self.return_statement())
        return Node(f"static void *{self.function.name}(void *pointer) {{",
                    Block([Node("uint32_t argument = "
                                "(uint32_t)(uintptr_t)pointer;")]),
                    self.declarations, Block(items), "}")

    def declare_variables(self):
        for _ in range(self.random.randint(2, 6)):
            self.new_variable(self.random.choice(WEIGHTED))
        for mask in self.random.sample([1, 3, 7, 15], self.random.choice([0, 0, 1, 2])):
            name = self.new_name("r")
            self.arrays.append((name, mask))
            if self.chance(0.3):
                self.allocated.append((name, mask))
                line = (f"int32_t *{name} = __builtin_alloca(4 * ({mask + 1} + "
                        f"(fuel & 15))); for (int i = 0; i <= {mask}; i++) "
                        f"{name}[i] = i;")
            else:
                line = f"int32_t {name}[{mask + 1}] = {{{self.random.randint(0, 99)}}};"
            self.declarations.items.append(Node(line))
        addressable = [n for t, n in self.variables
                       if t == "int32_t" and n not in self.readonly]
        for _ in range(self.random.choice([0, 0, 1, 2])):
            target = [f"&{n}" for n in addressable] + [
                f"&{n}[{mask}]" for n, mask in self.arrays]
            if target:
                name = self.new_name("p")
                self.declarations.items.append(
                    Node(f"ptr {name} = {self.random.choice(target)};"))
                self.variables.append(("ptr", name))
                self.readonly.add(name)

    def new_name(self, letter):
        self.count += 1
        return f"{letter}{self.count}"

    def new_variable(self, ctype):
        name = self.new_name("v")
        value = (zero_of(ctype) if ctype in STRUCTS
                 else self.literal(ctype))
        self.declarations.items.append(Node(f"{ctype} {name} = {value};"))
        self.variables.append((ctype, name))
        return name

    def new_counter(self, value=0):
        name = self.new_name("n")
        self.declarations.items.append(Node(f"int32_t {name} = {value};"))
        return name

    def read_arguments(self):
        ints = [n for t, n in self.variables
                if t in ("int32_t", "int64_t") and n not in self.readonly]
        target = self.random.choice(ints) if ints else None
        return Node(
            "va_list list; va_start(list, count);"
            " for (int i = 0; i < count; i++) {",
            Block([Node("mix(va_arg(list, int32_t));"),
                   Node("mix_double(va_arg(list, double));"),
                   self.yield_into(),
                   Node((f"{target} += " if target else "mix("),
                        "va_arg(list, int64_t)", ";" if target else ");")]),
            "} va_end(list);")

    def give_up(self):
        result = self.function.result
        return Node("return;" if result == "void" else
                    f"return {zero_of(result)};")

    def return_statement(self):
        result = self.function.result
        if result == "void":
            return Node("return;")
        if result == "void *":
            return Node("return to_pointer(", self.expression("uint32_t", 2),
                        ");")
        return Node("return ", self.expression(result, 2), ";")

    # Statements.

    def statement(self):
        simple = [self.assign, self.mix_value, self.yield_into, self.yield_into,
                  self.call_statement, self.call_statement, self.store,
                  self.struct_field, self.use_fiber, self.take_stack]
        nested = [self.if_statement, self.if_statement, self.for_loop,
                  self.while_loop, self.do_loop, self.switch_statement,
                  self.goto_forward, self.goto_backward, self.goto_inside,
                  self.array_scope]
        leave = [self.leave]
        choices = simple * 2 + leave
        if self.nesting < 3:
            choices += nested
        return self.random.choice(choices)()

    def assign(self):
        targets = [(t, n) for t, n in self.variables
                   if t != "ptr" and n not in self.readonly]
        if not targets:
            return self.mix_value()
        ctype, name = self.random.choice(targets)
        if ctype in NUMBERS and self.chance(0.3):
            operator = self.random.choice(["+=", "-=", "*="])
            if ctype in INTEGERS:
                operator = self.random.choice(["+=", "-=", "^=", "|=", "*="])
            return Node(f"{name} {operator} ", self.expression(ctype, 2), ";")
        return Node(f"{name} = ", self.expression(ctype, 3), ";")

    def mix_value(self):
        ctype = self.random.choice(NUMBERS + STRUCTS)
        value = self.expression(ctype, 1)
        if ctype in STRUCTS:
            return Node(f"mix_{ctype}(", value, ");")
        return Node("mix_double(" if ctype in FLOATS else "mix(", value, ");")

    def yield_into(self):
        call = self.yield_call(1)
        targets = [n for t, n in self.variables
                   if t in INTEGERS and n not in self.readonly]
        if targets and self.chance(0.7):
            operator = self.random.choice(["=", "+=", "^="])
            return Node(f"{self.random.choice(targets)} {operator} ", call, ";")
        return Node(call, ";") if self.chance(0.5) else Node("mix(", call, ");")

    def call_statement(self):
        callees = self.callees()
        if not callees:
            return self.yield_into()
        callee = self.random.choice(callees)
        call = Node(*self.call(callee))
        if callee.result == "void":
            return Node(call, ";")
        targets = self.named(callee.result, writable=True)
        if targets and self.chance(0.6):
            return Node(f"{self.random.choice(targets)} = ", call, ";")
        if callee.result in STRUCTS:
            return Node(f"mix_{callee.result}(", call, ");")
        return Node("mix_double(" if callee.result in FLOATS else "mix(", call,
                    ");")

    def store(self):
        pointers = self.named("ptr")
        if self.arrays and (not pointers or self.chance(0.6)):
            name, mask = self.random.choice(self.arrays)
            return Node(f"{name}[", self.expression("uint32_t", 1),
                        f" & {mask}] = ", self.expression("int32_t", 2), ";")
        if pointers:
            name = self.random.choice(pointers)
            return Node(f"if ({name}) *{name} = ", self.expression("int32_t", 2),
                        ";")
        return self.assign()

    def take_stack(self):
        """Moves the stack pointer for the rest of the activation."""
        if not self.allocated:
            return self.store()
        name, mask = self.random.choice(self.allocated)
        return Node(f"if (--fuel > 0) {{ {name} = __builtin_alloca(4 * ({mask + 1} + "
                    f"(fuel & 15))); for (int i = 0; i <= {mask}; i++) {name}[i] = "
                    "i ^ fuel; }")

    def struct_field(self):
        targets = [(t, n) for t, n in self.variables if t in STRUCTS]
        if not targets:
            return self.assign()
        ctype, name = self.random.choice(targets)
        if ctype == "T":
            return Node(f"{name}.a += ", self.expression("int32_t", 2), ";")
        field, ctype = self.random.choice(
            [("a", "int32_t"), ("b", "double"), ("c", "int16_t"),
             ("d", "int64_t")])
        return Node(f"{name}.{field} = ", self.expression(ctype, 2), ";")

    def use_fiber(self):
        """Makes, resumes or frees a fiber of one's own."""
        if not self.fibers:
            if not self.chance(0.5):
                return self.assign()
            name = self.new_name("c")
            self.declarations.items.append(Node(f"fiber_t {name} = 0;"))
            self.fibers.append(name)
        name = self.random.choice(self.fibers)
        kind = self.random.random()
        alloc = f"{name} = {alloc_call(self.program, self.random)};"
        if kind < 0.4:
            return Node(f"if (!{name} && --fuel > 0) {alloc} mix(resume({name}, ",
                        self.expression("uint32_t", 1), "));")
        if kind < 0.85:
            return Node(f"mix(resume({name}, ", self.expression("uint32_t", 1),
                        "));")
        return Node(f"fiber_free({name}); {name} = 0;")

    def if_statement(self):
        parts = ["if (", self.condition(2), ") {", self.statements(), "}"]
        if self.chance(0.5):
            parts += [" else {", self.statements(), "}"]
        return Node(*parts)

    def loop_body(self):
        self.loops += 1
        self.nesting += 1
        body = self.statements()
        self.loops -= 1
        self.nesting -= 1
        return body

    def array_scope(self):
        """Moves the stack pointer, and back."""
        name = self.new_name("r")
        last = f"{name}[{name}_last]"
        return Node(f"{{ int {name}_last = fuel & 15; int32_t {name}[{name}_last + 1]; "
                    f"{last} = ", self.expression("int32_t", 1), ";",
                    self.statements(1, 3), f"mix({last}); }}")

    def for_loop(self):
        name = self.new_counter()
        return Node(f"for ({name} = 0; {name} < {self.random.randint(1, 4)}; "
                    f"{name}++) {{", self.loop_body(), "}")

    def while_loop(self):
        name = self.new_counter(self.random.randint(1, 4))
        return Node(f"while ({name}-- > 0 && ", self.condition(2), ") {",
                    self.loop_body(), "}")

    def do_loop(self):
        name = self.new_counter(self.random.randint(1, 4))
        return Node("do {", self.loop_body(), f"}} while (--{name} > 0 && ",
                    self.condition(1), ");")

    def switch_statement(self):
        parts = ["switch (", self.expression("uint32_t", 2), " & 3) {"]
        for case in self.random.sample(["case 0", "case 1", "case 2", "case 3",
                                        "default"], self.random.randint(2, 5)):
            parts += [f" {case}: {{", self.statements(1, 3), "}"]
            if self.chance(0.6):
                parts.append(" break;")
        return Node(*parts, "}")

    def goto_forward(self):
        label = self.new_name("l")
        self.labels.append(label)
        body = self.statements(2, 4)
        self.labels.remove(label)
        return Node("if (", self.condition(1), f") goto {label}; {{", body,
                    f"}} {label}:;")

    def goto_backward(self):
        label = self.new_name("l")
        name = self.new_counter(self.random.randint(1, 3))
        self.nesting += 1
        body = self.statements(1, 3)
        self.nesting -= 1
        return Node(f"{label}:; {{", body, f"}} if ({name}-- > 0 && ",
                    self.condition(1), f") goto {label};")

    def goto_inside(self):
        """Jumps into a loop: control flow that is irreducible."""
        label = self.new_name("l")
        name = self.new_counter()
        first = self.statements(1, 2)
        body = self.loop_body()
        body.items.insert(self.random.randint(0, len(body.items)),
                          Node(f"{label}:;"))
        return Node("if (", self.condition(1), ") {", first,
                    f"goto {label}; }} for ({name} = 0; {name} < 3; {name}++) {{",
                    body, "}")

    def leave(self):
        """Leaves a loop, a switch, a nest of both, or the function."""
        choices = [lambda: self.return_statement().render()]
        if self.loops:
            choices += [lambda: "break;", lambda: "continue;"] * 2
        choices += [lambda label=label: f"goto {label};" for label in self.labels]
        text = self.random.choice(choices)()
        return Node("if (", self.condition(1), ") {", Block([Node(text)]), "}")


def alloc_call(program, chosen):
    entry = chosen.choice(program.entries).name
    if program.recursive or chosen.random() < 0.1:
        return f"fiber_sized_alloc({entry}, 262144)"
    return f"fiber_alloc({entry})"


class Driver(CBody):
    """The function that runs a program's fibers, outside any."""

    def __init__(self, program):
        super().__init__(program,
                         Function(f"{program.prefix}run", "void", [], False), -1)

    def make(self):
        count = self.random.randint(1, 4)
        self.declare_variables()
        items = [Node(f"fuel = {self.random.randint(20, 90)};"),
                 Node(f"fiber_t f[{count}] = {{0}};")]
        for i in range(count):
            items.append(Node(
                f"f[{i}] = {alloc_call(self.program, self.random)};"))
        factor, offset = self.random.randint(1, 7), self.random.randint(0, 3)
        rounds = self.random.randint(3, 24)
        body = Block([
            Node(f"mix(resume(f[(k * {factor} + {offset}) % {count}], k * 77));")])
        for _ in range(self.random.randint(0, 2)):
            body.items.append(Node(
                f"if (k == {self.random.randint(1, rounds)}) "
                f"fiber_free(f[{self.random.randrange(count)}]);"))
        if self.chance(0.6) and self.callees():
            body.items.append(Node(f"if (k % {self.random.randint(2, 6)} == 1) {{",
                                   Block([self.call_statement()]), "}"))
        items.append(Node(f"for (uint32_t k = 0; k < {rounds}; k++) {{", body, "}"))
        if self.chance(0.5):
            items.append(self.call_statement())
        items.append(Node(f"for (int i = 0; i < {count}; i++) fiber_free(f[i]);"))
        return Node(f"static void {self.function.name}(void) {{",
                    self.declarations, Block(items), "}")


def generate(seed, _):
    return Program(seed, f"p{seed}_").tree
