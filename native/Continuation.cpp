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

#include "Continuation.h"

#include <cstring>
#include <memory>
#include <utility>

#include <boost/context/preallocated.hpp>
#include <boost/context/stack_context.hpp>

namespace wasm_fibers {

namespace {

// The stack belongs to the continuation, not to Boost.
struct KeepStack {
  void deallocate(boost::context::stack_context&) noexcept {}
};

} // anonymous namespace

void Continuation::create(std::size_t stackSize, Body body, Record& record) {
  stack = Stack(stackSize);
  exceptions = {};
  sanitizer = {};

  boost::context::stack_context context;
  context.sp = stack.base() + stack.size();
  context.size = stack.size();
  std::construct_at(
    &suspended,
    std::allocator_arg,
    boost::context::preallocated(context.sp, context.size, context),
    KeepStack(),
    [this, body, &record](boost::context::fiber&& first) {
      resumer = std::move(first);
      sanitizer.arriveAtBody();
      body(record);
      return boost::context::fiber();
    });
}

// Boost has no name for it: a fiber is the stack pointer, below which nothing
// is kept, and above which are the registers.
char* Continuation::stackInUse(bool isSuspended) const {
  static_assert(sizeof(suspended) == sizeof(char*));
  if (!isSuspended) {
    return stack.base();
  }
  char* pointer = nullptr;
  std::memcpy(static_cast<void*>(&pointer),
              static_cast<const void*>(&suspended),
              sizeof(pointer));
  return pointer >= stack.base() && pointer <= stackTop() ? pointer
                                                          : stack.base();
}

} // namespace wasm_fibers
