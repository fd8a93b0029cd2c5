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
 * How connections begin.
 */

#include "address.h"
#include "attempt.h"
#include "errors.h"
#include "text.h"

#include <errno.h>
#include <string.h>

/* How many clients wait in the system's queue at most. */
enum { BACKLOG = 4096 };

/* All that the host grants. */
static resource_t network;

void fio_network_start(void) {
  network = network ? network : wasi_instance_network();
}

static bool fail(struct pending* pending, uint8_t code) {
  fio_complete(pending, -fio_socket_error(code), 0);
  return true;
}

static const char* text_of(const struct pending* pending) {
  return (const char*)(uintptr_t)pending->operation.address;
}

/* Gives an operation a socket of its own. */
static struct status_result open_socket(struct pending* pending,
                                        uint32_t family) {
  struct resource_result result;
  wasi_create_socket(family, &result);
  if (result.failed) {
    return (struct status_result){.failed = true, .error = result.error};
  }
  pending->socket = result.resource;
  return (struct status_result){0};
}

/* ---- LISTEN ---- */

static struct status_result begin_to_bind(struct pending* pending,
                                          const struct address* address) {
  struct status_result result = open_socket(pending, address->family);
  if (!result.failed) {
    wasi_start_bind(pending->socket, network, FIO_FLAT(*address), &result);
  }
  return result;
}

/* Takes the steps that are left. Fails with WASI_WOULD_BLOCK if one has to
 * wait.
 */
static struct status_result go_on_to_listen(struct pending* pending) {
  struct status_result result;
  if (!pending->bound) {
    wasi_finish_bind(pending->socket, &result);
    if (result.failed) {
      return result;
    }
    pending->bound = true;
    /* A host that can't has its own. */
    wasi_set_backlog(pending->socket, BACKLOG, &result);
    wasi_start_listen(pending->socket, &result);
    if (result.failed) {
      return result;
    }
  }
  wasi_finish_listen(pending->socket, &result);
  return result;
}

static bool complete_listen(struct pending* pending) {
  struct address_result address;
  wasi_local_address(pending->socket, &address);
  if (address.failed) {
    return fail(pending, address.error);
  }
  if (!fio_handle_available()) {
    fio_complete(pending, -errno, 0);
    return true;
  }
  struct handle* handle = fio_handle_open();
  handle->socket = pending->socket;
  pending->socket = 0;
  fio_complete(pending, handle->number, address.port);
  return true;
}

bool fio_attempt_listen(struct pending* pending) {
  struct status_result result = {0};
  if (!pending->socket) {
    struct address address;
    uint16_t port = (uint16_t)pending->operation.size;
    if (!fio_address_parse(text_of(pending), port, &address)) {
      fio_complete(pending, -EINVAL, 0);
      return true;
    }
    result = begin_to_bind(pending, &address);
  }
  if (!result.failed) {
    result = go_on_to_listen(pending);
  }
  if (!result.failed) {
    return complete_listen(pending);
  }
  return result.error == WASI_WOULD_BLOCK
           ? fio_wait_for(pending, wasi_socket_subscribe, pending->socket)
           : fail(pending, result.error);
}

/* ---- CONNECT ---- */

enum found { FOUND, NONE_LEFT, NOT_YET };

/* Begins to look up the name of the host. */
static bool look_up(struct pending* pending) {
  const char* name = text_of(pending);
  struct resource_result result;
  if (!fio_text_is_valid(name)) {
    pending->result = -ENOENT;
    return false;
  }
  wasi_resolve_addresses(network, name, strlen(name), &result);
  if (result.failed) {
    pending->result = -fio_socket_error(result.error);
    return false;
  }
  pending->names = result.resource;
  return true;
}

/* The next address to try. If it returns NONE_LEFT, `result` says why the last
   has failed. */
static enum found find_address(struct pending* pending,
                               struct address* address) {
  uint16_t port = (uint16_t)pending->operation.size;
  if (!pending->names) {
    bool is_first = pending->result == 0;
    if (is_first && fio_address_parse(text_of(pending), port, address)) {
      return FOUND;
    }
    if (!is_first || !look_up(pending)) {
      return NONE_LEFT;
    }
  }
  struct name_result name;
  wasi_resolve_next_address(pending->names, &name);
  if (!name.failed && name.is_there) {
    *address = fio_address_of(&name, port);
    return FOUND;
  }
  if (name.failed && name.error == WASI_WOULD_BLOCK) {
    return NOT_YET;
  }
  if (name.failed) {
    pending->result = -fio_socket_error(name.error);
  } else if (pending->result == 0) {
    pending->result = -ENOENT;
  }
  return NONE_LEFT;
}

/* Without a handle, drops the streams. */
static bool complete_connect(struct pending* pending,
                             const struct connect_result* streams) {
  if (!fio_handle_available()) {
    wasi_drop_input(streams->input);
    wasi_drop_output(streams->output);
    fio_complete(pending, -errno, 0);
    return true;
  }
  struct handle* handle = fio_handle_open();
  handle->socket = pending->socket;
  handle->input = streams->input;
  handle->output = streams->output;
  pending->socket = 0;
  fio_complete(pending, handle->number, 0);
  return true;
}

/* That the last address has failed with an `error-code`. */
static void give_up_address(struct pending* pending, uint8_t code) {
  pending->result = -fio_socket_error(code);
  fio_lane_drop_pollable(&pending->own);
  if (pending->socket) {
    wasi_drop_socket(pending->socket);
    pending->socket = 0;
  }
}

/* Begins to connect to an address. */
static void try_address(struct pending* pending,
                        const struct address* address) {
  fio_lane_drop_pollable(&pending->own);
  struct status_result result = open_socket(pending, address->family);
  if (!result.failed) {
    wasi_start_connect(pending->socket, network, FIO_FLAT(*address), &result);
  }
  if (result.failed) {
    give_up_address(pending, result.error);
  }
}

bool fio_attempt_connect(struct pending* pending) {
  for (;;) {
    struct connect_result result;
    struct address address;
    if (pending->socket) {
      wasi_finish_connect(pending->socket, &result);
      if (!result.failed) {
        return complete_connect(pending, &result);
      }
      if (result.error == WASI_WOULD_BLOCK) {
        return fio_wait_for(pending, wasi_socket_subscribe, pending->socket);
      }
      give_up_address(pending, result.error);
    }
    switch (find_address(pending, &address)) {
      case FOUND:
        try_address(pending, &address);
        break;
      case NOT_YET:
        return fio_wait_for(pending, wasi_names_subscribe, pending->names);
      case NONE_LEFT:
        fio_complete(pending, pending->result, 0);
        return true;
    }
  }
}

/* ---- ACCEPT ---- */

bool fio_attempt_accept(struct pending* pending, const struct handle* handle) {
  struct accept_result result;
  if (!fio_handle_available()) {
    fio_complete(pending, -errno, 0);
    return true;
  }
  do {
    wasi_accept(handle->socket, &result);
    /* That is a client that has given up before it was accepted. */
  } while (result.failed && result.error == WASI_CONNECTION_ABORTED);
  if (result.failed && result.error == WASI_WOULD_BLOCK) {
    return fio_wait_for(pending, wasi_socket_subscribe, handle->socket);
  }
  if (result.failed) {
    return fail(pending, result.error);
  }
  struct handle* connection = fio_handle_open();
  connection->socket = result.socket;
  connection->input = result.input;
  connection->output = result.output;
  fio_complete(pending, connection->number, 0);
  return true;
}
