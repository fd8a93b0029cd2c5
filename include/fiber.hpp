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

/*
 * For C++ that waits for promises of JavaScript (docs/await.md), and is built
 * with exceptions: a promise that is rejected is thrown where the program
 * waits for it.
 *
 *   #include <fiber.hpp>
 *
 *   extern "C" __attribute__((import_module("app"), import_name("load")))
 *   int load(int page);
 *   FIBER_SUSPENDING(load);
 *
 *   int try_to_load(int page) {
 *     try {
 *       return load(page);
 *     } catch (const fiber::rejected& rejected) {
 *       std::puts(rejected.what()); // TypeError: Failed to fetch
 *       return 0;
 *     }
 *   }
 *
 * One file of the program that includes this is enough for all of it. In a
 * program without, a promise that is rejected ends the call that waits, as by
 * fiber_free. Natively, nothing waits for JavaScript.
 */

#ifndef WASM_FIBERS_FIBER_HPP
#define WASM_FIBERS_FIBER_HPP

#ifndef __cpp_exceptions
#error "fiber.hpp throws what is rejected: it needs exceptions; or use fiber.h"
#else

#include <fiber.h>

#include <cstddef>
#include <stdexcept>
#include <string>

namespace fiber {

namespace detail {

/*
 * Imports that the pass defines, and exports that it takes out of the module
 * (passes/await/Rejections.h).
 */
extern "C" {
#ifdef __wasm__
#define FIBER_REJECTION(name)                                                  \
  __attribute__((import_module("fiber"), import_name(#name)))
FIBER_REJECTION(fiber_rejected_share) void fiber_rejected_share(int reason);
FIBER_REJECTION(fiber_rejected_drop) void fiber_rejected_drop(int reason);
FIBER_REJECTION(fiber_rejected_text)
std::size_t fiber_rejected_text(int reason, char* text, std::size_t size);
FIBER_REJECTION(fiber_rejected_leaves) void fiber_rejected_leaves(int reason);
FIBER_REJECTION(fiber_rejected_run) void fiber_rejected_run(fiber_t call);
#undef FIBER_REJECTION
#else
inline void fiber_rejected_share(int) {}
inline void fiber_rejected_drop(int) {}
inline std::size_t fiber_rejected_text(int, char*, std::size_t) { return 0; }
#endif
}

/*
 * A share in a value of JavaScript, which keeps it as long as anybody has one.
 */
class reason {
public:
  explicit reason(int number) noexcept : number(number) {}
  reason(const reason& other) noexcept : number(other.number) {
    fiber_rejected_share(number);
  }
  reason& operator=(const reason& other) noexcept {
    fiber_rejected_share(other.number);
    fiber_rejected_drop(number);
    number = other.number;
    return *this;
  }
  ~reason() { fiber_rejected_drop(number); }

  int get() const noexcept { return number; }

  std::string text() const {
    std::string text(fiber_rejected_text(number, nullptr, 0), '\0');
    fiber_rejected_text(number, &text[0], text.size());
    return text;
  }

private:
  int number;
};

} // namespace detail

/*
 * The reason for which a promise was rejected, any value of JavaScript. what()
 * is its text, as String(reason) gives it. If nothing catches it, the promise
 * of the call is rejected with the value itself.
 */
class rejected : public std::runtime_error {
public:
  explicit rejected(const detail::reason& value)
    : std::runtime_error(value.text()), value(value) {}

  /*
   * The number by which JavaScript gets the value from the loader's
   * `reasonOf`, as long as this object or a copy of it lives.
   */
  int reason() const noexcept { return value.get(); }

private:
  detail::reason value;
};

#ifdef __wasm__
namespace detail {

extern "C" {

/* Throws what JavaScript has given the number. */
[[noreturn]]
__attribute__((used, export_name("fiber_rejected_throw"))) inline void
fiber_rejected_throw(int number) {
  const reason value(number);
  throw rejected(value);
}

/*
 * Runs the fiber of a call until it waits or has finished, and tells JavaScript
 * if a rejection leaves it. Returns whether one has.
 */
__attribute__((used, export_name("fiber_rejected_catch"))) inline bool
fiber_rejected_catch(fiber_t call) {
  try {
    fiber_rejected_run(call);
    return false;
  } catch (const rejected& uncaught) {
    fiber_rejected_leaves(uncaught.reason());
    return true;
  }
}
}

} // namespace detail
#endif

} // namespace fiber

#endif

#endif
