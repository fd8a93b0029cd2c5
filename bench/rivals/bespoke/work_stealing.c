// Work stealing with functions in place of fibers, called for each step.
#include "../../programs/work_stealing.h"
#include "../../programs/arguments.h"
#include "../../programs/not_inlined.h"
#include <stdbool.h>

static struct pool pool;

struct job {
  uint32_t first;
  uint32_t count;
};

static void add_job(uint32_t worker, uint32_t first, uint32_t count) {
  struct job* job = malloc(sizeof *job);
  if (job == NULL) {
    abort();
  }
  *job = (struct job){first, count};
  pool.jobs++;
  push(&pool.queues[worker], job);
}

// True unless the job has finished.
bool NOT_INLINED(run_job)(struct job* job, uint32_t worker) {
  if (job->count == 1) {
    pool.sum += leaf(job->first);
    return false;
  }
  uint32_t part = part_of(job->count);
  job->count -= part;
  add_job(worker, job->first + job->count, part);
  return true;
}

void NOT_INLINED(run_worker)(uint32_t worker) {
  struct job* job = find_job(&pool, worker);
  if (job == NULL) {
    return;
  }
  if (run_job(job, worker)) {
    push(&pool.queues[worker], job);
  } else {
    free(job);
    pool.jobs--;
  }
}

int main(int argc, char* argv[]) {
  uint32_t leaves = number_argument(argc, argv, 1, 2000000);
  pool.workers = number_argument(argc, argv, 2, 8);
  if (pool.workers > MaxWorkers) {
    return 2;
  }
  add_job(0, 0, leaves);
  while (pool.jobs > 0) {
    for (uint32_t i = 0; i < pool.workers; i++) {
      run_worker(i);
    }
  }
  printf("%08x, %u stolen\n", (unsigned)pool.sum, (unsigned)pool.steals);
  return 0;
}
