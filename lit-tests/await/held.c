// A fiber that waits for a promise while whoever has resumed it does, too, is suspended, though
// nobody else can resume it. Another call of an export sees where its values are, as a collector
// has to, and which functions wait in it. In the native tier, values are on the engine's stack.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/held.mjs --tiers=frames,asyncify | FileCheck %s --check-prefixes=CHECK,SAVED --match-full-lines
// RUN: %S/Inputs/check-await %build %s %S/Inputs/held.mjs --tiers=native | FileCheck %s --check-prefixes=CHECK,NATIVE --match-full-lines
// SAVED:       seen: 1
// SAVED-NEXT:  inner: {{.*}} waits run
// NATIVE:      seen: 0
// NATIVE-NEXT: inner: {{.*}} run
// CHECK-NEXT:  result: 305419897
// CHECK-NEXT:  seen: 0
// CHECK-NEXT:  inner:
#include "../api/Inputs/backtrace.h"
#include <stdint.h>

#define EXPORT(name) __attribute__((export_name(#name))) name

__attribute__((import_module("host"), import_name("load"))) int load(int id);
FIBER_SUSPENDING(load);

enum { Mask = 0x5555 };

static fiber_t inner;

SEEN int waits(int masked) {
  int value = masked ^ Mask;
  // So that it is what is kept.
  __asm__ volatile("" : "+r"(value));
  return load(1) + value;
}

static void* run(void* masked) { return (void*)waits((int)masked); }

int EXPORT(begin)(int masked) {
  inner = fiber_alloc(run);
  int value = (int)fiber_resume(inner, (void*)masked, NULL);
  fiber_free(inner);
  return value;
}

typedef struct {
  uint32_t masked;
  int seen;
} search;

static void count(void* start, size_t size, void* data) {
  const uint32_t* words = start;
  search* all = data;
  for (size_t i = 0; i < size / sizeof *words; i++)
    all->seen += (words[i] ^ Mask) == all->masked;
}

void EXPORT(look_at)(int masked) {
  search all = {(uint32_t)masked, 0};
  fiber_each_root_range(count, &all);
  printf("seen: %d\n", all.seen);
  look("inner", inner);
}
