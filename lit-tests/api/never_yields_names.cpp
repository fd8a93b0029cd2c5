// Functions that are said never to yield may be instances of templates, and in
// namespaces. Without that, each would look as if it yielded.
// RUN: %check-program %s
// RUN: %clangxx -O2 -Wl,--lower-fibers=print-analysis:text %s -o %t.wasm 2> %t.err | FileCheck %s --implicit-check-not=apply
// CHECK: 'entry(void*)': depth
// RUN: FileCheck %s --check-prefix=WARNING --implicit-check-not=warning < %t.err
// WARNING: warning: --lower-fibers: FIBER_NEVER_YIELDS(nothing<int, char>) says nothing, since the module has no function of this name
#include <assert.h>
#include <fiber.h>

FIBER_NEVER_YIELDS(apply<int, char>);
FIBER_NEVER_YIELDS(inner::apply_all);
FIBER_NEVER_YIELDS(nothing<int, char>);

static int plus_one(int number) { return number + 1; }
static int yield_it(int number) {
  fiber_yield(nullptr);
  return number;
}
static int (*volatile operations[])(int) = {plus_one, yield_it};

template <class Number, class Other>
[[gnu::noinline]] static Number apply(Number (*operation)(Number), Number number) {
  return operation(number) + Other(0);
}

namespace inner {
template <class Number> [[gnu::noinline]] static Number apply_all(Number number) {
  return operations[0](number);
}
} // namespace inner

static void* entry(void*) {
  static int result;
  result = apply<int, char>(operations[0], 1) + inner::apply_all(2);
  result += operations[1](3);
  return &result;
}

int main() {
  fiber_t fiber = fiber_alloc(entry);
  assert(!fiber_resume(fiber, nullptr, nullptr));
  assert(*static_cast<int*>(fiber_resume(fiber, nullptr, nullptr)) == 8);
  fiber_free(fiber);
}
