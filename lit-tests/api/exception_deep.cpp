// Exceptions pass through 100,000 calls that wait in memory, each with an
// object to destroy, and through 2,000 fibers that have resumed each other;
// fiber_free unwinds as many calls.
//
// Native code has no such depth, and Asyncify no exceptions.
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

static int descend(int depth, const bool* fails) {
  Counted counted;
  if (depth == 0) {
    fiber_yield(nullptr);
    if (*fails) {
      throw std::string("deep");
    }
    return 0;
  }
  return descend(depth - 1, fails) + 1;
}

static void* catching(void* fails) {
  try {
    std::printf("%d calls\n", descend(100000, static_cast<bool*>(fails)));
  } catch (std::string& text) {
    std::printf("caught %s: %d made, %d gone\n", text.c_str(), made, gone);
    fiber_yield(nullptr);
    std::printf("still caught %s\n", text.c_str());
  }
  return nullptr;
}

static void* failing(void*) {
  static bool fails = true;
  return descend(50000, &fails) ? nullptr : &fails;
}

struct Owner : Counted {
  fiber_t fiber;
  Owner(fiber_t fiber) : fiber(fiber) {}
  ~Owner() { fiber_free(fiber); }
};

static void* nested(void* argument) {
  int rest = *static_cast<int*>(argument) - 1;
  if (rest < 0) {
    throw std::string("bottom");
  }
  Owner next(fiber_alloc(nested));
  if (rest % 500 != 0) {
    return fiber_resume(next.fiber, &rest, nullptr);
  }
  try {
    return fiber_resume(next.fiber, &rest, nullptr);
  } catch (std::string& text) {
    text += '.';
    throw;
  }
}

int main() {
  bool yes = true;
  bool no = false;
  fiber_t fiber = fiber_alloc(catching);
  fiber_resume(fiber, &no, nullptr);
  // CHECK: 100000 calls
  fiber_resume(fiber, nullptr, nullptr);
  fiber_free(fiber);
  fiber = fiber_alloc(catching);
  fiber_resume(fiber, &yes, nullptr);
  // CHECK-NEXT: caught deep: 200002 made, 200002 gone
  fiber_resume(fiber, nullptr, nullptr);
  // CHECK-NEXT: still caught deep
  fiber_resume(fiber, nullptr, nullptr);
  fiber_free(fiber);
  fiber = fiber_alloc(catching);
  fiber_resume(fiber, &yes, nullptr);
  // CHECK-NEXT: 300003 made, 200002 gone
  std::printf("%d made, %d gone\n", made, gone);
  fiber_free(fiber);
  // CHECK-NEXT: 300003 made, 300003 gone
  std::printf("%d made, %d gone\n", made, gone);
  fiber = fiber_alloc(failing);
  fiber_resume(fiber, nullptr, nullptr);
  try {
    fiber_resume(fiber, nullptr, nullptr);
  } catch (std::string& text) {
    // CHECK-NEXT: left by deep, 0 more
    std::printf(
      "left by %s, %d more\n", text.c_str(), std::uncaught_exceptions());
  }
  fiber_free(fiber);
  int levels = 2000;
  fiber = fiber_alloc(nested);
  try {
    fiber_resume(fiber, &levels, nullptr);
  } catch (std::string& text) {
    // CHECK-NEXT: left by bottom...., 0 more
    std::printf(
      "left by %s, %d more\n", text.c_str(), std::uncaught_exceptions());
  }
  fiber_free(fiber);
  // CHECK-NEXT: 352004 made, 352004 gone
  std::printf("%d made, %d gone\n", made, gone);
}
