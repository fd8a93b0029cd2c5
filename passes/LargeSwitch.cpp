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

#include "LargeSwitch.h"

#include <algorithm>
#include <span>

namespace wasm::fibers {

namespace {

constexpr size_t MaxTargets = 32768;

} // anonymous namespace

Expression* makeLargeSwitch(Builder& builder,
                            const std::vector<Name>& targets,
                            Name otherwise,
                            const std::function<Expression*()>& makeIndex) {
  auto makePart = [&](size_t begin) -> Expression* {
    auto end = std::min(begin + MaxTargets, targets.size());
    auto names = std::span(targets).subspan(begin, end - begin);
    std::vector<Name> part(names.begin(), names.end());
    auto* index = makeIndex();
    if (begin > 0) {
      index =
        builder.makeBinary(SubInt32, index, builder.makeConst(uint32_t(begin)));
    }
    return builder.makeSwitch(part, otherwise, index);
  };
  // From the last part on, each is in the arm of those before it.
  auto begin =
    targets.empty() ? 0 : (targets.size() - 1) / MaxTargets * MaxTargets;
  auto* branch = makePart(begin);
  while (begin > 0) {
    auto* isLater = builder.makeBinary(
      GeUInt32, makeIndex(), builder.makeConst(uint32_t(begin)));
    begin -= MaxTargets;
    branch = builder.makeIf(isLater, branch, makePart(begin));
  }
  return branch;
}

} // namespace wasm::fibers
