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

#include <algorithm>
#include <charconv>
#include <functional>
#include <map>
#include <type_traits>

#include "analysis/FunctionNames.h"
#include "support/string.h"
#include "support/utilities.h"

namespace wasm::fibers {

namespace {

// The index of a handle takes up to 24 bits of its 32, so that at least 8 are
// left to tell generations apart.
constexpr uint32_t MaxFibers = (1 << 24) - 2;
constexpr uint32_t MaxStackSize = 1 << 30;
constexpr uint32_t MaxGrowth = 100000;

struct Option {
  std::string key;
  // What may come behind the colon.
  std::string values;
  // Which of them it is if nothing is said; empty if that is none of them.
  std::string otherwise;
  // What it says, as docs/getting-started.md begins to.
  std::string meaning;
  // Whether it adds to a list.
  bool isList;
  // Checks a value, and sets the field.
  std::function<void(Options& options, const std::string& value)> set;
};

// An option whose values have names.
template<typename T>
Option makeChoice(
  const std::string& key,
  const std::vector<std::pair<std::string, std::type_identity_t<T>>>& choices,
  T Options::* field,
  const std::string& meaning) {
  std::vector<std::string> names;
  std::string otherwise;
  for (auto& [name, choice] : choices) {
    names.push_back(name);
    if (choice == Options().*field) {
      otherwise = name;
    }
  }
  auto set = [=](Options& options, const std::string& value) {
    auto it = std::find(names.begin(), names.end(), value);
    if (it == names.end()) {
      Fatal() << "--lower-fibers: '" << key << "' is one of "
              << String::join(names, ", ") << "; not '" << value << "'";
    }
    options.*field = choices[it - names.begin()].second;
  };
  return {key, String::join(names, "|"), otherwise, meaning, false, set};
}

Option makeNumber(const std::string& key,
                  uint32_t min,
                  uint32_t max,
                  auto Options::* field,
                  const std::string& meaning) {
  std::string otherwise;
  if constexpr (std::is_same_v<decltype(field), uint32_t Options::*>) {
    otherwise = std::to_string(Options().*field);
  }
  auto set = [=](Options& options, const std::string& value) {
    uint32_t number = 0;
    const auto* end = value.data() + value.size();
    auto [stop, error] = std::from_chars(value.data(), end, number);
    if (error != std::errc() || stop != end || number < min || number > max) {
      Fatal() << "--lower-fibers: '" << key << "' takes a number from " << min
              << " to " << max << ", not '" << value << "'";
    }
    options.*field = number;
  };
  auto values = std::to_string(min) + ".." + std::to_string(max);
  return {key, values, otherwise, meaning, false, set};
}

Option makeText(const std::string& key,
                const std::string& values,
                std::optional<std::string> Options::* field,
                const std::string& meaning) {
  auto set = [=](Options& options, const std::string& value) {
    options.*field = value;
  };
  return {key, values, {}, meaning, false, set};
}

Option makeList(const std::string& key,
                const std::string& values,
                std::vector<std::string> Options::* field,
                const std::string& meaning) {
  auto set = [=](Options& options, const std::string& value) {
    (options.*field).push_back(value);
  };
  return {key, values, {}, meaning, true, set};
}

std::vector<std::pair<std::string, std::optional<Tier>>> getTierChoices() {
  std::vector<std::pair<std::string, std::optional<Tier>>> choices{
    {"auto", std::nullopt}};
  for (auto& info : getTiers()) {
    choices.push_back({info.name, info.tier});
  }
  return choices;
}

// All that there are. A test holds the table of docs/getting-started.md against
// what --help says of them.
const std::vector<Option>& getOptions() {
  using Format = Options::Format;
  using Allocator = Options::Allocator;
  using Goal = Options::Goal;
  static const std::vector<Option> options{
    makeChoice(
      "tier", getTierChoices(), &Options::tier, "how fibers are implemented"),
    makeChoice("stack-switching",
               {{"yes", true}, {"no", false}},
               &Options::stackSwitching,
               "whether the engines that are to run the program have it"),
    makeChoice("engine",
               {{"any", false}, {"ahead-of-time", true}},
               &Options::aheadOfTime,
               "whether it optimizes all code before it runs any"),
    makeChoice("inline",
               {{"yes", true}, {"no", false}},
               &Options::inlineHelpers,
               "whether small functions that may yield become part of their "
               "callers"),
    makeChoice("optimize",
               {{"speed", Goal::Speed}, {"size", Goal::Size}},
               &Options::goal,
               "what matters more of code that may yield"),
    makeChoice("ordinary-copies",
               {{"yes", true}, {"no", false}},
               &Options::ordinaryCopies,
               "whether code that may yield is also kept as it was, for calls "
               "outside fibers"),
    makeNumber("max-fibers",
               1,
               MaxFibers,
               &Options::maxFibers,
               "how many fibers may be alive at once"),
    makeNumber("stack-size",
               0,
               MaxStackSize,
               &Options::stackSize,
               "bytes of a fiber's stack in linear memory"),
    makeChoice("stack",
               {{"one", false}, {"split", true}},
               &Options::splitStack,
               "whether forms and what they call share the fiber's stack"),
    makeNumber("asyncify-buffer",
               0,
               MaxStackSize,
               &Options::asyncifyBuffer,
               "bytes that a fiber of the asyncify tier has at first for the "
               "variables of its functions"),
    makeChoice("allocator",
               {{"malloc", Allocator::Malloc}, {"pages", Allocator::Pages}},
               &Options::allocator,
               "where fibers take memory from"),
    makeText("malloc",
             "FUNCTION",
             &Options::mallocName,
             "the program's malloc, if it isn't exported as that"),
    makeText("free",
             "FUNCTION",
             &Options::freeName,
             "the free that belongs to the option malloc"),
    makeText("stack-pointer",
             "GLOBAL|none",
             &Options::stackPointer,
             "which global is clang's __stack_pointer, if the module has no "
             "names"),
    makeChoice("host-table",
               {{"appends", false}, {"replaces", true}},
               &Options::hostReplaces,
               "whether the host only adds functions to the function table"),
    makeList("never-calls-back",
             "MODULE.NAME",
             &Options::neverCallsBack,
             "an imported function that never calls the module back"),
    makeList("never-yields",
             "FUNCTION|@FILE",
             &Options::neverYields,
             "a function that never yields, or a list"),
    makeList("may-yield",
             "FUNCTION|@FILE",
             &Options::mayYield,
             "a function that may yield, or a list: no other may then"),
    makeChoice("may-yield-callers",
               {{"yes", true}, {"no", false}},
               &Options::mayYieldCallers,
               "whether functions that call these directly may yield, too"),
    makeChoice("record-yields",
               {{"yes", true}, {"no", false}},
               &Options::recordYields,
               "whether the program writes which functions are suspended"),
    makeList("suspending",
             "MODULE.NAME|@FILE",
             &Options::suspending,
             "an imported function that JavaScript may answer with a promise, "
             "or a list"),
    makeList("promising",
             "EXPORT|@FILE",
             &Options::promising,
             "an exported function that may wait for one, or a list: no other "
             "can then"),
    makeNumber("max-growth",
               0,
               MaxGrowth,
               &Options::maxGrowth,
               "by how many percent the frames tier may make the code larger"),
    makeChoice("report",
               {{"text", Format::Text}, {"json", Format::JSON}},
               &Options::report,
               "writes which tier each entry has"),
    makeChoice(
      "print-analysis",
      {{"text", Format::Text}, {"json", Format::JSON}, {"dot", Format::DOT}},
      &Options::printAnalysis,
      "writes which functions may yield"),
  };
  return options;
}

const Option& findOption(const std::string& key, const std::string& setting) {
  std::vector<std::string> known;
  for (auto& option : getOptions()) {
    if (option.key == key) {
      return option;
    }
    known.push_back(option.key + ':' + option.values);
  }
  Fatal() << "--lower-fibers: unknown option '" << setting
          << "'; the options are " << String::join(known, ", ");
}

// An option that has one value may be repeated, since a build puts options
// together from several places, but not with another value.
void checkRepeat(std::map<std::string, std::string>& seen,
                 const Option& option,
                 const std::string& value) {
  auto [it, inserted] = seen.insert({option.key, value});
  if (!inserted && it->second != value && !option.isList) {
    Fatal() << "--lower-fibers: '" << option.key << "' is given as '"
            << it->second << "' and as '" << value
            << "'; leave one of them out";
  }
}

// What each option says may exclude what another one says.
void checkTogether(const Options& options) {
  if (options.tier == Tier::Native && !options.stackSwitching) {
    Fatal() << "--lower-fibers: tier:native needs an engine with stack "
               "switching, and stack-switching:no says that there is none; "
               "leave one of them out";
  }
  if (options.freeName && !options.mallocName) {
    Fatal() << "--lower-fibers: 'free' says what belongs to 'malloc'; give "
               "both";
  }
  if (options.mallocName && options.allocator == Options::Allocator::Pages) {
    Fatal() << "--lower-fibers: 'malloc' and allocator:pages exclude each "
               "other; leave one of them out";
  }
  if (options.recordYields && options.tier && options.tier != Tier::Frames) {
    Fatal() << "--lower-fibers: record-yields:yes records what the frames tier "
               "suspends; leave the option tier out";
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
    auto value =
      colon == std::string::npos ? std::string() : setting.substr(colon + 1);
    const auto& option = findOption(setting.substr(0, colon), setting);
    checkRepeat(seen, option, value);
    option.set(options, value);
  }
  checkTogether(options);
  if (options.recordYields) {
    options.tier = Tier::Frames;
    // A function that becomes part of another one has to be on the list, too.
    options.inlineHelpers = false;
  }
  return options;
}

std::string Options::getHelp() {
  std::vector<std::string> lines;
  for (auto& option : getOptions()) {
    auto& line = lines.emplace_back(option.key + ':' + option.values + ' ' +
                                    option.meaning);
    if (!option.otherwise.empty()) {
      line += " (" + option.otherwise + ')';
    }
  }
  return String::join(lines, "; ");
}

} // namespace wasm::fibers
