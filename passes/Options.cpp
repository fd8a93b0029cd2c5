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

#include "Options.h"

#include <charconv>
#include <map>

#include "FunctionNames.h"
#include "support/string.h"
#include "support/utilities.h"

namespace wasm::fibers {

namespace {

// The index of a handle takes up to 24 bits of its 32, so that at least 8 are
// left to tell generations apart.
constexpr uint32_t MaxFibers = (1 << 24) - 2;
constexpr uint32_t MaxStackSize = 1 << 30;

uint32_t parseNumber(const std::string& key,
                     const std::string& value,
                     uint32_t min,
                     uint32_t max) {
  uint32_t number = 0;
  const auto* end = value.data() + value.size();
  auto [stop, error] = std::from_chars(value.data(), end, number);
  if (error != std::errc() || stop != end || number < min || number > max) {
    Fatal() << "--lower-fibers: '" << key << "' takes a number from " << min
            << " to " << max << ", not '" << value << "'";
  }
  return number;
}

// Picks the choice that has the name `value`.
template<typename T>
T parseChoice(const std::string& key,
              const std::string& value,
              std::initializer_list<std::pair<std::string_view, T>> choices) {
  std::vector<std::string_view> names;
  for (auto& [name, choice] : choices) {
    if (value == name) {
      return choice;
    }
    names.push_back(name);
  }
  Fatal() << "--lower-fibers: '" << key << "' is one of "
          << String::join(names, ", ") << "; not '" << value << "'";
}

// Whether the option adds to a list.
bool isList(const std::string& key) {
  return key == "never-calls-back" || key == "never-yields";
}

// An option that has one value may be repeated, since a build puts options
// together from several places, but not with another value.
void checkRepeat(std::map<std::string, std::string>& seen,
                 const std::string& key,
                 const std::string& value) {
  auto [it, inserted] = seen.insert({key, value});
  if (!inserted && it->second != value && !isList(key)) {
    Fatal() << "--lower-fibers: '" << key << "' is given as '" << it->second
            << "' and as '" << value << "'; leave one of them out";
  }
}

// What each option says may exclude what another one says.
void checkTogether(const Options& options) {
  if (options.tier == Tier::Native && !options.stackSwitching) {
    Fatal() << "--lower-fibers: tier:native needs an engine with stack "
               "switching, and stack-switching:no says that there is none; "
               "leave one of them out";
  }
  auto isText = [](const std::optional<Options::Format>& format) {
    return format == Options::Format::Text;
  };
  if (options.report && options.printAnalysis &&
      !(isText(options.report) && isText(options.printAnalysis))) {
    Fatal() << "--lower-fibers: report and print-analysis write to the same "
               "stream, which only text can share; ask for one at a time";
  }
}

} // anonymous namespace

Options Options::parse(const std::string& argument) {
  Options options;
  std::map<std::string, std::string> seen;
  for (const auto& setting : splitAtCommas(argument)) {
    auto colon = setting.find(':');
    auto key = setting.substr(0, colon);
    auto value =
      colon == std::string::npos ? std::string() : setting.substr(colon + 1);
    checkRepeat(seen, key, value);
    if (key == "max-fibers") {
      options.maxFibers = parseNumber(key, value, 1, MaxFibers);
    } else if (key == "stack-size") {
      options.stackSize = parseNumber(key, value, 0, MaxStackSize);
    } else if (key == "stack") {
      options.splitStack =
        parseChoice<bool>(key, value, {{"one", false}, {"split", true}});
    } else if (key == "tier") {
      options.tier =
        parseChoice<std::optional<Tier>>(key,
                                         value,
                                         {{"auto", std::nullopt},
                                          {"frames", Tier::Frames},
                                          {"native", Tier::Native},
                                          {"asyncify", Tier::Asyncify}});
    } else if (key == "stack-switching") {
      options.stackSwitching =
        parseChoice<bool>(key, value, {{"yes", true}, {"no", false}});
    } else if (key == "inline") {
      options.inlineHelpers =
        parseChoice<bool>(key, value, {{"yes", true}, {"no", false}});
    } else if (key == "engine") {
      options.aheadOfTime = parseChoice<bool>(
        key, value, {{"any", false}, {"ahead-of-time", true}});
    } else if (key == "max-growth") {
      options.maxGrowth = parseNumber(key, value, 0, 100000);
    } else if (key == "report") {
      options.report = parseChoice<Format>(
        key, value, {{"text", Format::Text}, {"json", Format::JSON}});
    } else if (key == "asyncify-buffer") {
      options.asyncifyBuffer = parseNumber(key, value, 0, MaxStackSize);
    } else if (key == "allocator") {
      options.allocator = parseChoice<Allocator>(
        key,
        value,
        {{"malloc", Allocator::Malloc}, {"pages", Allocator::Pages}});
    } else if (key == "never-calls-back") {
      options.neverCallsBack.push_back(value);
    } else if (key == "never-yields") {
      options.neverYields.push_back(value);
    } else if (key == "print-analysis") {
      options.printAnalysis = parseChoice<Format>(
        key,
        value,
        {{"text", Format::Text}, {"json", Format::JSON}, {"dot", Format::DOT}});
    } else {
      Fatal() << "--lower-fibers: unknown option '" << setting
              << "'; the options are tier:TIER, stack-switching:yes|no, "
                 "engine:ENGINE, inline:yes|no, max-fibers:N, "
                 "stack-size:BYTES, stack:one|split, max-growth:PERCENT, "
                 "report:FORMAT, "
                 "asyncify-buffer:BYTES, allocator:malloc|pages, "
                 "never-calls-back:MODULE.NAME, "
                 "never-yields:FUNCTION and "
                 "print-analysis:FORMAT";
    }
  }
  checkTogether(options);
  return options;
}

} // namespace wasm::fibers
