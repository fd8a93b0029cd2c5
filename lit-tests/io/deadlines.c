// Each call that waits gives up at its deadline, and nothing is lost by that. A deadline
// that is over gives what is there.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK: all deadlines were met
#include "Inputs/check.h"

static void* wait_long(void* argument) {
  CHECK_ERROR(fio_sleep(3600 * FIO_SECOND), ECANCELED);
  return argument;
}

static void* start(void* argument) {
  char buffer[16];
  int ends[2];
  int listener = listen_here(2);

  fio_time_t before = fio_now();
  CHECK(fio_sleep(20 * FIO_MILLISECOND) == 0);
  CHECK(fio_now() - before >= 20 * FIO_MILLISECOND);
  CHECK(fio_sleep(0) == 0);
  CHECK(fio_sleep(-1) == 0);
  CHECK(fio_after(FIO_NEVER) == FIO_NEVER);

  CHECK_ERROR(fio_accept(listener, A_MOMENT), ETIMEDOUT);
  make_pair(listener, ends);
  CHECK_ERROR(fio_recv(ends[1], buffer, sizeof buffer, A_MOMENT), ETIMEDOUT);
  CHECK_ERROR(fio_recv(ends[1], buffer, sizeof buffer, fio_now()), ETIMEDOUT);
  send_text(ends[0], "late");
  expect_text(ends[1], "late");

  // Nobody reads: at some point, nothing more fits.
  static char much[1 << 20];
  ssize_t sent;
  int times = 0;
  while ((sent = fio_send(ends[0], much, sizeof much, A_MOMENT)) > 0) {
    CHECK(sent == sizeof much);
    CHECK(++times < 1000);
  }
  CHECK(errno == ETIMEDOUT);

  // The limit of connections.
  int other = connect_to(listener);
  int accepted = fio_accept(listener, SOON);
  CHECK(accepted >= 0);
  int third = connect_to(listener);
  CHECK_ERROR(fio_accept(listener, A_MOMENT), ETIMEDOUT);
  fio_close(accepted);
  CHECK((accepted = fio_accept(listener, SOON)) >= 0);

  fio_channel_t channel = fio_channel_make(1, 1);
  CHECK_ERROR(fio_channel_recv(channel, buffer, A_MOMENT), ETIMEDOUT);
  CHECK(fio_channel_send(channel, "x", fio_now()) == 0);
  CHECK_ERROR(fio_channel_send(channel, "y", A_MOMENT), ETIMEDOUT);
  CHECK(fio_channel_recv(channel, buffer, fio_now()) == 0);
  CHECK(buffer[0] == 'x');
  CHECK_ERROR(fio_channel_recv(channel, buffer, fio_now()), ETIMEDOUT);
  fio_channel_free(channel);

  fio_task_t task = fio_async(wait_long, NULL);
  CHECK_ERROR(fio_wait(task, A_MOMENT), ETIMEDOUT);
  CHECK(fio_cancel(task) == 0);
  CHECK(fio_wait(task, SOON) == 0);

  fio_close(ends[0]);
  fio_close(ends[1]);
  fio_close(other);
  fio_close(third);
  fio_close(accepted);
  fio_close(listener);
  puts("all deadlines were met");
  return argument;
}

int main(void) { return fio_main(start, NULL); }
