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

#include "Stack.h"

#include <limits>
#include <new>
#include <utility>

#include <sys/mman.h>
#include <unistd.h>

namespace wasm_fibers {

namespace {

std::size_t pageSize() {
  static const auto size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return size;
}

} // anonymous namespace

Stack::Stack(std::size_t size) {
  const auto page = pageSize();
  if (size > std::numeric_limits<std::size_t>::max() - 2 * page) {
    throw std::bad_alloc();
  }
  const auto rounded = (size + page - 1) / page * page;
  // Reserves addresses and no memory: few fibers use all of their stack.
  void* mapping = mmap(nullptr,
                       page + rounded,
                       PROT_READ | PROT_WRITE,
                       MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK,
                       -1,
                       0);
  if (mapping == MAP_FAILED) {
    throw std::bad_alloc();
  }
  // Fails when there are too many mappings.
  if (mprotect(mapping, page, PROT_NONE) != 0) {
    munmap(mapping, page + rounded);
    throw std::bad_alloc();
  }
  lowest = static_cast<char*>(mapping) + page;
  usable = rounded;
}

Stack::Stack(Stack&& other) noexcept
  : lowest(std::exchange(other.lowest, nullptr)),
    usable(std::exchange(other.usable, 0)) {}

Stack& Stack::operator=(Stack&& other) noexcept {
  std::swap(lowest, other.lowest);
  std::swap(usable, other.usable);
  return *this;
}

Stack::~Stack() {
  if (lowest) {
    munmap(lowest - pageSize(), pageSize() + usable);
  }
}

} // namespace wasm_fibers
