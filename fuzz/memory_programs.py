"""Random C programs of fibers that use much memory, of all kinds, and little else.

Blocks from an allocator and local arrays, small and large, have patterns in them, and are
checked again and again, while fibers are made, yield, resume each other and end. memory.h
has what all programs share; what is left here is which statements there are.
"""

import random

from body import Body
from tree import Block, Node

SHAPES = ["MALLOC", "MALLOC_FREE", "CALLOC", "CALLOC_FREE", "REALLOC",
          "ALIGNED_ALLOC", "POSIX_MEMALIGN", "STRNDUP", "ASPRINTF", "SBRK", "GROW",
          "FREE_LIST", "OWN_MALLOC", "ARRAY", "MIXED"]

BLOCKS = 6
FIBERS = 4
ARRAY_SIZES = [4, 8, 40, 200, 200, 1000, 5000, 20000]
BLOCK_SIZES = [1, 8, 24, 40, 100, 100, 500, 1000, 1000, 5000, 70000]
# No way of calls has more bytes of arrays. A fiber whose need isn't known has 64 KiB.
STACK = 40000
# How many calls and fibers a program begins at most.
FUEL = 100


class Function:
    """A function that yields, or an ordinary one. It calls only later ones."""

    def __init__(self, name, may_yield):
        self.name = name
        self.may_yield = may_yield
        self.stack = 0


class Program:
    """The program of a seed. Its names begin with `prefix`."""

    def __init__(self, seed, prefix):
        self.random = random.Random(seed)
        self.prefix = prefix
        functions = [Function(f"{prefix}f{i}", self.random.random() < 0.5)
                     for i in range(self.random.randint(2, 6))]
        self.entries = [Function(f"{prefix}e{i}", True)
                        for i in range(self.random.randint(1, 3))]
        self.later = []
        made = []
        for function in reversed(functions):
            made.append(MemoryBody(self, function).make())
            self.later.append(function)
        made += [MemoryBody(self, entry).make_entry() for entry in self.entries]
        made.append(MemoryBody(self, Function(f"{prefix}run", False)).make_driver())
        self.tree = Block([
            Node(f"static struct block {prefix}blocks[{BLOCKS}];"),
            Node(f"static fiber_t {prefix}fibers[{FIBERS}];"),
            *(Node(f"static void *{entry.name}(void *);") for entry in self.entries),
            *made])


class MemoryBody(Body):
    """The body of a function."""

    def __init__(self, program, function):
        super().__init__(program, function, 0, 14)
        self.loops = 0

    def make(self):
        inline = self.random.choice(["", "__attribute__((noinline)) "])
        return Node(f"static {inline}void {self.function.name}(uint32_t k) {{",
                    Block([Node("if (--fuel < 0) return;")]),
                    *self.with_arrays(self.statements(2, 8)), "}")

    def make_entry(self):
        holds = self.chance(0.3)
        body = self.statements(3, 8)
        for _ in range(2):
            body.items.insert(self.random.randint(0, len(body.items)), self.yields())
        items = [Node(f"for (int n = 0; n < {self.random.randint(1, 4)}; n++) {{",
                      body, "}")]
        if holds:
            items = [Node("HOLD_REFERENCE"), *items, Node("USE_REFERENCE")]
        return Node(f"static void *{self.function.name}(void *argument) {{",
                    Block([Node("if (--fuel < 0) return argument;"),
                           Node("uint32_t k = (uint32_t)(uintptr_t)argument;")]),
                    *self.with_arrays(Block(items)),
                    Block([Node("return (void *)(uintptr_t)k;")]), "}")

    def make_driver(self):
        """The function that runs fibers, outside any."""
        prefix = self.program.prefix
        rounds = self.random.randint(4, 20)
        start = [Node(f"replace(&{prefix}fibers[{i}], {self.new_fiber()});")
                 for i in range(FIBERS)]
        loop = Node(f"for (uint32_t k = 0; k < {rounds}; k++) {{", Block([
            Node(f"resume({prefix}fibers[k * {self.random.randint(1, 3)} % {FIBERS}], k);"),
            *self.statements(1, 4).items]), "}")
        end = [Node(f"for (int i = 0; i < {FIBERS}; i++) "
                    f"replace(&{prefix}fibers[i], NULL);"),
               Node(f"for (int i = 0; i < {BLOCKS}; i++) drop(&{prefix}blocks[i]);")]
        return Node(f"static void {self.function.name}(void) {{",
                    Block([Node(f"fuel = {FUEL};"), *start, loop, *end]), "}")

    def with_arrays(self, body):
        """The statements with patterns around them in local arrays."""
        before, after = Block(), Block()
        for i in range(self.random.choice([0, 1, 1, 2])):
            size = self.random.choice(
                [s for s in ARRAY_SIZES if s + self.function.stack < STACK])
            self.function.stack += size
            before.items.append(Node(
                f"unsigned char a{i}[{size}]; fill(a{i}, {size}, k + {i});"))
            after.items.append(Node(f"check(a{i}, {size}, a{i}[0]);"))
            body.items.insert(self.random.randint(0, len(body.items)),
                              Node(f"check(a{i}, {size}, a{i}[0]);"))
        return before, body, after

    def statement(self):
        choices = [self.keeps] * 3 + [self.changes, self.drops, self.checks, self.calls,
                                      self.calls, self.replaces]
        if self.function.may_yield:
            choices += [self.yields] * 2 + [self.resumes]
        if self.loops < 2 and self.budget > 1:
            choices.append(self.loop)
        return self.random.choice(choices)()

    def block(self):
        return f"&{self.program.prefix}blocks[{self.random.randrange(BLOCKS)}]"

    def fiber(self):
        return f"{self.program.prefix}fibers[{self.random.randrange(FIBERS)}]"

    def new_fiber(self):
        entry = self.random.choice(self.program.entries).name
        if self.chance(0.8):
            return f"fiber_alloc({entry})"
        return f"fiber_sized_alloc({entry}, {self.random.randint(65536, 200000)})"

    def size(self):
        return f"{self.random.choice(BLOCK_SIZES)} + k % {self.random.choice([1, 8, 64])}"

    def keeps(self):
        return Node(f"keep({self.block()}, {self.size()}, k);")

    def changes(self):
        return Node(f"change({self.block()}, {self.size()}, k + 1);")

    def drops(self):
        return Node(f"drop({self.block()});")

    def checks(self):
        return Node(f"check_block({self.block()});")

    def yields(self):
        return Node(f"k = yield(k + {self.random.randint(0, 9)});")

    def resumes(self):
        return Node(f"resume({self.fiber()}, k);")

    def replaces(self):
        return Node(f"replace(&{self.fiber()}, {self.new_fiber()});")

    def calls(self):
        callees = [f for f in self.program.later
                   if self.function.may_yield or not f.may_yield]
        if not callees:
            return self.checks()
        callee = self.random.choice(callees)
        self.function.stack = max(self.function.stack, callee.stack)
        return Node(f"{callee.name}(k);")

    def loop(self):
        self.loops += 1
        name = f"i{self.loops}"
        body = self.statements(1, 3)
        self.loops -= 1
        return Node(f"for (int {name} = 0; {name} < {self.random.randint(2, 4)}; "
                    f"{name}++) {{", body, "}")


def render(trees):
    """The source of one file with all programs, by seed."""
    text = '#include "memory.h"\n'
    for tree in trees.values():
        text += tree.render() + "\n"
    text += "int main(void) {\n"
    for seed in trees:
        text += (f"  checksum = {seed}; p{seed}_run();\n"
                 f"  printf(\"{seed} %016llx\\n\", (unsigned long long)checksum);"
                 " fflush(stdout);\n")
    return text + "}\n"


def generate(seed, _):
    return Program(seed, f"p{seed}_").tree
