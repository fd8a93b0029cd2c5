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
 * Queues of what waits, in the order in which it came. Whatever waits has a
 * link in it, is in one queue at a time, and can leave that from anywhere.
 */

#ifndef WASM_FIBERS_IO_QUEUE_H
#define WASM_FIBERS_IO_QUEUE_H

#include <stddef.h>

/* All zero, it is empty. */
struct queue {
  struct link* first;
  struct link* last;
};

struct link {
  struct queue* queue; /* That it is in, or NULL. */
  struct link* next;
  struct link* previous;
};

/* What has `item`, a pointer that is evaluated twice, as its `member`; NULL for
   none. */
#define FIO_OWNER(item, type, member)                                          \
  ((item) ? (type*)((char*)(item) - offsetof(type, member)) : NULL)

void fio_queue_push(struct queue* queue, struct link* link);
/* Takes a link out of the queue that it is in, if it is in one. */
void fio_queue_leave(struct link* link);
/* Takes the first out of a queue; NULL if it is empty. */
struct link* fio_queue_pop(struct queue* queue);

#endif
