"""The source around random C programs (c_programs.py): what they call, and the function
that runs them."""

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
// The function that calls it yields by itself.
__attribute__((always_inline)) static inline uint32_t yield_here(uint32_t value) {
  mix(value);
  tell(NULL);
  value = (uint32_t)(uintptr_t)fiber_yield(to_pointer(value));
  use_stack();
  return value;
}
static uint32_t yield(uint32_t value) { return yield_here(value); }
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
