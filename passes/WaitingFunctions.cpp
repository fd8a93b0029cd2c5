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

#include "WaitingFunctions.h"

#include <algorithm>

#include "Runtime.h"
#include "TextTable.h"

namespace wasm::fibers {

namespace {

// The bytes of a name and of a file's in fiber_frame_t, without the zero.
constexpr size_t MaxText = 255;

std::string makeRow(const std::vector<uint32_t>& words) {
  std::string row;
  for (auto word : words) {
    for (int shift = 0; shift < 32; shift += 8) {
      row += char(word >> shift);
    }
  }
  return row;
}

} // anonymous namespace

WaitingFunctions::WaitingFunctions(const Program& program,
                                   const CallGraph& graph,
                                   const Choice& choice,
                                   Index numImports,
                                   Runtime& runtime)
  : program(program), numImports(numImports), module(program.module),
    copyText(runtime.bindFunction("copy_frame_text")) {
  if (!choice.hasFallback()) {
    return;
  }
  fallbackRows = runtime.require("fallback_rows");
  entryRows = runtime.require("entry_rows");
  numEntries = runtime.require("num_entries");
  const auto* contents = program.functionTable
                           ? graph.getTableContents(program.functionTable)
                           : nullptr;
  if (!contents) {
    return;
  }
  const auto& fallback = choice.fallbackNodes;
  for (auto func : *contents) {
    auto node = func.is() ? graph.findNode(func) : std::nullopt;
    bool isEntry = node && std::find(fallback.begin(), fallback.end(), *node) !=
                             fallback.end();
    entries.push_back(isEntry ? getName(module.getFunction(func)) : "");
  }
}

std::string WaitingFunctions::getName(const wasm::Function* func) const {
  auto name = func->name.toString();
  // Binaryen numbers those that are defined.
  if (func->hasExplicitName ||
      name.find_first_not_of("0123456789") != std::string::npos) {
    return name;
  }
  return "wasm-function[" + std::to_string(numImports + std::stoul(name)) + ']';
}

// A text that may be told several times. One that is too long ends in dots.
uint32_t WaitingFunctions::addTold(const std::string& text) {
  if (text.empty()) {
    return 0;
  }
  auto [it, inserted] = numbers.insert({text, texts.size()});
  if (inserted) {
    texts.push_back(
      text.size() <= MaxText ? text : text.substr(0, MaxText - 3) + "...");
  }
  return it->second;
}

// Adds rows for all, one after the other, if any is known.
uint32_t
WaitingFunctions::addLocations(const std::vector<Location>& locations) {
  if (std::none_of(locations.begin(), locations.end(), [](auto& location) {
        return location.has_value();
      })) {
    return 0;
  }
  auto first = texts.size();
  texts.resize(first + locations.size(), makeRow({0, 0, 0}));
  for (size_t i = 0; i < locations.size(); i++) {
    if (const auto& location = locations[i]) {
      auto file = addTold(module.debugInfoFileNames.at(location->fileIndex));
      // Binaryen counts columns from 0.
      texts[first + i] =
        makeRow({file, location->lineNumber, location->columnNumber + 1});
    }
  }
  return first;
}

void WaitingFunctions::define() {
  // What isn't known, as a row and as a text.
  texts = {makeRow({0, 0, 0})};
  auto frames = texts.size();
  auto fallback = frames + ofFrames.size();
  auto byIndex = fallback + ofFallback.size();
  texts.resize(byIndex + entries.size());
  for (size_t i = 0; i < ofFrames.size(); i++) {
    const auto& [name, locations] = ofFrames[i];
    auto first = addLocations(locations);
    auto text = addTold(name);
    texts[frames + i] = makeRow({text, first, first && locations.size() > 1});
  }
  for (size_t i = 0; i < ofFallback.size(); i++) {
    const auto& [name, location, bytes] = ofFallback[i];
    auto text = addTold(name);
    texts[fallback + i] = makeRow({text, addLocations({location}), bytes});
  }
  for (size_t i = 0; i < entries.size(); i++) {
    texts[byIndex + i] = makeRow({addTold(entries[i])});
  }
  addTextTable(program, copyText, texts);
  if (fallbackRows.is()) {
    Runtime::setConstant(module, fallbackRows, fallback);
    Runtime::setConstant(module, entryRows, byIndex);
    Runtime::setConstant(module, numEntries, entries.size());
  }
}

} // namespace wasm::fibers
