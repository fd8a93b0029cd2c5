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

#include "analysis/FunctionNames.h"

#include <algorithm>
#include <cctype>

namespace wasm::fibers {

namespace {

// Parts of names whose brackets and commas enclose and separate nothing. Of two
// that begin alike, the longer one is first.
constexpr std::string_view Wholes[] = {"(anonymous namespace)",
                                       "operator<=>",
                                       "operator<<=",
                                       "operator>>=",
                                       "operator->*",
                                       "operator()",
                                       "operator[]",
                                       "operator<<",
                                       "operator>>",
                                       "operator<=",
                                       "operator>=",
                                       "operator->",
                                       "operator<",
                                       "operator>",
                                       "operator,"};

bool isOpening(char c) { return c == '(' || c == '<' || c == '['; }
bool isClosing(char c) { return c == ')' || c == '>' || c == ']'; }
bool isIdentifier(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$';
}

// The length of such a part at `position`, 0 if there is none.
size_t getWhole(std::string_view text, size_t position) {
  if (position > 0 && isIdentifier(text[position - 1])) {
    return 0;
  }
  const auto* whole =
    std::find_if(std::begin(Wholes), std::end(Wholes), [&](auto part) {
      return text.substr(position).starts_with(part);
    });
  return whole == std::end(Wholes) ? 0 : whole->size();
}

// Puts a dot in the place of each character that is in brackets or in a whole,
// so that what is left can be searched: "f<g<int>>(int)" becomes
// "f<......>(...)".
std::string mask(std::string_view text) {
  std::string masked(text);
  size_t depth = 0;
  for (size_t i = 0; i < text.size(); i++) {
    if (auto size = getWhole(text, i)) {
      masked.replace(i, size, size, '.');
      i += size - 1;
      continue;
    }
    if (depth > 0 && isClosing(text[i])) {
      depth--;
    }
    if (depth > 0) {
      masked[i] = '.';
    }
    if (isOpening(text[i])) {
      depth++;
    }
  }
  return masked;
}

// Leaves out the spaces that separate no words.
std::string squeeze(std::string_view text) {
  std::string squeezed;
  for (size_t i = 0; i < text.size(); i++) {
    if (text[i] != ' ' || (!squeezed.empty() && isIdentifier(squeezed.back()) &&
                           i + 1 < text.size() && isIdentifier(text[i + 1]))) {
      squeezed += text[i];
    }
  }
  return squeezed;
}

// Takes the brackets that begin with `opening` off the front, if there are any
// and they end.
bool takeBrackets(std::string_view& text, char opening, char closing) {
  if (!text.starts_with(opening)) {
    return false;
  }
  auto end = mask(text).find(closing);
  if (end == std::string::npos) {
    return false;
  }
  text.remove_prefix(end + 1);
  return true;
}

} // anonymous namespace

std::vector<std::string> splitAtCommas(std::string_view text) {
  std::vector<std::string> parts;
  auto masked = mask(text);
  size_t begin = 0;
  while (!text.empty()) {
    auto end = masked.find(',', begin);
    parts.emplace_back(text.substr(begin, end - begin));
    if (end == std::string::npos) {
      break;
    }
    begin = end + 1;
  }
  return parts;
}

bool isNameOf(std::string_view name, std::string_view full) {
  if (name == full) {
    return true;
  }
  // Most names are told apart by this.
  auto word = name.substr(
    0, std::find_if_not(name.begin(), name.end(), isIdentifier) - name.begin());
  if (full.find('(') == std::string_view::npos ||
      full.find(word) == std::string_view::npos) {
    return false;
  }
  auto wanted = squeeze(name);
  auto masked = mask(full);
  // The instance of a template begins with the type of its result.
  size_t begin = 0;
  do {
    auto rest = squeeze(full.substr(begin));
    std::string_view after(rest);
    if (after.starts_with(wanted)) {
      after.remove_prefix(wanted.size());
      if (!wanted.ends_with('>')) {
        takeBrackets(after, '<', '>');
      }
      if (after.empty() ||
          (takeBrackets(after, '(', ')') && !after.starts_with("::"))) {
        return true;
      }
    }
    begin = masked.find(' ', begin) + 1;
  } while (begin != 0);
  return false;
}

std::string getQualifiedName(std::string_view full) {
  auto masked = mask(full);
  // A bracket after a space belongs to the type of the result.
  auto end = masked.find('(');
  while (end != std::string::npos && (end == 0 || masked[end - 1] == ' ')) {
    end = masked.find('(', end + 1);
  }
  if (end == std::string::npos) {
    return full.find('(') == std::string::npos ? std::string(full) : "";
  }
  auto begin = masked.rfind(' ', end) + 1;
  constexpr std::string_view Operator("operator ");
  if (full.substr(0, begin).ends_with(Operator)) {
    begin -= Operator.size();
  }
  auto name = squeeze(full.substr(begin, end - begin));
  // The template's arguments, and an ABI tag.
  while (name.ends_with('>') || name.ends_with(']')) {
    auto opening = mask(name).find_last_of("<[");
    if (opening == std::string::npos) {
      break;
    }
    name.resize(opening);
  }
  constexpr std::string_view Std("std::__");
  if (name.starts_with(Std)) {
    auto version = name.find_first_not_of("0123456789", Std.size());
    if (version > Std.size() && name.compare(version, 2, "::") == 0) {
      name.replace(0, version, "std");
    }
  }
  return name;
}

std::string_view getLastPart(std::string_view qualified) {
  auto colons = mask(qualified).rfind("::");
  return colons == std::string::npos ? qualified : qualified.substr(colons + 2);
}

std::string_view withoutNumber(std::string_view name) {
  auto end = name.find_last_not_of("0123456789");
  // Functions without a name have a number alone.
  return end != std::string_view::npos && end > 0 && end + 1 < name.size() &&
             name[end] == '_'
           ? name.substr(0, end)
           : name;
}

} // namespace wasm::fibers
