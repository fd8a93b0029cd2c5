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

#include "Form.h"

namespace wasm::fibers {

Expression* FrameBuilder::makeRestore(Index frame,
                                      const FrameLayout& layout,
                                      Index local,
                                      Type type) {
  auto [offset, reference] = layout.getSlot(local);
  std::vector<Expression*> parts;
  for (auto part : type) {
    if (part.isRef()) {
      auto at = layout.getReference(reference++);
      parts.push_back(makeTake(part, makeFrameLoad(frame, Type::i32, at)));
    } else {
      parts.push_back(makeFrameLoad(frame, part, offset));
      offset += part.getByteSize();
    }
  }
  return makeTogether(parts);
}

Expression* FrameBuilder::makeSave(Index frame,
                                   const FrameLayout& layout,
                                   Index local,
                                   Index formLocal,
                                   Type type) {
  auto [offset, reference] = layout.getSlot(local);
  std::vector<Expression*> stores;
  for (Index i = 0; i < type.size(); i++) {
    Expression* value = makeLocalGet(formLocal, type);
    if (type.isTuple()) {
      value = makeTupleExtract(value, i);
    }
    if (type[i].isRef()) {
      auto at = layout.getReference(reference++);
      stores.push_back(
        makeFrameStore(frame, makeKeep(value, type[i]), Type::i32, at));
    } else {
      stores.push_back(makeFrameStore(frame, value, type[i], offset));
      offset += type[i].getByteSize();
    }
  }
  return stores.size() == 1 ? stores[0] : makeBlock(stores, Type::none);
}

void FrameBuilder::addClear(Index frame,
                            const FrameLayout& layout,
                            Index local,
                            Type type,
                            std::vector<Expression*>& list) {
  auto reference = layout.getSlot(local).reference;
  for (auto part : type) {
    if (part.isRef()) {
      list.push_back(makeFrameStore(frame,
                                    makeConst(uint32_t(0)),
                                    Type::i32,
                                    layout.getReference(reference++)));
    }
  }
}

void FrameBuilder::addMark(Index frame,
                           const FrameLayout& layout,
                           std::vector<Expression*>& list) {
  list.push_back(makeFrameStore(frame,
                                makeConst(uint32_t(layout.getNumReferences())),
                                Type::i32,
                                layout.getCount()));
  list.push_back(
    makeClassStore(frame, layout.getSizeClass() | Layout::ClassHasReferences));
}

Expression* FrameBuilder::makeUnmark(Index frame, const FrameLayout& layout) {
  return makeClassStore(frame, layout.getSizeClass());
}

Expression* FrameBuilder::makeClassStore(Index frame, uint32_t value) {
  return makeStore(2,
                   Layout::FrameClass,
                   2,
                   makeLocalGet(frame, Type::i32),
                   makeConst(value),
                   Type::i32,
                   names.memory);
}

// References of garbage collection are kept as external ones.
Expression* FrameBuilder::makeTake(Type type, Expression* word) {
  auto kind = getReferenceKind(type);
  assert(kind);
  auto general = getGeneral(type);
  bool isAny = general.getHeapType() == HeapType::any;
  Expression* value = makeCall(names.take[uint32_t(*kind)],
                               {word},
                               isAny ? Type(HeapType::ext, Nullable) : general);
  if (isAny) {
    value = makeRefAs(AnyConvertExtern, value);
  }
  return makeAs(value, type);
}

Expression* FrameBuilder::makeKeep(Expression* value, Type type) {
  if (getGeneral(type).getHeapType() == HeapType::any) {
    value = makeRefAs(ExternConvertAny, value);
  }
  auto kind = getReferenceKind(type);
  assert(kind);
  return makeCall(names.keep[uint32_t(*kind)], {value}, Type::i32);
}

Expression* FrameBuilder::makeAs(Expression* value, Type type) {
  auto general = getGeneral(type);
  if (type == general) {
    return value;
  }
  // There are no casts of exceptions, but none is needed to null.
  if (type.isNull()) {
    return makeSequence(makeDrop(value), makeRefNull(type.getHeapType()));
  }
  return type.getHeapType() == general.getHeapType()
           ? static_cast<Expression*>(makeRefAs(RefAsNonNull, value))
           : makeRefCast(value, type);
}

Expression* FrameBuilder::makeTogether(const std::vector<Expression*>& parts) {
  return parts.size() == 1 ? parts[0] : makeTupleMake(parts);
}

Type FrameBuilder::getGeneral(Type type) {
  std::vector<Type> parts;
  parts.reserve(type.size());
  for (auto part : type) {
    parts.push_back(part.isRef()
                      ? Type(HeapType(part.getHeapType().getTop()), Nullable)
                      : part);
  }
  return Type(parts);
}

} // namespace wasm::fibers
