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

// The numbers that errors have in WASI, which are those of a program's errno.h.

#ifndef WASM_FIBERS_HOST_WASI_ERRORS_H
#define WASM_FIBERS_HOST_WASI_ERRORS_H

namespace wasm_fibers::host {

// WASI's number for a number of the system's errno.h; EIO's for those that WASI
// doesn't have.
int toWasiError(int error);

} // namespace wasm_fibers::host

#endif
