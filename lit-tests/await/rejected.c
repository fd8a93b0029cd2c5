// A promise is rejected: the call ends there, and rejects with the same. Fibers of the
// program's own that waited in it are finished, so that they can be freed.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/rejected.mjs | FileCheck %s --match-full-lines
// CHECK:      given: 5
// CHECK-NEXT: rejected: Error: 5 not found
// CHECK-NEXT: in a fiber: Error: 6 not found
// CHECK-NEXT: the fiber then: error
// CHECK-NEXT: a new one: 6
// CHECK-NEXT: thrown: Error: 7 not there
// CHECK-NEXT: given again: 8
// CHECK-NEXT: rejected 30000 times: memory grown by 0
#include <fiber.h>

__attribute__((import_module("host"), import_name("find"))) int find(int id);
FIBER_SUSPENDING(find);

__attribute__((export_name("look"))) int look(int id) { return find(id); }

static void* look_for(void* id) {
  for (;;)
    id = fiber_yield((void*)(long)find((int)(long)id));
}

static fiber_t inner;
static fiber_t outer;

static void* ask(void* id) {
  fiber_result_t result;
  void* found = fiber_resume(inner, id, &result);
  return result == FIBER_YIELD ? found : (void*)-1L;
}

// By two fibers.
__attribute__((export_name("look_in_fiber"))) int look_in_fiber(int id) {
  fiber_free(inner);
  fiber_free(outer);
  inner = fiber_alloc(look_for);
  outer = fiber_alloc(ask);
  return (int)(long)fiber_resume(outer, (void*)(long)id, NULL);
}

// Whether both are finished: to resume them is an error.
__attribute__((export_name("are_finished"))) int are_finished(void) {
  fiber_result_t results[2];
  fiber_resume(inner, NULL, &results[0]);
  fiber_resume(outer, NULL, &results[1]);
  return results[0] == FIBER_ERROR && results[1] == FIBER_ERROR;
}
