// Divides numbers of 128 bits, for which it needs compiler-rt.
#include <fiber.h>
#include <stdio.h>

static void *halve(void *count) {
  unsigned __int128 wide = (unsigned __int128)*(int *)count << 68;
  for (; (wide /= *(int *)count + 1) > 1;)
    fiber_yield(&(int){(int)(wide >> 64)});
  return NULL;
}

int main(int count, char **arguments) {
  fiber_t fiber = fiber_alloc(halve);
  for (int *value; (value = fiber_resume(fiber, &count, NULL)) && *value > 1;)
    printf("C: %d\n", *value);
  fiber_free(fiber);
}
