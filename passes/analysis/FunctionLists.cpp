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

#include "analysis/FunctionLists.h"

#include <algorithm>
#include <fstream>
#include <iostream>
#include <set>
#include <unordered_map>
#include <vector>

#include "analysis/FunctionNames.h"
#include "analysis/FunctionScan.h"
#include "ir/find_all.h"
#include "support/path.h"
#include "support/string.h"
#include "support/utilities.h"

namespace wasm::fibers {

namespace {

// Adds the functions that fit, and returns whether there are any.
template<typename T>
bool addWhere(const Module& module, T fits, FunctionSet& funcs) {
  bool found = false;
  for (auto& func : module.functions) {
    if (fits(func->name)) {
      funcs.insert(func.get());
      found = true;
    }
  }
  return found;
}

bool addNamed(const Module& module, std::string_view name, FunctionSet& funcs) {
  return addWhere(
    module, [&](Name func) { return isNameOf(name, func.view()); }, funcs);
}

// A star may be part of a name, as of `f(char*)`. So it stands for any text
// only where there is no such function.
bool addMatching(const Module& module,
                 const std::string& pattern,
                 FunctionSet& funcs) {
  return addNamed(module, pattern, funcs) ||
         (pattern.find('*') != std::string::npos &&
          addWhere(
            module,
            [&](Name func) {
              return String::wildcardMatch(pattern, func.toString()) ||
                     String::wildcardMatch(pattern,
                                           getQualifiedName(func.view()));
            },
            funcs));
}

// The names in a file, without what is around them. The file may be a pipe, of
// which Binaryen's read_file() can't tell the size.
std::vector<std::string> readNames(std::string_view option,
                                   const std::string& path) {
  std::ifstream file(Path::to_path(path));
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(String::trim(line));
  }
  if (!file.is_open() || file.bad()) {
    Fatal() << "--lower-fibers: " << option << ": can't read the file '" << path
            << "'";
  }
  std::erase(lines, "");
  auto names = lines.size() == 1 ? splitAtCommas(lines.front()) : lines;
  for (auto& name : names) {
    name = String::trim(name);
    name.erase(0, name.find_first_not_of(" \t"));
  }
  std::erase(names, "");
  return names;
}

} // anonymous namespace

void addNames(std::string_view option,
              const std::string& value,
              std::string_view what,
              const std::function<bool(const std::string& name)>& add) {
  if (!value.starts_with('@')) {
    if (!add(value)) {
      Fatal() << "--lower-fibers: " << option << ": the module has no " << what
              << " '" << value << "'"
              << (what == "function" ? ", or no names" : "");
    }
    return;
  }
  auto path = value.substr(1);
  for (const auto& name : readNames(option, path)) {
    if (!add(name)) {
      std::cerr << "warning: --lower-fibers: " << option << ": '" << path
                << "' names '" << name << "', and the module has no such "
                << what << '\n';
    }
  }
}

void addListed(Module& module,
               std::string_view option,
               const std::string& value,
               FunctionSet& funcs) {
  addNames(option, value, "function", [&](const std::string& name) {
    return addMatching(module, name, funcs);
  });
}

void takeNamed(Module& module,
               std::string_view sectionName,
               std::string_view macro,
               FunctionSet& funcs) {
  std::set<std::string_view> missing;
  for (auto& section : module.customSections) {
    if (section.name != sectionName) {
      continue;
    }
    std::string_view rest(section.data.data(), section.data.size());
    while (!rest.empty()) {
      auto name = rest.substr(0, rest.find('\0'));
      if (!addNamed(module, name, funcs) && missing.insert(name).second) {
        std::cerr << "warning: --lower-fibers: " << macro << '(' << name
                  << ") says nothing, since the module has no function of this "
                     "name; either nothing calls it, or its namespaces and "
                     "template arguments are missing, or it isn't noinline\n";
      }
      rest.remove_prefix(std::min(name.size() + 1, rest.size()));
    }
  }
  std::erase_if(module.customSections, [&](const CustomSection& section) {
    return section.name == sectionName;
  });
}

void addCallers(const Module& module,
                const FunctionSet& except,
                FunctionSet& funcs) {
  auto callees = scanFunctions<std::vector<Name>>(
    module,
    module.functions.size(),
    [](Function* func, Index, std::vector<Name>& callees) {
      for (auto* call : FindAll<Call>(func->body).list) {
        callees.push_back(call->target);
      }
    });
  std::unordered_map<Name, std::vector<const Function*>> callers;
  for (Index i = 0; i < callees.size(); i++) {
    const auto* caller = module.functions[i].get();
    if (!except.contains(caller)) {
      for (auto callee : callees[i]) {
        callers[callee].push_back(caller);
      }
    }
  }
  std::vector<const Function*> work(funcs.begin(), funcs.end());
  while (!work.empty()) {
    const auto* func = work.back();
    work.pop_back();
    if (except.contains(func)) {
      continue;
    }
    for (const auto* caller : callers[func->name]) {
      if (funcs.insert(caller).second) {
        work.push_back(caller);
      }
    }
  }
}

} // namespace wasm::fibers
