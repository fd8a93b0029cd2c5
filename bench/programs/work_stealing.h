// The jobs of the workers, and the queues they take them from.
#ifndef wasm_fibers_bench_work_stealing_h
#define wasm_fibers_bench_work_stealing_h

#include <stdint.h>
#include <stdlib.h>

// How much of a job is split off: little, so that who steals it is soon back.
static inline uint32_t part_of(uint32_t count) { return count / 8 + 1; }

// What a job, split again and again, comes down to.
static inline uint32_t leaf(uint32_t number) {
  number = (number ^ number >> 15) * 0x2c1b3c6d;
  return number ^ number >> 12;
}

// Each worker's own queue. It puts jobs in at the bottom and takes them from
// there; others steal at the top.
enum { QueueCapacity = 256 };
struct queue {
  void* jobs[QueueCapacity];
  uint32_t top;
  uint32_t bottom;
};

static inline void push(struct queue* queue, void* job) {
  // A queue holds the parts of one job, and log(2^32) / log(8 / 7) is 167.
  if (queue->bottom - queue->top == QueueCapacity) {
    abort();
  }
  queue->jobs[queue->bottom++ % QueueCapacity] = job;
}

static inline void* take(struct queue* queue) {
  return queue->bottom == queue->top
           ? NULL
           : queue->jobs[--queue->bottom % QueueCapacity];
}

static inline void* steal(struct queue* queue) {
  return queue->bottom == queue->top
           ? NULL
           : queue->jobs[queue->top++ % QueueCapacity];
}

// All that the workers have in common.
enum { MaxWorkers = 64 };
struct pool {
  struct queue queues[MaxWorkers];
  uint32_t workers;
  uint32_t jobs;
  uint32_t steals;
  uint32_t sum;
};

// A job for the worker: its own, or another's. NULL when there is none.
static inline void* find_job(struct pool* pool, uint32_t worker) {
  void* job = take(&pool->queues[worker]);
  for (uint32_t i = 1; !job && i < pool->workers; i++) {
    job = steal(&pool->queues[(worker + i) % pool->workers]);
    pool->steals += job != NULL;
  }
  return job;
}

#endif
