// The functions that wait in a suspended fiber, innermost first. A scheduler says what
// each of its fibers does.
// RUN: %check-program --tiers=frames,asyncify %s | filecheck %s

#include "Inputs/backtrace.h"

SEEN void wait_for(const char *event) {
  fiber_yield((void *)event);
  puts(event);
}

SEEN int read_line(int lines) {
  wait_for("line");
  return lines + 1;
}

SEEN int read_header(int lines) {
  lines = read_line(lines);
  wait_for("end of header");
  return lines * 2;
}

void *serve(void *lines) {
  int read = read_header(*(int *)lines);
  read += read_line(read);
  printf("%d lines\n", read);
  return NULL;
}

void *tick(void *count) {
  for (int i = 0; i < *(int *)count; i++)
    wait_for("tick");
  return NULL;
}

int main(void) {
  fiber_t fibers[] = {fiber_alloc(serve), fiber_alloc(tick)};
  int count = 2;
  for (int running = 2; running > 0;) {
    for (int i = 0; i < 2; i++) {
      marked = fibers[i];
      look(i == 0 ? "0" : "1", fibers[i]);
    }
    for (int i = 0; i < 2; i++) {
      fiber_result_t result;
      fiber_resume(fibers[i], &count, &result);
      running -= result == FIBER_OK;
    }
  }
  // A fiber that hasn't started, and one that has finished, have no functions that wait.
  // CHECK:      {{^}}0:{{$}}
  // CHECK-NEXT: {{^}}1:{{$}}
  // CHECK-NEXT: {{^}}0: *wait_for *read_line *read_header *serve{{$}}
  // CHECK-NEXT: {{^}}1: *wait_for *tick{{$}}
  // CHECK-NEXT: line
  // CHECK-NEXT: tick
  // CHECK-NEXT: {{^}}0: *wait_for *read_header *serve{{$}}
  // CHECK-NEXT: {{^}}1: *wait_for *tick{{$}}
  // CHECK-NEXT: end of header
  // CHECK-NEXT: tick
  // CHECK-NEXT: {{^}}0: *wait_for *read_line *serve{{$}}
  // CHECK-NEXT: {{^}}1:{{$}}
  // CHECK-NEXT: line
  // CHECK-NEXT: 13 lines

  // Nor have those that are no fibers.
  // CHECK-NEXT: {{^}}none:{{$}}
  printf("none:");
  fiber_backtrace(NULL, print_function, NULL);
  fiber_backtrace((fiber_t)12345, print_function, NULL);
  for (int i = 0; i < 2; i++) {
    fiber_free(fibers[i]);
    fiber_backtrace(fibers[i], print_function, NULL);
  }
  puts("");

  // Of two fibers in turns.
  // CHECK-NEXT: wait_for wait_for read_line tick read_header end serve end
  fiber_t one = fiber_alloc(serve), two = fiber_alloc(tick);
  fiber_resume(one, &count, NULL);
  fiber_resume(two, &count, NULL);
  fiber_frame_t first, second;
  first.step = second.step = 0;
  for (int i = 0; i < 4; i++) {
    int more = fiber_next_frame(one, &first);
    printf("%s ", more ? first.function : "end");
    more = fiber_next_frame(two, &second);
    printf("%s ", more ? second.function : "end");
  }
  puts("");
  fiber_free(one);
  fiber_free(two);
}
