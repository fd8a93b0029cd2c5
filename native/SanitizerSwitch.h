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

// Tells AddressSanitizer on which stack the thread runs.

#ifndef WASM_FIBERS_NATIVE_SANITIZER_SWITCH_H
#define WASM_FIBERS_NATIVE_SANITIZER_SWITCH_H

#include <cstddef>

#include "Stack.h"

#if defined(__SANITIZE_ADDRESS__)
#define WASM_FIBERS_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WASM_FIBERS_ASAN 1
#endif
#endif

#ifdef WASM_FIBERS_ASAN
#include <sanitizer/common_interface_defs.h>
#endif

namespace wasm_fibers {

#ifdef WASM_FIBERS_ASAN

// One for each continuation. A switch is announced on the stack it leaves and
// confirmed on the one it arrives at.
class SanitizerSwitch {
public:
  void leaveResumer(const Stack& stack) {
    __sanitizer_start_switch_fiber(&resumerFrames, stack.base(), stack.size());
  }
  void arriveAtBody() {
    __sanitizer_finish_switch_fiber(bodyFrames, &resumerBase, &resumerSize);
  }
  void leaveBody() {
    __sanitizer_start_switch_fiber(&bodyFrames, resumerBase, resumerSize);
  }
  void arriveAtResumer() {
    __sanitizer_finish_switch_fiber(resumerFrames, nullptr, nullptr);
  }

private:
  // AddressSanitizer's copies of the frames, for use after return.
  void* resumerFrames = nullptr;
  void* bodyFrames = nullptr;
  const void* resumerBase = nullptr;
  std::size_t resumerSize = 0;
};

#else

class SanitizerSwitch {
public:
  void leaveResumer(const Stack&) {}
  void arriveAtBody() {}
  void leaveBody() {}
  void arriveAtResumer() {}
};

#endif

} // namespace wasm_fibers

#endif
