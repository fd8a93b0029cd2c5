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

// What the C++ runtime knows about the exceptions in flight.

#ifndef WASM_FIBERS_NATIVE_EXCEPTION_STATE_H
#define WASM_FIBERS_NATIVE_EXCEPTION_STATE_H

#include <utility>

#include <cxxabi.h>

namespace wasm_fibers {

// The Itanium C++ ABI (2.2.2) keeps, for each thread, the stack of exceptions
// whose handlers have been entered and not left, and how many are on their way
// to one. Both belong to a stack of calls, so that a fiber that yields inside a
// handler must take them along.
class ExceptionState {
public:
  void swapWithThread() noexcept {
    std::swap(globals, *reinterpret_cast<Globals*>(abi::__cxa_get_globals()));
  }

private:
  // The ABI's struct __cxa_eh_globals, of which cxxabi.h has only the name.
  struct Globals {
    void* caught = nullptr;
    unsigned int uncaught = 0;
  } globals;
};

} // namespace wasm_fibers

#endif
