// Functions that have destructors to run, and handlers, are told of by the names that C++
// has for them: in a try, in a handler, and in a cleanup while an exception passes or the
// fiber is freed.
// RUN: %check-program --tiers=frames --exceptions %s | filecheck %s

#include <fiber.h>
#include <stdio.h>

#define SEEN __attribute__((noinline))

static fiber_t fiber;

static void print(const fiber_frame_t *frame, void *) {
  printf(" | %s", frame->function);
}

SEEN void look() {
  fiber_backtrace(fiber, print, nullptr);
  puts("");
}

namespace app {

struct Guard {
  SEEN ~Guard() { look(); }
};

template<typename T> SEEN T wait(T value) {
  fiber_yield(nullptr);
  return value + 1;
}

SEEN int handles(int value) {
  try {
    value = wait(value);
    if (value > 1)
      throw value;
    return value;
  } catch (int caught) {
    look();
    return wait(long(caught)) + caught;
  }
}

SEEN int guarded(int value) {
  Guard guard;
  value = handles(value);
  throw wait(value);
}

} // namespace app

void *entry(void *argument) {
  try {
    return app::guarded(*(int *)argument) + (char *)argument;
  } catch (int caught) {
    printf("%d\n", caught);
    look();
  }
  {
    app::Guard last;
    fiber_yield(argument);
  }
  return argument;
}

int main() {
  int one = 1;
  fiber = fiber_alloc(entry);
  fiber_resume(fiber, &one, nullptr);
  // CHECK: {{^}} | int app::wait<int>(int) | app::handles(int) | app::guarded(int) | entry(void*){{$}}
  look();
  // CHECK: {{^}} | look() | app::handles(int) | app::guarded(int) | entry(void*){{$}}
  fiber_resume(fiber, nullptr, nullptr);
  // CHECK: {{^}} | long app::wait<long>(long) | app::handles(int) | app::guarded(int) | entry(void*){{$}}
  look();
  fiber_resume(fiber, nullptr, nullptr);
  // CHECK: {{^}} | int app::wait<int>(int) | app::guarded(int) | entry(void*){{$}}
  look();
  // CHECK: {{^}} | look() | app::Guard::~Guard() | app::guarded(int) | entry(void*){{$}}
  // CHECK: 6
  // CHECK: {{^}} | look() | entry(void*){{$}}
  fiber_resume(fiber, nullptr, nullptr);
  // CHECK: {{^}} | entry(void*){{$}}
  look();
  // CHECK: {{^}} | look() | app::Guard::~Guard() | entry(void*){{$}}
  fiber_free(fiber);
}
