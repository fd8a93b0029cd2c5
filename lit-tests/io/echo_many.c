// 300 clients talk to a server at once, of whom it serves 100 at a time; each gets back
// what it has sent. In every tier.
// RUN: %check-program --io %s | FileCheck %s --match-full-lines
// CHECK:      300 clients, 3000 echoes
// CHECK-NEXT: fio_main returns 0
#include "Inputs/check.h"

enum { CLIENTS = 300, ECHOES = 10, LIMIT = 100 };

static int listener;
static int served;
static int most_served;
static int echoes;

static void* echo(void* argument) {
  int connection = to_int(argument);
  char buffer[1024];
  ssize_t size;
  served++;
  most_served = served > most_served ? served : most_served;
  while ((size = fio_recv(connection, buffer, sizeof buffer, SOON)) > 0)
    CHECK(fio_send(connection, buffer, size, SOON) == size);
  CHECK(size == 0);
  fio_close(connection);
  served--;
  return NULL;
}

static void* serve(void* argument) {
  int connection;
  while ((connection = fio_accept(listener, SOON)) >= 0)
    CHECK(fio_async(echo, number(connection)));
  CHECK(errno == ECANCELED);
  fio_close(listener);
  return argument;
}

static void* talk(void* argument) {
  int connection = connect_to(listener);
  for (int i = 0; i < ECHOES; i++) {
    char text[64];
    snprintf(text, sizeof text, "client %d, text %d", to_int(argument), i);
    send_text(connection, text);
    expect_text(connection, text);
    echoes++;
  }
  fio_close(connection);
  return NULL;
}

static void* start(void* argument) {
  fio_task_t clients[CLIENTS];
  listener = listen_here(LIMIT);
  CHECK(fio_async(serve, NULL));
  for (int i = 0; i < CLIENTS; i++)
    CHECK(clients[i] = fio_async(talk, number(i)));
  for (int i = 0; i < CLIENTS; i++)
    CHECK(fio_wait(clients[i], SOON) == 0);
  CHECK(most_served <= LIMIT);
  printf("%d clients, %d echoes\n", CLIENTS, echoes);
  fio_shutdown(FIO_NEVER);
  return argument;
}

int main(void) {
  int status = fio_main(start, NULL);
  printf("fio_main returns %d\n", status);
  return status;
}
