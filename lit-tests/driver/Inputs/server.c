// A server of lines: it answers each, "slow" after a moment and "stuck" never.
// At its end it says how many it has answered.
#include "../../io/Inputs/check.h"

static int answered;

static bool answer(int connection, const char* line) {
  if (line[0] == 's') {
    bool stuck = line[2] == 'u';
    if (fio_sleep(stuck ? 3600 * FIO_SECOND : 300 * FIO_MILLISECOND) < 0) {
      return false;
    }
  }
  answered++;
  return fio_send(connection, line, strlen(line), SOON) > 0;
}

static void* serve_client(void* argument) {
  char line[16];
  ssize_t size;
  int connection = to_int(argument);
  do {
    fio_set_idle(true);
    size = fio_recv(connection, line, sizeof line - 1, FIO_NEVER);
    fio_set_idle(false);
    line[size < 0 ? 0 : size] = '\0';
  } while (size > 0 && answer(connection, line));
  fio_close(connection);
  return NULL;
}

static void* serve(void* argument) {
  int listener = fio_listen("127.0.0.1", 0, 1000);
  CHECK(listener >= 0);
  printf("listening on port %d\n", fio_port(listener));
  fflush(stdout);
  int connection;
  while ((connection = fio_accept(listener, FIO_NEVER)) >= 0) {
    CHECK(fio_async(serve_client, number(connection)));
  }
  fio_close(listener);
  return argument;
}

int main(void) {
  CHECK(fio_main(serve, NULL) == 0);
  printf("answered %d\n", answered);
  return 0;
}
