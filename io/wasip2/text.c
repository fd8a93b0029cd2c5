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

#include "text.h"

#include <stdint.h>

/* How many bytes follow the first of a character; -1 if it can't be one. */
static int count_following(uint8_t first) {
  return first < 0x80   ? 0
         : first < 0xc2 ? -1
         : first < 0xe0 ? 1
         : first < 0xf0 ? 2
         : first < 0xf5 ? 3
                        : -1;
}

bool fio_text_is_valid(const char* text) {
  /* The least character that takes so many bytes. */
  static const uint32_t least[] = {0, 0x80, 0x800, 0x10000};
  const uint8_t* byte = (const uint8_t*)text;
  while (*byte) {
    int following = count_following(*byte);
    if (following < 0) {
      return false;
    }
    uint32_t character = *byte++ & (following ? 0x3f >> following : 0x7f);
    for (int i = 0; i < following; i++, byte++) {
      if ((*byte & 0xc0) != 0x80) {
        return false;
      }
      character = character << 6 | (*byte & 0x3f);
    }
    bool is_surrogate = character >= 0xd800 && character < 0xe000;
    if (character < least[following] || character > 0x10ffff || is_surrogate) {
      return false;
    }
  }
  return true;
}
