// fiber.h without fibers: what is resumed runs to its end, and a yield does
// nothing. A program that never yields is measured with it, to see what its
// fibers cost.
#include <fiber.h>

// The definitions that stand in for the imports of fiber.h.
#pragma clang diagnostic ignored "-Wignored-attributes"

static fiber_entry_point_t fresh;

fiber_t fiber_alloc(fiber_entry_point_t entry) {
  fresh = entry;
  return (fiber_t)&fresh;
}

void* fiber_resume(fiber_t fiber, void* argument, fiber_result_t* result) {
  *result = FIBER_OK;
  return (*(fiber_entry_point_t*)fiber)(argument);
}

void* fiber_yield(void* value) {
  (void)value;
  return NULL;
}

void fiber_free(fiber_t fiber) { (void)fiber; }
