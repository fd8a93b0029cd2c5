// C++ in fibers: exceptions and destructors work as they do anywhere else. A
// try block may yield and so may its handler, an exception that nobody in the
// fiber catches comes out of fiber_resume, and fiber_free destroys what a
// suspended fiber owns.
#include <cstdio>
#include <fiber.h>
#include <memory>
#include <stdexcept>
#include <type_traits>

namespace {

// Owns a fiber.
struct Free {
  void operator()(fiber_t fiber) const { fiber_free(fiber); }
};
using Fiber = std::unique_ptr<std::remove_pointer_t<fiber_t>, Free>;

// Says when it is made and when it is destroyed.
class Door {
  const char* name;

public:
  explicit Door(const char* name) : name(name) {
    std::printf("  open the %s door\n", name);
  }
  ~Door() { std::printf("  close the %s door\n", name); }
  Door(const Door&) = delete;
  Door& operator=(const Door&) = delete;
};

void* recover(void*) {
  Door front("front");
  try {
    Door back("back");
    fiber_yield(nullptr);
    throw std::runtime_error("draught");
  } catch (const std::exception& error) {
    fiber_yield(nullptr);
    std::printf("  the fiber caught: %s\n", error.what());
  }
  return nullptr;
}

void* fail(void*) {
  Door front("front");
  fiber_yield(nullptr);
  throw std::runtime_error("burglar");
}

void* waitForever(void*) {
  Door front("front");
  auto back = std::make_unique<Door>("back");
  for (;;) {
    fiber_yield(nullptr);
  }
}

// Resumes until the fiber is finished.
void run(fiber_entry_point_t entry) {
  Fiber fiber(fiber_alloc(entry));
  fiber_result_t result;
  do {
    fiber_resume(fiber.get(), nullptr, &result);
    std::puts(result == FIBER_YIELD ? "yielded" : "finished");
  } while (result == FIBER_YIELD);
}

} // namespace

int main() {
  std::puts("An exception that the fiber catches:");
  run(recover);

  std::puts("An exception that leaves the fiber:");
  try {
    run(fail);
  } catch (const std::exception& error) {
    std::printf("main caught: %s\n", error.what());
  }

  std::puts("A fiber that is freed before its end:");
  Fiber fiber(fiber_alloc(waitForever));
  fiber_resume(fiber.get(), nullptr, nullptr);
  fiber.reset();
  std::puts("freed");
}
