// Operations that aren't the program's to do fail, each with an error, and do nothing.
// RUN: %clang -O1 -I%source %s -o %t.wasm
// RUN: fiber-host --listen=127.0.0.1:0 --network %t.wasm | FileCheck %s --match-full-lines
#include "Inputs/hostile.h"

static struct fio_operation on(uint32_t code, int32_t descriptor) {
  return (struct fio_operation){.code = code, .descriptor = descriptor};
}

// What becomes of an operation on a connection with this buffer.
static void
try_buffer(uint32_t code, int32_t socket, uint64_t address, uint32_t size) {
  struct fio_operation operation = on(code, socket);
  operation.address = address;
  operation.size = size;
  puts(name_of(do_operation(operation)));
}

// Tries it on all descriptors that a process may have, and a few that none has.
static void try_all(const char* name, uint32_t code) {
  static const int32_t far[] = {-1, 1 << 20, INT32_MAX, INT32_MIN};
  char byte;
  int refused = 0;
  for (int i = 0; i < 260; i++) {
    struct fio_operation operation = on(code, i < 256 ? i : far[i - 256]);
    operation.address = address_of(&byte);
    operation.size = 1;
    refused += do_operation(operation) == -EBADF;
  }
  printf("%s: %d of 260\n", name, refused);
}

int main(void) {
  uint64_t end = (uint64_t)__builtin_wasm_memory_size(0) * 65536;
  char buffer[8];
  static const char localhost[] = "127.0.0.1";

  puts("descriptors:");
  try_all("accept", FIO_OP_ACCEPT);
  try_all("recv", FIO_OP_RECV);
  try_all("send", FIO_OP_SEND);
  try_all("read", FIO_OP_READ);
  // CHECK:      descriptors:
  // CHECK-NEXT: accept: 260 of 260
  // CHECK-NEXT: recv: 260 of 260
  // CHECK-NEXT: send: 260 of 260
  // CHECK-NEXT: read: 260 of 260

  // The driver's own stay open: it goes on.
  struct fio_operation ends[512];
  for (int i = 0; i < 256; i++) {
    ends[2 * i] = on(FIO_OP_HALF_CLOSE, i);
    ends[2 * i + 1] = on(FIO_OP_CLOSE, i);
  }
  struct fio_turn turn = {.operations = address_of(ends),
                          .completions = address_of(buffer),
                          .operation_count = 512};
  printf("closed: %u completions\n", host_turn((uint32_t)(uintptr_t)&turn));
  // CHECK-NEXT: closed: 0 completions

  struct fio_completion listening;
  struct fio_operation listen = {.code = FIO_OP_LISTEN};
  turn = (struct fio_turn){.operations = address_of(&listen),
                           .completions = address_of(&listening),
                           .operation_count = 1,
                           .completion_room = 1};
  host_turn((uint32_t)(uintptr_t)&turn);
  struct fio_operation connect = {.code = FIO_OP_CONNECT,
                                  .address = address_of(localhost),
                                  .size = (uint32_t)listening.value};
  int32_t socket = do_operation(connect);
  int32_t other = do_operation(on(FIO_OP_ACCEPT, listening.result));
  printf("connected: %d, %d\n", socket > 0, other > 0);
  // CHECK-NEXT: connected: 1, 1

  puts("buffers:");
  try_buffer(FIO_OP_SEND, socket, end - 4, 5);
  try_buffer(FIO_OP_SEND, socket, end - 4, 4);
  try_buffer(FIO_OP_RECV, other, end - 4, 5);
  try_buffer(FIO_OP_RECV, other, end, 1);
  try_buffer(FIO_OP_RECV, other, UINT64_MAX - 3, 8);
  try_buffer(FIO_OP_RECV, other, UINT64_MAX, 1);
  try_buffer(FIO_OP_RECV, other, address_of(buffer), UINT32_MAX);
  try_buffer(FIO_OP_RECV, other, address_of(buffer), 8);
  // CHECK-NEXT: buffers:
  // CHECK-NEXT: Bad address
  // CHECK-NEXT: done
  // CHECK-NEXT: Bad address
  // CHECK-NEXT: Bad address
  // CHECK-NEXT: Bad address
  // CHECK-NEXT: Bad address
  // CHECK-NEXT: Invalid argument
  // CHECK-NEXT: done

  puts("kinds:");
  puts(name_of(do_operation(on(FIO_OP_ACCEPT, socket))));
  try_buffer(FIO_OP_RECV, listening.result, address_of(buffer), 8);
  try_buffer(FIO_OP_READ, socket, address_of(buffer), 8);
  // CHECK-NEXT: kinds:
  // CHECK-NEXT: Invalid argument
  // CHECK-NEXT: {{Socket not connected|Invalid argument}}
  // CHECK-NEXT: Invalid seek

  puts("texts:");
  memset((char*)(uintptr_t)(end - 5000), 'x', 5000);
  connect.address = end - 4;
  puts(name_of(do_operation(connect)));
  connect.address = end;
  puts(name_of(do_operation(connect)));
  connect.address = end - 5000;
  puts(name_of(do_operation(connect)));
  struct fio_operation open = {
    .code = FIO_OP_OPEN, .address = address_of("."), .extra = end - 1};
  puts(name_of(do_operation(open)));
  // CHECK-NEXT: texts:
  // CHECK-NEXT: Bad address
  // CHECK-NEXT: Bad address
  // CHECK-NEXT: Filename too long
  // CHECK-NEXT: Bad address

  // Threads are still looking for these names when nobody wants to know any more.
  static struct fio_operation lookups[300];
  for (uint32_t i = 0; i < 300; i++) {
    lookups[i] = (struct fio_operation){.code = FIO_OP_CONNECT,
                                        .token = i,
                                        .address = address_of("localhost")};
  }
  // Half of them are cancelled before.
  for (uint32_t i = 1; i < 300; i += 2) {
    lookups[i] =
      (struct fio_operation){.code = FIO_OP_CANCEL, .token = i - 1};
  }
  turn = (struct fio_turn){.operations = address_of(lookups),
                           .completions = address_of(buffer),
                           .operation_count = 300};
  host_turn((uint32_t)(uintptr_t)&turn);
  host_stop();
  host_stop();
  puts(name_of(do_operation(on(FIO_OP_ACCEPT, listening.result))));
  // CHECK-NEXT: Bad file descriptor
  return 0;
}
