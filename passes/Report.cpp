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

#include "Report.h"

#include <algorithm>
#include <iomanip>
#include <limits>
#include <sstream>

#include "ir/utils.h"
#include "support/json.h"

namespace wasm::fibers {

namespace {

// Where the function begins, from a source map.
std::string getLocation(const Module& module, const Function* func) {
  auto& location = func->prologLocation;
  if (!location) {
    return {};
  }
  return module.debugInfoFileNames[location->fileIndex] + ':' +
         std::to_string(location->lineNumber);
}

size_t measure(const Module& module, Name func) {
  return func.is() ? Measurer::measure(module.getFunction(func)->body) : 0;
}

json::Value::Ref makeString(std::string_view text) {
  return json::Value::make(text);
}

json::Value::Ref makeNumber(size_t number) {
  return json::Value::make(double(number));
}

uint32_t getBytes(const Plan::Region& region) {
  return region.exists ? region.size : 0;
}

} // anonymous namespace

Report::Report(const Module& module,
               const Choice& choice,
               const Plan& plan,
               Options::Format format)
  : module(module), plan(plan), format(format),
    expectedGrowth(choice.expectedGrowth) {
  for (auto& [func, tier, reason, hint] : choice.entries) {
    entries.push_back(
      {func->name.toString(), getLocation(module, func), tier, reason, hint});
  }
  for (auto& func : module.functions) {
    if (!func->imported()) {
      programSize += Measurer::measure(func->body);
    }
  }
}

void Report::print(std::ostream& os) const {
  if (format == Options::Format::JSON) {
    printJSON(os);
  } else {
    printText(os);
  }
}

void Report::printText(std::ostream& os) const {
  for (auto& [name, location, tier, reason, hint] : entries) {
    os << "entry '" << name << '\'';
    if (!location.empty()) {
      os << " (" << location << ')';
    }
    os << ": " << getInfo(tier).name;
    if (!reason.empty()) {
      os << ": " << reason;
    }
    os << '\n';
    if (!hint.empty()) {
      os << "  " << hint << "; see FIBER_NEVER_YIELDS\n";
    }
  }
  if (forms) {
    size_t total = 0;
    for (auto& [func, size, callForm, resumeForm, frameSize] : *forms) {
      auto call = measure(module, callForm);
      auto resume = measure(module, resumeForm);
      total += call + resume + measure(module, func) - size;
      os << '\'' << func << "': call form " << call << " and resume form "
         << resume << " expressions, of " << size << "; frame " << frameSize
         << " bytes\n";
    }
    os << "growth: " << total << " expressions, "
       << total * 100 / std::max(programSize, size_t(1))
       << "% of the program's " << programSize << "; " << expectedGrowth
       << "% were expected\n";
  }
  for (const auto* region : {&plan.framesRegion, &plan.fallbackRegion}) {
    if (!region->unbounded.empty()) {
      os << "no bound is known for the shadow stack of a fiber, since "
         << region->unbounded;
      if (plan.programStack) {
        os << "; the program's own has " << *plan.programStack << " bytes";
      }
      os << '\n';
    }
  }
  os << "shadow stack of a fiber: " << getBytes(plan.framesRegion)
     << " bytes with frames, " << getBytes(plan.fallbackRegion)
     << " otherwise\n";
}

void Report::printJSON(std::ostream& os) const {
  auto root = json::Value::makeObject();
  auto list = json::Value::makeArray();
  for (auto& [name, location, tier, reason, hint] : entries) {
    auto entry = json::Value::makeObject();
    entry["name"] = makeString(name);
    entry["location"] =
      location.empty() ? json::Value::make() : makeString(location);
    entry["tier"] = makeString(getInfo(tier).name);
    entry["reason"] = reason.empty() ? json::Value::make() : makeString(reason);
    entry["hint"] = hint.empty() ? json::Value::make() : makeString(hint);
    list->push_back(entry);
  }
  root["entries"] = list;

  auto funcs = json::Value::makeArray();
  if (forms) {
    for (auto& [func, size, callForm, resumeForm, frameSize] : *forms) {
      auto entry = json::Value::makeObject();
      entry["name"] = makeString(func.toString());
      entry["size"] = makeNumber(size);
      entry["call_form"] = makeNumber(measure(module, callForm));
      entry["resume_form"] = makeNumber(measure(module, resumeForm));
      entry["frame_bytes"] = makeNumber(frameSize);
      funcs->push_back(entry);
    }
  }
  root["functions"] = funcs;
  root["program_size"] = makeNumber(programSize);
  root["expected_growth_percent"] = makeNumber(expectedGrowth);
  root["frames_shadow_stack_bytes"] = makeNumber(getBytes(plan.framesRegion));
  root["other_shadow_stack_bytes"] = makeNumber(getBytes(plan.fallbackRegion));
  // Numbers are written as doubles, of which large ones lose digits.
  std::stringstream text;
  text << std::setprecision(std::numeric_limits<double>::digits10);
  root->stringify(text, true);
  os << text.str() << '\n';
}

void noteFallback(std::ostream& os,
                  const CallGraph& graph,
                  const Choice& choice) {
  if (choice.fallbackNodes.empty()) {
    return;
  }
  // The first node has a reason of its own, where others may only go along. Any
  // entry stands for a node that isn't a function.
  auto* func = graph.getFunction(choice.fallbackNodes.front());
  auto first = std::find_if(
    choice.entries.begin(),
    choice.entries.end(),
    [&](const Choice::Entry& entry) { return !func || entry.func == func; });
  if (first == choice.entries.end()) {
    return;
  }
  os << "note: --lower-fibers: the entry '" << first->func->name << "' has the "
     << getInfo(first->tier).name << " tier";
  if (first->tier == Tier::Native) {
    os << ", for which the engine needs stack switching";
  }
  os << ": " << first->reason;
  auto others = std::count_if(
    choice.entries.begin(),
    choice.entries.end(),
    [&](const Choice::Entry& entry) { return entry.tier == first->tier; });
  if (others > 1) {
    os << "; so have " << others - 1 << " more of " << choice.entries.size()
       << " entries, of which report:text tells";
  }
  os << '\n';
}

void noteUnbounded(std::ostream& os, const Plan& plan) {
  for (const auto* region : {&plan.framesRegion, &plan.fallbackRegion}) {
    auto own = plan.programStack.value_or(0);
    if (!region->unbounded.empty() && own > region->size) {
      os << "note: --lower-fibers: the stack of a fiber has " << region->size
         << " bytes, and the program's own " << own
         << ": no bound is known, since " << region->unbounded
         << "; say how much it needs with stack-size:BYTES\n";
      return;
    }
  }
}

} // namespace wasm::fibers
