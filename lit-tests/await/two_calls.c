// Two calls of an export, each with a fiber of the program's own that waits for promises
// and yields. All of them have variables on the shadow stack, which stay theirs.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/two_calls.mjs | FileCheck %s --match-full-lines
// CHECK:      one after the other: 63 93
// CHECK-NEXT: both at once: 63 93
// CHECK-NEXT: loads: 1 1 1 2 2 2 1 2 1 2 1 2
#include <fiber.h>
#include <stdio.h>

__attribute__((import_module("host"), import_name("load"))) int load(int id);
FIBER_SUSPENDING(load);

typedef struct {
  int id;
  int sum;
} job;

static void* read_all(void* argument) {
  job* mine = argument;
  for (int part = 1; part <= 3; part++) {
    char label[32];
    int length = snprintf(label, sizeof label, "part %d", part);
    mine->sum += load(mine->id) * 10 + part;
    fiber_yield(label);
    // "part N" again, if nobody else has been here.
    if (length != 6 || label[5] != '0' + part)
      mine->sum = -1000;
  }
  return mine;
}

// Its result is 30 for each id, and twice what has been read.
__attribute__((export_name("read"))) int read(int id) {
  job mine = {id, 0};
  int labels = 0;
  fiber_result_t result;
  fiber_t reader = fiber_alloc(read_all);
  fiber_resume(reader, &mine, &result);
  for (; result == FIBER_YIELD; labels++)
    fiber_resume(reader, NULL, &result);
  fiber_free(reader);
  return labels == 3 ? mine.sum + 27 : -1;
}
