"""Random C programs that yield in odd places, and print a checksum of it.

A program is some functions, the entries of its fibers, and a function that
resumes and frees them. What is undefined in C, and what depends on the machine,
isn't generated: shifts and divisors are masked, floats are clamped before they
become integers, a NaN counts as one number, and the compiler gets FLAGS. Each
function has its loops counted and takes a unit of fuel, so all programs end.
"""

import random

from body import Body
from tree import Block, Node

FLAGS = ["-std=gnu11", "-w", "-fwrapv", "-ffp-contract=off",
         "-fno-strict-aliasing"]

PROLOGUE = """\
#include <fiber.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

struct S { int32_t a; double b; int16_t c; int64_t d; };
struct T { int32_t a; };
typedef int32_t *ptr;
typedef struct S S;
typedef struct T T;

static uint64_t checksum;
static int fuel, on_fiber;

static void mix(uint64_t value) {
  checksum = (checksum ^ value) * 0x9e3779b97f4a7c15u;
  checksum ^= checksum >> 29;
}
static void mix_double(double value) {
  uint64_t bits = 1;
  if (value == value)
    __builtin_memcpy(&bits, &value, sizeof bits);
  mix(bits);
}
static void mix_S(S s) { mix(s.a); mix_double(s.b); mix(s.c); mix(s.d); }
static void mix_T(T t) { mix(t.a); }
static int64_t to_int(double value) {
  return value > -1e9 && value < 1e9 ? (int64_t)value : 77;
}
static void *to_pointer(uint32_t value) { return (void *)(uintptr_t)value; }
// Has a frame of its own, which must be nobody else's.
__attribute__((noinline)) static void use_stack(void) {
  volatile unsigned char bytes[256];
  for (int i = 0; i < 256; i++)
    bytes[i] = 0xa5;
}
// Has functions taken off the stack where they are told.
static void tell(fiber_t fiber) {
#ifdef BACKTRACES
  fiber_frame_t frame;
  frame.step = 0;
  int any = fiber_next_frame(fiber, &frame);
  while (any && fiber_next_frame(fiber, &frame)) {
  }
  mix(any);
#endif
}
static uint32_t yield(uint32_t value) {
  mix(value);
  tell(NULL);
  value = (uint32_t)(uintptr_t)fiber_yield(to_pointer(value));
  use_stack();
  return value;
}
static uint32_t maybe_yield(uint32_t value) {
  return on_fiber ? yield(value) : value * 3;
}
static uint32_t resume(fiber_t fiber, uint32_t argument) {
  int saved = on_fiber;
  fiber_result_t result;
  on_fiber = 1;
  uint32_t value =
      (uint32_t)(uintptr_t)fiber_resume(fiber, to_pointer(argument), &result);
  on_fiber = saved;
  mix(result);
  mix(value);
  tell(fiber);
  return value;
}
"""

INTEGERS = ["int32_t", "uint32_t", "int64_t", "uint64_t", "int8_t", "uint8_t",
            "int16_t", "uint16_t"]
FLOATS = ["float", "double"]
NUMBERS = INTEGERS + FLOATS
STRUCTS = ["S", "T"]
# What functions take and return; the first ones more often.
WEIGHTED = ["int32_t"] * 5 + ["int64_t"] * 3 + ["double"] * 2 + NUMBERS + STRUCTS

ZERO = {"S": "(S){0}", "T": "(T){0}", "ptr": "(ptr)0", "fiber_t": "(fiber_t)0"}


def zero_of(ctype):
    return ZERO.get(ctype, f"({ctype})0")


class Function:
    def __init__(self, name, result, params, fiber_only, variadic=False):
        self.name = name
        self.result = result
        self.params = params  # their types
        self.fiber_only = fiber_only
        self.variadic = variadic
        self.attribute = ""


class Table:
    def __init__(self, name, functions):
        self.name = name
        self.functions = functions
        self.result = functions[0].result
        self.params = functions[0].params
        self.fiber_only = any(f.fiber_only for f in functions)


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


class CBody(Body):
    """The body of a function."""

    def __init__(self, program, function, index):
        super().__init__(program, function, index, 18)
        self.variables = []  # pairs of type and name
        self.readonly = set()
        self.arrays = []  # pairs of name and mask
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

    def make_entry(self):
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

    # Expressions.

    def node(self, ctype, *parts):
        return Node(*parts, zero=zero_of(ctype))

    def literal(self, ctype):
        if ctype in FLOATS:
            return f"({ctype}){self.random.choice([0.5, 1.25, -3.0, 1e6, 7.0])}"
        value = self.random.choice(
            [0, 1, 2, 3, 7, 100, 255, 32767, self.random.getrandbits(31)])
        return f"({ctype}){value}"

    def named(self, ctype, writable=False):
        return [n for t, n in self.variables
                if t == ctype and not (writable and n in self.readonly)]

    def leaf(self, ctype):
        names = self.named(ctype)
        if ctype == "ptr":
            names += [n for n, _ in self.arrays]
            if not names:
                return self.node(ctype, "(ptr)0")
            return self.node(ctype, self.random.choice(names))
        if ctype in STRUCTS:
            if names:
                return self.node(ctype, self.random.choice(names))
            if ctype == "T":
                return self.node(ctype, "(T){", self.leaf("int32_t"), "}")
            return self.node(
                ctype, "(S){", self.leaf("int32_t"), ", ", self.leaf("double"),
                ", ", self.leaf("int16_t"), ", ", self.leaf("int64_t"), "}")
        if names and self.chance(0.6):
            return self.node(ctype, self.random.choice(names))
        if ctype in NUMBERS:
            choices = []
            for other, name in self.variables:
                if other in NUMBERS and other != ctype:
                    choices.append(self.convert(ctype, other, name))
                if other == "S":
                    choices.append(self.convert(ctype, "int64_t", name + ".d"))
                    choices.append(self.convert(ctype, "double", name + ".b"))
                if other == "T":
                    choices.append(self.convert(ctype, "int32_t", name + ".a"))
                if other == "ptr":
                    choices.append(self.convert(ctype, "int32_t",
                                                f"({name} ? *{name} : 5)"))
            for name, mask in self.arrays:
                index = self.random.choice(self.named("int32_t") + ["1"])
                choices.append(self.convert(ctype, "int32_t",
                                            f"{name}[{index} & {mask}]"))
            if choices and self.chance(0.7):
                return self.node(ctype, self.random.choice(choices))
        return self.node(ctype, self.literal(ctype))

    def convert(self, ctype, other, text):
        if ctype in INTEGERS and other in FLOATS:
            return f"({ctype})to_int({text})"
        return f"({ctype})({text})"

    def expression(self, ctype, depth):
        if depth <= 0 or ctype == "ptr":
            return self.leaf(ctype)
        kind = self.random.random()
        if kind < 0.16:
            call = self.call_of(ctype)
            if call:
                return call
        if ctype in STRUCTS:
            if kind < 0.4:
                return self.node(ctype, "(", self.expression("int32_t", 1),
                                 " > 3 ? ", self.expression(ctype, depth - 1),
                                 " : ", self.expression(ctype, depth - 1), ")")
            return self.leaf(ctype)
        if kind < 0.22 and ctype in INTEGERS:
            return self.node(ctype, f"({ctype})", self.yield_call(depth - 1))
        if kind < 0.32:
            return self.node(ctype, "(", self.condition(depth - 1), " ? ",
                             self.expression(ctype, depth - 1), " : ",
                             self.expression(ctype, depth - 1), ")")
        if kind < 0.4:
            other = self.random.choice(NUMBERS)
            inner = self.expression(other, depth - 1)
            if ctype in INTEGERS and other in FLOATS:
                return self.node(ctype, f"({ctype})to_int(", inner, ")")
            return self.node(ctype, f"({ctype})(", inner, ")")
        left = self.expression(ctype, depth - 1)
        right = self.expression(ctype, depth - 1)
        if ctype in FLOATS:
            operator = self.random.choice(["+", "-", "*"])
            return self.node(ctype, "(", left, f" {operator} ", right, ")")
        operator = self.random.choice(
            ["+", "-", "*", "^", "&", "|", "<<", ">>", "/", "%"])
        if operator in ("<<", ">>"):
            return self.node(ctype, f"({ctype})(", left, f" {operator} (",
                             right, " & 7))")
        if operator in ("/", "%"):
            return self.node(ctype, f"({ctype})(", left, f" {operator} ((",
                             right, " & 15) + 1))")
        return self.node(ctype, f"({ctype})(", left, f" {operator} ", right, ")")

    def condition(self, depth):
        ctype = self.random.choice(["int32_t", "uint32_t", "int64_t", "double"])
        operator = self.random.choice(["<", ">", "==", "!=", "<="])
        if ctype != "double" and self.chance(0.4):
            return self.node("int32_t", "((", self.expression(ctype, depth),
                             f" & {self.random.choice([1, 2, 3])}) {operator} 1)")
        return self.node("int32_t", "(", self.expression(ctype, depth),
                         f" {operator} ", self.expression(ctype, depth), ")")

    # Calls.

    def yield_call(self, depth):
        name = "yield" if self.function.fiber_only else "maybe_yield"
        return self.node("uint32_t", f"{name}(", self.expression("uint32_t", depth),
                         ")")

    def callees(self):
        """The functions and tables that may be called."""
        return [
            callee
            for index, callee in enumerate(self.program.functions)
            if (self.function.fiber_only or not callee.fiber_only) and
            (self.program.recursive or index > self.index)
        ] + [
            table for table in self.program.tables
            if (self.function.fiber_only or not table.fiber_only) and
            (self.program.recursive or all(
                self.program.functions.index(f) > self.index
                for f in table.functions))]

    def call_of(self, ctype):
        callees = [c for c in self.callees() if c.result == ctype]
        if not callees:
            return None
        return self.node(ctype, *self.call(self.random.choice(callees)))

    def call(self, callee):
        if isinstance(callee, Table):
            parts = [f"{callee.name}[", self.expression("uint32_t", 1), " & 3]("]
        else:
            parts = [f"{callee.name}("]
            if callee.variadic:
                count = self.random.randint(0, 2)
                parts.append(str(count))
                for _ in range(count):
                    for ctype in "int32_t", "double", "int64_t":
                        parts += [", ", self.expression(ctype, 1)]
                return parts + [")"]
        for index, ctype in enumerate(callee.params):
            if index > 0:
                parts.append(", ")
            parts.append(self.expression(ctype, 1))
        return parts + [")"]

    # Statements.

    def statement(self):
        simple = [self.assign, self.mix_value, self.yield_into, self.yield_into,
                  self.call_statement, self.call_statement, self.store,
                  self.struct_field, self.use_fiber]
        nested = [self.if_statement, self.if_statement, self.for_loop,
                  self.while_loop, self.do_loop, self.switch_statement,
                  self.goto_forward, self.goto_backward, self.goto_inside]
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


def render_all(prologue, reset, trees):
    """The source of one file with all programs; `trees` has them by seed, with
    names that begin with p, the seed, and _. `reset` comes before each."""
    text = prologue
    for tree in trees.values():
        text += tree.render() + "\n"
    text += ("int main(int argc, char **argv) {\n"
             "  long only = argc > 1 ? atol(argv[1]) : -1;\n")
    for seed in trees:
        text += (f"  if (only < 0 || only == {seed}) {{\n"
                 f"    checksum = {seed}; {reset} p{seed}_run();\n"
                 f"    printf(\"{seed} %016llx\\n\", (unsigned long long)checksum);"
                 " fflush(stdout);\n  }\n")
    return text + "}\n"


def render(trees):
    return render_all(PROLOGUE, "on_fiber = 0;", trees)


def generate(seed, _):
    return Program(seed, f"p{seed}_").tree
