// A function of many yields, in parts that have variables of their own, is
// saved by code for each part, which stores what is live there. What is live in
// several parts, or was saved by another part's code before, stays right.
// RUN: %check-program %s | FileCheck %s
// CHECK: 240 yields, {{[1-9][0-9]+}}

// RUN: %bare-clang --target=wasm32-wasi -Wno-deprecated --no-wasm-opt -O2 %s \
// RUN:   -isystem %source/include -o %t.wasm
// RUN: wasm-opt %t.wasm --lower-fibers=tier:frames,inline:no -S -o %t.wat
// RUN: grep -c 'call $fiber.next_in_body' %t.wat | FileCheck %s -check-prefix N
// N: {{^[3-9]$}}
#include "Inputs/answer-yields.h"
#include <fiber.h>
#include <stdint.h>

static uint32_t state;

// Yields a level down, so that its callers are saved, too.
__attribute__((noinline)) static uint32_t ask(uint32_t value) {
  state = state * 5 + value;
  uint32_t answer = (uint32_t)(uintptr_t)fiber_yield((void*)(uintptr_t)value);
  return answer * 7 + (state & 3);
}

#define TURN                                                                   \
  a = a * 3 + ask(b);                                                          \
  b = b * 5 + ask(c);                                                          \
  c = c * 7 + ask(d);                                                          \
  d = d * 9 + ask(e);                                                          \
  e = e * 11 + ask(f);                                                         \
  f = f * 13 + ask(a ^ all);

// Six variables of its own, live across all of its yields.
#define PART                                                                   \
  {                                                                            \
    uint32_t a = ask(1), b = ask(all), c = ask(3), d = ask(4), e = ask(5),     \
             f = ask(6);                                                       \
    TURN TURN TURN if (all & 1) { TURN }                                       \
    else {                                                                     \
      a ^= b;                                                                  \
      TURN                                                                     \
    }                                                                          \
    for (int i = 0; i < 2; i++) {                                              \
      TURN TURN                                                                \
    }                                                                          \
    TURN all += a ^ b ^ c ^ d ^ e ^ f;                                         \
  }

// Many yields with none but one.
#define FEW_4                                                                  \
  all += ask(all);                                                             \
  all ^= ask(3);                                                               \
  all += ask(all);                                                             \
  all ^= ask(5);
#define FEW FEW_4 FEW_4 FEW_4 FEW_4 FEW_4 FEW_4 FEW_4 FEW_4 FEW_4 FEW_4

static void* entry(void* first) {
  uint32_t all = (uint32_t)(uintptr_t)first;
  FEW PART FEW PART FEW return (void*)(uintptr_t)all;
}

int main(void) { return answer_yields(entry); }
