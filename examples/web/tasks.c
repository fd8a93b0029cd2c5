// Six C functions that wait for a page: for timers, fetches and animation
// frames. Each is a fiber, and the loop in run() goes on with those that can.
// Read as if nothing waited.
#include <fiber.h>

#define PAGE(name) __attribute__((import_module("page"), import_name(#name)))

PAGE(timer) void sleep_for(int task, int milliseconds);
PAGE(fetch) int fetch_chapter(int task, int chapter, char* text, int size);
PAGE(frame) double next_frame(int task); // the time, in milliseconds
FIBER_SUSPENDING(sleep_for);
FIBER_SUSPENDING(fetch_chapter);
FIBER_SUSPENDING(next_frame);

PAGE(show) void show(int task, int number);
PAGE(move) void move(int task, double position); // from 0 to 1

static int words;

// Counts the words of a chapter.
static void read_chapter(int task, int chapter) {
  char text[2000];
  int length = fetch_chapter(task, chapter, text, sizeof text);
  int count = 0;
  for (int i = 0; i < length; i++)
    count += text[i] != ' ' && (i == 0 || text[i - 1] == ' ');
  show(task, count);
  words += count;
}

static void read_chapters(int task, int from, int to) {
  for (int chapter = from; chapter <= to; chapter++)
    read_chapter(task, chapter);
}

static void tick(int task, int times, int milliseconds) {
  for (int i = 1; i <= times; i++) {
    sleep_for(task, milliseconds);
    show(task, i);
  }
}

// Moves there and back, in so much time.
static void swing(int task, double milliseconds) {
  double begin = next_frame(task);
  for (double passed = 0; passed < milliseconds;
       passed = next_frame(task) - begin) {
    double part = passed / milliseconds;
    move(task, part < 0.5 ? 2 * part : 2 - 2 * part);
  }
  move(task, 0);
}

static void* reader(void* task) {
  read_chapters(*(int*)task, 1, 4);
  return 0;
}

static void* second_reader(void* task) {
  read_chapters(*(int*)task, 5, 7);
  return 0;
}

static void* clock(void* task) {
  tick(*(int*)task, 8, 500);
  return 0;
}

static void* pendulum(void* task) {
  swing(*(int*)task, 4000);
  return 0;
}

static void* slow_pendulum(void* task) {
  tick(*(int*)task, 1, 1000);
  swing(*(int*)task, 3000);
  return 0;
}

static void* all_kinds(void* task) {
  for (int i = 0; i < 3; i++) {
    tick(*(int*)task, 1, 300);
    read_chapter(*(int*)task, 8 + i);
    swing(*(int*)task, 700);
  }
  return 0;
}

static fiber_entry_point_t tasks[] = {
  clock, reader, second_reader, pendulum, slow_pendulum, all_kinds};
enum { COUNT = sizeof tasks / sizeof *tasks };

// Runs all tasks, and returns how many words they have read.
__attribute__((export_name("run"))) int run(void) {
  int numbers[COUNT];
  words = 0;
  for (int i = 0; i < COUNT; i++) {
    numbers[i] = i;
    fiber_poll(fiber_alloc(tasks[i]), &numbers[i], 0);
  }
  for (fiber_t next; (next = fiber_wait());) {
    fiber_result_t result;
    fiber_poll(next, 0, &result);
    if (result == FIBER_OK)
      fiber_free(next);
  }
  return words;
}
