// Connects to an echo server on this machine again and again: C10m with input
// and output.
//
// Usage: connections PORT TOTAL OPEN
//
// OPEN connections are open at a time. Each in turn sends a byte, gets it back,
// is closed, and the next takes its place, until TOTAL have been. Prints a line
// of JSON when as many as OPEN are open first, and another at the end.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

// How many do something at a time.
enum { ACTIVE = 256 };

enum state { CLOSED, CONNECTING, OPEN, ASKING };

struct connection {
  int socket;
  enum state state;
};

static struct connection* connections;
static uint64_t open_at_once;
static uint64_t total;
static uint64_t started; // Connections, so far.
static uint64_t served;
static unsigned active;
static int epoll;
static struct sockaddr_in server;

static void fail(const char* what) {
  fprintf(stderr, "connections: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void fail_by_server(const char* what) {
  fprintf(stderr, "connections: %s\n", what);
  exit(1);
}

static void watch(struct connection* connection, int how, uint32_t events) {
  struct epoll_event event = {.events = events, .data.ptr = connection};
  if (epoll_ctl(epoll, how, connection->socket, &event) < 0) {
    fail("can't watch");
  }
}

// Connects from one of many addresses of this machine: a port of each is taken
// for a minute after its connection.
static void connect_next(struct connection* connection) {
  uint32_t own =
    UINT32_C(127) << 24 | 1 << 16 | (uint32_t)(started++ % 50000 + 1);
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_addr.s_addr = htonl(own)};
  int yes = 1;
  connection->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  if (connection->socket < 0 ||
      setsockopt(connection->socket,
                 IPPROTO_IP,
                 IP_BIND_ADDRESS_NO_PORT,
                 &yes,
                 sizeof yes) < 0 ||
      bind(connection->socket, (struct sockaddr*)&address, sizeof address) <
        0 ||
      (connect(connection->socket, (struct sockaddr*)&server, sizeof server) <
         0 &&
       errno != EINPROGRESS)) {
    fail("can't connect");
  }
  connection->state = CONNECTING;
  watch(connection, EPOLL_CTL_ADD, EPOLLOUT);
}

// Has the connection whose turn it is do what comes next. Returns whether it
// could: it may still be at what it did last.
static int begin_turn(struct connection* connection) {
  switch (connection->state) {
    case CLOSED:
      if (started < total) {
        connect_next(connection);
        active++;
      }
      return 1;
    case OPEN:
      if (send(connection->socket, "x", 1, MSG_NOSIGNAL) != 1) {
        fail("can't send");
      }
      connection->state = ASKING;
      active++;
      return 1;
    default:
      return 0;
  }
}

static void go_on(struct connection* connection) {
  char byte;
  if (connection->state == CONNECTING) {
    int error;
    socklen_t size = sizeof error;
    getsockopt(connection->socket, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
      errno = error;
      fail("can't connect");
    }
    connection->state = OPEN;
    watch(connection, EPOLL_CTL_MOD, EPOLLIN);
    active--;
    return;
  }
  if (connection->state != ASKING ||
      recv(connection->socket, &byte, 1, 0) != 1 || byte != 'x') {
    fail_by_server(
      "the server closes a connection, or doesn't send back what it "
      "gets");
  }
  close(connection->socket);
  served++;
  active--;
  connection->state = CLOSED;
  if (started < total) {
    connect_next(connection);
    active++;
  }
}

static void wait_for_some(void) {
  struct epoll_event events[ACTIVE];
  int count = epoll_wait(epoll, events, ACTIVE, 60000);
  if (count < 0 && errno != EINTR) {
    fail("can't wait");
  }
  if (count == 0) {
    errno = ETIMEDOUT;
    fail("nothing happens for a minute");
  }
  for (int i = 0; i < count; i++) {
    go_on(events[i].data.ptr);
  }
}

static void run_turns(uint64_t from, uint64_t to) {
  for (uint64_t turn = from; turn < to || active > 0;) {
    if (turn < to && active < ACTIVE &&
        begin_turn(&connections[turn % open_at_once])) {
      turn++;
    } else {
      wait_for_some();
    }
  }
}

static double seconds_now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char* argv[]) {
  if (argc != 4) {
    fprintf(stderr, "usage: connections PORT TOTAL OPEN\n");
    return 2;
  }
  total = strtoull(argv[2], NULL, 10);
  open_at_once = strtoull(argv[3], NULL, 10);
  connections = calloc(open_at_once, sizeof *connections);
  epoll = epoll_create1(0);
  server = (struct sockaddr_in){.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)atoi(argv[1])),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  double begin = seconds_now();
  run_turns(0, open_at_once);
  printf("{\"open\": %llu}\n", (unsigned long long)started);
  fflush(stdout);
  // Who asks may wait for who measures the server.
  getchar();
  // The last round connects no more: it serves those of the round before.
  run_turns(0, total + open_at_once);
  printf("{\"served\": %llu, \"seconds\": %.3f}\n",
         (unsigned long long)served,
         seconds_now() - begin);
  return 0;
}
