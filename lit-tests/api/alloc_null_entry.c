// A fiber without an entry is refused.
// RUN: %check-program %s
#include <assert.h>
#include <fiber.h>
#include <stddef.h>

int main(void) {
  assert(fiber_alloc(NULL) == NULL);
  assert(fiber_sized_alloc(NULL, 4096) == NULL);
  return 0;
}
