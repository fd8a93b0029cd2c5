// What the tests of fiber_backtrace have in common.

#include <fiber.h>
#include <stdio.h>

// A function that is there to be told of.
#define SEEN __attribute__((noinline))

// Functions of this fiber are told of with a star.
static fiber_t marked;

static void print_function(const fiber_frame_t* frame, void* data) {
  (void)data;
  printf(" %s%s", frame->fiber == marked ? "*" : "", frame->function);
}

// Prints a line with the functions that wait in a fiber.
SEEN void look(const char* of, fiber_t fiber) {
  printf("%s:", of);
  fiber_backtrace(fiber, print_function, NULL);
  puts("");
}
