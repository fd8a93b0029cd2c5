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

// fiber_next_frame for the host: the stack of a fiber is walked by code that
// runs on it. The counterpart in WebAssembly is passes/runtime/backtrace.wat.

#include <fiber.h>

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iterator>
#include <memory>
#include <vector>

#include <cxxabi.h>
#include <dlfcn.h>
#include <unwind.h>

#include "Running.h"

namespace wasm_fibers {

namespace {

// A call that waits: where it returns to, and in which fiber.
struct Call {
  std::uintptr_t address;
  Handle fiber;
};

// What was found by the last walk. The next call that asks for a function of
// the same walk finds it here; for one of another walk, that is made again.
struct Walk {
  std::size_t number = 0;
  std::vector<Call> calls;
  bool failed = false;
};
thread_local Walk last;

const void* functionAt(std::uintptr_t address) {
  return _Unwind_FindEnclosingFunction(std::bit_cast<void*>(address));
}

// Whether it is the function of the library that a fiber waits in, or one that
// calls that.
bool isOfLibrary(const void* function) {
  const void* const functions[] = {
    reinterpret_cast<const void*>(&fiber_yield),
    reinterpret_cast<const void*>(&fiber_resume),
    reinterpret_cast<const void*>(&fiber_poll),
    reinterpret_cast<const void*>(&fiber_free),
    reinterpret_cast<const void*>(&fiber_next_frame)};
  return std::find(std::begin(functions), std::end(functions), function) !=
         std::end(functions);
}

// The walk over one stack, from what the library has there to where the fiber
// begins.
struct StackWalk {
  Handle fiber;
  bool inLibrary = false;
  bool inProgram = false;
};

_Unwind_Reason_Code visit(_Unwind_Context* context, void* data) {
  auto& walk = *static_cast<StackWalk*>(data);
  const auto address = _Unwind_GetIP(context);
  const auto* function = functionAt(address - 1);
  if (function == reinterpret_cast<const void*>(bodyOfFibers())) {
    return _URC_END_OF_STACK;
  }
  if (!walk.inProgram) {
    const bool isLibrary = isOfLibrary(function);
    walk.inProgram = walk.inLibrary && !isLibrary;
    walk.inLibrary = walk.inLibrary || isLibrary;
  }
  if (walk.inProgram) {
    try {
      last.calls.push_back({address - 1, walk.fiber});
    } catch (const std::bad_alloc&) {
      last.failed = true;
      return _URC_END_OF_STACK;
    }
  }
  return _URC_NO_REASON;
}

// Walks the stack that this runs on.
void walkHere(const Record& record) {
  StackWalk walk{record.handle};
  _Unwind_Backtrace(visit, &walk);
}

// The fiber that waits for the running one to be done with, or for one that
// waits so: the one whose stack that is.
Record* findByStack(const char* address) {
  for (auto& record : Records::ofThread()->getAll()) {
    if (record->state == State::Running &&
        record->continuation.isOnStack(address)) {
      return record.get();
    }
  }
  return nullptr;
}

// Walks the stacks of the running fiber and of those that wait for it, or of
// one of them.
void walkRunning(const Record* only) {
  auto* const first = running();
  auto* record = first;
  if (record && (!only || only == record)) {
    walkHere(*record);
  }
  while (record && record != only) {
    Record* resumer = nullptr;
    record->continuation.visitResumer(first->continuation, [&] {
      resumer = findByStack(static_cast<char*>(__builtin_frame_address(0)));
      if (resumer && (!only || only == resumer)) {
        walkHere(*resumer);
      }
    });
    record = resumer;
  }
}

Record* find(fiber_t fiber) {
  auto* records = Records::ofThread();
  return records ? records->find(fiber) : nullptr;
}

void walk(fiber_t fiber) {
  last.calls.clear();
  last.failed = false;
  if (!fiber) {
    walkRunning(nullptr);
    return;
  }
  auto* record = find(fiber);
  if (!record) {
    return;
  }
  if (record->state == State::Suspended) {
    record->continuation.visitBody([&] { walkHere(*record); });
  } else if (record->state == State::Running) {
    walkRunning(record);
  }
}

// Names the function as the linker knows it, or as backtrace_symbols does.
void describe(std::uintptr_t address, fiber_frame_t& frame) {
  const auto size = sizeof(frame.function);
  Dl_info info;
  if (!dladdr(std::bit_cast<void*>(address), &info)) {
    std::snprintf(frame.function, size, "%#zx", std::size_t(address));
    return;
  }
  if (!info.dli_sname) {
    const auto base = std::bit_cast<std::uintptr_t>(info.dli_fbase);
    std::snprintf(frame.function,
                  size,
                  "%s(+%#zx)",
                  info.dli_fname,
                  std::size_t(address - base));
    return;
  }
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> name(
    abi::__cxa_demangle(info.dli_sname, nullptr, nullptr, &status), std::free);
  std::snprintf(frame.function, size, "%s", name ? name.get() : info.dli_sname);
}

} // anonymous namespace

} // namespace wasm_fibers

using namespace wasm_fibers;

// `step` is one more than how many calls have been told, and `next` the walk's
// number.
int fiber_next_frame(fiber_t fiber, fiber_frame_t* frame) {
  if (frame->step == 0) {
    frame->next = std::bit_cast<void*>(++last.number);
    frame->step = 1;
    walk(fiber);
  } else if (std::bit_cast<std::size_t>(frame->next) != last.number) {
    last.number = std::bit_cast<std::size_t>(frame->next);
    walk(fiber);
  }
  if (frame->step > last.calls.size()) {
    return 0;
  }
  const auto& call = last.calls[frame->step++ - 1];
  frame->fiber = std::bit_cast<fiber_t>(call.fiber);
  frame->line = frame->column = 0;
  frame->file[0] = 0;
  describe(call.address, *frame);
  return 1;
}
