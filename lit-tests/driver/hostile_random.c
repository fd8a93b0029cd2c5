// Operations made at random, on whatever is open by then, harm nobody: each that has a
// token is completed once, and the driver goes on. The build with sanitizers sees more.
// RUN: %clang -O1 -I%source %s -o %t.wasm
// RUN: rm -rf %t.d && mkdir %t.d && cp %s %t.d/file
// RUN: fiber-host --network --dir=%t.d=site --descriptors=40 %t.wasm 1 | FileCheck %s
// RUN: fiber-host --network --dir=%t.d=site --descriptors=40 %t.wasm 2 | FileCheck %s
// CHECK: 5000 turns, {{[1-9][0-9]*}} of {{[1-9][0-9]*}} done, none completed twice, 0 left
#include "Inputs/hostile.h"
#include <stdbool.h>

enum { TURNS = 5000, TOKENS = 64, AT_ONCE = 8, ROOM = 16 };

static uint64_t state;
static uint32_t at_random(uint32_t limit) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33) % limit;
}

static bool pending[TOKENS];
static char buffer[8192];
static uint32_t port;
static int begun;
static int done;

static uint64_t address_at_random(void) {
  uint64_t end = (uint64_t)__builtin_wasm_memory_size(0) * 65536;
  switch (at_random(8)) {
    case 0:
      return end - at_random(100);
    case 1:
      return end + at_random(100);
    case 2:
      return UINT64_MAX - at_random(100);
    default:
      return address_of(buffer) + at_random(sizeof buffer / 2);
  }
}

static uint64_t text_at_random(const char* most, const char* some) {
  return at_random(20) == 0  ? address_at_random()
         : at_random(4) == 0 ? address_of(some)
                             : address_of(most);
}

// An operation that needs a token has one that is free, if there is one.
static struct fio_operation operation_at_random(void) {
  struct fio_operation operation = {.code = 1 + at_random(10),
                                    .descriptor = (int)at_random(48),
                                    .size = at_random(6000),
                                    .address = address_at_random(),
                                    .extra = at_random(8192)};
  if (operation.code == FIO_OP_CANCEL) {
    operation.token = at_random(2 * TOKENS);
  } else if (operation.code < FIO_OP_HALF_CLOSE) {
    while (operation.token < TOKENS && pending[operation.token]) {
      operation.token++;
    }
    if (operation.token == TOKENS) {
      return (struct fio_operation){.code = FIO_OP_CLOSE,
                                    .descriptor = operation.descriptor};
    }
    pending[operation.token] = true;
    begun++;
  }
  if (operation.code == FIO_OP_LISTEN) {
    operation.address = text_at_random("127.0.0.1", "::1");
    operation.size = 0;
  } else if (operation.code == FIO_OP_CONNECT) {
    operation.address = text_at_random("127.0.0.1", "localhost");
    operation.size = port;
  } else if (operation.code == FIO_OP_OPEN) {
    operation.address = text_at_random("site", "elsewhere");
    operation.extra = text_at_random("file", "../file");
  }
  return operation;
}

static void take(const struct fio_completion* completion) {
  if (completion->token >= TOKENS || !pending[completion->token]) {
    printf("token %u is completed twice\n", completion->token);
    exit(1);
  }
  pending[completion->token] = false;
  done += completion->result >= 0;
  if (completion->result >= 0 && completion->value > 1023 &&
      completion->value < 65536 && at_random(2) == 0) {
    port = (uint32_t)completion->value;
  }
}

static void do_turn(struct fio_operation* operations, uint32_t count) {
  static struct fio_completion completions[ROOM];
  struct fio_turn turn = {.operations = address_of(operations),
                          .completions = address_of(completions),
                          .timeout = at_random(2) * 100000,
                          .operation_count = count,
                          .completion_room = at_random(ROOM + 1)};
  uint32_t completed = host_turn((uint32_t)(uintptr_t)&turn);
  for (uint32_t i = 0; i < completed; i++) {
    take(&completions[i]);
  }
}

static int count_pending(void) {
  int count = 0;
  for (int i = 0; i < TOKENS; i++) {
    count += pending[i];
  }
  return count;
}

int main(int argc, char* argv[]) {
  struct fio_operation operations[TOKENS];
  state = (uint64_t)atoi(argv[argc - 1]);
  for (int i = 0; i < TURNS; i++) {
    uint32_t count = at_random(AT_ONCE);
    for (uint32_t j = 0; j < count; j++) {
      operations[j] = operation_at_random();
    }
    do_turn(operations, count);
    if (at_random(500) == 0) {
      host_stop();
      memset(pending, 0, sizeof pending);
    }
  }
  for (int i = 0; i < TOKENS; i++) {
    operations[i] = (struct fio_operation){.code = FIO_OP_CANCEL,
                                           .token = (uint32_t)i};
  }
  do_turn(operations, TOKENS);
  for (int i = 0; i < 100; i++) {
    do_turn(operations, 0);
  }
  printf("%d turns, %d of %d done, none completed twice, %d left\n",
         TURNS,
         done,
         begun,
         count_pending());
  return 0;
}
