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

#include "frames/Placeholders.h"

#include <algorithm>
#include <vector>

#include "ir/names.h"
#include "wasm-builder.h"

namespace wasm::fibers {

namespace {

// Whether one part of a type has a value, inside structures of these types.
bool hasInside(Type type, std::vector<HeapType>& outer) {
  if (type.isDefaultable()) {
    return true;
  }
  auto heapType = type.getHeapType();
  if (heapType.isShared() || heapType.getDescriptorType() ||
      std::find(outer.begin(), outer.end(), heapType) != outer.end()) {
    return false;
  }
  if (heapType.isBasic()) {
    switch (heapType.getBasic(Unshared)) {
      case HeapType::ext:
      case HeapType::func:
      case HeapType::any:
      case HeapType::eq:
      case HeapType::i31:
      case HeapType::struct_:
      case HeapType::array:
        return true;
      default:
        return false;
    }
  }
  if (!heapType.isStruct()) {
    return heapType.isArray() || heapType.isSignature();
  }
  outer.push_back(heapType);
  const auto& fields = heapType.getStruct().fields;
  bool have =
    std::all_of(fields.begin(), fields.end(), [&](const Field& field) {
      return hasInside(field.type, outer);
    });
  outer.pop_back();
  return have;
}

} // anonymous namespace

bool Placeholders::has(Type type) {
  return std::all_of(type.begin(), type.end(), [](Type part) {
    std::vector<HeapType> outer;
    return hasInside(part, outer);
  });
}

Expression* Placeholders::make(Type type) {
  Builder builder(module);
  if (type.isDefaultable()) {
    return builder.makeConstantExpression(Literal::makeZeros(type));
  }
  if (!type.isTuple()) {
    return builder.makeGlobalGet(getGlobal(type), type);
  }
  std::vector<Expression*> parts;
  parts.reserve(type.size());
  for (auto part : type) {
    parts.push_back(make(part));
  }
  return builder.makeTupleMake(parts);
}

Name Placeholders::getGlobal(Type type) {
  auto [it, inserted] = globals.insert({type, Name()});
  if (inserted) {
    it->second = Names::getValidGlobalName(module, "fiber.placeholder");
    module.addGlobal(Builder::makeGlobal(
      it->second, type, makeInitial(type), Builder::Immutable));
  }
  return it->second;
}

// A constant expression: it refers to no other global, which might come later.
Expression* Placeholders::makeInitial(Type type) {
  Builder builder(module);
  if (type.isDefaultable()) {
    return builder.makeConstantExpression(Literal::makeZero(type));
  }
  auto heapType = type.getHeapType();
  auto top = heapType.getTop();
  if (top == HeapType::func) {
    auto signature = heapType.isSignature() ? heapType : HeapType(Signature());
    auto name = Names::getValidFunctionName(module, "fiber.placeholder");
    auto* func = module.addFunction(
      Builder::makeFunction(name,
                            Type(signature, NonNullable, Exact),
                            {},
                            builder.makeUnreachable()));
    return builder.makeRefFunc(func->name);
  }
  if (heapType == HeapType::struct_) {
    heapType = Struct();
  } else if (heapType == HeapType::array) {
    heapType = Array(Field(Field::i8, Immutable));
  }
  if (heapType.isArray()) {
    return builder.makeArrayNewFixed(heapType, std::vector<Expression*>());
  }
  if (heapType.isStruct()) {
    std::vector<Expression*> fields;
    for (const auto& field : heapType.getStruct().fields) {
      fields.push_back(makeInitial(field.type));
    }
    return builder.makeStructNew(heapType, fields);
  }
  auto* smallest = builder.makeRefI31(builder.makeConst(int32_t(0)));
  return top == HeapType::ext ? static_cast<Expression*>(
                                  builder.makeRefAs(ExternConvertAny, smallest))
                              : smallest;
}

} // namespace wasm::fibers
