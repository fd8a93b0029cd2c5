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

//
// Where values are in a frame: those of an activation that waits, or the
// arguments of a call that wasn't made. A frame is
//
//    0  form        index of the function's resume form in $resume_forms
//    4  parent      the caller's frame, 0 for an entry; of a free one, the next
//    8  point       16 bits: the yield point that the activation waits at
//   10  class       16 bits: the frame's size class, for good; one more while
//                   references of the activation are kept
//   12  values      of a body, its index comes before them
//       ..
//       references  a word for each: where it is kept, 0 for null
//       count       in the frame's last word: how many there are of these
//
// The last two are at the end of the frame, so that the runtime finds them when
// it drops one (runtime/references.wat).
//

#ifndef wasm_fibers_passes_frames_FrameLayout_h
#define wasm_fibers_passes_frames_FrameLayout_h

#include <optional>
#include <unordered_map>

#include "Layout.h"
#include "wasm.h"

namespace wasm::fibers {

// The table for references of the type, none if there is no such table.
std::optional<ReferenceKind> getReferenceKind(Type type);

// The same for all parts of a type.
bool canBeInFrame(Type type);

class FrameLayout {
public:
  using Bytes = Address::address32_t;

  // Where a value is: its parts follow each other, those that are references
  // in the table of these.
  struct Slot {
    Bytes offset;
    Index reference;
  };

  // Adds the value of a local behind those that there are.
  void add(Index local, Type type);

  // Makes it the layout of a body's frame.
  void makeBody() { indexSize = Layout::BodyIndexSize; }

  Slot getSlot(Index local) const;

  // The offset of a reference.
  Bytes getReference(Index reference) const {
    return getCount() - (references - reference) * WordSize;
  }
  // That of their number.
  Bytes getCount() const {
    return (getSizeClass() << Layout::FrameClassShift) - WordSize;
  }
  Index getNumReferences() const { return references; }

  // Bytes that a frame needs, and the size class of frames that have so many.
  Bytes getSize() const {
    return Layout::FrameSlots + indexSize + values +
           (references ? references * WordSize + CountSize : 0);
  }
  Index getSizeClass() const { return Layout::getFrameClass(getSize()); }

  // Bytes that a value takes, and the number of references, if there are any.
  static Bytes getBytes(Type type);
  static constexpr Bytes CountSize = sizeof(uint32_t);

private:
  static constexpr Bytes WordSize = sizeof(uint32_t);

  Bytes indexSize = 0;
  Bytes values = 0;
  Index references = 0;
  std::unordered_map<Index, Slot> slots;
};

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_FrameLayout_h
