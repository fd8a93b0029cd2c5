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
 * The functions of WASI 0.2 that world.wit names, as the component model's
 * canonical ABI has them for a core module: a resource is a number from 1 on, a
 * list or a text is its address and length, and a result that isn't one number
 * is stored at an address that comes last. `self` is what WIT leaves out.
 *
 * A resource is dropped after those that were made of it: a stream after its
 * pollables, a socket after its streams. The host ends the program otherwise.
 */

#ifndef WASM_FIBERS_IO_WASIP2_IMPORTS_H
#define WASM_FIBERS_IO_WASIP2_IMPORTS_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

#define FIO_WASI(interface, name)                                              \
  __attribute__((import_module("wasi:" interface "@0.2.0"), import_name(name)))

typedef int32_t resource_t;

/* ---- io, clocks ---- */

/* Why a stream fails. */
struct stream_failure {
  uint8_t is_closed; /* Or has an error. */
  resource_t error;
};

struct bytes_result {
  uint8_t failed;
  union {
    struct {
      uint8_t* bytes;
      uint32_t size;
    };
    struct stream_failure failure;
  };
};

struct written_result {
  uint8_t failed;
  struct stream_failure failure;
};

struct permit_result {
  uint8_t failed;
  union {
    uint64_t permit;
    struct stream_failure failure;
  };
};

struct indices {
  uint32_t* first;
  uint32_t count;
};

FIO_WASI("io/error", "[resource-drop]error")
void wasi_drop_error(resource_t error);

FIO_WASI("io/poll", "poll")
void wasi_poll(const resource_t* pollables,
               uint32_t count,
               struct indices* ready);
FIO_WASI("io/poll", "[resource-drop]pollable")
void wasi_drop_pollable(resource_t pollable);

FIO_WASI("io/streams", "[method]input-stream.read")
void wasi_read(resource_t self, uint64_t size, struct bytes_result* result);
FIO_WASI("io/streams", "[method]input-stream.subscribe")
resource_t wasi_input_subscribe(resource_t self);
FIO_WASI("io/streams", "[resource-drop]input-stream")
void wasi_drop_input(resource_t input);

FIO_WASI("io/streams", "[method]output-stream.check-write")
void wasi_check_write(resource_t self, struct permit_result* result);
FIO_WASI("io/streams", "[method]output-stream.write")
void wasi_write(resource_t self,
                const uint8_t* bytes,
                uint32_t size,
                struct written_result* result);
FIO_WASI("io/streams", "[method]output-stream.subscribe")
resource_t wasi_output_subscribe(resource_t self);
FIO_WASI("io/streams", "[resource-drop]output-stream")
void wasi_drop_output(resource_t output);

FIO_WASI("clocks/monotonic-clock", "now") uint64_t wasi_now(void);
FIO_WASI("clocks/monotonic-clock", "subscribe-instant")
resource_t wasi_subscribe_instant(uint64_t when);

/* ---- sockets ---- */

enum { WASI_IPV4, WASI_IPV6 };

/* `error-code` of wasi:sockets/network; errors.c has all of it. */
enum { WASI_WOULD_BLOCK = 8, WASI_CONNECTION_ABORTED = 16 };

enum { WASI_SHUTDOWN_SEND = 1 };

struct status_result {
  uint8_t failed;
  uint8_t error;
};

struct resource_result {
  uint8_t failed;
  union {
    resource_t resource;
    uint8_t error;
  };
};

struct connect_result {
  uint8_t failed;
  union {
    struct {
      resource_t input;
      resource_t output;
    };
    uint8_t error;
  };
};

struct accept_result {
  uint8_t failed;
  union {
    struct {
      resource_t socket;
      resource_t input;
      resource_t output;
    };
    uint8_t error;
  };
};

struct address_result {
  uint8_t failed;
  union {
    struct {
      uint8_t family;
      /* Of either family, the port comes first. */
      uint16_t port __attribute__((aligned(4)));
      uint8_t more[26];
    };
    uint8_t error;
  };
};

struct name_result {
  uint8_t failed;
  union {
    struct {
      uint8_t is_there;
      uint8_t family __attribute__((aligned(2)));
      union {
        uint8_t v4[4];
        uint16_t v6[8];
      };
    };
    uint8_t error;
  };
};

/* `ip-socket-address` as a parameter: the family, and what address.h has for
   it. */
#define WASI_SOCKET_ADDRESS                                                    \
  uint32_t family, uint32_t p0, uint32_t p1, uint32_t p2, uint32_t p3,         \
    uint32_t p4, uint32_t p5, uint32_t p6, uint32_t p7, uint32_t p8,           \
    uint32_t p9, uint32_t p10

FIO_WASI("sockets/instance-network", "instance-network")
resource_t wasi_instance_network(void);

FIO_WASI("sockets/ip-name-lookup", "resolve-addresses")
void wasi_resolve_addresses(resource_t network,
                            const char* name,
                            uint32_t size,
                            struct resource_result* result);
FIO_WASI("sockets/ip-name-lookup",
         "[method]resolve-address-stream.resolve-next-address")
void wasi_resolve_next_address(resource_t self, struct name_result* result);
FIO_WASI("sockets/ip-name-lookup", "[method]resolve-address-stream.subscribe")
resource_t wasi_names_subscribe(resource_t self);
FIO_WASI("sockets/ip-name-lookup", "[resource-drop]resolve-address-stream")
void wasi_drop_names(resource_t names);

FIO_WASI("sockets/tcp-create-socket", "create-tcp-socket")
void wasi_create_socket(uint32_t family, struct resource_result* result);

FIO_WASI("sockets/tcp", "[method]tcp-socket.start-bind")
void wasi_start_bind(resource_t self,
                     resource_t network,
                     WASI_SOCKET_ADDRESS,
                     struct status_result* result);
FIO_WASI("sockets/tcp", "[method]tcp-socket.finish-bind")
void wasi_finish_bind(resource_t self, struct status_result* result);
FIO_WASI("sockets/tcp", "[method]tcp-socket.start-connect")
void wasi_start_connect(resource_t self,
                        resource_t network,
                        WASI_SOCKET_ADDRESS,
                        struct status_result* result);
FIO_WASI("sockets/tcp", "[method]tcp-socket.finish-connect")
void wasi_finish_connect(resource_t self, struct connect_result* result);
FIO_WASI("sockets/tcp", "[method]tcp-socket.start-listen")
void wasi_start_listen(resource_t self, struct status_result* result);
FIO_WASI("sockets/tcp", "[method]tcp-socket.finish-listen")
void wasi_finish_listen(resource_t self, struct status_result* result);
FIO_WASI("sockets/tcp", "[method]tcp-socket.accept")
void wasi_accept(resource_t self, struct accept_result* result);
FIO_WASI("sockets/tcp", "[method]tcp-socket.local-address")
void wasi_local_address(resource_t self, struct address_result* result);
FIO_WASI("sockets/tcp", "[method]tcp-socket.set-listen-backlog-size")
void wasi_set_backlog(resource_t self,
                      uint64_t size,
                      struct status_result* result);
FIO_WASI("sockets/tcp", "[method]tcp-socket.subscribe")
resource_t wasi_socket_subscribe(resource_t self);
FIO_WASI("sockets/tcp", "[method]tcp-socket.shutdown")
void wasi_shutdown(resource_t self, uint32_t how, struct status_result* result);
FIO_WASI("sockets/tcp", "[resource-drop]tcp-socket")
void wasi_drop_socket(resource_t socket);

/* ---- filesystem ---- */

enum { WASI_SYMLINK_FOLLOW = 1, WASI_READ = 1 };

/* `descriptor-type`. */
enum { WASI_DIRECTORY = 3, WASI_REGULAR_FILE = 6 };

struct directory {
  resource_t descriptor;
  const char* name;
  uint32_t size;
};

struct directories {
  const struct directory* first;
  uint32_t count;
};

struct stat_result {
  uint8_t failed;
  union {
    struct {
      uint8_t type;
      uint64_t link_count;
      uint64_t size;
      struct {
        uint8_t is_there;
        uint64_t seconds;
        uint32_t nanoseconds;
      } times[3];
    };
    uint8_t error;
  };
};

FIO_WASI("filesystem/preopens", "get-directories")
void wasi_get_directories(struct directories* result);

FIO_WASI("filesystem/types", "[method]descriptor.open-at")
void wasi_open_at(resource_t self,
                  uint32_t path_flags,
                  const char* path,
                  uint32_t size,
                  uint32_t open_flags,
                  uint32_t flags,
                  struct resource_result* result);
FIO_WASI("filesystem/types", "[method]descriptor.stat-at")
void wasi_stat_at(resource_t self,
                  uint32_t path_flags,
                  const char* path,
                  uint32_t size,
                  struct stat_result* result);
FIO_WASI("filesystem/types", "[method]descriptor.read-via-stream")
void wasi_read_via_stream(resource_t self,
                          uint64_t offset,
                          struct resource_result* result);
FIO_WASI("filesystem/types", "[resource-drop]descriptor")
void wasi_drop_descriptor(resource_t descriptor);

#undef FIO_WASI

/* That C lays them out as the canonical ABI does. */
static_assert(offsetof(struct bytes_result, size) == 8, "");
static_assert(offsetof(struct bytes_result, failure.error) == 8, "");
static_assert(offsetof(struct written_result, failure.error) == 8, "");
static_assert(offsetof(struct permit_result, failure.error) == 12, "");
static_assert(offsetof(struct status_result, error) == 1, "");
static_assert(offsetof(struct resource_result, error) == 4, "");
static_assert(offsetof(struct connect_result, output) == 8, "");
static_assert(offsetof(struct accept_result, output) == 12, "");
static_assert(offsetof(struct address_result, error) == 4, "");
static_assert(offsetof(struct address_result, port) == 8, "");
static_assert(sizeof(struct address_result) == 36, "");
static_assert(offsetof(struct name_result, error) == 2, "");
static_assert(offsetof(struct name_result, family) == 4, "");
static_assert(offsetof(struct name_result, v6) == 6, "");
static_assert(sizeof(struct name_result) == 22, "");
static_assert(sizeof(struct directory) == 12, "");
static_assert(offsetof(struct stat_result, size) == 24, "");
static_assert(sizeof(struct stat_result) == 104, "");

#endif
