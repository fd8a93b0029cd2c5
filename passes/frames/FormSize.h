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
// How large the forms of a function are, and so, which it gets (Forms.h). Two
// forms are the faster ones, and take more code: what comes after a point is in
// the resume form both for those who were resumed before it and for those who
// are resumed in it, and a loop is there both as the rest of an iteration and
// as a loop. A body has the code once.
//

#ifndef wasm_fibers_passes_frames_FormSize_h
#define wasm_fibers_passes_frames_FormSize_h

#include "Forms.h"
#include "Options.h"
#include "analysis/MayYield.h"
#include "frames/FramesPlan.h"
#include "wasm.h"

namespace wasm::fibers {

// Whether a function of that size, in expressions, is much code to be kept
// beside its forms.
bool isLargeToKeep(Index size, Options::Goal goal);

// Estimates by how many expressions the forms of a function of that size make
// the program larger, before there are any.
Index estimateGrowth(Function* func,
                     Index size,
                     const MayYield& mayUnwind,
                     const Options& options);

// Whether the function gets a body, now that it is known what it saves.
bool needsBody(const FormSource& source, const FramesPlan& plan);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_FormSize_h
