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

#include "analysis/StackPointer.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "analysis/FunctionScan.h"
#include "analysis/StackPointerRange.h"
#include "ir/find_all.h"
#include "support/string.h"
#include "support/utilities.h"
#include "wasm-emscripten.h"

namespace wasm::fibers {

namespace {

// LLVM's, of the stack and of each frame.
constexpr int64_t StackAlignment = 16;

// Exports of Emscripten's that read or write the pointer, and no other global.
constexpr const char* Accessors[] = {"emscripten_stack_get_current",
                                     "_emscripten_stack_restore"};

bool canBeStackPointer(const Global* global) {
  return global->mutable_ && global->type == Type::i32;
}

Index getIndex(const Module& module, const Global* global) {
  auto it = std::find_if(module.globals.begin(),
                         module.globals.end(),
                         [&](auto& other) { return other.get() == global; });
  return it - module.globals.begin();
}

// The global that is exported by the name, or null.
Global* getExported(Module& module, Name name) {
  auto* exported = module.getExportOrNull(name);
  return exported && exported->kind == ExternalKind::Global
           ? module.getGlobal(*exported->getInternalName())
           : nullptr;
}

// By index, export or name; null if there is none.
Global* findDescribed(Module& module, const std::string& what) {
  Index index = 0;
  const auto* end = what.data() + what.size();
  auto [stop, error] = std::from_chars(what.data(), end, index);
  if (error == std::errc() && stop == end) {
    return index < module.globals.size() ? module.globals[index].get()
                                         : nullptr;
  }
  auto* exported = getExported(module, what);
  return exported ? exported : module.getGlobalOrNull(what);
}

Global* findSaid(Module& module, const std::string& said) {
  if (said == "none") {
    return nullptr;
  }
  auto* global = findDescribed(module, said);
  if (!global) {
    Fatal() << "--lower-fibers: stack-pointer: the module has no global '"
            << said << "'; it has " << module.globals.size()
            << ", imported ones included, and the first is 0";
  }
  if (!canBeStackPointer(global)) {
    Fatal() << "--lower-fibers: stack-pointer: the global '" << said
            << "' isn't a mutable i32, so that clang can't have made it its "
               "stack pointer";
  }
  return global;
}

Global* findByName(Module& module) {
  auto* global = getStackPointerGlobal(module);
  if (!global) {
    global = getExported(module, "__stack_pointer");
  }
  if (global && !canBeStackPointer(global)) {
    Fatal() << "--lower-fibers: the global __stack_pointer isn't a mutable "
               "i32, as the linker makes it; give it another name";
  }
  return global;
}

// The only mutable i32 that a function uses, or null.
Global* getOnlyGlobal(Module& module, Function* func) {
  std::set<Name> names;
  for (auto* get : FindAll<GlobalGet>(func->body).list) {
    names.insert(get->name);
  }
  for (auto* set : FindAll<GlobalSet>(func->body).list) {
    names.insert(set->name);
  }
  std::erase_if(names, [&](Name name) {
    return !canBeStackPointer(module.getGlobal(name));
  });
  return names.size() == 1 ? module.getGlobal(*names.begin()) : nullptr;
}

Global* findByAccessor(Module& module) {
  for (const auto* name : Accessors) {
    auto* exported = module.getExportOrNull(name);
    if (!exported || exported->kind != ExternalKind::Function) {
      continue;
    }
    auto* func = module.getFunction(*exported->getInternalName());
    if (func->imported()) {
      continue;
    }
    if (auto* global = getOnlyGlobal(module, func)) {
      return global;
    }
  }
  return nullptr;
}

// What a function does with a global, if it gives it anything but constants.
struct Use {
  Name global;
  // Whether it takes a frame below it, and gives it back.
  bool isFrame;
};

// The linker's value is aligned, and never 0.
bool mayPointToStack(const Global* global) {
  if (global->imported()) {
    return true;
  }
  auto* init = global->init->dynCast<Const>();
  return init && init->value.geti32() != 0 &&
         init->value.geti32() % StackAlignment == 0;
}

std::vector<Use> findUses(Module& module, Function* func, const Global* known) {
  std::set<Name> names;
  for (auto* set : FindAll<GlobalSet>(func->body).list) {
    auto* global = module.getGlobal(set->name);
    if (global != known && canBeStackPointer(global) &&
        !set->value->is<Const>()) {
      names.insert(set->name);
    }
  }
  std::vector<Use> uses;
  for (auto name : names) {
    auto* global = module.getGlobal(name);
    bool isFrame = false;
    if (mayPointToStack(global)) {
      StackPointerRange range(func, module, global);
      isFrame =
        range.isKnown && range.lowest < 0 && range.lowest % StackAlignment == 0;
    }
    uses.push_back({name, isFrame});
  }
  return uses;
}

// Those that functions use as a stack pointer, other than the known one, if
// any; and, in `others`, those of which nobody can tell what they are: they
// have no name, and their values may be any.
std::vector<Global*>
findByUse(Module& module, const Global* known, std::vector<Global*>& others) {
  std::unordered_set<Name> framed;
  std::unordered_set<Name> written;
  for (auto& uses : scanFunctions<std::vector<Use>>(
         module,
         module.functions.size(),
         [&](Function* func, Index, std::vector<Use>& uses) {
           uses = findUses(module, func, known);
         })) {
    for (auto& use : uses) {
      written.insert(use.global);
      if (use.isFrame) {
        framed.insert(use.global);
      }
    }
  }
  for (auto& exported : module.exports) {
    if (exported->kind == ExternalKind::Global) {
      written.insert(*exported->getInternalName());
    }
  }
  std::vector<Global*> found;
  for (auto& global : module.globals) {
    if (framed.contains(global->name)) {
      found.push_back(global.get());
    } else if (canBeStackPointer(global.get()) && !global->hasExplicitName &&
               (global->imported() || written.contains(global->name))) {
      others.push_back(global.get());
    }
  }
  return found;
}

std::string describe(const Module& module,
                     const std::vector<Global*>& globals) {
  std::vector<std::string> indices;
  indices.reserve(globals.size());
  for (auto* global : globals) {
    indices.push_back(std::to_string(getIndex(module, global)));
  }
  return String::join(indices, ", ");
}

} // anonymous namespace

Global* findStackPointer(Module& module,
                         const std::optional<std::string>& said) {
  if (said) {
    return findSaid(module, *said);
  }
  auto* known = findByName(module);
  if (!known) {
    known = findByAccessor(module);
  }
  std::vector<Global*> others;
  auto found = findByUse(module, known, others);
  if (known) {
    if (!found.empty()) {
      Fatal() << "--lower-fibers: functions take frames from the globals "
              << describe(module, found) << ", too, and not only from '"
              << known->name
              << "', as if several programs had been merged, each with a stack "
                 "of its own. A fiber has a region for one: lower the programs "
                 "before they are merged, or say stack-pointer:INDEX of the "
                 "one whose functions fibers run";
    }
    return known;
  }
  if (found.size() == 1) {
    return found.front();
  }
  // A function that only reads the pointer calls no other while it uses what is
  // below, so that a pointer that nobody writes needs no care.
  if (found.empty() && others.empty()) {
    return nullptr;
  }
  Fatal()
    << "--lower-fibers: can't tell which global is __stack_pointer, since "
       "the module has no names: "
    << (found.empty() ? "no function takes a frame from one that could "
                        "be it: "
                      : "functions take frames from several: ")
    << describe(module, found.empty() ? others : found)
    << "; lower it before stripping it (link without -s or --strip-all), "
       "link with -Wl,--export=__stack_pointer, or say "
       "stack-pointer:INDEX, or stack-pointer:none if it has none";
}

} // namespace wasm::fibers
