// A frame for which references are kept has the range that others have: all of it but its
// header, and nothing behind it.
// RUN: %check-program --tiers=frames --wasm-only %s

#include <assert.h>
#include <fiber.h>
#include <stddef.h>

static __externref_t table[0];
static int ranges;

static void check(void* start, size_t size, void* argument) {
  (void)argument;
  if ((size_t)start % 16 == 4 || size < 200) {
    assert(size % 16 == 4);
    ranges++;
  }
}

static void* entry(void* argument) {
  __externref_t reference = __builtin_wasm_table_get(table, 0);
  fiber_yield(NULL);
  __builtin_wasm_table_set(table, 0, reference);
  return argument;
}

int main(void) {
  __builtin_wasm_table_grow(table, __builtin_wasm_ref_null_extern(), 1);
  fiber_t fiber = fiber_alloc(entry);
  fiber_resume(fiber, NULL, NULL);
  fiber_each_root_range(check, NULL);
  assert(ranges > 0);
  fiber_resume(fiber, NULL, NULL);
  return 0;
}
