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

#include "frames/FrameLayout.h"

#include <algorithm>

namespace wasm::fibers {

std::optional<ReferenceKind> getReferenceKind(Type type) {
  if (type.isRef()) {
    auto top = type.getHeapType().getTop();
    if (top == HeapType::ext || top == HeapType::any) {
      return ReferenceKind::Extern;
    }
    if (top == HeapType::func) {
      return ReferenceKind::Func;
    }
    if (top == HeapType::exn) {
      return ReferenceKind::Exn;
    }
  }
  return std::nullopt;
}

bool canBeInFrame(Type type) {
  return std::all_of(type.begin(), type.end(), [](Type part) {
    return !part.isRef() || getReferenceKind(part);
  });
}

void FrameLayout::add(Index local, Type type) {
  slots[local] = {Layout::FrameSlots + values, references};
  for (auto part : type) {
    if (part.isRef()) {
      references++;
    } else {
      values += part.getByteSize();
    }
  }
}

FrameLayout::Slot FrameLayout::getSlot(Index local) const {
  auto slot = slots.at(local);
  slot.offset += indexSize;
  return slot;
}

FrameLayout::Bytes FrameLayout::getBytes(Type type) {
  Bytes bytes = 0;
  for (auto part : type) {
    bytes += part.isRef() ? WordSize : part.getByteSize();
  }
  return bytes;
}

} // namespace wasm::fibers
