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

#include "FunctionTable.h"

#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

void addFunctionTable(Module& module,
                      Name name,
                      const std::vector<Name>& funcs) {
  Builder builder(module);
  Type type(HeapType::func, Nullable);
  module.addTable(Builder::makeTable(name, type, funcs.size(), funcs.size()));
  // A segment for each run of functions.
  for (Index i = 0; i < funcs.size(); i++) {
    if (!funcs[i].is()) {
      continue;
    }
    auto segment =
      std::make_unique<ElementSegment>(name, builder.makeConst(uint32_t(i)));
    segment->type = type;
    segment->name = Names::getValidElementSegmentName(module, name);
    for (; i < funcs.size() && funcs[i].is(); i++) {
      auto* func = module.getFunction(funcs[i]);
      segment->data.push_back(builder.makeRefFunc(funcs[i], func->type));
    }
    module.addElementSegment(std::move(segment));
  }
}

} // namespace wasm::fibers
