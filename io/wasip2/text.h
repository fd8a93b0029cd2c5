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
 * Texts that the host reads: UTF-8, or it ends the program.
 */

#ifndef WASM_FIBERS_IO_WASIP2_TEXT_H
#define WASM_FIBERS_IO_WASIP2_TEXT_H

#include <stdbool.h>

bool fio_text_is_valid(const char* text);

#endif
