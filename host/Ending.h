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

// How all instances learn that they are to end.

#ifndef WASM_FIBERS_HOST_ENDING_H
#define WASM_FIBERS_HOST_ENDING_H

#include <atomic>

#include <sys/eventfd.h>

namespace wasm_fibers::host {

class Ending {
public:
  // Of an eventfd.
  explicit Ending(int event) : file(event) {}
  Ending(const Ending&) = delete;
  Ending& operator=(const Ending&) = delete;

  // From any thread.
  void begin() {
    begun = true;
    eventfd_write(file, 1);
  }
  bool hasBegun() const { return begun; }
  // A descriptor that can be read when it has begun.
  int event() const { return file; }

  // Those who will see to it.
  void addListener() { listeners++; }
  void removeListener() { listeners--; }
  bool hasListeners() const { return listeners > 0; }

private:
  const int file;
  std::atomic<bool> begun = false;
  std::atomic<int> listeners = 0;
};

} // namespace wasm_fibers::host

#endif
