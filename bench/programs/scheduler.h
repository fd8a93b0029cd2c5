// The tasks of the scheduler, and the queue of those that are ready.
#ifndef wasm_fibers_bench_scheduler_h
#define wasm_fibers_bench_scheduler_h

#include <stdint.h>
#include <stdlib.h>

struct task {
  uint32_t id;
  uint32_t turns;
  uint32_t value;
};

// The tasks share the turns in unequal parts, so that they end one by one.
static inline struct task
make_task(uint32_t id, uint32_t tasks, uint32_t turns) {
  uint32_t share = turns / tasks;
  return (struct task){id, share / 2 + share * id / tasks + 1, id};
}

static inline uint32_t work(uint32_t value) {
  return value * 1664525 + 1013904223;
}

// Depends on the order of the turns.
static inline uint32_t add_turn(uint32_t checksum, const struct task* task) {
  return checksum * 31 + (task->id ^ task->value >> 16);
}

// First in, first out. It has room for all tasks.
struct queue {
  uint32_t* ids;
  uint32_t capacity;
  uint32_t first;
  uint32_t count;
};

static inline struct queue make_queue(uint32_t capacity) {
  uint32_t* ids = (uint32_t*)calloc(capacity, sizeof *ids);
  if (!ids) {
    abort();
  }
  return (struct queue){ids, capacity, 0, 0};
}

static inline void push(struct queue* queue, uint32_t id) {
  uint32_t end = queue->first + queue->count++;
  queue->ids[end < queue->capacity ? end : end - queue->capacity] = id;
}

static inline uint32_t pop(struct queue* queue) {
  uint32_t id = queue->ids[queue->first++];
  if (queue->first == queue->capacity) {
    queue->first = 0;
  }
  queue->count--;
  return id;
}

#endif
