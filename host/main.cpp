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

// fiber-host: runs a program of fio.h as a server, on Wasmtime.
//
//   main thread               signals, and the clock of epochs
//   one thread an instance    Instance -> Ring -> io/native/reactor.h
//
// The program ends when its instances do. When one of them has ended, in
// whatever way, the others are told to.

#include "Directories.h"
#include "Ending.h"
#include "Epochs.h"
#include "Fatal.h"
#include "Instance.h"
#include "Listeners.h"
#include "Options.h"
#include "Program.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <thread>
#include <vector>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

using namespace wasm_fibers::host;

namespace {

// As many as it may need, or as the system allows.
void raiseDescriptorLimit(const Options& options) {
  constexpr rlim_t Others = 256;
  rlimit limit{};
  getrlimit(RLIMIT_NOFILE, &limit);
  const rlim_t needed = rlim_t(options.threads) * options.descriptors + Others;
  if (limit.rlim_cur < needed) {
    limit.rlim_cur = std::min(needed, limit.rlim_max);
    setrlimit(RLIMIT_NOFILE, &limit);
  }
}

// A descriptor that gives the signals that ask for the end. No thread gets them
// in another way.
int openSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  const int file = signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
  if (file < 0) {
    fatalError("can't wait for signals");
  }
  return file;
}

int openEvent() {
  const int file = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  if (file < 0) {
    fatalError("can't make an event");
  }
  return file;
}

// Ends the process as the signal does by itself. For the first process of a
// container, it does nothing by itself.
[[noreturn]] void dieOf(int signal) {
  constexpr int BySignal = 128;
  sigset_t one;
  sigemptyset(&one);
  sigaddset(&one, signal);
  pthread_sigmask(SIG_UNBLOCK, &one, nullptr);
  raise(signal);
  _exit(BySignal + signal);
}

// The first signal begins the end, and the second is the end. So is the first
// for a program that has no loop to be told in.
void takeSignals(int file, Ending& ending) {
  signalfd_siginfo signal;
  while (read(file, &signal, sizeof signal) == sizeof signal) {
    if (ending.hasBegun() || !ending.hasListeners()) {
      dieOf(static_cast<int>(signal.ssi_signo));
    }
    ending.begin();
  }
}

// Waits until one of two descriptors can be read, or an epoch is over.
void waitFor(int signals, int ended, const Options& options) {
  eventfd_t count;
  pollfd waits[] = {{.fd = signals, .events = POLLIN, .revents = 0},
                    {.fd = ended, .events = POLLIN, .revents = 0}};
  const bool hasDeadline = options.deadline.count() > 0;
  poll(waits,
       std::size(waits),
       hasDeadline ? static_cast<int>(Epoch / std::chrono::milliseconds(1))
                   : -1);
  eventfd_read(ended, &count);
}

} // anonymous namespace

int main(int argc, char* argv[]) {
  const auto options = Options::read(argc, argv);
  auto listeners = openListeners(options);
  const auto directories = openDirectories(options);
  raiseDescriptorLimit(options);
  const int signals = openSignals();
  Ending ending(openEvent());
  Program program(options);

  std::vector<std::unique_ptr<Instance>> instances;
  instances.reserve(listeners.size());
  for (auto& set : listeners) {
    instances.push_back(std::make_unique<Instance>(
      program, options, std::move(set), directories, ending));
  }
  std::atomic<int> status = 0;
  std::atomic<size_t> running = instances.size();
  const int ended = openEvent();
  std::vector<std::thread> threads;
  threads.reserve(instances.size());
  for (auto& instance : instances) {
    threads.emplace_back([&]() {
      if (const int one = instance->run()) {
        status = one;
      }
      ending.begin();
      running--;
      eventfd_write(ended, 1);
    });
  }

  while (running > 0) {
    waitFor(signals, ended, options);
    program.engine.increment_epoch();
    takeSignals(signals, ending);
  }
  for (auto& thread : threads) {
    thread.join();
  }
  return status;
}
