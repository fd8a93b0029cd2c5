// Runs the whole programs of a batch (see whole.py), each on a fiber that
// yields at the entry and the exit of every function. Prints what each program
// prints, and after that a line with its exit status and how many entries and
// exits there were.
//
//   harness [FIRST [LAST]]    runs the programs with these numbers, or all
//
// Compiled with PLAIN, there are no fibers: the same programs run one after
// another. One that calls exit then ends the whole run, and the next has to be
// started with FIRST. Compiled with PAIRS, two programs at a time take turns.
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#ifndef PLAIN
#include <fiber.h>
#endif

enum {
  // Programs with more entries and exits than that yield at a few of the
  // others.
  AlwaysYield = 20000,
  YieldEvery = 97,
  StackSize = 4 << 20,
  // What a program that aborts exits with, as a shell sees it.
  Aborted = 134,
  // No exit status: a resume has brought the wrong value.
  WrongValue = 1000,
};

struct program {
  long number;
  void* (*enter)(void*);
  uint32_t hooks;
  int status;
  bool has_ended;
#ifndef PLAIN
  fiber_t fiber;
#endif
};
static struct program* running;

static void end(int status) {
  fflush(stdout);
  running->status = status;
  running->has_ended = true;
}

// Programs define main with or without parameters. programs.h says
// PROGRAM(NUMBER, ARGUMENTS) for each.
static char* arguments[] = {"program", NULL};
#define NONE ()
#define ARGC_ARGV (1, arguments)
#define PROGRAM(number, arguments)                                             \
  int program_##number();                                                      \
  static void* enter_##number(void* unused) {                                  \
    end(program_##number arguments);                                           \
    return unused;                                                             \
  }
#include "programs.h"
#undef PROGRAM
#define PROGRAM(number, arguments) {number, enter_##number},
static struct program programs[] = {
#include "programs.h"
};
enum { Count = sizeof programs / sizeof *programs };

static void report(const struct program* program) {
  printf("\n@@ %ld ends: %d, %u hooks\n",
         program->number,
         program->status & 1023,
         (unsigned)program->hooks);
  fflush(stdout);
}

#ifdef PLAIN
static void hook(void) {
  if (running) {
    running->hooks++;
  }
}

// What the programs' own calls of exit become.
_Noreturn void program_exit(int status) {
  end(status);
  report(running);
  _Exit(0);
}

static void run(struct program* first, struct program* last) {
  for (running = first; running < last; running++) {
    printf("\n@@ %ld begins\n", running->number);
    fflush(stdout);
    running->enter(NULL);
    report(running);
  }
}
#else
static void yield(void) {
  struct program* const self = running;
  if (fiber_yield(self) != &self->hooks) {
    end(WrongValue);
  }
}

static void hook(void) {
  if (running) {
    uint32_t count = ++running->hooks;
    if (count <= AlwaysYield || count % YieldEvery == 0) {
      yield();
    }
  }
}

// The fiber is freed while it is suspended here.
_Noreturn void program_exit(int status) {
  end(status);
  for (;;) {
    fiber_yield(running);
  }
}

static void start(struct program* program) {
  program->fiber = fiber_sized_alloc(program->enter, StackSize);
}

// Returns whether the program goes on.
static bool resume(struct program* program) {
  if (program->has_ended) {
    return false;
  }
  running = program;
  fiber_result_t result;
  void* value = fiber_resume(program->fiber, &program->hooks, &result);
  if (value !=
      (result == FIBER_YIELD ? (void*)program : (void*)&program->hooks)) {
    // The program's entry returns the argument of the first resume.
    end(WrongValue);
  }
  running = NULL;
  return !program->has_ended;
}

static void run(struct program* first, struct program* last) {
  for (; first < last; first++) {
    struct program* const program = first;
    printf("\n@@ %ld begins\n", program->number);
    fflush(stdout);
    start(program);
#ifdef PAIRS
    if (first + 1 < last) {
      first++;
      start(first);
    }
    while (resume(program) | resume(first)) {
    }
    if (first != program) {
      fiber_free(first->fiber);
      report(first);
    }
#else
    while (resume(program)) {
    }
#endif
    fiber_free(program->fiber);
    report(program);
  }
}
#endif

// What their calls of printf become, where two take turns: says whose text it
// is.
int program_printf(const char* format, ...) {
  va_list values;
  va_start(values, format);
  printf("\n@@ %ld prints\n", running->number);
  int length = vprintf(format, values);
  va_end(values);
  return length;
}

_Noreturn void program_abort(void) { program_exit(Aborted); }

// The compiler puts calls of these into the programs.
void __cyg_profile_func_enter(void* function, void* site) { hook(); }
void __cyg_profile_func_exit(void* function, void* site) { hook(); }

int main(int argc, char** argv) {
  struct program *first = programs, *last = programs + Count;
  if (argc > 1) {
    while (first < last && first->number < atol(argv[1])) {
      first++;
    }
  }
  if (argc > 2) {
    while (last > first && last[-1].number > atol(argv[2])) {
      last--;
    }
  }
  run(first, last);
  return 0;
}
