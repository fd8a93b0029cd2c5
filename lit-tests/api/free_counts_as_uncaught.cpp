// While a fiber is freed, its destructors see that they run because something
// is on its way, as scope guards that commit or roll back ask. What they throw
// and catch themselves, and fibers that they run, change nothing of that. The
// resumer's count stays as it is, and so does that of the next fiber at the
// same place.
//
// Asyncify has no exceptions.
// RUN: %check-program --tiers=frames,native --exceptions %s > %t.txt
// RUN: FileCheck %s --input-file=%t.txt
#include <cstdio>
#include <exception>
#include <fiber.h>

namespace {

// Commits where it is left normally, and rolls back where not.
struct Transaction {
  const char* name;
  int before = std::uncaught_exceptions();
  ~Transaction() {
    bool failed = std::uncaught_exceptions() > before;
    std::printf("%s: %s\n", name, failed ? "rolled back" : "committed");
  }
};

void* commit(void*) {
  Transaction transaction{"of a fiber in a destructor"};
  fiber_yield(nullptr);
  return nullptr;
}

struct Busy {
  ~Busy() {
    fiber_t fiber = fiber_alloc(commit);
    fiber_resume(fiber, nullptr, nullptr);
    fiber_resume(fiber, nullptr, nullptr);
    fiber_free(fiber);
    fiber = fiber_alloc(commit);
    fiber_resume(fiber, nullptr, nullptr);
    fiber_free(fiber);
    try {
      Transaction transaction{"in a destructor"};
      throw 1;
    } catch (int) {
      Transaction transaction{"in a handler"};
    }
  }
};

void inner() {
  Transaction transaction{"inner"};
  Busy busy;
  fiber_yield(nullptr);
}

void* outer(void*) {
  Transaction transaction{"outer"};
  inner();
  return nullptr;
}

// Frees the fiber in a form, and in a destructor that an exception runs.
struct Owner {
  fiber_t fiber;
  ~Owner() { fiber_free(fiber); }
};

void* own(void*) {
  Transaction transaction{"owner"};
  Owner owner{fiber_alloc(outer)};
  fiber_resume(owner.fiber, nullptr, nullptr);
  fiber_yield(nullptr);
  throw 2;
}

} // namespace

int main() {
  fiber_t fiber = fiber_alloc(outer);
  fiber_resume(fiber, nullptr, nullptr);
  fiber_free(fiber);
  std::printf("%d in main\n", std::uncaught_exceptions());

  fiber = fiber_alloc(outer);
  fiber_resume(fiber, nullptr, nullptr);
  fiber_resume(fiber, nullptr, nullptr);
  fiber_free(fiber);

  fiber = fiber_alloc(own);
  fiber_resume(fiber, nullptr, nullptr);
  fiber_free(fiber);

  fiber = fiber_alloc(own);
  fiber_resume(fiber, nullptr, nullptr);
  try {
    fiber_resume(fiber, nullptr, nullptr);
  } catch (int) {
    std::printf("%d in main\n", std::uncaught_exceptions());
  }
  fiber_free(fiber);
}

// CHECK:      of a fiber in a destructor: committed
// CHECK-NEXT: of a fiber in a destructor: rolled back
// CHECK-NEXT: in a destructor: rolled back
// CHECK-NEXT: in a handler: committed
// CHECK-NEXT: inner: rolled back
// CHECK-NEXT: outer: rolled back
// CHECK-NEXT: 0 in main
// CHECK-NEXT: of a fiber in a destructor: committed
// CHECK-NEXT: of a fiber in a destructor: rolled back
// CHECK-NEXT: in a destructor: rolled back
// CHECK-NEXT: in a handler: committed
// CHECK-NEXT: inner: committed
// CHECK-NEXT: outer: committed
// CHECK-NEXT: of a fiber in a destructor: committed
// CHECK-NEXT: of a fiber in a destructor: rolled back
// CHECK-NEXT: in a destructor: rolled back
// CHECK-NEXT: in a handler: committed
// CHECK-NEXT: inner: rolled back
// CHECK-NEXT: outer: rolled back
// CHECK-NEXT: owner: rolled back
// CHECK-NEXT: of a fiber in a destructor: committed
// CHECK-NEXT: of a fiber in a destructor: rolled back
// CHECK-NEXT: in a destructor: rolled back
// CHECK-NEXT: in a handler: committed
// CHECK-NEXT: inner: rolled back
// CHECK-NEXT: outer: rolled back
// CHECK-NEXT: owner: rolled back
// CHECK-NEXT: 0 in main
