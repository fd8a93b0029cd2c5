// Destructors run when a call ends before its time: its promise is rejected, an import
// throws, or it is aborted, also those of a fiber in between. `catch (...)` doesn't catch
// that.
// RUN: %S/Inputs/check-await %build %s %S/Inputs/cleanup.mjs --tiers=frames,native | FileCheck %s --match-full-lines
// CHECK:      given: 2; destroyed: inner outer
// CHECK-NEXT: rejected: Error: gone; destroyed: inner outer
// CHECK-NEXT: thrown: Error: no; destroyed: inner outer
// CHECK-NEXT: aborted: Error: enough; destroyed: inner outer
// CHECK-NEXT: given to a fiber: 2; destroyed: inner outer
// CHECK-NEXT: rejected in a fiber: Error: gone; destroyed: inner outer
// CHECK-NEXT: given again: 2; destroyed: inner outer
// CHECK-NEXT: polled: 2; destroyed: inner outer
// CHECK-NEXT: polled, rejected: Error: gone; destroyed: inner outer
// CHECK-NEXT: polled, freed: 0; destroyed: inner outer
// CHECK-NEXT: polled, aborted: Error: enough; destroyed: inner outer
// CHECK-NEXT: by another, polled: 2; destroyed: inner outer
// CHECK-NEXT: by another, polled, freed: 0; destroyed: inner outer
#include <fiber.h>

#define IMPORT(name) __attribute__((import_module("host"), import_name(#name)))

extern "C" {
IMPORT(find) int find(int id);
IMPORT(destroyed) void destroyed(int which);
}
FIBER_SUSPENDING(find);

namespace {

struct Object {
  int which;
  ~Object() { destroyed(which); }
};

struct Fiber {
  fiber_t fiber;
  ~Fiber() { fiber_free(fiber); }
};

void* entry(void* id) {
  Object inner{1};
  int* place = static_cast<int*>(id);
  *place += find(*place);
  return place;
}

} // namespace

extern "C" __attribute__((export_name("look_in_fiber"))) int
look_in_fiber(int id) {
  Object outer{0};
  Fiber looking{fiber_alloc(entry)};
  return *static_cast<int*>(fiber_resume(looking.fiber, &id, nullptr));
}

extern "C" __attribute__((export_name("look"))) int look(int id) {
  Object outer{0};
  try {
    Object inner{1};
    id += find(id);
  } catch (...) {
    return -1;
  }
  return id;
}

namespace {

struct Free {
  fiber_t fiber;
  ~Free() { fiber_free(fiber); }
};

void* look_at(void* id) {
  auto& found = *static_cast<int*>(id);
  found = look(found);
  return nullptr;
}

void* look_by_another(void* id) {
  Free other{fiber_alloc(look_at)};
  return fiber_resume(other.fiber, id, nullptr);
}

int look_polled(fiber_entry_point_t entry, int id, bool waits) {
  Free polled{fiber_alloc(entry)};
  fiber_poll(polled.fiber, &id, nullptr);
  if (!waits)
    return 0;
  fiber_poll(fiber_wait(), nullptr, nullptr);
  return id;
}

} // namespace

// The same by a fiber that is polled, and by one that this resumes.
extern "C" __attribute__((export_name("look_polled"))) int look_polled(int id,
                                                                      bool waits) {
  return look_polled(look_at, id, waits);
}

extern "C" __attribute__((export_name("look_by_another"))) int
look_by_another(int id, bool waits) {
  return look_polled(look_by_another, id, waits);
}
