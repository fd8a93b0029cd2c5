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

#include "queue.h"
#include <stddef.h>

void fio_queue_push(struct queue* queue, struct link* link) {
  link->queue = queue;
  link->next = NULL;
  link->previous = queue->last;
  *(queue->last ? &queue->last->next : &queue->first) = link;
  queue->last = link;
}

void fio_queue_leave(struct link* link) {
  struct queue* queue = link->queue;
  if (queue) {
    *(link->previous ? &link->previous->next : &queue->first) = link->next;
    *(link->next ? &link->next->previous : &queue->last) = link->previous;
    link->queue = NULL;
  }
}

struct link* fio_queue_pop(struct queue* queue) {
  struct link* link = queue->first;
  if (link) {
    fio_queue_leave(link);
  }
  return link;
}
