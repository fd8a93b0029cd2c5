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
 * What the library knows of the descriptors that the back end has given out.
 */

#ifndef WASM_FIBERS_IO_DESCRIPTORS_H
#define WASM_FIBERS_IO_DESCRIPTORS_H

#include "task.h"

enum descriptor_kind { NOT_OPEN, LISTENER, CONNECTION, OPEN_FILE };

/* A listener, as long as it or one of its connections is open. */
struct listener {
  bool open;
  uint16_t port;
  unsigned limit;
  unsigned
    connections; /* Those that are open, and those that are being accepted. */
  unsigned late; /* How many have been accepted since fio_shutdown. */
  struct queue waiters; /* Who waits for `connections` to be below `limit`. */
};

struct descriptor {
  enum descriptor_kind kind;
  bool half_closed;
  struct listener*
    listener; /* Itself, or that which has accepted it, or NULL. */
};

/* What `number` is, if it is open and of this kind; or NULL with errno set. */
struct descriptor* fio_descriptor_find(int number, enum descriptor_kind kind);

/*
 * Notes a descriptor of the back end's, and `listener` with it. Returns its
 * number. If there is no memory, it is closed, and -1 returned with errno set.
 */
int fio_descriptor_add(int number,
                       enum descriptor_kind kind,
                       struct listener* listener);

/* One connection less: lets one go on that waits for that, and frees the
   listener if it was the last. */
void fio_listener_release(struct listener* listener);

void fio_descriptors_free(void);

#endif
