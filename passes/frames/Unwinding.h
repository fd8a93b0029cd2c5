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
// Which functions forms can be made of that a fiber runs when it may have to be
// taken off the stack: where it yields, where it resumes another one, or frees
// one that has handlers to run, and where it asks which functions wait in it.
//

#ifndef wasm_fibers_passes_frames_Unwinding_h
#define wasm_fibers_passes_frames_Unwinding_h

#include "analysis/MayYield.h"
#include "analysis/Program.h"

namespace wasm::fibers {

// Like `mayYield`, but calls of fiber_resume and fiber_next_frame count, too,
// and if a fiber that starts in the entries may catch an exception, those of
// fiber_free. A function
// that never yields and can't have forms, or is on the resumer's stack, is left
// out: fibers that it resumes run on the engine's stack.
MayYield findUnwinding(const Program& program,
                       const MayYield& mayYield,
                       const std::vector<CallGraph::Node>& entries);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_frames_Unwinding_h
