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

#include "RestoringCall.h"

#include <optional>

#include "ParamGets.h"
#include "wasm-builder.h"

namespace wasm::fibers {

Expression*
makeRestoringCall(Function* caller,
                  Expression* call,
                  std::vector<Expression*> before,
                  const std::function<void(std::vector<Expression*>&)>& restore,
                  bool catches,
                  Module& module) {
  Builder builder(module);
  auto results = caller->getResults();
  Expression* result = nullptr;
  if (results.isConcrete()) {
    auto local = Builder::addVar(caller, results);
    call = builder.makeLocalSet(local, call);
    result = builder.makeLocalGet(local, results);
  }
  auto list = std::move(before);
  if (!catches) {
    list.push_back(call);
    restore(list);
    if (result) {
      list.push_back(result);
    }
    return builder.makeBlock(list, results);
  }
  // An exception that leaves the call goes on when all is restored.
  Type exnref(HeapType::exn, Nullable);
  auto exception = Builder::addVar(caller, exnref);
  std::vector<Expression*> returned{
    builder.makeTryTable(call, {Name()}, {"caught"}, {true})};
  restore(returned);
  returned.push_back(builder.makeReturn(result));
  list.push_back(builder.makeLocalSet(
    exception, builder.makeBlock("caught", returned, exnref)));
  restore(list);
  list.push_back(builder.makeThrowRef(builder.makeLocalGet(exception, exnref)));
  return builder.makeBlock(list, results);
}

Expression*
makeRestoringCall(Function* caller,
                  Name callee,
                  std::vector<Expression*> before,
                  const std::function<void(std::vector<Expression*>&)>& restore,
                  bool catches,
                  Module& module) {
  Builder builder(module);
  return makeRestoringCall(
    caller,
    builder.makeCall(
      callee, makeParamGets(module, caller->getParams()), caller->getResults()),
    std::move(before),
    restore,
    catches,
    module);
}

} // namespace wasm::fibers
