// Fibers of two tiers, native ones and frames in turns, resume each other, each
// below a recursion that is too deep for the engine's stack every so often, so
// that frames wait in memory. An exception that the innermost throws passes
// through all of them: destructors run, some catch it and throw it again, and
// one keeps it. What C++ counts as caught and as on its way is right in each.
// Others are freed halfway, from the outside in.
//
// Asyncify has no exceptions, and native code no such depth.
// RUN: %check-program --tiers=auto --wasm-only %s | FileCheck %s
//
// RUN: %clangxx -O2 -Wl,--lower-fibers=report:text %s -o %t.wasm > %t.txt
// RUN: FileCheck %s --check-prefix=TIERS --input-file=%t.txt
// TIERS-DAG: entry 'run_frames(void*)': frames
// TIERS-DAG: entry 'run_native(void*)': native
#include "Inputs/other_table.h"
#include <cassert>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fiber.h>
#include <string>

// It calls destructors of exceptions, of the same type as entries.
extern "C" void __cxa_end_catch();
FIBER_NEVER_YIELDS(__cxa_end_catch);

static int made, gone;

struct Counted {
  Counted() { made++; }
  ~Counted() { gone++; }
};

struct Owner : Counted {
  fiber_t fiber;
  Owner(fiber_t fiber) : fiber(fiber) {}
  ~Owner() { fiber_free(fiber); }
};

static void* to_pointer(uintptr_t value) {
  return reinterpret_cast<void*>(value);
}

static void* run(void* argument);
static void* run_frames(void* argument) { return run(argument); }
static void* run_native(void* argument) { CALL_BESIDE_OTHER_TABLE(run, argument); }

// Resumes the next fiber until it ends, and passes on what it yields.
static uintptr_t pull(uintptr_t level) {
  if (level == 0) {
    if (fiber_yield(to_pointer(1))) {
      throw std::string("bottom");
    }
    return 0;
  }
  Owner owner(fiber_alloc(level % 2 ? run_native : run_frames));
  fiber_result_t result;
  void* value = to_pointer(level - 1);
  for (;;) {
    value = fiber_resume(owner.fiber, value, &result);
    if (result != FIBER_YIELD) {
      return reinterpret_cast<uintptr_t>(value);
    }
    value = fiber_yield(value);
  }
}

static uintptr_t descend(uintptr_t level, int depth) {
  Counted counted;
  if (depth == 0) {
    return pull(level);
  }
  return descend(level, depth - 1) + 1;
}

static void* run(void* argument) {
  auto level = reinterpret_cast<uintptr_t>(argument);
  // Frames alone have no limit.
  int depth = level % 4 == 0 ? 3000 : 3;
  try {
    return to_pointer(descend(level, depth));
  } catch (std::string& text) {
    assert(std::uncaught_exceptions() == 0);
    fiber_yield(to_pointer(level + 1000));
    if (level % 3 == 0) {
      text += '.';
      throw;
    }
    if (level == 10) {
      std::printf("%s at 10\n", text.c_str());
      throw text + "!";
    }
    if (level == 38) {
      std::printf("%s at 38\n", text.c_str());
      return to_pointer(text.size());
    }
    throw;
  }
}

int main() {
  constexpr uintptr_t Levels = 40;
  for (auto* entry : {run_frames, run_native}) {
    fiber_t fiber = fiber_alloc(entry);
    fiber_result_t result;
    void* value = fiber_resume(fiber, to_pointer(Levels), &result);
    assert(value == to_pointer(1) && result == FIBER_YIELD);
    int handlers = 0;
    while (result == FIBER_YIELD) {
      value = fiber_resume(fiber, to_pointer(1), &result);
      handlers += result == FIBER_YIELD;
    }
    fiber_free(fiber);
    // CHECK:      bottom.... at 10
    // CHECK-NEXT: bottom....!......... at 38
    // CHECK-NEXT: 39 handlers, in the end 3023
    // CHECK-NEXT: {{^([0-9]+) made, \1 gone$}}
    std::printf("%d handlers, in the end %u\n",
                handlers,
                static_cast<unsigned>(reinterpret_cast<uintptr_t>(value)));
    std::printf("%d made, %d gone\n", made, gone);
    fiber = fiber_alloc(entry);
    fiber_resume(fiber, to_pointer(Levels), nullptr);
    fiber_free(fiber);
    // CHECK-NEXT: {{^([0-9]+) made, \1 gone$}}
    std::printf("%d made, %d gone\n", made, gone);
  }
}
