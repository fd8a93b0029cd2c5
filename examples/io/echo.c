// A server that sends back what it receives: one task for each connection, with
// a loop and a buffer of its own. Up to 10,000 clients at once; one that is
// silent for 30 seconds is dropped.
//
// Usage: echo [PORT]
//
// It tells the port that it listens on, a free one unless told.
#include <errno.h>
#include <fio.h>
#include <stdio.h>
#include <stdlib.h>

static void* echo(void* argument) {
  int connection = (int)(intptr_t)argument;
  char buffer[4096];
  ssize_t size;
  while ((size = fio_recv(
            connection, buffer, sizeof buffer, fio_after(30 * FIO_SECOND))) >
         0) {
    if (fio_send(connection, buffer, size, fio_after(30 * FIO_SECOND)) < 0) {
      break;
    }
  }
  fio_close(connection);
  return NULL;
}

// Starts a task for a connection, which owns it then.
static void start_echo(int connection) {
  if (!fio_async(echo, (void*)(intptr_t)connection)) {
    fio_close(connection);
  }
}

// Accepts clients until the host ends the server, or there is an error.
static void accept_all(int listener) {
  for (;;) {
    int connection = fio_accept(listener, FIO_NEVER);
    if (connection >= 0) {
      start_echo(connection);
    } else if (errno == EMFILE || errno == ENFILE) {
      // Until others have closed theirs.
      fio_sleep(100 * FIO_MILLISECOND);
    } else {
      break;
    }
  }
}

static void* serve(void* port) {
  int listener = fio_listen("127.0.0.1", *(uint16_t*)port, 10000);
  if (listener >= 0) {
    printf("listening on port %d\n", fio_port(listener));
    fflush(stdout);
    accept_all(listener);
  }
  if (errno != ECANCELED) {
    perror("echo");
  }
  fio_close(listener);
  return NULL;
}

int main(int argc, char* argv[]) {
  uint16_t port = argc > 1 ? (uint16_t)atoi(argv[1]) : 0;
  return fio_main(serve, &port);
}
