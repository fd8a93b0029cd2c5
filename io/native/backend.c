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
 * The library's own back end: a reactor for the process, which trusts itself,
 * and the signals that end it.
 */

#include "../backend.h"
#include "../fatal.h"
#include "reactor.h"
#include "signals.h"

#include <errno.h>
#include <fio.h>

/* How long what is in flight may take then. */
static const fio_time_t grace = 10 * FIO_SECOND;

static struct fio_reactor* reactor;

int fio_backend_start(void) {
  static const struct fio_grants all = {
    .network = true, .all_directories = true, .descriptor_limit = UINT32_MAX};
  int signals = fio_signals_begin();
  if (signals < 0) {
    return errno;
  }
  reactor = fio_reactor_make(&all, signals);
  if (!reactor) {
    int error = errno;
    fio_signals_end();
    return error;
  }
  reactor->memory = (struct fio_memory){.size = UINT64_MAX};
  return 0;
}

uint32_t fio_backend_turn(struct fio_turn* turn) {
  const struct fio_operation* operations =
    (const struct fio_operation*)(uintptr_t)turn->operations;
  struct fio_completion* completions =
    (struct fio_completion*)(uintptr_t)turn->completions;
  for (uint32_t i = 0; i < turn->operation_count; i++) {
    const char* mistake = fio_reactor_take(reactor, &operations[i]);
    if (mistake) {
      fio_fatal(mistake);
    }
  }
  fio_reactor_wait(reactor, turn->timeout);
  turn->now = fio_reactor_now();
  if (fio_signals_take()) {
    turn->grace = grace;
  }
  uint32_t count = 0;
  while (count < turn->completion_room &&
         fio_reactor_next(reactor, &completions[count])) {
    count++;
  }
  return count;
}

void fio_backend_stop(void) {
  fio_reactor_free(reactor);
  reactor = NULL;
  fio_signals_end();
}
