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

#include "task.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/*
 * Elements are handed over at once: a receiver that waits gets its element from
 * the sender, and when there is room again, it is filled by the first sender
 * that waits. So a task that is woken with 0 is done, and nobody comes in
 * between.
 */
struct fio_channel {
  size_t element_size;
  size_t capacity;
  size_t first; /* The place of the oldest element. */
  size_t count;
  bool closed;
  struct queue senders;   /* Not empty only if the channel is full. */
  struct queue receivers; /* Not empty only if the channel is empty. */
  char elements[];
};

fio_channel_t fio_channel_make(size_t element_size, size_t capacity) {
  if (element_size == 0 || capacity == 0) {
    errno = EINVAL;
    return NULL;
  }
  struct fio_channel* channel = NULL;
  if (capacity <= (SIZE_MAX - sizeof *channel) / element_size) {
    channel = malloc(sizeof *channel + capacity * element_size);
  }
  if (!channel) {
    errno = ENOMEM;
    return NULL;
  }
  *channel =
    (struct fio_channel){.element_size = element_size, .capacity = capacity};
  return channel;
}

static void append(fio_channel_t channel, const void* element) {
  size_t place = (channel->first + channel->count++) % channel->capacity;
  memcpy(channel->elements + place * channel->element_size,
         element,
         channel->element_size);
}

static void take(fio_channel_t channel, void* element) {
  memcpy(element,
         channel->elements + channel->first * channel->element_size,
         channel->element_size);
  channel->first = (channel->first + 1) % channel->capacity;
  channel->count--;
}

int fio_channel_send(fio_channel_t channel,
                     const void* element,
                     fio_time_t deadline) {
  struct task* task = fio_task_to_wait();
  if (!task) {
    return -1;
  }
  if (channel->closed) {
    errno = EPIPE;
    return -1;
  }
  struct task* receiver = fio_task_of(channel->receivers.first);
  if (receiver) {
    memcpy(receiver->exchange, element, channel->element_size);
    fio_wake(receiver, 0);
    return 0;
  }
  if (channel->count < channel->capacity) {
    append(channel, element);
    return 0;
  }
  task->exchange = (void*)element;
  return fio_park(&channel->senders, deadline);
}

int fio_channel_recv(fio_channel_t channel,
                     void* element,
                     fio_time_t deadline) {
  struct task* task = fio_task_to_wait();
  if (!task) {
    return -1;
  }
  if (channel->count > 0) {
    take(channel, element);
    struct task* sender = fio_task_of(channel->senders.first);
    if (sender) {
      append(channel, sender->exchange);
      fio_wake(sender, 0);
    }
    return 0;
  }
  if (channel->closed) {
    errno = EPIPE;
    return -1;
  }
  task->exchange = element;
  return fio_park(&channel->receivers, deadline);
}

void fio_channel_close(fio_channel_t channel) {
  channel->closed = true;
  fio_wake_all(&channel->senders, EPIPE);
  fio_wake_all(&channel->receivers, EPIPE);
}

void fio_channel_free(fio_channel_t channel) {
  if (channel) {
    fio_channel_close(channel);
    free(channel);
  }
}
