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

// The stack of a fiber.

#ifndef WASM_FIBERS_NATIVE_STACK_H
#define WASM_FIBERS_NATIVE_STACK_H

#include <cstddef>

namespace wasm_fibers {

// Memory for the calls of a fiber, and below it a page that may not be touched:
//
//   bottom                                                        top
//   +-------------+------------------------------------------------+
//   | guard page  |                              <- grows down     |
//   +-------------+------------------------------------------------+
//
// A page costs no memory until the fiber has touched it, and keeps it then for
// as long as the stack exists. The guard makes a stack two mappings of the
// process. Linux allows 65,530 in all by default (vm.max_map_count), so all
// fibers of one thread fit.
class Stack {
public:
  // No stack.
  Stack() noexcept = default;
  // Throws std::bad_alloc.
  explicit Stack(std::size_t size);
  Stack(Stack&& other) noexcept;
  Stack& operator=(Stack&& other) noexcept;
  ~Stack();

  // The lowest address that may be used, and how many bytes there are from it
  // on: at least what was asked for.
  char* base() const { return lowest; }
  std::size_t size() const { return usable; }

private:
  char* lowest = nullptr;
  std::size_t usable = 0;
};

} // namespace wasm_fibers

#endif
