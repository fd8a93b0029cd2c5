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

// What is known of the fibers that run (fiber.cpp), for those who look at their
// stacks (Backtrace.cpp).

#ifndef WASM_FIBERS_NATIVE_RUNNING_H
#define WASM_FIBERS_NATIVE_RUNNING_H

#include "Records.h"

namespace wasm_fibers {

// The running fiber of this thread, nullptr outside any.
Record* running() noexcept;

// The function that the body of each continuation is.
Continuation::Body bodyOfFibers() noexcept;

} // namespace wasm_fibers

#endif
