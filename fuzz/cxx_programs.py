"""Random C++ programs that throw and yield in odd places, and print a checksum of it.

Exceptions pass through functions that wait, their destructors, handlers, loops and
other fibers; suspended fibers are freed with objects to destroy. Beside these, there are
functions that jump with longjmp, and have no objects: what C++ doesn't define isn't
generated. What differs between hosts isn't either: natively, `catch (...)` sees that a
fiber is freed, and has to rethrow it.
"""

import random

from body import Body
from c_module import render_all
from tree import Block, Node

FLAGS = ["-std=gnu++20", "-w", "-fwrapv"]

PROLOGUE = """\
#include <csetjmp>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fiber.h>
#include <new>
#include <string>

#ifdef __wasm__
// These take the place of those in libc++abi, which bring along all that can print
// the name of a type: half of what there is to optimize.
extern "C" {
std::terminate_handler __cxa_terminate_handler = std::abort;
std::terminate_handler __cxa_unexpected_handler = std::abort;
std::new_handler __cxa_new_handler = nullptr;
}
#endif

static uint64_t checksum;
static int fuel, on_fiber, freeing;
static uint32_t chance;

static void mix(uint64_t value) {
  checksum = (checksum ^ value) * 0x9e3779b97f4a7c15u;
  checksum ^= checksum >> 29;
}
static uint32_t pick(uint32_t bound) {
  chance = chance * 1103515245u + 12345u;
  return (chance >> 16) % bound;
}
// Natively, that a fiber is freed counts as an exception on its way.
static void mix_uncaught() { mix(freeing ? 7 : std::uncaught_exceptions()); }
static int take_turns(int value) {
  if (!on_fiber || freeing)
    return value * 3;
  mix(value);
  mix_uncaught();
  return (int)(uintptr_t)fiber_yield((void *)(uintptr_t)value);
}

struct Value {
  int value;
  Value(int value) : value(value) {}
  Value(const Value &other) : value(other.value + 1) {}
  ~Value() { mix(value); }
};
// Throws by what it is resumed with.
static int yield(int value) {
  value = take_turns(value);
  if (freeing)
    return value;
  switch (value & 15) {
  case 5:
    throw value;
  case 6:
    throw Value(value);
  case 7:
    throw std::string("seven");
  }
  return value;
}
struct Plain {
  int value;
  ~Plain() { mix(value); mix_uncaught(); }
};
// Yields where it is destroyed, also by an exception.
struct Yielding {
  int value;
  ~Yielding() {
    mix(value);
    try {
      mix(yield(value));
    } catch (int thrown) {
      mix(thrown);
    } catch (const Value &thrown) {
      mix(thrown.value);
    } catch (const std::string &thrown) {
      mix(thrown.size());
    }
  }
};
static int resume(fiber_t fiber, int argument) {
  struct Outside {
    int saved = on_fiber;
    Outside() { on_fiber = 1; }
    ~Outside() { on_fiber = saved; }
  } outside;
  fiber_result_t result = FIBER_ERROR;
  void *value = fiber_resume(fiber, (void *)(uintptr_t)argument, &result);
  mix(result);
  mix((uint32_t)(uintptr_t)value);
  return result == FIBER_YIELD ? (int)(uintptr_t)value : -1;
}
// What is freed inside a destructor, which is noexcept, ends the program.
static int finishes;
struct Fiber {
  fiber_t fiber;
  ~Fiber() {
    int saved = freeing;
    freeing = 1;
    try {
      while (finishes && resume(fiber, 0) >= 0)
        ;
    } catch (...) {
    }
    fiber_free(fiber);
    freeing = saved;
  }
};
"""

CATCHES = [("int thrown", "mix(thrown);"),
           ("const Value &thrown", "mix(thrown.value);"),
           ("const std::string &thrown", "mix(thrown.size());"),
           ("...", "if (freeing) throw; mix(11);")]
VARIABLES = 4


class Program:
    """The program of a seed. Its names begin with `prefix`."""

    def __init__(self, seed, prefix):
        self.random = random.Random(seed)
        self.prefix = prefix
        self.throwing = [f"{prefix}f{i}" for i in range(self.random.randint(1, 4))]
        self.jumping = [f"{prefix}j{i}" for i in range(self.random.randint(0, 2))]
        self.entries = [f"{prefix}e{i}" for i in range(self.random.randint(1, 2))]
        self.yields_in_destructor = self.random.random() < 0.4
        items = [Node(f"static int {name}(int depth, int x);")
                 for name in self.throwing]
        items += [Node(f"static int {name}(int depth, int x, jmp_buf *outer);")
                  for name in self.jumping]
        items += [Node(f"static void *{name}(void *);") for name in self.entries]
        items += [ThrowingBody(self, name, 14).make() for name in self.throwing]
        items += [JumpingBody(self, name, 10).make() for name in self.jumping]
        items += [self.make_entry(name) for name in self.entries]
        items.append(self.make_driver())
        self.tree = Block(items)

    def make_entry(self, name):
        return Node(
            f"static void *{name}(void *argument) {{ return (void *)(uintptr_t)"
            f"{self.random.choice(self.throwing)}({self.random.randint(2, 5)}, "
            "(int)(uintptr_t)argument); }")

    def make_driver(self):
        """The function that runs a program's fibers, outside any."""
        catches = " ".join(f"catch ({what}) {{ {use} }}" for what, use in CATCHES)
        rounds = Block([
            Node(f"Fiber f{{fiber_alloc({self.random.choice(self.entries)})}};"),
            Node(f"for (int k = 0; k < {self.random.choice([2, 9, 40])}; k++)"),
            Node("  if (resume(f.fiber, pick(16)) < 0) break;")])
        return Node(
            f"static void {self.prefix}run() {{",
            Block([Node(f"chance = {self.random.randrange(1 << 31)};"),
                   Node(f"finishes = {int(self.yields_in_destructor)};"),
                   Node(f"for (int i = 0; i < {self.random.randint(6, 20)}; i++) {{"),
                   Node(f"  fuel = {self.random.randint(20, 60)};"),
                   Node("  try {", rounds, f"}} {catches}"),
                   Node("  mix_uncaught();"),
                   Node("}")]),
            "}")


class CxxBody(Body):
    """The body of a function. Its variables are v0, v1 and so on, and x."""

    def __init__(self, program, name, most):
        super().__init__(program, name, 0, most)
        self.loops = 0
        self.nesting = 0

    def variable(self):
        return f"v{self.random.randrange(VARIABLES)}"

    def value(self):
        return self.random.choice(
            ["x", "depth", "x + 1", "x * 3 + depth", "(int)pick(9)", "x ^ 5",
             f"{self.variable()} + x", self.variable()])

    def inside(self, low=1):
        self.nesting += 1
        block = self.statements(low, 4)
        self.nesting -= 1
        return block

    def branch(self):
        return Node(f"if (x & {self.random.choice([1, 2, 4])}) {{", self.inside(),
                    "} else {", self.inside(0), "}")

    def loop(self):
        """Sets variables before all else, so that they aren't read from an earlier
        iteration."""
        counter = f"k{self.count}"
        self.count += 1
        sets = Block([Node(f"{self.variable()} = {self.value()};")
                      for _ in range(self.random.randint(0, 3))])
        self.loops += 1
        body = self.inside()
        self.loops -= 1
        body.items.append(self.leave_loop())
        return Node(f"for (int {counter} = 0; {counter} < {self.random.randint(1, 3)}; "
                    f"{counter}++) {{", sets, body, "}")

    def leave_loop(self):
        how = self.random.choice(["break", "continue"])
        return Node(f"if (pick(5) == 0) {how};")


class ThrowingBody(CxxBody):
    """With exceptions and destructors."""

    def make(self):
        variables = ", ".join(f"v{i} = {i}" for i in range(VARIABLES))
        mixed = " + ".join(f"v{i}" for i in range(VARIABLES))
        return Node(f"static int {self.function}(int depth, int x) {{",
                    Block([Node("if (depth <= 0 || --fuel < 0) return x;"),
                           Node(f"int {variables};")]),
                    self.statements(3, 6), f"  return x + {mixed};\n}}")

    def statement(self):
        makers = [(3, self.yields), (2, self.object), (2, self.throw), (3, self.call),
                  (1, lambda: Node(f"{self.variable()} = {self.value()};")),
                  (1, lambda: Node("if (pick(4) == 0) return x;"))]
        if self.nesting < 4:
            makers += [(5, self.try_block), (2, self.branch), (3, self.loop)]
        if self.loops:
            makers.append((1, self.leave_loop))
        if self.program.jumping:
            makers.append((1, self.jumps))
        makers.append((1, self.other_fiber))
        weights = [weight for weight, _ in makers]
        return self.random.choices([make for _, make in makers], weights)[0]()

    def yields(self):
        return Node(f"x += yield({self.value()});")

    def object(self):
        kinds = ["Plain", "Value"]
        if self.program.yields_in_destructor:
            kinds.append("Yielding")
        self.count += 1
        return Node(f"{self.random.choice(kinds)} o{self.count}{{{self.value()}}};")

    def throw(self):
        what = self.random.choice(["x", "Value(x)", 'std::string("text")'])
        return Node(f"if (!freeing && pick(6) == 0) throw {what};")

    def call(self):
        name = self.random.choice(self.program.throwing)
        return Node(f"x += {name}(depth - 1, {self.value()});")

    def jumps(self):
        name = self.random.choice(self.program.jumping)
        return Node(f"x += {name}(depth - 1, {self.value()}, nullptr);")

    def other_fiber(self):
        entry = self.random.choice(self.program.entries)
        self.count += 1
        name = f"f{self.count}"
        return Node(
            "if (!freeing && depth > 1 && fuel > 0) {",
            Block([Node(f"Fiber {name}{{fiber_alloc({entry})}};"),
                   Node(f"for (int k = 0; k < {self.random.randint(1, 5)}; k++) "
                        f"x += resume({name}.fiber, pick(16));")]),
            "}")

    def try_block(self):
        parts = ["try {", self.inside(), "}"]
        chosen = [catch for catch in CATCHES if self.chance(0.5)]
        for what, use in chosen or CATCHES[-1:]:
            ends = Block([])
            if self.chance(0.3):
                ends.items.append(Node("if (freeing || pick(2)) throw;"))
            parts += [f" catch ({what}) {{", Block([Node(use), Node("mix_uncaught();"),
                                                  *(Node(f"mix(v{i});")
                                                    for i in range(VARIABLES))]),
                      self.inside(0), ends, "}"]
        return Node(*parts)


class JumpingBody(CxxBody):
    """With setjmp and longjmp, and no objects. What is changed after setjmp is
    volatile."""

    def make(self):
        variables = ", ".join(f"v{i} = {i}" for i in range(VARIABLES))
        return Node(
            f"static int {self.function}(int depth, int start, jmp_buf *outer) {{",
            Block([Node("if (depth <= 0 || --fuel < 0) return start;"),
                   Node(f"volatile int x = start, {variables};"),
                   Node("jmp_buf here;"),
                   Node("int jumped = setjmp(here);"),
                   Node("mix(jumped);"),
                   Node("if (jumped > 3) return x + v0;"),
                   Node("x += jumped;")]),
            self.statements(3, 6), "  return x + v1;\n}")

    def statement(self):
        makers = [(3, self.yields), (3, self.call), (2, self.jump),
                  (1, lambda: Node(f"{self.variable()} = {self.value()};"))]
        if self.nesting < 3:
            makers += [(2, self.branch), (2, self.loop)]
        weights = [weight for weight, _ in makers]
        return self.random.choices([make for _, make in makers], weights)[0]()

    def yields(self):
        return Node(f"x = x + take_turns({self.value()});")

    def call(self):
        name = self.random.choice(self.program.jumping)
        outer = self.random.choice(["&here", "&here", "outer"])
        return Node(f"x = x + {name}(depth - 1, {self.value()}, {outer});")

    def jump(self):
        """To this function only so often, or it has no end."""
        return Node(f"if (pick(3) == 0) {{ if (outer && pick(2)) longjmp(*outer, "
                    f"{self.random.randint(1, 5)}); "
                    "if (fuel-- > 0) longjmp(here, jumped + 1); }")


def render(trees):
    return render_all(PROLOGUE, "on_fiber = freeing = 0;", trees)


def generate(seed, _):
    return Program(seed, f"p{seed}_").tree
