// Containers and strings need nothing of an engine in a fiber of a program
// without exceptions. What libc++abi does when it gives up could call anything.
// RUN: %check-program --cc-arg=-fno-exceptions %s | FileCheck %s
//      CHECK: first 1
// CHECK-NEXT: second 2
// CHECK-NEXT: third 3
#include <cstdio>
#include <fiber.h>
#include <map>
#include <string>

static void* generate(void*) {
  std::map<std::string, int> numbers;
  for (const char* name : {"first", "second", "third"}) {
    numbers[name] = static_cast<int>(numbers.size()) + 1;
    std::string line = std::string(name) + ' ' + std::to_string(numbers[name]);
    fiber_yield(line.data());
  }
  return nullptr;
}

int main() {
  fiber_t fiber = fiber_alloc(generate);
  while (auto* line =
           static_cast<char*>(fiber_resume(fiber, nullptr, nullptr))) {
    std::puts(line);
  }
  fiber_free(fiber);
}
