// Connects and begins the end in one turn of the loop, while a task waits for a
// client.
#include "check.h"

static int listener;

static void* accept_one(void* argument) {
  int connection = fio_accept(listener, FIO_NEVER);
  CHECK(connection >= 0);
  puts("accepted");
  send_text(connection, "welcome");
  CHECK_ERROR(fio_accept(listener, FIO_NEVER), ECANCELED);
  puts("no other");
  return argument;
}

static void* connect_late(void* argument) {
  expect_text(connect_to(listener), "welcome");
  puts("welcome");
  return argument;
}

static void* start(void* argument) {
  listener = listen_here(10);
  CHECK(fio_async(accept_one, NULL));
  CHECK(fio_sleep(20 * FIO_MILLISECOND) == 0);
  CHECK(fio_async(connect_late, NULL));
  // The task has begun to connect when this goes on, and the back end hears of
  // both at once.
  CHECK(fio_yield() == 0);
  fio_shutdown(FIO_NEVER);
  return argument;
}

int main(void) { return fio_main(start, NULL); }
