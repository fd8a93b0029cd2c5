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

/* The end of a program that can't go on. */

#ifndef WASM_FIBERS_IO_FATAL_H
#define WASM_FIBERS_IO_FATAL_H

/*
 * Writes a text to standard error, and aborts. Without stdio, which adds 2.6 kB
 * to a module that doesn't use it.
 */
_Noreturn void fio_fatal(const char* text);

#endif
