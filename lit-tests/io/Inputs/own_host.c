// A program with an import of another host's.
#include <fiber.h>
#include <stdint.h>

__attribute__((import_module("app"), import_name("get"))) int get(int value);

static void* ask(void* argument) {
  fiber_yield(argument);
  return (void*)(intptr_t)get(1);
}

int main(void) {
  fiber_t fiber = fiber_alloc(ask);
  fiber_resume(fiber, NULL, NULL);
  fiber_free(fiber);
  return 0;
}
