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
#include "Fatal.h"
#include "Numbers.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace wasm_fibers::host {

namespace {

// An option that takes a value, after "=", or none.
struct Option {
  const char* name;
  const char* value; // What it is called, or NULL.
  const char* help;
  void (*set)(Options& options, const Option& option, std::string_view text);
  // What is so unless it is told, or NULL.
  std::string (*getDefault)(const Options& options);
};

[[noreturn]] void
badValue(const Option& option, std::string_view text, const char* rule) {
  fatal(std::string(option.name) + "=" + std::string(text) + ": " + rule);
}

template<std::vector<std::string> Options::* Member>
void addText(Options& options, const Option&, std::string_view text) {
  (options.*Member).emplace_back(text);
}

template<bool Options::* Member>
void setFlag(Options& options, const Option&, std::string_view) {
  options.*Member = true;
}

template<uint32_t Options::* Member>
void setNumber(Options& options, const Option& option, std::string_view text) {
  const auto number = parseNumber<uint32_t>(text);
  if (!number || *number == 0) {
    badValue(option, text, "it takes a whole number, 1 or more");
  }
  options.*Member = *number;
}

template<uint32_t Options::* Member>
std::string getNumber(const Options& options) {
  return std::to_string(options.*Member);
}

template<Duration Options::* Member>
void setSeconds(Options& options, const Option& option, std::string_view text) {
  constexpr double Most = 1e9;
  const auto seconds = parseNumber<double>(text);
  if (!seconds || !(*seconds >= 0 && *seconds <= Most)) {
    badValue(option, text, "it takes a number of seconds");
  }
  options.*Member = Duration(std::llround(*seconds * 1e9));
}

template<Duration Options::* Member>
std::string getSeconds(const Options& options) {
  return std::to_string(
    std::chrono::duration_cast<std::chrono::seconds>(options.*Member).count());
}

void addDirectory(Options& options,
                  const Option& option,
                  std::string_view text) {
  const auto separator = text.rfind('=');
  Directory directory{.path = std::string(text.substr(0, separator)),
                      .name = std::string(text.substr(
                        separator == text.npos ? 0 : separator + 1))};
  if (directory.path.empty() || directory.name.empty()) {
    badValue(option, text, "it takes PATH or PATH=NAME");
  }
  options.directories.push_back(directory);
}

constexpr Option OptionTable[] = {
  {"--listen",
   "ADDRESS:PORT",
   "open a socket there, as 0.0.0.0:8080 or [::]:8080. The program's first\n"
   "fio_listen gets the first such socket, whatever address it gives",
   addText<&Options::listen>,
   nullptr},
  {"--network",
   nullptr,
   "let it connect to any host, and listen at any address",
   setFlag<&Options::network>,
   nullptr},
  {"--dir",
   "PATH[=NAME]",
   "let it read the files of a directory, which it knows as NAME",
   addDirectory,
   nullptr},
  {"--threads",
   "N",
   "run it N times, each on a thread, with memory and sockets of its own",
   setNumber<&Options::threads>,
   getNumber<&Options::threads>},
  {"--descriptors",
   "N",
   "the most sockets and files that one of these may have open",
   setNumber<&Options::descriptors>,
   getNumber<&Options::descriptors>},
  {"--memory",
   "MIB",
   "the most memory that one of these may have",
   setNumber<&Options::memory>,
   getNumber<&Options::memory>},
  {"--deadline",
   "SECONDS",
   "the longest that it may compute without waiting for anything; then it\n"
   "is ended. 0 means for ever",
   setSeconds<&Options::deadline>,
   getSeconds<&Options::deadline>},
  {"--grace",
   "SECONDS",
   "how long what is in flight may take after SIGTERM or SIGINT. A second\n"
   "one ends all at once",
   setSeconds<&Options::grace>,
   getSeconds<&Options::grace>},
  {"--stack-switching",
   nullptr,
   "run modules of the native tier. Wasmtime's stack switching is an\n"
   "experiment: not for modules that you don't trust",
   setFlag<&Options::stackSwitching>,
   nullptr},
};

void printIndented(std::string_view text) {
  printf("      ");
  for (const char c : text) {
    putchar(c);
    if (c == '\n') {
      printf("      ");
    }
  }
  puts("");
}

void printHelp() {
  puts("Usage: fiber-host [OPTION]... MODULE [ARG]...\n"
       "\n"
       "Runs MODULE, a program made with wasm-fibers, with the sockets and\n"
       "files of fio.h. Sockets that systemd passes (LISTEN_FDS) come before\n"
       "those of --listen.\n");
  for (const auto& option : OptionTable) {
    printf("  %s%s%s\n",
           option.name,
           option.value ? "=" : "",
           option.value ? option.value : "");
    printIndented(option.help);
    if (option.getDefault) {
      printIndented(option.getDefault(Options()) + " unless told");
    }
  }
  puts("  --help\n"
       "  --version");
}

void takeOption(Options& options, std::string_view argument) {
  const auto equals = argument.find('=');
  const auto name = argument.substr(0, equals);
  if (argument == "--help") {
    printHelp();
    exit(0);
  }
  if (argument == "--version") {
    puts("fiber-host " WASM_FIBERS_VERSION);
    exit(0);
  }
  for (const auto& option : OptionTable) {
    if (option.name != name) {
      continue;
    }
    const bool hasValue = equals != argument.npos;
    if (hasValue && !option.value) {
      fatal(std::string(name) + " takes no value");
    }
    if (!hasValue && option.value) {
      fatal(std::string(name) + " takes a value: " + std::string(name) + "=" +
            option.value);
    }
    option.set(options, option, hasValue ? argument.substr(equals + 1) : "");
    return;
  }
  fatal("no option " + std::string(name) + "; --help tells which there are");
}

} // anonymous namespace

Options Options::read(int argc, char* argv[]) {
  Options options;
  int i = 1;
  for (; i < argc && argv[i][0] == '-'; i++) {
    const std::string_view argument = argv[i];
    if (argument == "--") {
      i++;
      break;
    }
    takeOption(options, argument);
  }
  if (i == argc) {
    fatal("no module; usage: fiber-host [OPTION]... MODULE [ARG]...");
  }
  options.module = argv[i];
  options.arguments.assign(argv + i + 1, argv + argc);
  return options;
}

} // namespace wasm_fibers::host
