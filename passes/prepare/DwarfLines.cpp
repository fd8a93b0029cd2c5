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

#include "prepare/DwarfLines.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "DebugLocations.h"
#include "wasm-debug.h"
#include "wasm-traversal.h"
#include "llvm/include/llvm/DebugInfo/DWARFContext.h"

namespace wasm::fibers {

namespace {

// The location of the code from an address on; none where nothing is known.
using Lines = std::map<BinaryLocation, Location>;

class LineReader {
public:
  LineReader(Module& module) : module(module) {}

  Lines read() {
    llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> sections;
    for (auto& section : module.customSections) {
      if (Debug::isDWARFSection(section.name)) {
        sections[section.name.substr(1)] = llvm::MemoryBuffer::getMemBufferCopy(
          llvm::StringRef(section.data.data(), section.data.size()));
      }
    }
    auto context = llvm::DWARFContext::create(sections, AddressSize, true);
    for (const auto& unit : context->compile_units()) {
      if (const auto* table = context->getLineTableForUnit(unit.get())) {
        readTable(*table);
      }
    }
    return std::move(lines);
  }

private:
  static constexpr uint8_t AddressSize = 4;

  void readTable(const llvm::DWARFDebugLine::LineTable& table) {
    // By the number that the table has for it.
    std::unordered_map<uint64_t, BinaryLocation> files;
    for (const auto& sequence : table.Sequences) {
      // The linker has dropped what has no address.
      if (sequence.LowPC == 0 || sequence.LowPC >= uint32_t(-2)) {
        continue;
      }
      for (auto i = sequence.FirstRowIndex; i < sequence.LastRowIndex; i++) {
        const auto& row = table.Rows[i];
        auto address = BinaryLocation(row.Address.Address);
        if (row.EndSequence) {
          lines.insert({address, std::nullopt});
        } else if (row.Line == 0) {
          lines[address] = std::nullopt;
        } else {
          auto [it, inserted] = files.insert({row.File, 0});
          if (inserted) {
            it->second = addFile(table, row.File);
          }
          // Binaryen counts columns from 0.
          auto column = std::max(row.Column, uint16_t(1)) - 1;
          lines[address] = Function::DebugLocation{
            it->second, row.Line, BinaryLocation(column), std::nullopt};
        }
      }
    }
  }

  BinaryLocation addFile(const llvm::DWARFDebugLine::LineTable& table,
                         uint64_t number) {
    std::string name;
    table.getFileNameByIndex(
      number,
      "",
      llvm::DILineInfoSpecifier::FileLineInfoKind::AbsoluteFilePath,
      name);
    auto& names = module.debugInfoFileNames;
    auto it = std::find(names.begin(), names.end(), name);
    if (it == names.end()) {
      it = names.insert(it, name);
    }
    return it - names.begin();
  }

  Module& module;
  Lines lines;
};

struct Locator : public PostWalker<Locator, UnifiedExpressionVisitor<Locator>> {
  const Lines& lines;

  Locator(const Lines& lines) : lines(lines) {}

  void visitExpression(Expression* curr) {
    const auto& spans = getFunction()->expressionLocations;
    if (auto span = spans.find(curr); span != spans.end()) {
      if (auto location = find(span->second.start)) {
        getFunction()->debugLocations[curr] = location;
      }
    }
  }

  void visitFunction(Function* func) {
    func->prologLocation = find(func->funcLocation.start);
  }

private:
  Location find(BinaryLocation address) const {
    auto next = lines.upper_bound(address);
    return next == lines.begin() ? Location() : std::prev(next)->second;
  }
};

} // anonymous namespace

void locateByDwarf(Module& module) {
  auto isLocated = [](auto& func) { return !func->debugLocations.empty(); };
  auto isRead = [](auto& func) { return !func->expressionLocations.empty(); };
  const auto& funcs = module.functions;
  if (std::any_of(funcs.begin(), funcs.end(), isLocated) ||
      std::none_of(funcs.begin(), funcs.end(), isRead)) {
    return;
  }
  auto lines = LineReader(module).read();
  Locator locator(lines);
  for (auto& func : module.functions) {
    if (!func->imported()) {
      locator.walkFunctionInModule(func.get(), &module);
    }
  }
}

} // namespace wasm::fibers
