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
// The numbers that both the pass and the runtime (runtime/*.wat) have to know.
// What the runtime computes with are immutable globals there, which Runtime
// sets from these. Offsets of loads and stores can't be globals: the text has
// them as literals, and Runtime checks those of frames.
//

#ifndef wasm_fibers_passes_Layout_h
#define wasm_fibers_passes_Layout_h

#include <array>
#include <cstdint>

namespace wasm::fibers {

// What an entry is; of the first two, as a condition, whether it is of the
// fallback tier.
enum class EntryKind : uint32_t { Frames = 0, Fallback = 1, None = 2 };

// How a form that was entered with a frame has left: with a result; by a yield
// of its own, in the same frame; or unwinding. As a condition, whether the
// fiber waits in it.
enum class Left : uint32_t { Returned = 0, Yielded = 1, Unwinding = 2 };

// The tables in which references are kept while an activation waits
// (runtime/kept.wat). Those of garbage collection are kept as external ones.
// This is the one list of them: RuntimeText.cmake reads it.
#define WASM_FIBERS_REFERENCE_KINDS(KIND)                                      \
  KIND(Extern, "extern")                                                       \
  KIND(Func, "func")                                                           \
  KIND(Exn, "exn")

#define WASM_FIBERS_ENUMERATOR(kind, name) kind,
enum class ReferenceKind : uint32_t {
  WASM_FIBERS_REFERENCE_KINDS(WASM_FIBERS_ENUMERATOR)
};
#undef WASM_FIBERS_ENUMERATOR

// Their names in the runtime's text.
#define WASM_FIBERS_NAME(kind, name) name,
inline constexpr std::array ReferenceKindNames{
  WASM_FIBERS_REFERENCE_KINDS(WASM_FIBERS_NAME)};
#undef WASM_FIBERS_NAME
inline constexpr uint32_t NumReferenceKinds = ReferenceKindNames.size();

namespace Layout {

// The logarithm of a record's size (runtime/handles.wat), and of one that ends
// after the first of the tier's words.
inline constexpr uint32_t RecordShift = 5;
inline constexpr uint32_t SmallRecordShift = 4;
// That of one with room for what C++ keeps of exceptions (runtime/thrown.wat),
// and for what backtraces need (runtime/backtrace.wat).
inline constexpr uint32_t LargeRecordShift = 6;

// What the offset of the running fiber is marked with in a function that is
// said never to yield: the sign.
inline constexpr uint32_t UnyieldingMark = 0x80000000;

// The bytes below the stack pointer that LLVM uses without moving it.
inline constexpr uint32_t RedZone = 128;

// Where the text of an error is put before it is written. The program ends
// there, so what it had in its memory doesn't matter any more.
inline constexpr uint32_t ErrorText = 32;

// The fields of a frame (frames/FrameLayout.h draws one).
inline constexpr uint32_t FrameForm = 0;
inline constexpr uint32_t FrameParent = 4;
inline constexpr uint32_t FramePoint = 8;
inline constexpr uint32_t FrameClass = 10;
inline constexpr uint32_t FrameSlots = 12;
// Set in the number of a point where an exception enters the activation.
inline constexpr uint32_t PointIsThrownInto = 0x8000;
// Set in the class while references of the activation are kept in a table.
inline constexpr uint32_t ClassHasReferences = 1;
// That of a body has the body's index first, in front of the slots.
inline constexpr uint32_t BodyIndexSize = 4;

// A size class is the bytes of its frames, which are a multiple of 16, divided
// by 4. So it is the offset in an array that has an address for each multiple
// (runtime/frame_memory.wat).
inline constexpr uint32_t FrameClassShift = 2;
constexpr uint32_t getFrameClass(uint32_t bytes) {
  return (bytes + 15) / 16 * (16 >> FrameClassShift);
}
// The largest frame, of which the field holds the class.
inline constexpr uint32_t MaxFrame = (UINT16_MAX & ~3) << FrameClassShift;
// The frames of the runtime's own forms have one slot.
inline constexpr uint32_t OwnFrameClass = getFrameClass(FrameSlots + 4);

} // namespace Layout

} // namespace wasm::fibers

#endif // wasm_fibers_passes_Layout_h
