// Wren scripts that wait for their host: a foreign method yields.
#include "phases.h"
#include <string.h>
#include <time.h>
#include <wren.h>

// Wren asks for the time where a script does. WASI has no processor time.
clock_t clock(void) { return 0; }

static const char script[] =
  "class Host {\n"
  "  foreign static size\n"
  "  foreign static wait(i)\n"
  "  foreign static nextPhase()\n"
  "  foreign static take(checksum)\n"
  "}\n"
  "class Point {\n"
  "  construct new(x, y) {\n"
  "    _x = x\n"
  "    _y = y\n"
  "  }\n"
  "  length { _x * _x + _y * _y }\n"
  "}\n"
  "class Sort {\n"
  "  static insert(list, item) {\n"
  "    var at = list.count\n"
  "    while (at > 0 && list[at - 1].count > item.count) at = at - 1\n"
  "    list.insert(at, item)\n"
  "  }\n"
  "}\n"
  "var checksum = 0\n"
  "var size = Host.size\n"
  "Host.nextPhase()\n"
  "for (phase in 1..3) {\n"
  "  var sieve = {}\n"
  "  for (i in 2..size) {\n"
  "    if (!sieve.containsKey(i)) {\n"
  "      var j = i * i\n"
  "      while (j <= size) {\n"
  "        sieve[j] = true\n"
  "        j = j + i\n"
  "      }\n"
  "      checksum = (checksum + Point.new(i, phase).length) % 4294967296\n"
  "    }\n"
  "    Host.wait(i)\n"
  "    if (i % 64 == 0) {\n"
  "      var words = []\n"
  "      for (w in [\"the\", \"quick\", \"brown\", \"fox\"]) {\n"
  "        Sort.insert(words, \"%(w)%(i)\")\n"
  "      }\n"
  "      checksum = checksum ^ words.join(\" \").count\n"
  "    }\n"
  "  }\n"
  "  Host.nextPhase()\n"
  "}\n"
  "Host.take(checksum)\n";

static unsigned script_size;
static uint32_t checksum;

static void get_size(WrenVM* vm) { wrenSetSlotDouble(vm, 0, script_size); }

static void wait_for_host(WrenVM* vm) { may_wait(vm); }

static void next(WrenVM* vm) {
  (void)vm;
  next_phase();
}

static void take(WrenVM* vm) { checksum = (uint32_t)wrenGetSlotDouble(vm, 1); }

static WrenForeignMethodFn bind(WrenVM* vm,
                                const char* module,
                                const char* class,
                                bool is_static,
                                const char* signature) {
  static const struct {
    const char* signature;
    WrenForeignMethodFn function;
  } methods[] = {{"size", get_size},
                 {"wait(_)", wait_for_host},
                 {"nextPhase()", next},
                 {"take(_)", take}};
  (void)vm;
  (void)module;
  (void)class;
  (void)is_static;
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
    if (strcmp(signature, methods[i].signature) == 0) {
      return methods[i].function;
    }
  }
  fail(signature);
}

static void report(WrenVM* vm,
                   WrenErrorType type,
                   const char* module,
                   int line,
                   const char* message) {
  (void)vm;
  (void)type;
  (void)module;
  (void)line;
  fail(message);
}

uint32_t work(unsigned size) {
  script_size = size;
  WrenConfiguration configuration;
  wrenInitConfiguration(&configuration);
  configuration.bindForeignMethodFn = bind;
  configuration.errorFn = report;
  WrenVM* vm = wrenNewVM(&configuration);
  wrenInterpret(vm, script);
  wrenFreeVM(vm);
  return checksum;
}
