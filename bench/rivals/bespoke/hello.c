// Hello with two counters in place of two fibers.
#include <stdio.h>

int main(void) {
  for (int i = 1; i <= 3; i++) {
    printf("%d. Hello from the %s fiber\n", i, "left");
    printf("%d. Hello from the %s fiber\n", i, "right");
  }
  return 0;
}
