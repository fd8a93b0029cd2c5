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

#include "Tiers.h"

#include <algorithm>
#include <cassert>

namespace wasm::fibers {

namespace {

// The text of runtime/*.wat, made by the build.
constexpr char NativeText[] =
#include "runtime-native.inc"
  ;
constexpr char AsyncifyText[] =
#include "runtime-asyncify.inc"
  ;

} // anonymous namespace

const std::vector<TierInfo>& getTiers() {
  static const std::vector<TierInfo> tiers{
    // For more tables than one.
    {Tier::Frames, "frames", nullptr, FeatureSet::ReferenceTypes},
    {Tier::Native,
     "native",
     NativeText,
     FeatureSet::StackSwitching | FeatureSet::GC | FeatureSet::ReferenceTypes |
       FeatureSet::ExceptionHandling | FeatureSet::Multivalue},
    {Tier::Asyncify, "asyncify", AsyncifyText, FeatureSet::None},
  };
  return tiers;
}

const TierInfo& getInfo(Tier tier) {
  const auto& tiers = getTiers();
  auto it = std::find_if(tiers.begin(), tiers.end(), [&](const auto& info) {
    return info.tier == tier;
  });
  assert(it != tiers.end());
  return *it;
}

} // namespace wasm::fibers
