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

#include "analysis/Symbols.h"

#include <algorithm>

#include "analysis/FunctionNames.h"
#include "ir/find_all.h"
#include "ir/import-utils.h"
#include "support/utilities.h"

namespace wasm::fibers {

namespace {

// The exported function, or null.
Function* getExported(const Module& module, Export& exported) {
  return exported.kind == ExternalKind::Function
           ? module.getFunction(*exported.getInternalName())
           : nullptr;
}

// The callee of the call that a function begins with, if that takes and gives
// nothing.
std::optional<Name> getFirstCallee(Function* func) {
  FindAll<Call> calls(func->body);
  if (calls.list.empty() || !calls.list.front()->operands.empty() ||
      calls.list.front()->type != Type::none) {
    return std::nullopt;
  }
  return calls.list.front()->target;
}

// Whether what `getCallee` finds in a function it also finds in all others that
// are exported, but for the callee itself.
template<typename T>
bool isCalledByAllExports(const Module& module, Function* func, T getCallee) {
  std::optional<Name> callee = getCallee(func);
  return callee &&
         std::all_of(
           module.exports.begin(), module.exports.end(), [&](auto& other) {
             auto* exported = getExported(module, *other);
             return !exported || exported->imported() ||
                    exported->name == *callee || getCallee(exported) == callee;
           });
}

// The linker exports the functions of a command, where anything has to be
// constructed before main or destroyed after it, as
//
//   (func $malloc.command_export (param $0 i32) (result i32)
//     (call $__wasm_call_ctors)
//     (call $malloc (local.get $0))
//     (call $__wasm_call_dtors))
//
// That is for hosts, which call a command once. All its exports begin alike.
bool beginsAsCommandExport(const Module& module, Function* func) {
  return isCalledByAllExports(module, func, getFirstCallee);
}

// What follows the call of a function of this one's type, where there is one
// call more, which takes and gives nothing.
std::optional<Name> getDestructors(const Module& module, Function* func) {
  FindAll<Call> calls(func->body);
  if (calls.list.size() != 2 || !calls.list[1]->operands.empty() ||
      calls.list[1]->type != Type::none ||
      module.getFunction(calls.list[0]->target)->getSig() != func->getSig()) {
    return std::nullopt;
  }
  return calls.list[1]->target;
}

// Of a command that has nothing to construct, exports only end alike.
bool endsAsCommandExport(const Module& module, Function* func) {
  return isCalledByAllExports(module, func, [&](Function* exported) {
    return getDestructors(module, exported);
  });
}

// The function that is called after constructors, null if an optimizer has
// taken it apart.
Function* getExportedByCommand(const Module& module, Function* func) {
  FindAll<Call> calls(func->body);
  if (calls.list.size() < 2 || calls.list.size() > 3) {
    return nullptr;
  }
  auto* callee = module.getFunction(calls.list[1]->target);
  return callee->getSig() == func->getSig() ? callee : nullptr;
}

// What is exported by the name: the function itself, too, if a command's is
// wrapped for the host.
Function* findExport(Module& module, Name name) {
  auto* exported = module.getExportOrNull(name);
  auto* func = exported ? getExported(module, *exported) : nullptr;
  if (!func || func->imported()) {
    return func;
  }
  if (beginsAsCommandExport(module, func)) {
    return getExportedByCommand(module, func);
  }
  return endsAsCommandExport(module, func)
           ? module.getFunction(FindAll<Call>(func->body).list[0]->target)
           : func;
}

Function* withType(Function* func, Type params, Type results) {
  return func && func->getSig() == Signature(params, results) ? func : nullptr;
}

} // anonymous namespace

Function* findExported(Module& module, Name name, Type params, Type results) {
  return withType(findExport(module, name), params, results);
}

Function* findNamed(Module& module, Name name, Type params, Type results) {
  Function* found = module.getFunctionOrNull(name);
  for (auto& func : module.functions) {
    if (func.get() != found &&
        withoutNumber(func->name.view()) == name.view()) {
      return nullptr;
    }
  }
  if (!found) {
    const auto imports = ImportInfo(module).importedFunctions;
    auto it = std::find_if(imports.begin(), imports.end(), [&](auto* import) {
      return import->base == name;
    });
    found = it == imports.end() ? nullptr : *it;
  }
  return withType(found, params, results);
}

Function* findSymbol(Module& module, Name symbol, Type params, Type results) {
  auto* func = findExported(module, symbol, params, results);
  return func ? func : findNamed(module, symbol, params, results);
}

Function* getNamedByOption(Module& module,
                           const std::string& option,
                           const std::string& name,
                           Type params,
                           Type results) {
  auto* func = findExport(module, name);
  if (!func) {
    func = module.getFunctionOrNull(name);
  }
  if (!func) {
    Fatal() << "--lower-fibers: " << option << ": the module has no function '"
            << name << "', by export, name or index";
  }
  if (func->getSig() != Signature(params, results)) {
    Fatal() << "--lower-fibers: " << option << ": '" << name << "' has type "
            << func->getSig().toString() << ", not "
            << Signature(params, results).toString();
  }
  return func;
}

void unwrapRealloc(Module& module) {
  auto* exported = module.getExportOrNull("cabi_realloc");
  auto* func = findExport(module, "cabi_realloc");
  if (exported && func) {
    *exported->getInternalName() = func->name;
  }
}

} // namespace wasm::fibers
