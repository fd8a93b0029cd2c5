// The host grows an exported memory and uses the pages itself: fibers never have them,
// and it has none of theirs. Node 20 has no native tier.
// RUN: %clang -O1 -nostdlib -Wl,--no-entry -Wl,--lower-fibers=tier:frames %s -o %t.frames.wasm
// RUN: node %S/Inputs/host_grows.mjs %t.frames.wasm | FileCheck %s
// RUN: %clang -O1 -nostdlib -Wl,--no-entry -Wl,--lower-fibers=tier:asyncify %s -o %t.asyncify.wasm
// RUN: node %S/Inputs/host_grows.mjs %t.asyncify.wasm | FileCheck %s
// CHECK: sum 21360
#include <fiber.h>

static unsigned long descend(unsigned depth, unsigned long seed) {
  volatile unsigned long kept[8];
  for (unsigned i = 0; i < 8; i++) {
    kept[i] = seed + depth + i;
  }
  unsigned long sum = depth ? descend(depth - 1, seed) : (unsigned long)fiber_yield(0);
  for (unsigned i = 0; i < 8; i++) {
    sum += kept[i] == seed + depth + i;
  }
  return sum + depth;
}

static void* entry(void* seed) { return (void*)descend(20, (unsigned long)seed); }

__attribute__((export_name("start"))) fiber_t start(unsigned long seed) {
  fiber_t fiber = fiber_sized_alloc(entry, 8192);
  fiber_resume(fiber, (void*)seed, 0);
  return fiber;
}

__attribute__((export_name("finish"))) unsigned long finish(fiber_t fiber,
                                                            unsigned long value) {
  return (unsigned long)fiber_resume(fiber, (void*)value, 0);
}
