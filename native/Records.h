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

// Handles, and the records behind them. The counterpart in WebAssembly is
// passes/runtime/handles.wat.

#ifndef WASM_FIBERS_NATIVE_RECORDS_H
#define WASM_FIBERS_NATIVE_RECORDS_H

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <vector>

#include <fiber.h>

#include "Continuation.h"

namespace wasm_fibers {

// A fiber_t is a handle, and 0 is none:
//
//    63       48 47                15 14      0
//   +-----------+--------------------+---------+
//   |  thread   |     generation     |  index  |
//   +-----------+--------------------+---------+
//
// The index names a record of the thread. It is reused, last freed first, under
// the next generation, so that a stale handle is recognized. The thread is a
// number of its own, so that the handle of another thread is, too. (After 2^33
// fibers in one record the generation carries into the number. A stale handle
// is recognized all the same.) There is no record 0.
using Handle = std::uintptr_t;
static_assert(sizeof(Handle) == 8, "wasm-fibers: the host has to be 64-bit");

constexpr int IndexBits = 15;
constexpr int ThreadShift = 48;

// How many fibers may be alive at once in a thread.
constexpr std::size_t MaxFibers = 20000;
static_assert(MaxFibers < 1 << IndexBits);

enum class State : std::uint8_t { Free, Fresh, Running, Suspended, Finished };

// A fiber, or a place for one. A record keeps its continuation for the next
// fiber, so that there are as many as the peak of live fibers, and making a
// fiber costs no system call.
struct Record {
  explicit Record(Handle handle) : handle(handle) {}

  // The fiber's handle; in a free record, the next one.
  Handle handle;
  State state = State::Free;
  // The fiber is being freed: its yield is to unwind.
  bool unwinding = false;
  // Until the fiber starts.
  fiber_entry_point_t entry = nullptr;
  // The argument on its way in, what is yielded or returned on its way out.
  void* value = nullptr;
  // What has left the entry, on its way to the resumer.
  std::exception_ptr exception;
  Continuation continuation;
};

// The records of one thread.
class Records {
public:
  // Those of this thread; nullptr before its first fiber.
  static Records* ofThread() noexcept { return records; }
  // The same, made when there are none yet. Throws std::bad_alloc.
  static Records& makeForThread();

  ~Records();
  Records(const Records&) = delete;
  Records& operator=(const Records&) = delete;

  // The record of a fiber, nullptr when the handle isn't good.
  Record* find(fiber_t fiber) const noexcept;

  // The record that the next take() takes, nullptr when MaxFibers are taken.
  // Throws std::bad_alloc.
  Record* nextFree();
  void take() noexcept { free.pop_back(); }
  // All records that there have been.
  const std::vector<std::unique_ptr<Record>>& getAll() const noexcept {
    return all;
  }
  // Gives a record back under its next handle.
  void release(Record& record) noexcept;

private:
  Records();

  static constinit thread_local Records* records;

  // Where the handles of this thread begin.
  const Handle first;
  // The record of index i at i - 1.
  std::vector<std::unique_ptr<Record>> all;
  // Those that are free, the last freed at the end. There is room for all
  // from the beginning, so that release() can't fail.
  std::vector<Record*> free;
};

} // namespace wasm_fibers

#endif
