// An echo server that has room for two clients.
#include "check.h"

static void* echo(void* argument) {
  int connection = to_int(argument);
  char buffer[64];
  ssize_t size;
  while ((size = fio_recv(connection, buffer, sizeof buffer, SOON)) > 0)
    CHECK(fio_send(connection, buffer, size, SOON) == size);
  fio_close(connection);
  return NULL;
}

static void* serve(void* argument) {
  int listener = listen_here(2);
  int connection;
  printf("listening on port %d\n", fio_port(listener));
  fflush(stdout);
  while ((connection = fio_accept(listener, FIO_NEVER)) >= 0)
    CHECK(fio_async(echo, number(connection)));
  return argument;
}

int main(void) { return fio_main(serve, NULL); }
