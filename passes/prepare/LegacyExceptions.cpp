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

#include "prepare/LegacyExceptions.h"

#include <algorithm>

#include "analysis/FunctionScan.h"
#include "ir/find_all.h"

namespace wasm::fibers {

void translateLegacyExceptions(PassRunner* runner, Module& module) {
  auto hasTry = scanFunctions<uint8_t>(
    module, module.functions.size(), [](Function* func, Index, uint8_t& found) {
      found = FindAll<Try>(func->body).has();
    });
  if (std::find(hasTry.begin(), hasTry.end(), true) == hasTry.end()) {
    return;
  }
  module.features.enable(FeatureSet::ReferenceTypes);
  PassRunner nested(&module, runner->options);
  nested.setIsNested(true);
  nested.add("translate-to-exnref");
  nested.run();
}

} // namespace wasm::fibers
