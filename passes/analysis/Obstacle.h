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
// What keeps a function that may yield from being taken apart into what runs
// before a yield and what runs after it, as the tiers do that need nothing of
// the engine: control flow and values that can't be put into linear memory.
//

#ifndef wasm_fibers_passes_analysis_Obstacle_h
#define wasm_fibers_passes_analysis_Obstacle_h

#include <optional>
#include <string>

#include "Options.h"
#include "analysis/MayYield.h"
#include "analysis/Program.h"

namespace wasm::fibers {

// What the function does that stands in the way, in words that follow its name;
// none if nothing does. Calls that `mayYield` tells of are those to take apart.
// `tier` is that of frames or of Asyncify, which differ in what calls may
// yield.
std::optional<std::string> findObstacle(Function* func,
                                        const Program& program,
                                        const MayYield& mayYield,
                                        Tier tier);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_analysis_Obstacle_h
