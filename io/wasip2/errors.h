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
 * Errors of WASI's as numbers of errno.h.
 */

#ifndef WASM_FIBERS_IO_WASIP2_ERRORS_H
#define WASM_FIBERS_IO_WASIP2_ERRORS_H

#include "imports.h"

/* Of an `error-code` of wasi:sockets/network. */
int fio_socket_error(uint8_t code);

/* Of an `error-code` of wasi:filesystem/types. */
int fio_file_error(uint8_t code);

/* Drops what a stream says of its failure. Returns whether it has an error, and
   not its end. */
int fio_is_stream_error(const struct stream_failure* failure);

/* Of what has kept a stream from taking bytes, which this drops. */
int fio_send_error(const struct stream_failure* failure);

#endif
