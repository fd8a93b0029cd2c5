"""The expressions of random C programs (c_programs.py), calls among them."""

from tree import Node

INTEGERS = ["int32_t", "uint32_t", "int64_t", "uint64_t", "int8_t", "uint8_t",
            "int16_t", "uint16_t"]
FLOATS = ["float", "double"]
NUMBERS = INTEGERS + FLOATS
STRUCTS = ["S", "T"]

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


class Expressions:
    """Makes those of a function's body, each of a type that is asked for. How deep they
    nest is limited."""

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
        name = (self.random.choice(["yield", "yield_here"])
                if self.function.fiber_only else "maybe_yield")
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
