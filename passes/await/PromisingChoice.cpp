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

#include "PromisingChoice.h"

#include <set>

#include "HandedValues.h"
#include "analysis/FunctionLists.h"
#include "support/string.h"
#include "support/utilities.h"

namespace wasm::fibers {

namespace {

// Why an export can't get a promising form; nothing if it can.
std::string getRefusal(const Module& module, Export& exported) {
  if (exported.kind != ExternalKind::Function) {
    return "is no function";
  }
  if (exported.name.startsWith("[")) {
    return "has a name that begins with [, as those of the lowering do";
  }
  auto* func = module.getFunction(*exported.getInternalName());
  if (!HandedValues::canHold(func->getParams()) ||
      !HandedValues::canHold(func->getResults())) {
    return "has type " + func->getSig().toString() +
           ", with values that can't be kept for a fiber: v128, or references "
           "of types that the module defines";
  }
  return "";
}

} // anonymous namespace

std::vector<ExportedFunction> choosePromising(const Module& module,
                                              const CallGraph& graph,
                                              const std::vector<bool>& awaits,
                                              const Options& options) {
  std::set<Name> listed;
  for (const auto& value : options.promising) {
    addNames("promising", value, "export", [&](const std::string& pattern) {
      bool found = false;
      for (auto& exported : module.exports) {
        if (String::wildcardMatch(pattern, exported->name.toString())) {
          auto refusal = getRefusal(module, *exported);
          if (!refusal.empty() && pattern == exported->name.toString()) {
            Fatal() << "--lower-fibers: promising: the export '" << pattern
                    << "' " << refusal;
          }
          listed.insert(exported->name);
          found = true;
        }
      }
      return found;
    });
  }
  std::vector<ExportedFunction> chosen;
  for (auto& exported : module.exports) {
    if (!getRefusal(module, *exported).empty()) {
      continue;
    }
    auto* func = module.getFunction(*exported->getInternalName());
    if (options.promising.empty() ? awaits[graph.getNode(func->name)]
                                  : listed.contains(exported->name)) {
      chosen.push_back({exported->name.toString(), func});
    }
  }
  return chosen;
}

} // namespace wasm::fibers
