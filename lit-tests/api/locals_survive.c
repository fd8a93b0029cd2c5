// Local variables of every type live across yields, whether they are in
// registers or in memory, while another fiber runs the same code.
// RUN: %check-program %s
// RUN: %check-program --cc-arg=-O0 --cc-arg=-g %s
#include <assert.h>
#include <fiber.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pair {
  int64_t first;
  double second;
};

static void* entry(void* argument) {
  int start = *(int*)argument;
  int8_t byte = (int8_t)start;
  uint16_t half = (uint16_t)(start * 100);
  int32_t word = start * -100000;
  uint64_t wide = (uint64_t)start << 60;
  float single = (float)start / 2;
  double real = start / 3.0;
  long double longest = start / 3.0L;
  bool flag = start % 2 == 0;
  struct pair pair = {start * -10000000000ll, start * 1e300};
  int array[10] = {start};
  int* inside = &array[start];
  volatile double in_memory = real;
  for (int i = 1; i < 10; i++) {
    array[i] = array[i - 1] * 3 + start;
    if (fiber_yield(inside) == NULL) {
      break;
    }
    byte++;
    half++;
    word--;
    wide++;
    single += 0.5f;
    real += 1;
    longest += 1;
    flag = !flag;
    pair.first++;
    pair.second /= 10;
    in_memory += 1;
  }
  assert(byte == start + 9);
  assert(half == start * 100 + 9);
  assert(word == start * -100000 - 9);
  assert(wide == ((uint64_t)start << 60) + 9);
  assert(single == (float)start / 2 + 4.5f);
  assert(real > start / 3.0 + 8.999 && real < start / 3.0 + 9.001);
  assert(longest > start / 3.0L + 8.999L && longest < start / 3.0L + 9.001L);
  assert(flag == (start % 2 != 0));
  assert(pair.first == start * -10000000000ll + 9);
  assert(pair.second > start * 0.999e291 && pair.second < start * 1.001e291);
  assert(in_memory == real);
  assert(inside == &array[start]);
  for (int i = 1; i < 10; i++) {
    assert(array[i] == array[i - 1] * 3 + start);
  }
  return inside;
}

int main(void) {
  int starts[2] = {3, 8};
  fiber_t fibers[2] = {fiber_alloc(entry), fiber_alloc(entry)};
  for (int round = 0; round < 10; round++) {
    for (int i = 0; i < 2; i++) {
      fiber_result_t result;
      assert(fiber_resume(fibers[i], &starts[i], &result) != NULL);
      assert(result == (round < 9 ? FIBER_YIELD : FIBER_OK));
    }
  }
  fiber_free(fibers[0]);
  fiber_free(fibers[1]);
  return 0;
}
