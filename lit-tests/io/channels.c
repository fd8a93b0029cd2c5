// Channels keep the order of elements, and of those who wait; they are as long as they are
// said to be, and end when they are closed.
// RUN: %check-program --io --tiers=frames,native %s | FileCheck %s --match-full-lines
// CHECK:      1000 elements in order, at most 3 ahead
// CHECK-NEXT: receivers in order: 0 1 2 3
// CHECK-NEXT: senders in order: 0 1 2 3 4
// CHECK-NEXT: cancelled senders are skipped: 0 1 3
// CHECK-NEXT: closed: 2 elements, then EPIPE
// CHECK-NEXT: freed: EPIPE for who waits
#include "Inputs/check.h"

struct element {
  int number;
  char padding[9];
};

static int sent;

static void* count(void* channel) {
  for (int i = 0; i < 1000; i++) {
    struct element element = {.number = i};
    CHECK(fio_channel_send(channel, &element, SOON) == 0);
    sent++;
  }
  fio_channel_close(channel);
  return NULL;
}

static fio_channel_t channel;

static void* receive_one(void* argument) {
  int element;
  CHECK(fio_channel_recv(channel, &element, SOON) == 0);
  CHECK(element == to_int(argument));
  printf(" %d", element);
  return NULL;
}

static void* send_one(void* argument) {
  int element = to_int(argument);
  if (fio_channel_send(channel, &element, SOON) < 0)
    CHECK(errno == ECANCELED);
  return NULL;
}

static void* send_to_closed(void* argument) {
  int element = 0;
  CHECK_ERROR(fio_channel_send(argument, &element, SOON), EPIPE);
  return NULL;
}

static void* receive_from_closed(void* argument) {
  int element;
  CHECK_ERROR(fio_channel_recv(argument, &element, SOON), EPIPE);
  return NULL;
}

static void print_received(const char* what, int count) {
  printf("%s:", what);
  for (int i = 0; i < count; i++) {
    int element;
    CHECK(fio_channel_recv(channel, &element, SOON) == 0);
    printf(" %d", element);
  }
  puts("");
}

static void* start(void* argument) {
  struct element element;
  int received = 0;
  int most_ahead = 0;
  channel = fio_channel_make(sizeof element, 2);
  CHECK(fio_async(count, channel));
  while (fio_channel_recv(channel, &element, SOON) == 0) {
    CHECK(element.number == received++);
    most_ahead = sent - received > most_ahead ? sent - received : most_ahead;
    if (received % 3 == 0)
      CHECK(fio_yield() == 0);
  }
  CHECK(errno == EPIPE);
  // Two are in the channel, and who has sent the third may not know it yet.
  printf("%d elements in order, at most %s ahead\n",
         received,
         most_ahead <= 3 ? "3" : "more");
  fio_channel_free(channel);

  channel = fio_channel_make(sizeof(int), 1);
  printf("receivers in order:");
  fio_task_t receivers[4];
  for (int i = 0; i < 4; i++)
    receivers[i] = fio_async(receive_one, number(i));
  CHECK(fio_yield() == 0);
  for (int i = 0; i < 4; i++)
    CHECK(fio_channel_send(channel, &i, SOON) == 0);
  for (int i = 0; i < 4; i++)
    CHECK(fio_wait(receivers[i], SOON) == 0);
  puts("");

  for (int i = 0; i < 5; i++)
    CHECK(fio_async(send_one, number(i)));
  CHECK(fio_yield() == 0);
  print_received("senders in order", 5);

  fio_task_t senders[4];
  for (int i = 0; i < 4; i++)
    senders[i] = fio_async(send_one, number(i));
  CHECK(fio_yield() == 0);
  CHECK(fio_cancel(senders[2]) == 0);
  print_received("cancelled senders are skipped", 3);
  CHECK_ERROR(fio_channel_recv(channel, &element, fio_now()), ETIMEDOUT);
  fio_channel_free(channel);

  channel = fio_channel_make(sizeof(int), 2);
  for (int i = 0; i < 2; i++)
    CHECK(fio_channel_send(channel, &i, SOON) == 0);
  fio_task_t task = fio_async(send_to_closed, channel);
  CHECK(fio_yield() == 0);
  fio_channel_close(channel);
  fio_channel_close(channel);
  CHECK(fio_wait(task, SOON) == 0);
  int element_of_closed;
  for (int i = 0; i < 2; i++) {
    CHECK(fio_channel_recv(channel, &element_of_closed, SOON) == 0);
    CHECK(element_of_closed == i);
  }
  CHECK_ERROR(fio_channel_recv(channel, &element_of_closed, SOON), EPIPE);
  CHECK_ERROR(fio_channel_send(channel, &element_of_closed, SOON), EPIPE);
  fio_channel_free(channel);
  puts("closed: 2 elements, then EPIPE");

  channel = fio_channel_make(sizeof(int), 2);
  task = fio_async(receive_from_closed, channel);
  CHECK(fio_yield() == 0);
  fio_channel_free(channel);
  CHECK(fio_wait(task, SOON) == 0);
  fio_channel_free(NULL);
  puts("freed: EPIPE for who waits");

  CHECK(fio_channel_make(0, 1) == NULL && errno == EINVAL);
  CHECK(fio_channel_make(1, 0) == NULL && errno == EINVAL);
  CHECK(fio_channel_make(SIZE_MAX / 2, 3) == NULL && errno == ENOMEM);
  return argument;
}

int main(void) { return fio_main(start, NULL); }
