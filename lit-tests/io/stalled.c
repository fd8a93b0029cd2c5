// Clients that read nothing are given up and closed with bytes still to be sent. That stops
// nobody else, nor the end of fio_main; those who read then get what was sent, and an end.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK:      20 are given up, and another is served
// CHECK-NEXT: one reads: then there is an end
// CHECK-NEXT: fio_main returns 0
// CHECK-NEXT: another is served
// CHECK-NEXT: fio_main returns 0
#include "Inputs/check.h"

enum { STALLED = 20 };

static char much[1 << 20];
static int stalled[STALLED];

static void give_up(int listener, int* client) {
  int ends[2];
  ssize_t sent;
  make_pair(listener, ends);
  while ((sent = fio_send(ends[1], much, sizeof much, A_MOMENT)) > 0) {
  }
  CHECK(errno == ETIMEDOUT);
  CHECK(fio_close(ends[1]) == 0);
  *client = ends[0];
}

static void serve_another(int listener) {
  int ends[2];
  make_pair(listener, ends);
  send_text(ends[0], "ask");
  expect_text(ends[1], "ask");
  send_text(ends[1], "answer");
  expect_text(ends[0], "answer");
  fio_close(ends[0]);
  fio_close(ends[1]);
}

static void* start(void* argument) {
  int listener = listen_here(STALLED + 1);
  for (int i = 0; i < STALLED; i++)
    give_up(listener, &stalled[i]);
  serve_another(listener);
  printf("%d are given up, and another is served\n", STALLED);

  size_t received = 0;
  ssize_t more;
  while ((more = fio_recv(stalled[0], much, sizeof much, SOON)) > 0)
    received += more;
  CHECK(received > 0);
  CHECK(more == 0 || errno == ECONNRESET);
  puts("one reads: then there is an end");
  return argument;
}

static void* start_again(void* argument) {
  serve_another(listen_here(1));
  puts("another is served");
  return argument;
}

int main(void) {
  printf("fio_main returns %d\n", fio_main(start, NULL));
  printf("fio_main returns %d\n", fio_main(start_again, NULL));
  return 0;
}
