#include <fio.h>
#include <stdio.h>

static void* nap(void* argument) {
  if (fio_sleep(FIO_MILLISECOND) == 0)
    puts("slept");
  return argument;
}

int main(void) { return fio_main(nap, NULL); }
