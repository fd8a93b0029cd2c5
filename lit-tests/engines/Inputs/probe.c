// Does in a fiber what its first argument says, to show what an engine gives a
// program.
#include <errno.h>
#include <fiber.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int copy(FILE* from) {
  int c;
  while ((c = getc(from)) != EOF) {
    putchar(c);
    fiber_yield(NULL);
  }
  return 0;
}

static int probe(char** args) {
  const char* what = args[1];
  if (strcmp(what, "arguments") == 0) {
    for (char** arg = args + 2; *arg; arg++) {
      printf("[%s]\n", *arg);
    }
    return 0;
  }
  if (strcmp(what, "environment") == 0) {
    const char* value = getenv(args[2]);
    printf("%s\n", value ? value : "not set");
    return 0;
  }
  if (strcmp(what, "streams") == 0) {
    fprintf(stderr, "to standard error\n");
    return copy(stdin);
  }
  if (strcmp(what, "file") == 0) {
    FILE* file = fopen(args[2], "r");
    if (!file) {
      printf("%s\n", errno == ENOENT ? "no such file" : "not allowed");
      return 1;
    }
    return copy(file);
  }
  if (strcmp(what, "clock") == 0) {
    double start = now();
    struct timespec pause = {0, 30000000};
    nanosleep(&pause, NULL);
    double passed = now() - start;
    time_t today = time(NULL);
    printf("%s\n", passed >= 30 && passed < 3000 ? "slept" : "woke up too early");
    printf("%s\n", gmtime(&today)->tm_year >= 126 ? "today" : "long ago");
    return 0;
  }
  if (strcmp(what, "exit") == 0) {
    printf("exiting\n");
    exit(atoi(args[2]));
  }
  if (strcmp(what, "trap") == 0) {
    printf("trapping\n");
    fflush(stdout);
    __builtin_trap();
  }
  return 2;
}

static void* entry(void* args) {
  static int status;
  status = probe(args);
  return &status;
}

int main(int argc, char** argv) {
  fiber_t fiber = fiber_alloc(entry);
  fiber_result_t result;
  int* status = fiber_resume(fiber, argv, &result);
  while (result == FIBER_YIELD) {
    status = fiber_resume(fiber, NULL, &result);
  }
  fiber_free(fiber);
  return argc > 1 ? *status : 2;
}
