// 100,000 fibers own each other: the frame of each has an object that frees the
// next. The outermost is freed, or left by an exception. So each destructor
// frees a fiber whose destructors free the next, deeper than any engine's stack
// would bear.
//
// Native fibers have a stack each, as many as there may be, and Asyncify no
// exceptions.
// RUN: %check-program --tiers=frames --exceptions --wasm-only %s > %t.txt
// RUN: FileCheck %s --input-file=%t.txt
#include <cstdio>
#include <exception>
#include <fiber.h>
#include <string>

static int made, gone;

struct Counted {
  Counted() { made++; }
  ~Counted() { gone++; }
};

struct Owner : Counted {
  fiber_t fiber = nullptr;
  ~Owner() { fiber_free(fiber); }
};

struct Task {
  int rest;
  bool fails;
};

// A stack of 64 KiB for each would be more than there is memory.
static fiber_t make(fiber_entry_point_t entry) {
  return fiber_sized_alloc(entry, 1024);
}

static Task next(const Task& task) { return {task.rest - 1, task.fails}; }

// Starts the next one, and so on, and waits.
static void* start(void* argument) {
  auto task = *static_cast<Task*>(argument);
  Owner owner;
  Counted other;
  if (task.rest > 0) {
    auto rest = next(task);
    owner.fiber = make(start);
    fiber_resume(owner.fiber, &rest, nullptr);
  }
  fiber_yield(nullptr);
  return nullptr;
}

// Is freed while an exception passes through the fiber that owns it.
static void* fail(void* argument) {
  auto task = *static_cast<Task*>(argument);
  Owner owner;
  auto rest = next(task);
  owner.fiber = make(start);
  fiber_resume(owner.fiber, &rest, nullptr);
  fiber_yield(nullptr);
  throw std::string("failed");
}

// Frees the next one in a destructor that runs while it is left by an
// exception, which is kept meanwhile, and throws one in there.
struct Replacing {
  fiber_t fiber;
  ~Replacing() {
    try {
      fiber_free(fiber);
      throw 1;
    } catch (int) {
      gone += std::uncaught_exceptions();
    }
  }
};

static void* replace(void* argument) {
  auto task = *static_cast<Task*>(argument);
  auto rest = next(task);
  Replacing next{rest.rest > 0 ? make(replace) : nullptr};
  fiber_resume(next.fiber, &rest, nullptr);
  fiber_yield(nullptr);
  return nullptr;
}

int main() {
  Task task{100000, false};
  fiber_t fiber = make(start);
  fiber_resume(fiber, &task, nullptr);
  // CHECK: 200002 made, 0 gone
  std::printf("%d made, %d gone\n", made, gone);
  fiber_free(fiber);
  // CHECK-NEXT: 200002 made, 200002 gone
  std::printf("%d made, %d gone\n", made, gone);

  fiber = make(fail);
  fiber_resume(fiber, &task, nullptr);
  try {
    fiber_resume(fiber, nullptr, nullptr);
  } catch (std::string& text) {
    // CHECK-NEXT: failed: 400003 made, 400003 gone
    std::printf("%s: %d made, %d gone\n", text.c_str(), made, gone);
  }
  fiber_free(fiber);

  gone = 0;
  fiber = make(replace);
  fiber_resume(fiber, &task, nullptr);
  fiber_free(fiber);
  // CHECK-NEXT: {{^}}100000 on their way
  std::printf("%d on their way\n", gone);

  // All handles are free again.
  fiber = make(start);
  fiber_resume(fiber, &task, nullptr);
  fiber_free(fiber);
  // CHECK-NEXT: 600005 made
  std::printf("%d made\n", made);
}
