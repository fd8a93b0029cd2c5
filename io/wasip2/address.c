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

#include "address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

static struct address of_v4(const uint8_t* bytes, uint16_t port) {
  return (struct address){WASI_IPV4,
                          {port, bytes[0], bytes[1], bytes[2], bytes[3]}};
}

bool fio_address_parse(const char* text,
                       uint16_t port,
                       struct address* result) {
  struct in_addr v4;
  struct in6_addr v6;
  if (inet_pton(AF_INET, text, &v4) == 1) {
    *result = of_v4((const uint8_t*)&v4, port);
    return true;
  }
  if (inet_pton(AF_INET6, text, &v6) != 1) {
    return false;
  }
  *result = (struct address){WASI_IPV6, {port}};
  for (int i = 0; i < 8; i++) {
    result->parts[2 + i] = v6.s6_addr[2 * i] << 8 | v6.s6_addr[2 * i + 1];
  }
  return true;
}

struct address fio_address_of(const struct name_result* name, uint16_t port) {
  if (name->family == WASI_IPV4) {
    return of_v4(name->v4, port);
  }
  struct address result = {WASI_IPV6, {port}};
  for (int i = 0; i < 8; i++) {
    result.parts[2 + i] = name->v6[i];
  }
  return result;
}
