// Functions that have destructors to run, and handlers, are told of by the names that C++
// has for them: in a try, in a handler, and in a cleanup while an exception passes or the
// fiber is freed.
// RUN: %check-program --tiers=frames --exceptions %s | filecheck %s

#include "Inputs/backtrace.h"

static fiber_t fiber;

namespace app {

struct Guard {
  SEEN ~Guard() { look("waits", fiber); }
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
    look("waits", fiber);
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
    look("waits", fiber);
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
  // CHECK: waits: int app::wait<int>(int) app::handles(int) app::guarded(int) entry(void*){{$}}
  look("waits", fiber);
  // CHECK: waits: look(char const*, fiber_handle*) app::handles(int) app::guarded(int) entry(void*){{$}}
  fiber_resume(fiber, nullptr, nullptr);
  // CHECK: waits: long app::wait<long>(long) app::handles(int) app::guarded(int) entry(void*){{$}}
  look("waits", fiber);
  fiber_resume(fiber, nullptr, nullptr);
  // CHECK: waits: int app::wait<int>(int) app::guarded(int) entry(void*){{$}}
  look("waits", fiber);
  // CHECK: waits: look(char const*, fiber_handle*) app::Guard::~Guard() app::guarded(int) entry(void*){{$}}
  // CHECK: 6
  // CHECK: waits: look(char const*, fiber_handle*) entry(void*){{$}}
  fiber_resume(fiber, nullptr, nullptr);
  // CHECK: waits: entry(void*){{$}}
  look("waits", fiber);
  // CHECK: waits: look(char const*, fiber_handle*) app::Guard::~Guard() entry(void*){{$}}
  fiber_free(fiber);
}
