// fiber.h written by hand on Binaryen's Asyncify, as one would without the
// pass: what our asyncify tier is measured against. It is linked in place of
// the imports, and the module then goes through `wasm-opt --asyncify`.
//
// It is as lean as it can be: a fiber_t is an address and is not checked, and
// what a fiber that is freed early has on its stack is forgotten.
#include <fiber.h>
#include <stdlib.h>

// Bytes of a fiber's part of clang's shadow stack, and for the locals that
// Asyncify saves. A build sets what its program needs.
#ifndef SHADOW_STACK_SIZE
#define SHADOW_STACK_SIZE 16384
#endif
#ifndef SAVED_LOCALS_SIZE
#define SAVED_LOCALS_SIZE 1024
#endif

#define ASYNCIFY(name)                                                         \
  __attribute__((import_module("asyncify"), import_name(#name)))
ASYNCIFY(start_unwind) void asyncify_start_unwind(void* saved);
ASYNCIFY(stop_unwind) void asyncify_stop_unwind(void);
ASYNCIFY(start_rewind) void asyncify_start_rewind(void* saved);
ASYNCIFY(stop_rewind) void asyncify_stop_rewind(void);

struct fiber_handle {
  // What Asyncify reads and writes: where it saves next, and the end.
  struct {
    char* next;
    char* end;
  } saved;
  fiber_entry_point_t entry;
  enum { Fresh, Suspended, Running, Finished } state;
  // What the next switch passes on, in either direction.
  void* value;
  // While the fiber runs, who resumed it; in the list of free ones, the next.
  struct fiber_handle* outer;
  char* stack_pointer;
  char saved_locals[SAVED_LOCALS_SIZE];
  _Alignas(16) char shadow_stack[SHADOW_STACK_SIZE];
};

static struct fiber_handle* current;
static struct fiber_handle* free_fibers;
// As Asyncify's own state, which a program can't ask for.
static enum { Normal, Unwinding, Rewinding } state;

__asm__(".globaltype __stack_pointer, i32");

// The functions that use these two have no frame on the shadow stack.
static inline char* get_stack_pointer(void) {
  char* pointer;
  __asm__ volatile("global.get __stack_pointer\n\tlocal.set %0"
                   : "=r"(pointer));
  return pointer;
}

static inline void set_stack_pointer(char* pointer) {
  __asm__ volatile("local.get %0\n\tglobal.set __stack_pointer"
                   :
                   : "r"(pointer));
}

// The definitions that stand in for the imports of fiber.h.
#pragma clang diagnostic ignored "-Wignored-attributes"

fiber_t fiber_alloc(fiber_entry_point_t entry) {
  struct fiber_handle* fiber = free_fibers;
  if (fiber != NULL) {
    free_fibers = fiber->outer;
  } else {
    fiber = malloc(sizeof *fiber);
    if (fiber == NULL) {
      return NULL;
    }
    fiber->saved.end = fiber->saved_locals + SAVED_LOCALS_SIZE;
  }
  fiber->saved.next = fiber->saved_locals;
  fiber->stack_pointer = fiber->shadow_stack + SHADOW_STACK_SIZE;
  fiber->entry = entry;
  fiber->state = Fresh;
  return fiber;
}

void fiber_free(fiber_t fiber) {
  if (fiber == NULL) {
    return;
  }
  fiber->outer = free_fibers;
  free_fibers = fiber;
}

void* fiber_resume(fiber_t fiber, void* argument, fiber_result_t* result) {
  if (fiber == NULL || fiber->state > Suspended) {
    if (result != NULL) {
      *result = FIBER_ERROR;
    }
    return NULL;
  }
  char* stack_pointer = get_stack_pointer();
  fiber->value = argument;
  fiber->outer = current;
  current = fiber;
  if (fiber->state == Suspended) {
    state = Rewinding;
    asyncify_start_rewind(&fiber->saved);
  }
  fiber->state = Running;
  set_stack_pointer(fiber->stack_pointer);
  void* value = fiber->entry(argument);
  if (state == Unwinding) {
    state = Normal;
    asyncify_stop_unwind();
    fiber->state = Suspended;
    value = fiber->value;
  } else {
    fiber->state = Finished;
  }
  set_stack_pointer(stack_pointer);
  current = fiber->outer;
  if (result != NULL) {
    *result = fiber->state == Suspended ? FIBER_YIELD : FIBER_OK;
  }
  return value;
}

void* fiber_yield(void* value) {
  struct fiber_handle* fiber = current;
  if (state == Rewinding) {
    state = Normal;
    asyncify_stop_rewind();
    return fiber->value;
  }
  fiber->value = value;
  fiber->stack_pointer = get_stack_pointer();
  state = Unwinding;
  asyncify_start_unwind(&fiber->saved);
  return NULL;
}
