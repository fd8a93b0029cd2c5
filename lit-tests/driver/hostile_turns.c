// What breaks the rules of a turn ends the program.
// RUN: %clang -O1 -I%source %s -o %t.wasm
// RUN: %expect-status 134 fiber-host %t.wasm turn 2>&1 | FileCheck %s --check-prefix=TURN
// RUN: %expect-status 134 fiber-host %t.wasm operations 2>&1 | FileCheck %s --check-prefix=TABLES
// RUN: %expect-status 134 fiber-host %t.wasm many 2>&1 | FileCheck %s --check-prefix=TABLES
// RUN: %expect-status 134 fiber-host %t.wasm completions 2>&1 | FileCheck %s --check-prefix=TABLES
// RUN: %expect-status 134 fiber-host %t.wasm code 2>&1 | FileCheck %s --check-prefix=CODE
// RUN: %expect-status 134 fiber-host %t.wasm token 2>&1 | FileCheck %s --check-prefix=TOKEN
// RUN: %expect-status 134 fiber-host --network %t.wasm twice 2>&1 | FileCheck %s --check-prefix=TWICE

// TURN:   fiber-host: error: {{.*}}.wasm: fio: the turn isn't in the memory
// TABLES: fiber-host: error: {{.*}}.wasm: fio: the operations of a turn aren't in the memory
// CODE:   fiber-host: error: {{.*}}.wasm: fio: an operation has an unknown code
// TOKEN:  fiber-host: error: {{.*}}.wasm: fio: an operation has a token that is too large
// TWICE:  fiber-host: error: {{.*}}.wasm: fio: an operation has the token of another
#include "Inputs/hostile.h"

static struct fio_completion completions[4];
static struct fio_operation operations[2];
static struct fio_turn turn;

int main(int argc, char* argv[]) {
  const char* mistake = argv[1];
  uint32_t end = (uint32_t)(__builtin_wasm_memory_size(0) * 65536);
  uint32_t address = (uint32_t)(uintptr_t)&turn;
  turn = (struct fio_turn){.operations = address_of(operations),
                           .completions = address_of(completions),
                           .operation_count = 2,
                           .completion_room = 4};
  operations[0] = (struct fio_operation){.code = FIO_OP_CANCEL};
  operations[1] = operations[0];
  if (strcmp(mistake, "turn") == 0) {
    address = end - 8;
  } else if (strcmp(mistake, "operations") == 0) {
    turn.operations = UINT64_MAX - 31;
  } else if (strcmp(mistake, "many") == 0) {
    turn.operation_count = UINT32_MAX;
  } else if (strcmp(mistake, "completions") == 0) {
    turn.completions = end - 8;
  } else if (strcmp(mistake, "code") == 0) {
    operations[1].code = 11;
  } else if (strcmp(mistake, "token") == 0) {
    operations[1].code = FIO_OP_LISTEN;
    operations[1].token = FIO_TOKENS;
  } else if (strcmp(mistake, "twice") == 0) {
    operations[0].code = operations[1].code = FIO_OP_CONNECT;
    operations[0].address = operations[1].address = address_of("localhost");
    operations[0].token = operations[1].token = 7;
  }
  host_turn(address);
  puts("not ended");
  return argc;
}
