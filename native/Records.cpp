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

#include "Records.h"

#include <atomic>
#include <bit>
#include <new>

#include <pthread.h>

namespace wasm_fibers {

namespace {

// A key of POSIX threads, whose destructor runs when a thread ends, after those
// of its thread_local variables, and doesn't run when the process exits. So
// fibers may be used in destructors of thread_local and static variables.
pthread_key_t makeThreadEndKey() {
  pthread_key_t key;
  auto destroy = [](void* records) { delete static_cast<Records*>(records); };
  if (pthread_key_create(&key, destroy) != 0) {
    throw std::bad_alloc();
  }
  return key;
}

Handle nextThreadNumber() {
  static std::atomic<Handle> count = 0;
  return count++;
}

} // anonymous namespace

constinit thread_local Records* Records::records = nullptr;

Records& Records::makeForThread() {
  if (!records) {
    static const pthread_key_t threadEnd = makeThreadEndKey();
    std::unique_ptr<Records> made(new Records);
    if (pthread_setspecific(threadEnd, made.get()) != 0) {
      throw std::bad_alloc();
    }
    records = made.release();
  }
  return *records;
}

Records::Records()
  : first(nextThreadNumber() << ThreadShift | Handle(1) << IndexBits) {
  free.reserve(MaxFibers);
}

// Fibers that are suspended now are never unwound: their cleanups could use
// what the thread has destroyed already. Their stacks go.
Records::~Records() { records = nullptr; }

Record* Records::find(fiber_t fiber) const noexcept {
  const auto handle = std::bit_cast<Handle>(fiber);
  const auto index = handle & ((1 << IndexBits) - 1);
  if (index == 0 || index > all.size()) {
    return nullptr;
  }
  auto* record = all[index - 1].get();
  // A free record has the handle of a fiber that is yet to come.
  return record->handle == handle && record->state != State::Free ? record
                                                                  : nullptr;
}

Record* Records::nextFree() {
  if (free.empty()) {
    if (all.size() == MaxFibers) {
      return nullptr;
    }
    all.push_back(std::make_unique<Record>(first | (all.size() + 1)));
    free.push_back(all.back().get());
  }
  return free.back();
}

void Records::release(Record& record) noexcept {
  record.state = State::Free;
  record.handle += Handle(1) << IndexBits;
  free.push_back(&record);
}

} // namespace wasm_fibers
