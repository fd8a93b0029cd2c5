// Usage: launch REPORT COMMAND [ARG...]
//
// Runs a command and writes to the file REPORT what it took: seconds, seconds
// of processor time, and bytes of memory at its peak. Exits as the command
// does, or with 128 and its signal.
//
// What Linux reports as a process's peak includes that of the program that
// forked it. This one is small, which Python isn't.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static double seconds(struct timeval time) {
  return (double)time.tv_sec + (double)time.tv_usec * 1e-6;
}

int main(int argc, char* argv[]) {
  if (argc < 3) {
    fprintf(stderr, "usage: launch REPORT COMMAND [ARG...]\n");
    return 2;
  }
  double start = now();
  pid_t child = fork();
  if (child == 0) {
    // Whoever gives up on this program gives up on the command, too.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    execvp(argv[2], &argv[2]);
    perror(argv[2]);
    _exit(127);
  }
  int status;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0) {
    perror("launch");
    return 127;
  }
  double end = now();

  FILE* report = fopen(argv[1], "w");
  if (report == NULL) {
    perror(argv[1]);
    return 127;
  }
  fprintf(report,
          "%.9f %.6f %lld\n",
          end - start,
          seconds(usage.ru_utime) + seconds(usage.ru_stime),
          usage.ru_maxrss * 1024LL);
  fclose(report);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
