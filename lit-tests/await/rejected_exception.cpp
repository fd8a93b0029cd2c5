// A rejected promise is an exception in a program that includes fiber.hpp. It holds the
// value of JavaScript until it and its copies are gone, and has its text. What nothing
// catches rejects the call with the value itself.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/rejected_exception.mjs --tiers=frames,native | FileCheck %s --match-full-lines
// CHECK:      given: 2
// CHECK-NEXT: by type: -1, caught Error: gone, the same value
// CHECK-NEXT: as an exception of C++: -2, caught Error: gone
// CHECK-NEXT: by catch (...): -3
// CHECK-NEXT: undefined: -1, caught undefined, the same value
// CHECK-NEXT: no text: -1, caught a value that has no text, the same value
// CHECK-NEXT: another text each time: -1, caught once, the same value
// CHECK-NEXT: not ASCII: -1, caught Error: \u00fcber \u20ac, the same value
// CHECK-NEXT: not converted: -1, caught TypeError, the same value
// CHECK-NEXT: uncaught: the same value, destroyed 1
// CHECK-NEXT: thrown again: the same value, destroyed 1
// CHECK-NEXT: a copy: the same value, destroyed 1
// CHECK-NEXT: kept after its catch: the same value
// CHECK-NEXT: out of a fiber: the same value, destroyed 1
// CHECK-NEXT: out of a fiber, caught: -1, caught Error: gone, the same value
// CHECK-NEXT: polled: -1, caught Error: gone, the same value
// CHECK-NEXT: polled, uncaught: the same value, destroyed 1
// CHECK-NEXT: waits in the handler: 42, caught Error: gone, the same value
// CHECK-NEXT: two at once: 1 2
// CHECK-NEXT: another exception: an exception of WebAssembly
// CHECK-NEXT: aborted: Error: enough, destroyed 1
// CHECK-NEXT: kept at the end: 0
// CHECK-NEXT: rejected 30000 times: memory grown by 0

// It can be included natively, and where nothing waits.
// RUN: clang++-22 -std=c++11 -Wall -Wextra -pedantic -Werror -fsyntax-only -I %source/include %s
// RUN: echo '#include <fiber.hpp>' >%t.cpp
// RUN: %clangxx -O2 -mexec-model=reactor %t.cpp -o %t.wasm
// RUN: wasm-opt %t.wasm -all -S -o - | FileCheck %s --check-prefix=NOTHING --implicit-check-not=rejected_
// NOTHING: (module
#include <fiber.hpp>

#ifdef __wasm__
#define IMPORT(name) __attribute__((import_module("host"), import_name(#name)))
#define EXPORT(name) __attribute__((export_name(#name)))
#else
#define IMPORT(name)
#define EXPORT(name)
#endif

extern "C" {
IMPORT(find) int find(int id);
IMPORT(caught) void caught(int reason, const char* text);
IMPORT(destroyed) void destroyed();
}
FIBER_SUSPENDING(find);

namespace {

struct Object {
  ~Object() { destroyed(); }
};

struct Fiber {
  fiber_t handle;
  ~Fiber() { fiber_free(handle); }
};

int tell(const fiber::rejected& rejected) {
  caught(rejected.reason(), rejected.what());
  return -1;
}

void* entry(void* id) {
  Object object;
  int* place = static_cast<int*>(id);
  *place += find(*place);
  return nullptr;
}

std::exception_ptr kept;

} // namespace

extern "C" {

EXPORT(look) int look(int id) {
  Object object;
  return id + find(id);
}

EXPORT(by_type) int by_type(int id) {
  try {
    return id + find(id);
  } catch (const fiber::rejected& rejected) {
    return tell(rejected);
  }
}

EXPORT(as_exception) int as_exception(int id) {
  try {
    return id + find(id);
  } catch (const std::exception& exception) {
    caught(0, exception.what());
    return -2;
  }
}

EXPORT(by_any) int by_any(int id) {
  try {
    return id + find(id);
  } catch (...) {
    return -3;
  }
}

EXPORT(again) int again(int id) {
  try {
    return look(id);
  } catch (...) {
    throw;
  }
}

EXPORT(copy) int copy(int id) {
  try {
    return look(id);
  } catch (fiber::rejected rejected) {
    fiber::rejected other = rejected;
    other = rejected;
    throw other;
  }
}

EXPORT(keep) int keep(int id) {
  try {
    return find(id);
  } catch (...) {
    kept = std::current_exception();
    return 0;
  }
}

EXPORT(throw_kept) void throw_kept() {
  find(0);
  std::exception_ptr thrown = std::move(kept);
  kept = nullptr;
  std::rethrow_exception(std::move(thrown));
}

EXPORT(in_fiber) int in_fiber(int id) {
  Fiber looking{fiber_alloc(entry)};
  fiber_resume(looking.handle, &id, nullptr);
  return id;
}

EXPORT(caught_of_fiber) int caught_of_fiber(int id) {
  try {
    return in_fiber(id);
  } catch (const fiber::rejected& rejected) {
    return tell(rejected);
  }
}

EXPORT(polled) int polled(int id) {
  Fiber looking{fiber_alloc(entry)};
  fiber_poll(looking.handle, &id, nullptr);
  fiber_poll(fiber_wait(), nullptr, nullptr);
  return id;
}

EXPORT(caught_of_polled) int caught_of_polled(int id) {
  try {
    return polled(id);
  } catch (const fiber::rejected& rejected) {
    return tell(rejected);
  }
}

EXPORT(in_handler) int in_handler(int id) {
  try {
    return find(id);
  } catch (const fiber::rejected& rejected) {
    int found = find(40);
    return found + 3 + tell(rejected);
  }
}

EXPORT(another) int another(int id) {
  throw find(id);
}
}
