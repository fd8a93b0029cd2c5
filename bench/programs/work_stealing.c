// Workers that steal from each other. Workers and jobs are fibers: a job splits
// itself in two until it is small, and yields after each split, so that one
// that has begun may go on with another worker. The workers take turns.
//
// Usage: work_stealing [LEAVES WORKERS]
#include "work_stealing.h"
#include "arguments.h"
#include <fiber.h>

static struct pool pool;

// The numbers from `first`, `count` of them.
struct job {
  fiber_t fiber;
  uint32_t first;
  uint32_t count;
};

// What a job is resumed with is the worker that runs it.
static void* run_job(void* argument);

static void add_job(uint32_t worker, uint32_t first, uint32_t count) {
  struct job* job = malloc(sizeof *job);
  if (job == NULL) {
    abort();
  }
  *job = (struct job){fiber_alloc(run_job), first, count};
  pool.jobs++;
  push(&pool.queues[worker], job);
}

// The job that the running worker has taken.
static struct job* taken;

static void* run_job(void* argument) {
  struct job* job = taken;
  uint32_t worker = (uint32_t)(uintptr_t)argument;
  while (job->count > 1) {
    uint32_t part = part_of(job->count);
    job->count -= part;
    add_job(worker, job->first + job->count, part);
    worker = (uint32_t)(uintptr_t)fiber_yield(NULL);
  }
  pool.sum += leaf(job->first);
  return NULL;
}

static void* run_worker(void* argument) {
  uint32_t worker = (uint32_t)(uintptr_t)argument;
  while (pool.jobs > 0) {
    struct job* job = find_job(&pool, worker);
    if (job != NULL) {
      fiber_result_t result;
      taken = job;
      fiber_resume(job->fiber, argument, &result);
      if (result == FIBER_YIELD) {
        push(&pool.queues[worker], job);
      } else {
        fiber_free(job->fiber);
        free(job);
        pool.jobs--;
      }
    }
    fiber_yield(NULL);
  }
  return NULL;
}

int main(int argc, char* argv[]) {
  uint32_t leaves = number_argument(argc, argv, 1, 2000000);
  pool.workers = number_argument(argc, argv, 2, 8);
  if (pool.workers > MaxWorkers) {
    fprintf(stderr, "work_stealing: more than %d workers\n", MaxWorkers);
    return 2;
  }

  fiber_t workers[MaxWorkers];
  add_job(0, 0, leaves);
  for (uint32_t i = 0; i < pool.workers; i++) {
    workers[i] = fiber_alloc(run_worker);
  }
  while (pool.jobs > 0) {
    for (uintptr_t i = 0; i < pool.workers; i++) {
      fiber_resume(workers[i], (void*)i, NULL);
    }
  }
  for (uint32_t i = 0; i < pool.workers; i++) {
    fiber_free(workers[i]);
  }
  printf("%08x, %u stolen\n", (unsigned)pool.sum, (unsigned)pool.steals);
  return 0;
}
