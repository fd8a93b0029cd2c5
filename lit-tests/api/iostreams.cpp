// Streams, locales and shared pointers in a fiber of a program without exceptions.
// Functions that yield have the type of each virtual function that these call: the
// pass knows that they aren't among those. It takes frames, and the program runs on
// engines that have no feature.
// RUN: %check-program --tiers=frames,native,asyncify --cc-arg=-fno-exceptions %s | FileCheck %s
// RUN: %clangxx -O2 -fno-exceptions -Wl,--lower-fibers=report:text %s -o %t.wasm | FileCheck %s --check-prefix=REPORT
// RUN: %S/../engines/Inputs/on-each-engine %run-wasm %t.wasm | FileCheck %s
// RUN: %clangxx -O0 -fno-exceptions -Wl,--lower-fibers=report:text %s -o %t.wasm | FileCheck %s --check-prefix=REPORT
// RUN: %run-wasm --no-flags node %t.wasm | FileCheck %s
// REPORT: entry 'entry(void*)': frames
#include <cstdint>
#include <cstdio>
#include <fiber.h>
#include <functional>
#include <iomanip>
#include <iostream>
#include <limits>
#include <locale>
#include <map>
#include <memory>
#include <sstream>
#include <streambuf>
#include <string>
#include <vector>

template <class Result, class... Parameters>
static Result yields(Parameters...) {
  fiber_yield(const_cast<char*>("yields"));
  return Result();
}

// Calls a function of that type, through a pointer that no compiler sees through.
template <class Result, class... Parameters> static void call() {
  static Result (*volatile function)(Parameters...) = yields<Result, Parameters...>;
  function(Parameters()...);
}

using Int = int32_t;
using Long = int64_t;

static void call_each() {
  call<void>();
  call<void, Int>();
  call<void, Int, Int>();
  call<void, Int, Int, Int>();
  call<void, Int, Int, Int, Int>();
  call<void, Int, Int, Int, Int, Int>();
  call<void, Int, Int, Int, Int, Int, Int>();
  call<void, Int, Long, Int>();
  call<void, Int, Int, Long, Int>();
  call<void, Int, Int, Long, Int, Int>();
  call<Int>();
  call<Int, Int>();
  call<Int, Int, Int>();
  call<Int, Int, Int, Int>();
  call<Int, Int, Int, Int, Int>();
  call<Int, Int, Int, Int, Int, Int>();
  call<Int, Int, Int, Int, Int, Int, Int>();
  call<Int, Int, Int, Int, Int, Int, Int, Int>();
  call<Int, Int, Int, Int, Int, Int, Int, Int, Int>();
  call<Int, Int, Int, Int, Int, Long>();
  call<Int, Int, Int, Int, Int, double>();
  call<Int, Int, Int, Int, Int, Long, Long>();
  call<Long, Int, Long, Int>();
}

// A stream buffer of the program's own.
struct Upper : std::streambuf {
  std::string text;
  void add(int c) { text += static_cast<char>(std::toupper(c)); }
  int overflow(int c) override {
    add(c);
    return c;
  }
  std::streamsize xsputn(const char* from, std::streamsize size) override {
    for (std::streamsize i = 0; i < size; i++) {
      add(from[i]);
    }
    return size;
  }
};

// A facet of its own.
struct Grouping : std::numpunct<char> {
  char do_thousands_sep() const override { return '\''; }
  std::string do_grouping() const override { return "\3"; }
};

static std::ostream& arrow(std::ostream& out) { return out << "-> "; }

struct Shape {
  virtual ~Shape() = default;
  virtual int area(void* context) = 0;
  virtual std::string name() const = 0;
};

struct Square : Shape {
  int side;
  explicit Square(int side) : side(side) {}
  int area(void* context) override {
    fiber_yield(context);
    return side * side;
  }
  std::string name() const override {
    fiber_yield(const_cast<char*>("name"));
    return "square";
  }
};

static void print_numbers(std::ostream& out) {
  out << 1 << ' ' << -2L << ' ' << 3ULL << ' ' << 1.5 << ' ' << 2.5f << ' ' << true
      << ' ' << 'c' << ' ' << "text" << ' ' << std::hex << 255 << std::dec << ' '
      << std::setw(6) << std::setfill('.') << 42 << ' ' << std::boolalpha << false
      << std::fixed << std::setprecision(2) << ' ' << 0.25 << std::endl;
}

static void read_numbers() {
  std::istringstream in(" 12 0x1f 2.5 word -7 true rest of line");
  int number = 0, hexadecimal = 0;
  double real = 0;
  std::string word, line;
  long minus = 0;
  bool yes = false;
  in >> number >> std::hex >> hexadecimal >> std::dec >> real >> word >> minus >>
    std::boolalpha >> yes;
  std::getline(in, line);
  std::cout << number << ' ' << hexadecimal << ' ' << real << ' ' << word << ' '
            << minus << ' ' << yes << line << '\n';
  in.clear();
  in.seekg(1);
  in >> number;
  std::cout << number << ' ' << in.tellg() << ' ' << in.eof() << '\n';
}

static void* entry(void*) {
  print_numbers(std::cout);
  std::wcout.flush();
  std::cerr << std::flush;
  read_numbers();

  Upper upper;
  std::ostream shout(&upper);
  shout << "loud " << 12 << arrow << std::endl;
  std::cout << upper.text;

  std::cout.imbue(std::locale(std::locale(), new Grouping));
  std::cout << 1234567 << '\n';
  std::cout.imbue(std::locale::classic());

  std::vector<std::shared_ptr<Shape>> shapes{std::make_shared<Square>(3)};
  shapes.push_back(std::shared_ptr<Shape>(new Square(4)));
  std::weak_ptr<Shape> weak = shapes[1];
  std::map<std::string, int> areas;
  for (auto& shape : shapes) {
    std::string name = shape->name();
    areas[name] += shape->area(name.data());
  }
  shapes.clear();
  std::cout << weak.expired() << '\n';
  std::function<void(const std::string&)> visit = [&](const std::string& name) {
    fiber_yield(const_cast<char*>(name.c_str()));
    std::cout << arrow << name << '=' << areas[name] << '\n';
  };
  visit("square");
  call_each();
  print_numbers(std::cout);
  return nullptr;
}

int main() {
  fiber_t fiber = fiber_alloc(entry);
  int yields = 0;
  fiber_result_t result = FIBER_YIELD;
  while (result == FIBER_YIELD) {
    auto* text = static_cast<const char*>(fiber_resume(fiber, nullptr, &result));
    if (text && yields++ < 5) {
      std::cout << text << std::endl;
    }
  }
  std::cout << yields << " yields" << std::endl;
  fiber_free(fiber);
}
//      CHECK: 1 -2 3 1.5 2.5 1 c text ff ....42 false 0.25
// CHECK-NEXT: 12 31 2.50 word -7 true rest of line
// CHECK-NEXT: 12 3 false
// CHECK-NEXT: LOUD 12->
// CHECK-NEXT: 1'234'567
// CHECK-NEXT: name
// CHECK-NEXT: square
// CHECK-NEXT: name
// CHECK-NEXT: square
// CHECK-NEXT: true
// CHECK-NEXT: square
// CHECK-NEXT: -> square=25
//      CHECK: 28 yields
