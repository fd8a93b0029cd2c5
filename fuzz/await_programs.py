"""Random C libraries whose imports may suspend, and who wait for them in odd places.

A program is functions that call each other, and an export, which JavaScript calls several
times at once. In programs of the second kind there are fibers, too, which wait where they
are resumed, or are polled by a scheduler. All that a call does is in its result, or in what
it notes for JavaScript.
"""

import random

FLAGS = ["-std=gnu11", "-w", "-fwrapv", "-ffp-contract=off"]

PROLOGUE = """\
#include <fiber.h>
#include <stdint.h>

#define HOST(name) __attribute__((import_module("host"), import_name(#name)))
#define EXPORT(name) __attribute__((export_name(#name)))

// What JavaScript answers with depends on the call, and so does when.
HOST(number) int32_t load(int32_t call, int32_t id);
HOST(real) double load_real(int32_t call, int32_t id);
HOST(wide) int64_t load_wide(int32_t call, int32_t id);
HOST(nothing) void pause(int32_t call, int32_t id);
FIBER_SUSPENDING(load);
FIBER_SUSPENDING(load_real);
FIBER_SUSPENDING(load_wide);
FIBER_SUSPENDING(pause);
HOST(note) void note(int32_t call, int32_t value);

struct job { int32_t call, value; };

// Has a frame of its own, which must be nobody else's.
__attribute__((noinline)) static void use_stack(void) {
  volatile unsigned char bytes[256];
  for (int i = 0; i < 256; i++)
    bytes[i] = 0xa5;
}
"""

# Fibers of the program's own, which run FUNCTION.
FIBERS = """\
static void* work_{n}(void* argument) {{
  struct job* mine = argument;
  for (int i = 0; i < {turns}; i++) {{
    mine->value = f_{n}(mine->call, mine->value, 1);
    if ({yields}) {{
      struct job* next = fiber_yield(mine);
      mine->value ^= next == mine ? i : -1;
    }}
  }}
  return mine;
}}
__attribute__((noinline)) static int32_t resume_{n}(int32_t call, int32_t x) {{
  struct job mine = {{call, x}};
  fiber_result_t result;
  fiber_t fiber = fiber_alloc(work_{n});
  int left = {resumes};
  do
    fiber_resume(fiber, &mine, &result);
  while (result == FIBER_YIELD && --left);
  note(call, result);
  fiber_free(fiber);
  return mine.value;
}}
__attribute__((noinline)) static int32_t poll_{n}(int32_t call, int32_t x) {{
  struct job jobs[3];
  fiber_t fibers[3];
  fiber_result_t results[3];
  for (int i = 0; i < 3; i++) {{
    jobs[i] = (struct job){{call, x + i}};
    fiber_poll(fibers[i] = fiber_alloc(work_{n}), &jobs[i], &results[i]);
    note(call, results[i]);
  }}
  for (int i = 0; i < 3; i++)
    while (results[i] == FIBER_YIELD)
      fiber_poll(fibers[i], &jobs[i], &results[i]);
  for (fiber_t next; (next = fiber_wait());) {{
    int i = 0;
    while (i < 3 && fibers[i] != next)
      i++;
    // It is one of another scheduler's of this call, which will miss it.
    if (i == 3)
      continue;
    do
      fiber_poll(next, &jobs[i], &results[i]);
    while (results[i] == FIBER_YIELD);
    note(call, i * 10 + results[i]);
    if ({ends} && i == 1)
      break;
  }}
  int32_t sum = 0;
  for (int i = 0; i < 3; i++) {{
    fiber_free(fibers[i]);
    sum = sum * 31 + jobs[i].value;
  }}
  return sum;
}}
"""


class Functions:
    """The functions of one program, the deepest first."""

    def __init__(self, seed):
        self.chosen = random.Random(seed)
        # Programs of a batch are of one kind.
        self.fibers = has_fibers(seed)

    def render(self, seed):
        count = self.chosen.randint(2, 6)
        parts = []
        for n in range(count):
            parts.append(self.function(n))
            if self.fibers:
                parts.append(FIBERS.format(
                    n=n, turns=self.chosen.randint(1, 3),
                    yields=self.chosen.choice(["0", "i == 0", "1"]),
                    resumes=self.chosen.randint(1, 4),
                    ends=self.chosen.randint(0, 1)))
        text = "\n".join(parts)
        export = (f"EXPORT(run_{seed}) int32_t run_{seed}(int32_t call, int32_t x) {{\n"
                  f"  return f_{count - 1}(call, x, 4);\n}}\n")
        for name in ("f", "work", "resume", "poll"):
            text = text.replace(f"{name}_", f"p{seed}_{name}_")
            export = export.replace(f" {name}_", f" p{seed}_{name}_")
        return text + export

    def function(self, n):
        # Fuel bounds recursion.
        inline = self.chosen.choice(["__attribute__((noinline)) ", ""])
        lines = [f"{inline}static int32_t f_{n}(int32_t call, int32_t x, int fuel) {{",
                 "  volatile int32_t kept[4] = {x, 1, 2, 3};",
                 "  double real = x; int64_t wide = x; int32_t a = x, b = fuel;",
                 "  if (fuel < 0) return x;"]
        lines += self.statements(n, 2, "  ")
        lines += ["  wide ^= (int64_t)(real > -1e9 && real < 1e9 ? real : 7);",
                  "  return a + b * 3 + (int32_t)wide + kept[x & 3] * 5 + kept[0];", "}"]
        return "\n".join(lines)

    def statements(self, n, depth, indent):
        lines = []
        for _ in range(self.chosen.randint(1, 4)):
            lines += [indent + line for line in self.statement(n, depth)]
        return lines

    def statement(self, n, depth):
        pick = self.chosen.randint(0, 11)
        value = self.value()
        if depth and pick < 4:
            inner = self.statements(n, depth - 1, "  ")
            if pick == 0:
                times = self.chosen.randint(1, 3)
                return [f"for (int i{depth} = 0; i{depth} < {times}; i{depth}++) {{",
                        *inner, "}"]
            if pick == 1:
                return [f"switch ({value} & 3) {{", "case 0:", *inner, "case 1:",
                        *self.statements(n, depth - 1, "  "), "  break;", "default:",
                        "  b++;", "}"]
            return [f"if ({value} & 1) {{", *inner, "} else {",
                    *self.statements(n, depth - 1, "  "), "}"]
        if pick < 5:
            return [f"a = a * 17 + load(call, {value});"]
        if pick == 5:
            return [f"real = real * 0.5 + load_real(call, {value});"]
        if pick == 6:
            return [f"wide = wide * 3 + load_wide(call, {value});"]
        if pick == 7:
            return [f"pause(call, {value});", "use_stack();"]
        if pick == 8:
            return [f"kept[{value} & 3] += load(call, kept[b & 3]) + load(call, a);"]
        if pick == 9 and self.fibers and n:
            callee = self.chosen.choice(["resume", "poll"])
            return [f"if (fuel) b += {callee}_{self.chosen.randrange(n)}(call, {value});"]
        if pick == 10:
            return [f"note(call, {value});", f"kept[a & 3] = {value};"]
        callee = self.chosen.randint(0, n)
        return [f"b ^= f_{callee}(call, {value}, fuel - 1 - {int(callee == n)});"]

    def value(self):
        return self.chosen.choice(
            ["a", "b", "x", "(a + b)", "kept[a & 3]", "(int32_t)wide",
             f"(x ^ {self.chosen.randint(0, 99)})", str(self.chosen.randint(-5, 99))])


def has_fibers(seed):
    return seed // BATCH % 2 == 1


BATCH = 20


def generate(seed, _directory):
    return Functions(seed).render(seed)


def render(programs):
    return PROLOGUE + "\n".join(programs.values())
