// Compiled with exceptions as they were before the current standard, which the library
// isn't: the whole program gets those of the standard.
// RUN: %clangxx -O2 -mllvm -wasm-use-legacy-eh=true %s -o %t.wasm
// RUN: %run-wasm wasmtime %t.wasm | FileCheck %s
// RUN: %run-wasm deno %t.wasm | FileCheck %s
// RUN: %clangxx -mllvm -wasm-use-legacy-eh=true %s -o %t.wasm
// RUN: %run-wasm deno %t.wasm | FileCheck %s
#include <cstdio>
#include <fiber.h>
#include <stdexcept>
#include <string>

struct Leaving {
  ~Leaving() { std::puts("leaving"); }
};

static void* entry(void*) {
  for (int turn = 0; turn < 2; turn++) {
    try {
      Leaving leaving;
      fiber_yield(nullptr);
      throw std::runtime_error("turn " + std::to_string(turn));
    } catch (std::exception& error) {
      std::puts(error.what());
      fiber_yield(nullptr);
    }
  }
  throw 7;
}

int main() {
  fiber_t fiber = fiber_alloc(entry);
  try {
    for (;;) {
      fiber_result_t result;
      fiber_resume(fiber, nullptr, &result);
      std::puts("resumed");
    }
  } catch (int number) {
    std::printf("%d\n", number);
  }
  fiber_free(fiber);
}

// CHECK:      resumed
// CHECK-NEXT: leaving
// CHECK-NEXT: turn 0
// CHECK-NEXT: resumed
// CHECK-NEXT: resumed
// CHECK-NEXT: leaving
// CHECK-NEXT: turn 1
// CHECK-NEXT: resumed
// CHECK-NEXT: 7
