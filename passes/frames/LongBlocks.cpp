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

#include "frames/LongBlocks.h"

#include <algorithm>

#include "wasm-builder.h"
#include "wasm-traversal.h"

namespace wasm::fibers {

namespace {

// How many statements with points a block may have.
constexpr int MaxStatements = 64;

struct Splitter : public PostWalker<Splitter> {
  const Activation& activation;
  bool changed = false;

  Splitter(const Activation& activation) : activation(activation) {}

  void visitBlock(Block* curr) {
    std::vector<Expression*> list(curr->list.begin(), curr->list.end());
    auto points = getPoints(list);
    while (std::count(points.begin(), points.end(), true) > MaxStatements) {
      list = group(list, points);
      // Now each has points, but perhaps the last.
      points.assign(list.size(), true);
      changed = true;
    }
    curr->list.set(list);
  }

private:
  // For each statement, whether it has points.
  std::vector<bool> getPoints(const std::vector<Expression*>& list) {
    std::vector<bool> points;
    points.reserve(list.size());
    for (auto* statement : list) {
      auto range = activation.getPoints(statement);
      points.push_back(range.begin != range.end);
    }
    return points;
  }

  // Puts as many statements in a block as have MaxStatements with points.
  std::vector<Expression*> group(const std::vector<Expression*>& list,
                                 const std::vector<bool>& points) {
    std::vector<Expression*> groups;
    std::vector<Expression*> current;
    int count = 0;
    for (Index i = 0; i < list.size(); i++) {
      current.push_back(list[i]);
      count += points[i];
      if (count == MaxStatements || i + 1 == list.size()) {
        groups.push_back(Builder(*getModule()).makeBlock(current, Type::none));
        current.clear();
        count = 0;
      }
    }
    return groups;
  }
};

} // anonymous namespace

bool splitLongBlocks(Function* func,
                     const Activation& activation,
                     Module& module) {
  Splitter splitter(activation);
  splitter.walkFunctionInModule(func, &module);
  return splitter.changed;
}

} // namespace wasm::fibers
