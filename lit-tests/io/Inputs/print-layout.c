// Prints what js/io/ring.mjs has to have.
#include "ring.h"
#include <stddef.h>
#include <stdio.h>

#define OFFSET(structure, member, name)                                        \
  printf(" %s=%zu", name, offsetof(struct fio_##structure, member))

int main(void) {
  printf(
    "codes: listen=%d accept=%d connect=%d recv=%d send=%d open=%d read=%d "
    "halfClose=%d close=%d cancel=%d\n",
    FIO_OP_LISTEN,
    FIO_OP_ACCEPT,
    FIO_OP_CONNECT,
    FIO_OP_RECV,
    FIO_OP_SEND,
    FIO_OP_OPEN,
    FIO_OP_READ,
    FIO_OP_HALF_CLOSE,
    FIO_OP_CLOSE,
    FIO_OP_CANCEL);
  printf("operation: size=%zu", sizeof(struct fio_operation));
  OFFSET(operation, code, "code");
  OFFSET(operation, token, "token");
  OFFSET(operation, descriptor, "descriptor");
  OFFSET(operation, size, "length");
  OFFSET(operation, address, "address");
  OFFSET(operation, extra, "extra");
  printf("\ncompletion: size=%zu", sizeof(struct fio_completion));
  OFFSET(completion, token, "token");
  OFFSET(completion, result, "result");
  OFFSET(completion, value, "value");
  printf("\nturn: size=%zu", sizeof(struct fio_turn));
  OFFSET(turn, operations, "operations");
  OFFSET(turn, completions, "completions");
  OFFSET(turn, timeout, "timeout");
  OFFSET(turn, now, "now");
  OFFSET(turn, grace, "grace");
  OFFSET(turn, operation_count, "operationCount");
  OFFSET(turn, completion_room, "completionRoom");
  puts("");
  return 0;
}
