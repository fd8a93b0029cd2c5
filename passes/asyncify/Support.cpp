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

#include "asyncify/Support.h"

#include <algorithm>

#include "analysis/Obstacle.h"
#include "analysis/PrintMayYield.h"
#include "ir/find_all.h"
#include "support/utilities.h"

namespace wasm::fibers {

namespace {

const char*
getRemedy(Function* func, const Program& program, const MayYield& mayYield) {
  if (findObstacle(func, program, mayYield, Tier::Frames)) {
    return "use tier:native, and not stack-switching:no";
  }
  return FindAll<TryTable>(func->body).has()
           ? "use tier:frames, or compile C++ with -fno-exceptions"
           : "use tier:frames";
}

} // anonymous namespace

void checkAsyncifySupport(const Program& program, const MayYield& mayYield) {
  auto& module = program.module;
  std::vector<Function*> funcs;
  for (auto& func : module.functions) {
    if (!func->imported() && mayYield.mayYield(func.get())) {
      funcs.push_back(func.get());
    }
  }
  // Of several, the one nearest to the yield is told: the others may yield only
  // because of what it does.
  std::stable_sort(funcs.begin(), funcs.end(), [&](Function* a, Function* b) {
    return mayYield.getDepth(a) < mayYield.getDepth(b);
  });
  for (auto* func : funcs) {
    if (auto obstacle = findObstacle(func, program, mayYield, Tier::Asyncify)) {
      auto node = mayYield.getGraph().getNode(func->name);
      Fatal() << "--lower-fibers: '" << func->name << "' " << *obstacle
              << ", which Asyncify doesn't support in a function that may "
                 "yield ("
              << describePath(mayYield, node) << "); "
              << getRemedy(func, program, mayYield);
    }
  }
}

} // namespace wasm::fibers
