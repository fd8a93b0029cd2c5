// One request that waits for five others: a server asks five more at once, and
// answers when all have answered, or says who hasn't within the time. All are
// in this program, with a client that asks twice.
#include <fio.h>
#include <stdio.h>
#include <string.h>

enum { PARTS = 5 };

// The five that are asked. Number 3 is slow when it is asked to be.
static int parts[PARTS];

static fio_time_t soon(void) { return fio_after(30 * FIO_SECOND); }

// Receives a line into `line`, without its end. Returns whether there was one.
static int
receive_line(int connection, char* line, size_t room, fio_time_t deadline) {
  for (size_t size = 0; size < room; size++) {
    if (fio_recv(connection, line + size, 1, deadline) != 1) {
      return 0;
    }
    if (line[size] == '\n') {
      line[size] = '\0';
      return 1;
    }
  }
  return 0;
}

static int send_text(int connection, const char* text) {
  return fio_send(connection, text, strlen(text), soon()) >= 0;
}

static void* serve_part(void* argument) {
  int number = (int)(intptr_t)argument;
  int connection;
  while ((connection = fio_accept(parts[number], FIO_NEVER)) >= 0) {
    char line[32];
    if (receive_line(connection, line, sizeof line, soon())) {
      if (number == 3 && strcmp(line, "slow") == 0) {
        fio_sleep(3600 * FIO_SECOND);
      }
      char answer[32];
      snprintf(answer, sizeof answer, "part %d\n", number);
      send_text(connection, answer);
    }
    fio_close(connection);
  }
  fio_close(parts[number]);
  return NULL;
}

struct question {
  int number;
  const char* text;
  fio_time_t deadline;
  char answer[32];
};

// A task asks one of the five. Its question is on the stack of who waits for
// it.
static void* ask_part(void* argument) {
  struct question* question = argument;
  uint16_t port = (uint16_t)fio_port(parts[question->number]);
  snprintf(
    question->answer, sizeof question->answer, "no part %d", question->number);
  int connection = fio_connect("127.0.0.1", port, question->deadline);
  if (connection < 0) {
    return NULL;
  }
  char answer[sizeof question->answer];
  if (send_text(connection, question->text) &&
      receive_line(connection, answer, sizeof answer, question->deadline)) {
    strcpy(question->answer, answer);
  }
  fio_close(connection);
  return NULL;
}

// Answers with what all five say, as far as they say it in time.
static void ask_all(const char* text, fio_time_t deadline) {
  struct question questions[PARTS];
  fio_task_t tasks[PARTS];
  for (int i = 0; i < PARTS; i++) {
    questions[i] =
      (struct question){.number = i, .text = text, .deadline = deadline};
    tasks[i] = fio_async(ask_part, &questions[i]);
  }
  for (int i = 0; i < PARTS; i++) {
    // They end by themselves at the deadline.
    fio_wait(tasks[i], FIO_NEVER);
    printf(
      "%s%s", i == 0 ? "" : ", ", tasks[i] ? questions[i].answer : "no memory");
  }
  puts("");
}

static void* start(void* argument) {
  for (int i = 0; i < PARTS; i++) {
    parts[i] = fio_listen("127.0.0.1", 0, 100);
    if (parts[i] < 0 || !fio_async(serve_part, (void*)(intptr_t)i)) {
      perror("fanout");
      return NULL;
    }
  }
  ask_all("fast\n", soon());
  ask_all("slow\n", fio_after(3 * FIO_SECOND));
  // Who accepts stops doing so, and who sleeps is cancelled.
  fio_shutdown(0);
  return argument;
}

int main(void) { return fio_main(start, NULL); }
