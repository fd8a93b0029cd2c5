// A server whose clients ask for much and for little: none of them waits until
// another's work is done. Inside of its task, a connection has fibers of its
// own: one that computes, and hands the processor back after each slice of
// work, and one that generates. They take turns.
//
// Usage: mixed [PORT [SLICE]]
//
// It tells the port that it listens on, a free one unless told. SLICE is how
// many divisions it takes until others have their turn; 5,000 unless told, some
// tens of microseconds. A client waits for one slice of each that computes. A
// request is a line, and so is its answer:
//
//   count N     how many primes there are below N
//   sum N       the sum of the first N primes, which a fiber generates
//   both N      count N and sum N in turns: two numbers
//   light       light
//   quit        bye, and the server ends: what still computes is cancelled
#include <fiber.h>
#include <fio.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned slice = 5000;

// The work of one request. A part of it may be nothing: its limit is 0 then.
struct work {
  uint32_t below; // Count the primes below this.
  uint32_t count;
  uint32_t first; // Sum as many primes.
  uint64_t sum;
  unsigned divisions; // Since the last turn.
};

static bool is_prime(uint32_t number, struct work* work) {
  for (uint32_t i = 2; i <= number / i; i++) {
    work->divisions++;
    if (number % i == 0) {
      return false;
    }
  }
  return number >= 2;
}

// Counts. It yields nothing but time.
static void* count(void* argument) {
  struct work* work = argument;
  for (uint32_t i = 0; i < work->below; i++) {
    work->count += is_prime(i, work);
    if (work->divisions >= slice) {
      fiber_yield(NULL);
    }
  }
  return NULL;
}

// Yields the primes.
static void* generate(void* argument) {
  for (uint32_t i = 2; i != 0; i++) {
    if (is_prime(i, argument)) {
      fiber_yield((void*)(uintptr_t)i);
    }
  }
  return argument;
}

// Adds more primes to the sum, for a slice.
static void sum_some(struct work* work, fiber_t generator) {
  for (; work->first > 0 && work->divisions < slice; work->first--) {
    work->sum += (uintptr_t)fiber_resume(generator, work, NULL);
  }
}

// Does work in turns, and lets others go on after each. Returns whether it
// wasn't cancelled.
static bool do_in_turns(struct work* work, fiber_t counter, fiber_t generator) {
  fiber_result_t counted = work->below > 0 ? FIBER_YIELD : FIBER_OK;
  bool is_counters = false;
  while (counted == FIBER_YIELD || work->first > 0) {
    is_counters = !is_counters;
    work->divisions = 0;
    if (counted == FIBER_YIELD && (is_counters || work->first == 0)) {
      fiber_resume(counter, work, &counted);
    } else {
      sum_some(work, generator);
    }
    if (fio_yield() != 0) {
      return false;
    }
  }
  return true;
}

static bool do_work(struct work* work) {
  fiber_t counter = fiber_alloc(count);
  fiber_t generator = fiber_alloc(generate);
  bool done = counter && generator && do_in_turns(work, counter, generator);
  fiber_free(generator);
  fiber_free(counter);
  return done;
}

// ---- Requests ----

struct client {
  int connection;
  char input[128];
  size_t begin; // What has been received and isn't read yet.
  size_t end;
};

static bool send_text(struct client* client, const char* text) {
  fio_time_t deadline = fio_after(30 * FIO_SECOND);
  return fio_send(client->connection, text, strlen(text), deadline) >= 0;
}

// Reads a line into `line`, without its end. Returns whether there was one.
static bool read_line(struct client* client, char* line, size_t room) {
  for (size_t size = 0; size < room; size++) {
    if (client->begin == client->end) {
      ssize_t received = fio_recv(client->connection,
                                  client->input,
                                  sizeof client->input,
                                  fio_after(30 * FIO_SECOND));
      if (received <= 0) {
        return false;
      }
      client->begin = 0;
      client->end = (size_t)received;
    }
    line[size] = client->input[client->begin++];
    if (line[size] == '\n') {
      line[size] = '\0';
      return true;
    }
  }
  return false;
}

static bool
answer_work(struct client* client, const char* what, uint32_t limit) {
  bool counts = strcmp(what, "sum") != 0;
  bool sums = strcmp(what, "count") != 0;
  struct work work = {.below = counts ? limit : 0, .first = sums ? limit : 0};
  if (!do_work(&work)) {
    return false;
  }
  char count[16] = "";
  char sum[32] = "";
  if (counts) {
    snprintf(count, sizeof count, "%" PRIu32, work.count);
  }
  if (sums) {
    snprintf(sum, sizeof sum, "%" PRIu64, work.sum);
  }
  char text[64];
  snprintf(
    text, sizeof text, "%s%s%s\n", count, counts && sums ? " " : "", sum);
  return send_text(client, text);
}

// Returns whether the connection is to stay open.
static bool answer(struct client* client, const char* line) {
  char what[8];
  uint32_t limit;
  if (strcmp(line, "light") == 0) {
    return send_text(client, "light\n");
  }
  if (strcmp(line, "quit") == 0) {
    send_text(client, "bye\n");
    fio_shutdown(0);
    return false;
  }
  if (sscanf(line, "%7s %" SCNu32, what, &limit) == 2 &&
      (strcmp(what, "count") == 0 || strcmp(what, "sum") == 0 ||
       strcmp(what, "both") == 0)) {
    return answer_work(client, what, limit);
  }
  return send_text(client, "what?\n");
}

static void* serve_client(void* argument) {
  struct client client = {.connection = (int)(intptr_t)argument};
  char line[32];
  while (read_line(&client, line, sizeof line) && answer(&client, line)) {
  }
  fio_close(client.connection);
  return NULL;
}

static void* serve(void* port) {
  int listener = fio_listen("127.0.0.1", *(uint16_t*)port, 1000);
  if (listener < 0) {
    perror("mixed");
    exit(1);
  }
  printf("listening on port %d\n", fio_port(listener));
  fflush(stdout);
  int connection;
  while ((connection = fio_accept(listener, FIO_NEVER)) >= 0) {
    if (!fio_async(serve_client, (void*)(intptr_t)connection)) {
      fio_close(connection);
    }
  }
  fio_close(listener);
  return NULL;
}

int main(int argc, char* argv[]) {
  uint16_t port = argc > 1 ? (uint16_t)atoi(argv[1]) : 0;
  if (argc > 2) {
    slice = (unsigned)strtoul(argv[2], NULL, 10);
  }
  return fio_main(serve, &port);
}
