// Asks a server of HTTP/1.1 on this machine, on many connections that stay
// open, and says how long its answers took.
//
// Usage: client PORT PATH CONNECTIONS RATE SECONDS
//
// RATE is how many requests there are a second. Each has its time, in turn for
// each connection, whatever became of those before: a connection that still
// waits for an answer asks late, and its time counts from when it should have
// asked. So a server that stops for a second is charged for all that should
// have been answered in it. (To leave that out is known as coordinated
// omission.) At RATE 0, each connection asks as soon as it has its answer,
// which shows the most that a server can do.
//
// SIGINT ends it early: those who wait for an answer still get it. Prints a
// line of JSON; times are in nanoseconds. `p999_tenths` is what 99.9 % of those
// took at most that should have been asked in a tenth of a second: the median
// of all tenths.
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { MAX_HEAD = 1024 };

struct connection {
  int socket;
  bool busy;
  int64_t asked_at;  // When it should have asked what it waits for.
  uint64_t next_ask; // The number of its next request, among all.
  char head[MAX_HEAD + 1];
  size_t received; // Of the answer.
  size_t size;     // Of the answer; 0 until its head is there.
};

static struct connection* connections;
static uint64_t connection_count;
static double rate;
static int64_t begin;
static int64_t end;
static char request[512];
static size_t request_size;
static uint64_t answers;
static int64_t longest;

static volatile sig_atomic_t is_ended;

static void end_early(int number) { is_ended = number; }

static void fail(const char* what) {
  fprintf(stderr, "client: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void fail_by_server(const char* what) {
  fprintf(stderr, "client: %s\n", what);
  exit(1);
}

static int64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * INT64_C(1000000000) + time.tv_nsec;
}

// ---- How long answers took ----

// Counts of times, in steps of at most 1/128 of a time.
enum { STEPS = 128, DOUBLINGS = 40 };
static uint64_t counts[DOUBLINGS * STEPS];

static unsigned step_of(uint64_t time) {
  unsigned doubling = 0;
  for (; time >= 2 * STEPS; time /= 2) {
    doubling++;
  }
  return doubling * STEPS + (unsigned)time;
}

// The longest time of a step.
static int64_t time_of(unsigned step) {
  unsigned doubling = step < 2 * STEPS ? 0 : step / STEPS - 1;
  uint64_t time = step - doubling * STEPS;
  return (int64_t)(((time + 1) << doubling) - 1);
}

// At a constant rate: the time of each answer, in the order in which they
// should have been asked.
static int64_t* times;

static void count_time(const struct connection* connection, int64_t time) {
  counts[step_of((uint64_t)time)]++;
  answers++;
  longest = time > longest ? time : longest;
  if (times) {
    times[connection->next_ask - connection_count] = time;
  }
}

// The time that a share of the answers took at most.
static int64_t time_of_share(double share) {
  uint64_t seen = 0;
  for (unsigned step = 0; step < sizeof counts / sizeof *counts; step++) {
    seen += counts[step];
    if ((double)seen >= share * (double)answers) {
      return time_of(step) < longest ? time_of(step) : longest;
    }
  }
  return longest;
}

static int compare_times(const void* left, const void* right) {
  int64_t a = *(const int64_t*)left;
  int64_t b = *(const int64_t*)right;
  return (a > b) - (a < b);
}

// Of `count` requests, all of which have their answers. Sorts their times.
static int64_t time_of_share_in_tenths(double share, uint64_t count) {
  size_t size = rate > 10 ? (size_t)(rate / 10) : 1;
  size_t tenths = count / size;
  int64_t* shares = calloc(tenths + 1, sizeof *shares);
  for (size_t i = 0; i < tenths; i++) {
    int64_t* tenth = times + i * size;
    qsort(tenth, size, sizeof *tenth, compare_times);
    shares[i] = tenth[(size_t)(share * (double)(size - 1))];
  }
  qsort(shares, tenths, sizeof *shares, compare_times);
  int64_t middle = shares[tenths / 2];
  free(shares);
  return middle;
}

// ---- Asking ----

static int64_t due(uint64_t ask) {
  return begin + (int64_t)((double)ask * 1e9 / rate);
}

static void ask(struct connection* connection, int64_t should) {
  connection->busy = true;
  connection->asked_at = should;
  connection->received = 0;
  connection->size = 0;
  // It is short, and the server has read what came before: there is room for
  // it.
  if (send(connection->socket, request, request_size, MSG_NOSIGNAL) !=
      (ssize_t)request_size) {
    fail("can't send");
  }
}

// Asks what the connection should have asked by now.
static void ask_next(struct connection* connection, int64_t time) {
  if (rate == 0) {
    if (time < end) {
      ask(connection, time);
    }
    return;
  }
  int64_t should = due(connection->next_ask);
  if (should <= time && should < end) {
    connection->next_ask += connection_count;
    ask(connection, should);
  }
}

// The size of an answer, of which `head` has the beginning; 0 if its head isn't
// complete.
static size_t size_of_answer(const char* head) {
  const char* body = strstr(head, "\r\n\r\n");
  if (!body) {
    return 0;
  }
  const char* length = strcasestr(head, "\r\nContent-Length:");
  if (strncmp(head, "HTTP/1.1 200", 12) != 0 || !length) {
    fprintf(stderr,
            "client: the server says %.*s\n",
            (int)strcspn(head, "\r\n"),
            head);
    exit(1);
  }
  return (size_t)(body + 4 - head) + strtoul(strchr(length, ':') + 1, NULL, 10);
}

// Takes bytes of an answer. Returns whether that is all of it.
static bool
take(struct connection* connection, const char* bytes, size_t size) {
  if (connection->size == 0) {
    size_t room = MAX_HEAD - connection->received;
    size_t kept = size < room ? size : room;
    memcpy(connection->head + connection->received, bytes, kept);
    connection->head[connection->received + kept] = '\0';
    connection->size = size_of_answer(connection->head);
    if (connection->size == 0 && kept == room) {
      fail_by_server("the head of an answer is too long");
    }
  }
  connection->received += size;
  return connection->received == connection->size;
}

static void receive(struct connection* connection) {
  static char bytes[1 << 18];
  ssize_t size = recv(connection->socket, bytes, sizeof bytes, MSG_DONTWAIT);
  if (size < 0 && errno == EAGAIN) {
    return;
  }
  if (size < 0) {
    fail("can't receive");
  }
  if (size == 0 || !connection->busy) {
    fail_by_server(
      "the server has closed a connection, or says what nobody asked");
  }
  if (take(connection, bytes, (size_t)size)) {
    int64_t time = now();
    connection->busy = false;
    count_time(connection, time - connection->asked_at);
    ask_next(connection, time);
  }
}

// ---- The run ----

static void connect_all(uint16_t port, int epoll) {
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons(port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int yes = 1;
  for (uint64_t i = 0; i < connection_count; i++) {
    struct connection* connection = &connections[i];
    connection->next_ask = i;
    connection->socket = socket(AF_INET, SOCK_STREAM, 0);
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
    if (connection->socket < 0 ||
        connect(
          connection->socket, (struct sockaddr*)&address, sizeof address) < 0 ||
        setsockopt(
          connection->socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes) < 0 ||
        epoll_ctl(epoll, EPOLL_CTL_ADD, connection->socket, &event) < 0) {
      fail("can't connect");
    }
  }
}

// How many requests should have been asked by now.
static uint64_t due_count;

// Lets those ask whose time it is. Returns when the next one's is.
static int64_t ask_those_due(void) {
  if (rate == 0) {
    return end;
  }
  int64_t time = now();
  for (; due(due_count) <= time && due(due_count) < end; due_count++) {
    struct connection* connection = &connections[due_count % connection_count];
    if (!connection->busy) {
      ask_next(connection, time);
    }
  }
  return due(due_count) < end ? due(due_count) : end;
}

static void wait_until(int epoll, int64_t time) {
  struct epoll_event events[256];
  int64_t left = time - now();
  left = left > 0 ? left : 0;
  struct timespec timeout = {.tv_sec = left / 1000000000,
                             .tv_nsec = left % 1000000000};
  int count = epoll_pwait2(epoll, events, 256, &timeout, NULL);
  if (count < 0 && errno != EINTR) {
    fail("can't wait");
  }
  for (int i = 0; i < count; i++) {
    receive(events[i].data.ptr);
  }
}

static uint64_t count_busy(void) {
  uint64_t busy = 0;
  for (uint64_t i = 0; i < connection_count; i++) {
    busy += connections[i].busy;
  }
  return busy;
}

int main(int argc, char* argv[]) {
  if (argc != 6) {
    fprintf(stderr, "usage: client PORT PATH CONNECTIONS RATE SECONDS\n");
    return 2;
  }
  connection_count = strtoul(argv[3], NULL, 10);
  connections = calloc(connection_count, sizeof *connections);
  int epoll = epoll_create1(0);
  rate = strtod(argv[4], NULL);
  request_size = (size_t)snprintf(request,
                                  sizeof request,
                                  "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n",
                                  argv[2]);
  connect_all((uint16_t)strtoul(argv[1], NULL, 10), epoll);

  double planned = strtod(argv[5], NULL);
  if (rate > 0) {
    times = calloc((size_t)(rate * planned) + 2, sizeof *times);
  }
  begin = now();
  end = begin + (int64_t)(planned * 1e9);
  for (uint64_t i = 0; rate == 0 && i < connection_count; i++) {
    ask(&connections[i], begin);
  }
  signal(SIGINT, end_early);
  while (now() < end) {
    wait_until(epoll, ask_those_due());
    end = is_ended ? now() : end;
  }
  ask_those_due();
  double seconds = (double)(now() - begin) / 1e9;
  uint64_t in_time = answers;
  // What is left is answered late, and counts. A server that doesn't has
  // failed.
  for (int64_t last = now() + INT64_C(30000000000); count_busy() > 0;) {
    if (now() > last) {
      fail_by_server("30 seconds after the last request, answers are missing");
    }
    wait_until(epoll, last);
  }
  printf("{\"rate\": %.1f, \"answers\": %llu, \"p50\": %lld, \"p99\": %lld, "
         "\"p999\": %lld, \"max\": %lld",
         (double)in_time / seconds,
         (unsigned long long)answers,
         (long long)time_of_share(0.5),
         (long long)time_of_share(0.99),
         (long long)time_of_share(0.999),
         (long long)longest);
  if (rate > 0) {
    printf(", \"p999_tenths\": %lld",
           (long long)time_of_share_in_tenths(0.999, due_count));
  }
  puts("}");
  return 0;
}
