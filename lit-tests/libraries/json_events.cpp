// A parser that was written to call back becomes an iterator: it runs in a
// fiber, its callbacks yield events, and its input yields when it is used up,
// wherever the parser is by then. Documents come in pieces of all sizes, two at
// a time. Errors, of the parser and of the one who takes the events, are C++
// exceptions through all of that; an iterator that is dropped halfway frees
// what the parser has. The library is nlohmann/json, as Debian packages it.
//
// Asyncify has no exceptions.
// RUN: rm -rf %t && mkdir %t && ln -s /usr/include/nlohmann %t/nlohmann
// RUN: %check-program --tiers=frames,native --exceptions --cc-arg=-isystem%t --cc-arg=-O1 %s > %t/out.txt
// RUN: FileCheck %s --input-file=%t/out.txt
#include <cstdio>
#include <fiber.h>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <type_traits>

using nlohmann::json;

// What is taken from the parser that its events have.
static int strings;

struct Name {
  std::string text;
  Name(std::string text) : text(std::move(text)) { strings++; }
  Name(const Name& other) : text(other.text) { strings++; }
  ~Name() { strings--; }
};

class Events {
public:
  Events() : fiber(fiber_alloc(run)) {}

  // Whether there is an event; false when it needs more of the document.
  bool next() {
    fiber_result_t result;
    auto* event =
      static_cast<std::string*>(fiber_resume(fiber.get(), this, &result));
    isDone = result == FIBER_OK;
    if (event) {
      current = *event;
    }
    return event;
  }
  void feed(std::string_view more) { input = more; }
  void end() { isEnded = true; }

  std::string current;
  bool isDone = false;

private:
  // The document as the parser sees it.
  struct Input {
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Events* events;
    const char& operator*() const { return events->input.front(); }
    Input& operator++() {
      events->input.remove_prefix(1);
      return *this;
    }
    bool operator==(const Input&) const {
      while (events->input.empty() && !events->isEnded) {
        fiber_yield(nullptr);
      }
      return events->input.empty();
    }
    bool operator!=(const Input& other) const { return !(*this == other); }
  };

  // The parser's callbacks.
  struct Handler : nlohmann::json_sax<json> {
    int depth = 0;

    bool give(const std::string& text) {
      Name name(std::string(depth, ' ') + text);
      fiber_yield(&name.text);
      return true;
    }
    bool null() override { return give("null"); }
    bool boolean(bool value) override { return give(value ? "true" : "false"); }
    bool number_integer(number_integer_t value) override {
      return give(std::to_string(value));
    }
    bool number_unsigned(number_unsigned_t value) override {
      return give(std::to_string(value));
    }
    bool number_float(number_float_t, const string_t& text) override {
      return give("float " + text);
    }
    bool string(string_t& value) override { return give('"' + value + '"'); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open("{"); }
    bool end_object() override { return close("}"); }
    bool start_array(std::size_t) override { return open("["); }
    bool end_array() override { return close("]"); }
    bool key(string_t& name) override { return give(name + ':'); }
    bool parse_error(std::size_t,
                     const std::string&,
                     const nlohmann::detail::exception& error) override {
      if (auto* parse = dynamic_cast<const json::parse_error*>(&error)) {
        throw *parse;
      }
      throw dynamic_cast<const json::out_of_range&>(error);
    }

    bool open(const char* text) {
      give(text);
      depth++;
      return true;
    }
    bool close(const char* text) {
      depth--;
      return give(text);
    }
  };

  static void* run(void* argument) {
    auto* events = static_cast<Events*>(argument);
    Handler handler;
    try {
      json::sax_parse(Input{events}, Input{events}, &handler);
    } catch (json::parse_error& error) {
      // In a handler, too.
      handler.give(std::string("error ") + std::to_string(error.id));
      throw;
    }
    return nullptr;
  }

  struct Free {
    void operator()(fiber_t fiber) const { fiber_free(fiber); }
  };
  std::unique_ptr<std::remove_pointer_t<fiber_t>, Free> fiber;
  std::string_view input;
  bool isEnded = false;
};

// Gives a parser its document, so many bytes at a time.
class Document {
public:
  Document(std::string_view text, size_t piece) : text(text), piece(piece) {}

  // The next event; false at the end.
  bool next() {
    while (!events.isDone) {
      if (events.next()) {
        return true;
      }
      events.feed(text.substr(0, piece));
      if (text.empty()) {
        events.end();
      }
      text.remove_prefix(std::min(piece, text.size()));
    }
    return false;
  }
  const std::string& get() const { return events.current; }

private:
  Events events;
  std::string_view text;
  size_t piece;
};

static const char Good[] =
  R"({"name": "K\u00f6ln", "list": [1, -2, 3.5e2, true, null, [], {}],)"
  R"( "deep": {"a": {"b": [[["x"]]]}}})";

static void print(std::string_view text, size_t piece, int most = 1000) {
  try {
    Document document(text, piece);
    for (int i = 0; i < most && document.next(); i++) {
      std::printf("%s\n", document.get().c_str());
    }
  } catch (std::exception& error) {
    std::printf("%s\n", error.what());
  }
  std::printf("-- %d strings\n", strings);
}

int main() {
  // CHECK:      {
  // CHECK-NEXT:  name:
  // CHECK-NEXT:  "Köln"
  // CHECK-NEXT:  list:
  // CHECK-NEXT:  [
  // CHECK-NEXT:   1
  // CHECK-NEXT:   -2
  // CHECK-NEXT:   float 3.5e2
  // CHECK:      -- 0 strings
  print(Good, 1000);
  std::string whole;
  for (Document document(Good, 1000); document.next();) {
    whole += document.get();
  }
  // Pieces of all sizes, and another parser that takes turns with it.
  int same = 0;
  for (size_t piece = 1; piece <= 100; piece++) {
    Document first(Good, piece), second(Good, 101 - piece);
    std::string a, b;
    bool more = true;
    while (more) {
      more = false;
      if (first.next()) {
        a += first.get();
        more = true;
      }
      if (second.next()) {
        b += second.get();
        more = true;
      }
    }
    same += a == whole && b == whole;
  }
  // CHECK-NEXT: 100 the same
  std::printf("%d the same\n", same);

  // CHECK:      error 101
  // CHECK-NEXT: [json.exception.parse_error.101] parse error at line 1, column 5
  // CHECK-NEXT: -- 0 strings
  print("[1, oops]", 2);
  // CHECK:      unexpected end of input
  // CHECK-NEXT: -- 0 strings
  print(R"({"a": [1, 2)", 3);
  // CHECK:      must be followed by U+DC00..U+DFFF
  // CHECK-NEXT: -- 0 strings
  print(R"(["\ud800x"])", 1);
  // CHECK:      [json.exception.out_of_range.406] number overflow
  // CHECK-NEXT: -- 0 strings
  print("[1, 1e999]", 4);
  // CHECK:      unexpected end of input; expected '[', '{', or a literal
  print("", 1);
  // Each document that is too short.
  int errors = 0;
  for (size_t length = 0; length < sizeof Good - 1; length++) {
    try {
      Document document(std::string_view(Good).substr(0, length), 7);
      while (document.next()) {
      }
    } catch (json::parse_error&) {
      errors++;
    }
  }
  // CHECK:      98 errors, 0 strings
  std::printf("%d errors, %d strings\n", errors, strings);
  // Dropped after each event.
  for (int most = 0; most < 20; most++) {
    Document document(Good, 5);
    for (int i = 0; i < most; i++) {
      document.next();
    }
  }
  // CHECK-NEXT: 0 strings
  std::printf("%d strings\n", strings);
}
