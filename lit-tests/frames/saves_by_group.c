// A function of many yields, in parts that have variables of their own. All
// points are saved by the same code. What is dead at a group of points is set
// on the way to it, so that it isn't carried along from point to point, and
// what is dead at the head of a loop is set there. What is live stays right.
// RUN: %check-program %s | FileCheck %s
// CHECK: 288 yields, {{[1-9][0-9]+}}

// RUN: %bare-clang --target=wasm32-wasi -Wno-deprecated --no-wasm-opt -O2 %s \
// RUN:   -isystem %source/include -o %t.wasm
// RUN: wasm-opt %t.wasm --lower-fibers=tier:frames,inline:no -S -o - \
// RUN:   | FileCheck %s --check-prefix=SETS

// SETS-LABEL: (func $entry.call_form
// SETS:       (loop
// SETS:         (br_table
// SETS-NEXT:     (i32.sub
// SETS-NEXT:      (local.get
// SETS-NEXT:      (i32.const {{[0-9]+}})
// SETS-NEXT:     )
// SETS-NEXT:    )
// SETS-NEXT:   )
// SETS-NEXT:  )
// SETS-NEXT:  (local.set {{\$[0-9]+}}
// SETS-NEXT:   (i32.const 0)

// SETS:       (br_if $save_next
// SETS:       (br $save)
// SETS-NEXT:  )
// SETS-NEXT:  )
// SETS-NEXT:  (local.set {{\$[0-9]+}}
// SETS-NEXT:   (i32.const 0)
// SETS:       (call $fiber.next_in_body
// SETS:       (i32.store offset=16
// SETS-NOT:   (call $fiber.next_in_body
// SETS-LABEL: (func
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
      TURN TURN TURN TURN                                                      \
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
