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
 * Addresses as WASI's sockets take them.
 */

#ifndef WASM_FIBERS_IO_WASIP2_ADDRESS_H
#define WASM_FIBERS_IO_WASIP2_ADDRESS_H

#include "imports.h"
#include <stdbool.h>

/* An `ip-socket-address`, flat. For IPv4, `parts` are the port and the four
   bytes of the address, and for IPv6 the port, the flow, the eight words of the
   address and the scope. The rest is 0. */
struct address {
  uint32_t family;
  uint32_t parts[11];
};

/* That in numbers `text`. Returns whether it is one. */
bool fio_address_parse(const char* text, uint16_t port, struct address* result);

/* The address that a look-up has found, with a port. */
struct address fio_address_of(const struct name_result* name, uint16_t port);

/* An address as the parameter of a call. */
#define FIO_FLAT(address)                                                      \
  (address).family, (address).parts[0], (address).parts[1],                    \
    (address).parts[2], (address).parts[3], (address).parts[4],                \
    (address).parts[5], (address).parts[6], (address).parts[7],                \
    (address).parts[8], (address).parts[9], (address).parts[10]

#endif
