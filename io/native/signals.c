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

#include "signals.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/eventfd.h>

static const int numbers[] = {SIGTERM, SIGINT};
enum { COUNT = sizeof numbers / sizeof *numbers };

/* It stays open: another thread may be about to write to it. */
static int event = -1;
static volatile sig_atomic_t come; /* The signal that nobody has taken, or 0. */

static void take(int number);

static bool is_ours(int number) {
  struct sigaction action;
  sigaction(number, NULL, &action);
  return !(action.sa_flags & SA_SIGINFO) && action.sa_handler == take;
}

static void give_back(void) {
  struct sigaction by_default = {.sa_handler = SIG_DFL};
  for (int i = 0; i < COUNT; i++) {
    if (is_ours(numbers[i])) {
      sigaction(numbers[i], &by_default, NULL);
    }
  }
}

/* What it calls may be called by a handler. */
static void take(int number) {
  int error = errno;
  give_back();
  come = number;
  eventfd_write(event, 1);
  errno = error;
}

int fio_signals_begin(void) {
  if (event < 0) {
    event = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
  }
  if (event < 0) {
    return -1;
  }
  struct sigaction ours = {.sa_handler = take, .sa_flags = SA_RESTART};
  for (int i = 0; i < COUNT; i++) {
    sigaddset(&ours.sa_mask, numbers[i]);
  }
  for (int i = 0; i < COUNT; i++) {
    struct sigaction before;
    sigaction(numbers[i], NULL, &before);
    if (!(before.sa_flags & SA_SIGINFO) && before.sa_handler == SIG_DFL) {
      sigaction(numbers[i], &ours, NULL);
    }
  }
  return event;
}

bool fio_signals_take(void) {
  if (come == 0) {
    return false;
  }
  come = 0;
  return true;
}

void fio_signals_end(void) {
  give_back();
  int number = come;
  come = 0;
  if (number != 0) {
    raise(number);
  }
}
