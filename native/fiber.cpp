/*
 * Copyright 2026 the wasm-fibers authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

// fiber.h for the host. The counterpart in WebAssembly is
// passes/runtime/native.wat; tests compare the two.

#include <fiber.h>

#include <algorithm>
#include <bit>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <new>
#include <utility>

#include "Running.h"

// Defined only in programs that call it.
#pragma weak fiber_next_frame

namespace wasm_fibers {

namespace {

// What fiber_alloc asks for, as in WebAssembly.
constexpr std::size_t DefaultStackSize = 64 << 10;
// What a stack has besides. In WebAssembly a program asks for the part of its
// frames that is in linear memory and has the engine's stack for the rest,
// about 1 MiB. Here all of a frame is in one place. This costs addresses and
// 2 KiB of page tables for each fiber, but no time and no other memory: C10m
// and 25,000 live fibers measure the same with 64 KiB in place of it.
constexpr std::size_t ExtraStackSize = 1 << 20;

// Thrown by the yield of a fiber that is freed.
struct FiberFreed {};

// The running fiber, nullptr outside any.
constinit thread_local Record* current = nullptr;

// Says what is wrong, and which functions wait in the fiber, if the program has
// what tells that.
[[noreturn]] void fatal(const char* text, fiber_t fiber) {
  std::fprintf(stderr, "%s\n", text);
  if (&fiber_next_frame) {
    fiber_frame_t frame;
    frame.step = 0;
    while (fiber_next_frame(fiber, &frame)) {
      std::fprintf(stderr, "  in %s\n", frame.function);
    }
  }
  std::abort();
}

// The body of every continuation: runs the entry of one fiber after another.
void runFibers(Record& record) {
  for (;;) {
    const auto entry = std::exchange(record.entry, nullptr);
    try {
      record.value = entry(record.value);
    } catch (const FiberFreed&) {
      record.value = nullptr;
    } catch (...) {
      record.exception = std::current_exception();
    }
    record.state = State::Finished;
    record.continuation.suspend();
  }
}

// Runs a fresh or suspended fiber until it yields or finishes.
void run(Record& record) {
  auto* resumer = std::exchange(current, &record);
  record.state = State::Running;
  record.continuation.resume();
  current = resumer;
}

void unwind(Record& record) {
  record.unwinding = true;
  run(record);
  if (record.state != State::Finished) {
    fatal("fiber_free: the fiber called fiber_yield while it was unwound; a "
          "cleanup must not yield",
          std::bit_cast<fiber_t>(record.handle));
  }
  record.unwinding = false;
}

void rethrow(Record& record) {
  if (record.exception) {
    std::rethrow_exception(std::exchange(record.exception, nullptr));
  }
}

Record* find(fiber_t fiber) {
  auto* records = Records::ofThread();
  return records ? records->find(fiber) : nullptr;
}

} // anonymous namespace

Record* running() noexcept { return current; }

Continuation::Body bodyOfFibers() noexcept { return runFibers; }

} // namespace wasm_fibers

using namespace wasm_fibers;

fiber_t fiber_alloc(fiber_entry_point_t entry) {
  return fiber_sized_alloc(entry, DefaultStackSize);
}

fiber_t fiber_sized_alloc(fiber_entry_point_t entry, size_t stackSize) try {
  if (!entry) {
    return nullptr;
  }
  if (stackSize > std::numeric_limits<size_t>::max() - ExtraStackSize) {
    return nullptr;
  }
  auto& records = Records::makeForThread();
  auto* record = records.nextFree();
  if (!record) {
    return nullptr;
  }
  const auto size = std::max(stackSize, DefaultStackSize) + ExtraStackSize;
  if (record->continuation.stackSize() < size) {
    record->continuation.create(size, runFibers, *record);
  }
  records.take();
  record->entry = entry;
  record->state = State::Fresh;
  return std::bit_cast<fiber_t>(record->handle);
} catch (const std::bad_alloc&) {
  return nullptr;
}

void fiber_free(fiber_t fiber) {
  auto* record = find(fiber);
  if (!record || record->state == State::Running) {
    return;
  }
  if (record->state == State::Suspended) {
    unwind(*record);
  }
  Records::ofThread()->release(*record);
  // What a catch (...) has thrown instead of FiberFreed.
  rethrow(*record);
}

void* fiber_resume(fiber_t fiber, void* argument, fiber_result_t* result) {
  auto* record = find(fiber);
  if (!record ||
      (record->state != State::Fresh && record->state != State::Suspended)) {
    if (result) {
      *result = FIBER_ERROR;
    }
    return nullptr;
  }
  record->value = argument;
  run(*record);
  if (result) {
    *result = record->state == State::Finished ? FIBER_OK : FIBER_YIELD;
  }
  rethrow(*record);
  return record->value;
}

int fiber_next_root_range(fiber_root_range_t* range) {
  const auto* records = Records::ofThread();
  while (records && range->fiber < records->getAll().size()) {
    const auto& record = *records->getAll()[range->fiber++];
    if (record.state == State::Suspended || record.state == State::Running) {
      const auto& continuation = record.continuation;
      auto* start = continuation.stackInUse(record.state == State::Suspended);
      range->start = start;
      range->size = std::size_t(continuation.stackTop() - start);
      return 1;
    }
  }
  return 0;
}

// Nothing waits for JavaScript here.
void* fiber_poll(fiber_t fiber, void* argument, fiber_result_t* result) {
  return fiber_resume(fiber, argument, result);
}

fiber_t fiber_wait() { return nullptr; }

void* fiber_yield(void* value) {
  auto* record = current;
  if (!record) {
    fatal("fiber_yield: called outside any fiber; call it from a function that "
          "fiber_resume runs",
          nullptr);
  }
  record->value = value;
  record->state = State::Suspended;
  record->continuation.suspend();
  if (record->unwinding) {
    throw FiberFreed();
  }
  return record->value;
}
