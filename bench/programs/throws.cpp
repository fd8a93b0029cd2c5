// Throws past calls that have waited, each of which has something to clean up.
// What does that cost a call, when DEPTH of them wait?
//
// Usage: throws [DEPTH CALLS]
#include "arguments.h"
#include <cstdint>
#include <cstdio>
#include <fiber.h>

namespace {

unsigned long depth;
unsigned long throws;
std::uint32_t cleaned;

struct Counted {
  ~Counted() { cleaned++; }
};

[[gnu::noinline]] void descend(unsigned long left) {
  Counted counted;
  if (left == 1) {
    throw reinterpret_cast<std::uintptr_t>(fiber_yield(nullptr));
  }
  descend(left - 1);
}

void* enter(void*) {
  std::uintptr_t sum = 0;
  for (unsigned long i = 0; i < throws; i++) {
    try {
      descend(depth);
    } catch (std::uintptr_t thrown) {
      sum += thrown;
    }
  }
  return reinterpret_cast<void*>(sum);
}

} // namespace

int main(int argc, char* argv[]) {
  depth = number_argument(argc, argv, 1, 10);
  throws = number_argument(argc, argv, 2, 1000000) / depth;
  fiber_t fiber = fiber_alloc(enter);
  fiber_result_t result;
  std::uintptr_t value = 0;
  std::uintptr_t resumes = 0;
  do {
    value = reinterpret_cast<std::uintptr_t>(
      fiber_resume(fiber, reinterpret_cast<void*>(resumes++), &result));
  } while (result == FIBER_YIELD);
  fiber_free(fiber);
  std::printf("%u %08x\n", cleaned, static_cast<unsigned>(value));
  return 0;
}
