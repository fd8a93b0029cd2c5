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

// Stack switching: what the engine's continuations are in WebAssembly.

#ifndef WASM_FIBERS_NATIVE_CONTINUATION_H
#define WASM_FIBERS_NATIVE_CONTINUATION_H

#include <utility>

#include <boost/context/fiber.hpp>

#include "ExceptionState.h"
#include "SanitizerSwitch.h"
#include "Stack.h"

namespace wasm_fibers {

struct Record;

// Code that runs on a stack of its own, in turns with whoever resumes it:
//
//   resume() ------ switches to the stack -----> body
//      ^                                          |
//      +------- switches to the resumer ------ suspend()
//
// A continuation never ends: its body suspends for the last time and is then
// abandoned, with what is left on the stack.
class Continuation {
public:
  using Body = void (*)(Record&);

  // None yet; to be made by create() before it is resumed.
  Continuation() noexcept {}
  ~Continuation() {}
  Continuation(const Continuation&) = delete;
  Continuation& operator=(const Continuation&) = delete;

  // Makes a continuation that will run `body`, which must not return. One that
  // was here before is abandoned. Throws std::bad_alloc and leaves the old one
  // as it was.
  void create(std::size_t stackSize, Body body, Record& record);
  std::size_t stackSize() const { return stack.size(); }

  // The end of the stack, and where what is in use of it begins while the body
  // is suspended; of a running one, that is the lowest address.
  char* stackTop() const { return stack.base() + stack.size(); }
  char* stackInUse(bool isSuspended) const;
  bool isOnStack(const char* address) const {
    return address >= stack.base() && address < stackTop();
  }

  // Runs it until it suspends itself. It and suspend() are inline because a
  // processor predicts where a return goes by the last call, which is wrong for
  // each return after a switch.
  void resume() {
    exceptions.swapWithThread();
    sanitizer.leaveResumer(stack);
    suspended = std::move(suspended).resume();
    sanitizer.arriveAtResumer();
    exceptions.swapWithThread();
  }
  // Called by the body, returns when it is resumed.
  void suspend() {
    sanitizer.leaveBody();
    resumer = std::move(resumer).resume();
    sanitizer.arriveAtBody();
  }

  // Calls `look` on the stack of the body, while that is suspended.
  template<typename Look> void visitBody(Look look) {
    sanitizer.leaveResumer(stack);
    suspended = std::move(suspended).resume_with(
      [this, look](boost::context::fiber&& visitor) mutable {
        sanitizer.arriveAtBody();
        look();
        sanitizer.leaveBody();
        return std::move(visitor).resume();
      });
    sanitizer.arriveAtResumer();
  }
  // Calls it on the resumer's, while the body runs, or waits for one that it
  // has resumed. `running` is on whose stack this is called.
  template<typename Look>
  void visitResumer(const Continuation& running, Look look) {
    sanitizer.leaveBody();
    resumer = std::move(resumer).resume_with(
      [this, &running, look](boost::context::fiber&& visitor) mutable {
        sanitizer.arriveAtResumer();
        look();
        sanitizer.leaveResumer(running.stack);
        return std::move(visitor).resume();
      });
    sanitizer.arriveAtBody();
  }

private:
  Stack stack;
  // The body, while it is suspended. In a union so that nothing destroys it,
  // for that would unwind the body.
  union {
    boost::context::fiber suspended;
  };
  // The resumer, while the body runs.
  boost::context::fiber resumer;
  // The body's, while it is suspended; the resumer's, while it runs.
  ExceptionState exceptions;
  SanitizerSwitch sanitizer;
};

} // namespace wasm_fibers

#endif
