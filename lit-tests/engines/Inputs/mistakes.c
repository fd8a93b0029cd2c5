// Makes the mistakes that its arguments name, in the words of the table in
// docs/api.md, and prints what came of each, in the same words.
#include <fiber.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { Limit = 20 }; // max-fibers

static void* echo(void* value) {
  for (;;) {
    value = fiber_yield(value);
  }
}

static void* finish(void* value) { return value; }

static bool is_error(fiber_t fiber) {
  int number;
  fiber_result_t result = FIBER_OK;
  return fiber_resume(fiber, &number, &result) == NULL && result == FIBER_ERROR;
}

static bool works(fiber_t fiber) {
  int number;
  fiber_result_t result;
  return fiber_resume(fiber, &number, &result) == &number &&
         result == FIBER_YIELD;
}

static const char* error_if(bool expected) {
  return expected ? "FIBER_ERROR, returns NULL" : "something else";
}

static const char* nothing_if(bool expected) {
  return expected ? "nothing" : "something else";
}

static const char* null_entry(void) {
  return fiber_alloc(NULL) == NULL && fiber_sized_alloc(NULL, 100000) == NULL
           ? "returns NULL"
           : "a fiber";
}

static fiber_t all[Limit];

static void alloc_all(void) {
  for (int i = 0; i < Limit; i++) {
    all[i] = fiber_alloc(echo);
  }
}

static const char* one_more(void) {
  alloc_all();
  bool full = all[Limit - 1] != NULL && fiber_alloc(echo) == NULL;
  for (int i = 0; i < Limit; i++) {
    full = full && works(all[i]);
    fiber_free(all[i]);
  }
  return full ? "returns NULL" : "a fiber";
}

static const char* never_freed(void) {
  alloc_all();
  fiber_free(all[0]);
  bool counts = fiber_alloc(finish) != NULL;
  for (int i = 0; i < 100; i++) {
    counts = counts && fiber_alloc(finish) == NULL;
  }
  return counts ? "it counts against the limit until the program ends"
                : "it doesn't count";
}

static int add(int left, int right) { return left + right; }
static int (*volatile function)(int, int) = add;

static const char* wrong_entry(void) {
  fiber_alloc((fiber_entry_point_t)function);
  return "it goes on";
}

static fiber_t freed(void) {
  fiber_t fiber = fiber_alloc(echo);
  fiber_resume(fiber, NULL, NULL);
  fiber_free(fiber);
  return fiber;
}

static const char* resume_none(void) {
  return error_if(is_error(NULL) && is_error(freed()) &&
                  is_error((fiber_t)12345) && is_error((fiber_t)-1));
}

static const char* resume_finished(void) {
  fiber_t fiber = fiber_alloc(finish);
  fiber_resume(fiber, NULL, NULL);
  bool expected = is_error(fiber) && is_error(fiber);
  fiber_free(fiber);
  return error_if(expected);
}

static fiber_t outer, inner;
static bool expected;

static void* resume_both(void* value) {
  expected = is_error(inner) && is_error(outer);
  return fiber_yield(value);
}

static void* free_both(void* value) {
  fiber_free(inner);
  fiber_free(outer);
  return fiber_yield(value);
}

static void* run_inner(void* value) {
  value = fiber_resume(inner, value, NULL);
  return fiber_yield(value);
}

static bool run_both(fiber_entry_point_t entry) {
  outer = fiber_alloc(run_inner);
  inner = fiber_alloc(entry);
  expected = true;
  expected = works(outer) && expected;
  fiber_result_t result;
  fiber_resume(inner, NULL, &result);
  expected = expected && result == FIBER_OK;
  fiber_resume(outer, NULL, &result);
  expected = expected && result == FIBER_OK;
  fiber_free(inner);
  fiber_free(outer);
  return expected;
}

static const char* resume_running(void) {
  return error_if(run_both(resume_both));
}

static const char* free_none(void) {
  fiber_t fiber = fiber_alloc(echo);
  fiber_free(NULL);
  fiber_free(freed());
  fiber_free((fiber_t)12345);
  fiber_free((fiber_t)-1);
  bool expected = works(fiber);
  fiber_free(fiber);
  return nothing_if(expected);
}

static const char* free_running(void) {
  return nothing_if(run_both(free_both));
}

static const char* yield_outside(void) {
  fiber_yield(NULL);
  return "it goes on";
}

FIBER_NEVER_YIELDS(helper);
static void* (*volatile callback)(void*);

__attribute__((noinline)) static void helper(void) { callback(NULL); }

static void* call_helper(void* value) {
  helper();
  return value;
}

static const char* yield_in_helper(void) {
  callback = echo;
  fiber_resume(fiber_alloc(call_helper), NULL, NULL);
  return "it goes on";
}

static uintptr_t descend(uintptr_t depth) {
  if (depth == 0) {
    fiber_yield(NULL);
    return 0;
  }
  return descend(depth - 1) * 3 + depth;
}

static void* descend_far(void* value) {
  descend(1000);
  return value;
}

static const char* no_memory(void) {
  fiber_t fiber = fiber_alloc(descend_far);
  void* volatile memory;
  for (size_t size = 4096; size > 0; size /= 2) {
    do {
      memory = malloc(size);
    } while (memory != NULL);
  }
  fiber_resume(fiber, NULL, NULL);
  return "it goes on";
}

__attribute__((noinline)) static char use(volatile char* array) {
  return array[0];
}

static int fill(int depth) {
  char array[1000] = {1};
  use(array);
  return depth == 0 ? 0 : fill(depth - 1) + use(array);
}

static void* fill_far(void* value) { return fill(1000) == 0 ? NULL : value; }

static const char* too_much_stack(void) {
  fiber_resume(fiber_alloc(fill_far), NULL, NULL);
  return "it goes on";
}

static const struct {
  const char* words;
  const char* (*make)(void);
} mistakes[] = {
  {"alloc with a NULL entry", null_entry},
  {"one fiber more than there may be", one_more},
  {"in WebAssembly, alloc with a function that isn't void *(void *), cast to "
   "it",
   wrong_entry},
  {"resume of NULL, of a freed fiber, of a number that is no handle",
   resume_none},
  {"resume of a finished fiber", resume_finished},
  {"resume of the running fiber, or of one that waits for it", resume_running},
  {"free of NULL, of a freed fiber, of a number that is no handle", free_none},
  {"free of the running fiber, or of one that waits for it", free_running},
  {"yield outside any fiber", yield_outside},
  {"yield in a function that is said never to yield", yield_in_helper},
  {"in the frames and asyncify tiers, there is no memory for what a fiber that "
   "yields has to save",
   no_memory},
  {"the fiber uses more stack than it has", too_much_stack},
  {"a fiber that is never freed", never_freed},
};
enum { Count = sizeof mistakes / sizeof *mistakes };

int main(int argc, char** argv) {
  for (int i = 1; i < argc; i++) {
    int number = 0;
    while (number < Count && strcmp(argv[i], mistakes[number].words) != 0) {
      number++;
    }
    puts(number < Count ? mistakes[number].make() : "not in this program");
    fflush(stdout);
  }
}
