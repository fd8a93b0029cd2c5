// A thread_local object has a destructor, which runs when the program ends. All fibers see
// the one object.
// RUN: %clangxx -O2 %s -o %t.wasm
// RUN: %run-wasm --no-flags wasmtime %t.wasm | FileCheck %s
// RUN: %clangxx -O2 -fno-exceptions %s -o %t.noeh.wasm
// RUN: %run-wasm --no-flags node %t.noeh.wasm | FileCheck %s

#include <cstdio>
#include <fiber.h>
#include <string>

struct Journal {
  std::string text;
  ~Journal() { std::printf("at the end: %s\n", text.c_str()); }
};

static thread_local Journal journal;

static void *write(void *word) {
  journal.text += static_cast<const char *>(word);
  fiber_yield(nullptr);
  journal.text += '!';
  return nullptr;
}

int main() {
  char hello[] = "hello", bye[] = "bye";
  fiber_t first = fiber_alloc(write), second = fiber_alloc(write);
  fiber_resume(first, hello, nullptr);
  fiber_resume(second, bye, nullptr);
  fiber_resume(first, nullptr, nullptr);
  fiber_free(first);
  fiber_free(second);
  // CHECK: main returns
  // CHECK-NEXT: at the end: hellobye!
  std::puts("main returns");
}
