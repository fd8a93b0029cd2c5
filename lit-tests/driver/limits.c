// A program gets no more memory and time than the options say, and no network and no
// files unless they do.
// RUN: %clang -O1 %s -lfio -o %t.wasm
// RUN: fiber-host --memory=16 %t.wasm memory | FileCheck %s --check-prefix=MEMORY
// RUN: %expect-status 134 fiber-host --deadline=0.3 %t.wasm loop 2>&1 | FileCheck %s --check-prefix=LOOP
// RUN: %expect-status 134 fiber-host --deadline=0.3 %t.wasm loop-in-task 2>&1 | FileCheck %s --check-prefix=LOOP
// RUN: fiber-host --deadline=0.3 %t.wasm wait | FileCheck %s --check-prefix=WAIT
// RUN: fiber-host %t.wasm closed | FileCheck %s --check-prefix=CLOSED
// RUN: fiber-host --network --descriptors=3 %t.wasm descriptors | FileCheck %s --check-prefix=DESCRIPTORS

// MEMORY:      14 MiB: yes
// MEMORY-NEXT: 2 MiB more: no
// LOOP:        fiber-host: error: {{.*}}.wasm: computed for longer than --deadline allows
// WAIT:        waited
// CLOSED:      listen: Permission denied
// CLOSED-NEXT: connect: Permission denied
// CLOSED-NEXT: open: No such file or directory
// CLOSED-NEXT: fopen: no
// DESCRIPTORS: Too many open files: 1, and then: 1
#include "../io/Inputs/check.h"

static bool grow(size_t megabytes) {
  return __builtin_wasm_memory_grow(0, megabytes * 16) != SIZE_MAX;
}

static void* compute(void* argument) {
  for (volatile int i = 0;; i++) {
  }
  return argument;
}

static void* wait_long(void* argument) {
  CHECK(fio_sleep(600 * FIO_MILLISECOND) == 0);
  puts("waited");
  return argument;
}

static void* use_all(void* argument) {
  CHECK(fio_listen("127.0.0.1", 0, 10) == -1);
  printf("listen: %s\n", strerror(errno));
  CHECK(fio_connect("127.0.0.1", 1, SOON) == -1);
  printf("connect: %s\n", strerror(errno));
  CHECK(fio_open(".", "limits.c", NULL, SOON) == -1);
  printf("open: %s\n", strerror(errno));
  printf("fopen: %s\n", fopen("limits.c", "r") ? "yes" : "no");
  return argument;
}

static void* open_many(void* argument) {
  int ends[2];
  int listener = listen_here(10);
  make_pair(listener, ends);
  bool refused =
    fio_connect("127.0.0.1", fio_port(listener), SOON) == -1 && errno == EMFILE;
  fio_close(ends[0]);
  int again = fio_connect("127.0.0.1", fio_port(listener), SOON);
  printf("Too many open files: %d, and then: %d\n", refused, again >= 0);
  return argument;
}

int main(int argc, char* argv[]) {
  const char* what = argv[argc - 1];
  if (strcmp(what, "memory") == 0) {
    printf("14 MiB: %s\n", grow(14) ? "yes" : "no");
    printf("2 MiB more: %s\n", grow(2) ? "yes" : "no");
    return 0;
  }
  if (strcmp(what, "loop") == 0) {
    compute(NULL);
  }
  return fio_main(strcmp(what, "loop-in-task") == 0  ? compute
                  : strcmp(what, "wait") == 0        ? wait_long
                  : strcmp(what, "descriptors") == 0 ? open_many
                                                     : use_all,
                  NULL);
}
