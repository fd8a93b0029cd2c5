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

#include "frames/FormPasses.h"

#include "frames/EarlyValues.h"
#include "frames/Flattening.h"
#include "frames/SplicedBlocks.h"
#include "frames/Temporaries.h"
#include "frames/TupleSets.h"

namespace wasm::fibers {

namespace {

// Fewer locals take no time to speak of to be coalesced.
constexpr Index ManyLocals = 1000;

// From so many points on, locals aren't coalesced, nor is dead code removed. To
// coalesce locals looks at a branch again for each of its targets, which takes
// quadratic time where it has very many.
constexpr Index ManyPoints = 1000;

void runNested(PassRunner* runner, PassRunner& nested) {
  nested.options = runner->options;
  nested.setIsNested(true);
  nested.setValidateGlobally(false);
  nested.run();
}

} // anonymous namespace

// What Asyncify does before it changes functions, and for the same reasons:
// flat code can be entered at each call. To have few locals matters now, before
// the forms extend their live ranges; those that share an index share a slot.
void flattenCopies(PassRunner* runner,
                   Module& module,
                   const PassUtils::FuncSet& copies) {
  PassUtils::FilteredPassRunner flattener(&module, copies);
  flattener.add(createFlattenPass());
  for (auto* pass : {"dce",
                     "remove-unused-names",
                     "simplify-locals-nonesting",
                     "reorder-locals"}) {
    flattener.add(pass);
  }
  flattener.add(createComputeEarlyPass());
  flattener.add(createShareTemporariesPass(ManyLocals));
  for (auto* pass : {"reorder-locals",
                     "coalesce-locals",
                     "simplify-locals-nonesting",
                     "reorder-locals"}) {
    flattener.add(pass);
  }
  flattener.add(createSpliceBlocksPass());
  runNested(runner, flattener);
}

bool hasLargeForms(const Activation& activation) {
  return activation.points.size() >= ManyPoints;
}

void cleanForms(PassRunner* runner,
                Module& module,
                const PassUtils::FuncSet& forms,
                const PassUtils::FuncSet& large) {
  auto small = forms;
  for (auto* form : large) {
    small.erase(form);
  }
  PassUtils::FilteredPassRunner cleaner(&module, forms);
  auto addForSmall = [&](const char* pass) {
    cleaner.add(std::make_unique<PassUtils::FilteredPass>(
      PassRegistry::get()->createPass(pass), small));
  };
  addForSmall("dce");
  for (auto* pass :
       {"remove-unused-names", "simplify-locals", "vacuum", "reorder-locals"}) {
    cleaner.add(pass);
  }
  addForSmall("coalesce-locals");
  cleaner.add("vacuum");
  if (runner->options.optimizeLevel > 0) {
    cleaner.add(createPartTupleSetsPass());
    cleaner.addDefaultFunctionOptimizationPasses();
  }
  // Whoever optimizes the module further has the same passes.
  cleaner.add(createPartTupleSetsPass());
  runNested(runner, cleaner);
}

} // namespace wasm::fibers
