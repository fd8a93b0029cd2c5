// Work stealing with coroutines for workers and jobs.
#include "../../programs/work_stealing.h"
#include "../../programs/arguments.h"
#include "coroutine.h"
#include <stdint.h>
#include <vector>

struct Nothing {};
// A job is told the worker that runs it.
using Job = Exchange<Nothing, uint32_t>;
using Worker = Exchange<Nothing, Nothing>;

static pool workers;

static void add_job(uint32_t worker, uint32_t first, uint32_t count);

[[gnu::noinline]] static Job run_job(uint32_t first, uint32_t count) {
  uint32_t worker = co_yield {};
  while (count > 1) {
    uint32_t part = part_of(count);
    count -= part;
    add_job(worker, first + count, part);
    worker = co_yield {};
  }
  workers.sum += leaf(first);
}

static void add_job(uint32_t worker, uint32_t first, uint32_t count) {
  auto* job = new Job(run_job(first, count));
  // To its first yield, where it takes the worker.
  job->resume();
  workers.jobs++;
  push(&workers.queues[worker], job);
}

[[gnu::noinline]] static Worker run_worker(uint32_t worker) {
  while (workers.jobs > 0) {
    if (auto* job = static_cast<Job*>(find_job(&workers, worker))) {
      if (job->resume(worker)) {
        push(&workers.queues[worker], job);
      } else {
        delete job;
        workers.jobs--;
      }
    }
    co_yield {};
  }
}

int main(int argc, char* argv[]) {
  uint32_t leaves = number_argument(argc, argv, 1, 2000000);
  workers.workers = number_argument(argc, argv, 2, 8);
  if (workers.workers > MaxWorkers) {
    return 2;
  }
  add_job(0, 0, leaves);
  std::vector<Worker> coroutines;
  for (uint32_t i = 0; i < workers.workers; i++) {
    coroutines.push_back(run_worker(i));
  }
  while (workers.jobs > 0) {
    for (auto& worker : coroutines) {
      worker.resume();
    }
  }
  printf("%08x, %u stolen\n", (unsigned)workers.sum, (unsigned)workers.steals);
}
