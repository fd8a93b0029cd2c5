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
// The tiers, as what all of them share has to know them: by name, and by what
// of the runtime they bring along. What each does is its Lowering (Lowering.h).
//

#ifndef wasm_fibers_passes_Tiers_h
#define wasm_fibers_passes_Tiers_h

#include <vector>

#include "wasm-features.h"

namespace wasm::fibers {

// How fibers are made (docs/tiers.md).
enum class Tier { Frames, Native, Asyncify };

struct TierInfo {
  Tier tier;
  // In options and reports.
  const char* name;
  // The text of the runtime for programs whose fibers have this tier where they
  // can't have frames. Each has the frames tier as well, which has none of its
  // own.
  const char* runtime;
  // What the tier's code may use, beyond what clang's code does.
  FeatureSet features;
};

const std::vector<TierInfo>& getTiers();

const TierInfo& getInfo(Tier tier);

} // namespace wasm::fibers

#endif // wasm_fibers_passes_Tiers_h
