// Sends signals to itself.
#include "check.h"
#include <signal.h>

static void* send_signal(void* number) {
  raise(*(int*)number);
  CHECK(fio_yield() == 0);
  puts(fio_is_shutting_down() ? "shutting down" : "not shutting down");
  return NULL;
}

static void* send_late(void* argument) {
  raise(SIGTERM);
  return argument;
}

static void run_with(const char* what, int number) {
  printf("%s: ", what);
  fflush(stdout);
  CHECK(fio_main(send_signal, &number) == 0);
}

static bool is_default(int number) {
  struct sigaction action;
  return sigaction(number, NULL, &action) == 0 && action.sa_handler == SIG_DFL;
}

static void handle(int number) {
  (void)number;
  printf("its handler, ");
}

int main(int argc, char* argv[]) {
  (void)argv;
  // Whoever runs this may ignore it.
  signal(SIGINT, SIG_DFL);
  if (argc == 2) {
    fio_main(send_late, NULL);
    return 0;
  }
  run_with("SIGTERM", SIGTERM);
  run_with("SIGINT", SIGINT);
  printf("after fio_main: %s\n",
         is_default(SIGTERM) && is_default(SIGINT) ? "the default" : "others");
  signal(SIGTERM, handle);
  run_with("SIGTERM of the program", SIGTERM);
  signal(SIGINT, SIG_IGN);
  run_with("SIGINT ignored", SIGINT);
  return 0;
}
