// For programs that talk to the driver with no library between, and break the
// rules of io/ring.h.
#ifndef HOSTILE_H
#define HOSTILE_H

#include "io/ring.h"
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__attribute__((import_module("fio"), import_name("turn"))) uint32_t
host_turn(uint32_t turn);
__attribute__((import_module("fio"), import_name("stop"))) void host_stop(void);

static inline uint64_t address_of(const void* object) {
  return (uintptr_t)object;
}

// The result of an operation, which has to be complete in a second.
static inline int32_t do_operation(struct fio_operation operation) {
  struct fio_completion completion = {.token = 0};
  struct fio_turn turn = {.operations = address_of(&operation),
                          .completions = address_of(&completion),
                          .timeout = 1000000000,
                          .operation_count = 1,
                          .completion_room = 1};
  uint32_t count = host_turn((uint32_t)(uintptr_t)&turn);
  return count == 0 ? INT32_MIN : completion.result;
}

// The name of a result.
static inline const char* name_of(int32_t result) {
  return result == INT32_MIN ? "none" : result < 0 ? strerror(-result) : "done";
}

#endif
