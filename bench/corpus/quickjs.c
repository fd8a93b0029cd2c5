// JavaScript that is preempted: QuickJS calls an interrupt handler every so
// many jumps and calls, which yields. Their number is no part of its API: this
// file has all of QuickJS in it, to set it.
#include <quickjs.c>

#include "phases.h"

// Jumps back and calls of JavaScript between two yields.
enum { Slice = 100 };

static const char script[] =
  "(function (size, nextPhase) {\n"
  "  class Point {\n"
  "    constructor(x, y) { this.x = x; this.y = y; }\n"
  "    length() { return this.x * this.x + this.y * this.y; }\n"
  "  }\n"
  "  let checksum = 0;\n"
  "  nextPhase();\n"
  "  for (let phase = 1; phase <= 3; phase++) {\n"
  "    const sieve = new Uint8Array(size + 1);\n"
  "    for (let i = 2; i <= size; i++) {\n"
  "      if (!sieve[i]) {\n"
  "        for (let j = i * i; j <= size; j += i) sieve[j] = 1;\n"
  "        checksum = (checksum + new Point(i, phase).length()) | 0;\n"
  "      }\n"
  "      if (i % 64 == 0) {\n"
  "        const words = 'the quick brown fox'.match(/[a-z]+/g).map(w => w + "
  "i);\n"
  "        words.sort((a, b) => a < b ? 1 : -1);\n"
  "        checksum ^= words.join(' ').length;\n"
  "      }\n"
  "    }\n"
  "    nextPhase();\n"
  "  }\n"
  "  return checksum;\n"
  "})";

static int preempt(JSRuntime* runtime, void* context) {
  ((JSContext*)context)->interrupt_counter = Slice;
  may_wait(runtime);
  return 0;
}

static JSValue next(JSContext* context,
                    JSValueConst this,
                    int count,
                    JSValueConst* arguments) {
  (void)context;
  (void)this;
  (void)count;
  (void)arguments;
  next_phase();
  return JS_UNDEFINED;
}

static JSValue check(JSContext* context, JSValue value) {
  if (JS_IsException(value)) {
    fail(JS_ToCString(context, JS_GetException(context)));
  }
  return value;
}

uint32_t work(unsigned size) {
  JSRuntime* runtime = JS_NewRuntime();
  JSContext* context = JS_NewContext(runtime);
  JS_SetInterruptHandler(runtime, preempt, context);
  JSValue function = check(
    context,
    JS_Eval(context, script, strlen(script), "script", JS_EVAL_TYPE_GLOBAL));
  JSValue arguments[] = {
    JS_NewUint32(context, size),
    JS_NewCFunction(context, next, "nextPhase", 0),
  };
  JSValue result =
    check(context, JS_Call(context, function, JS_UNDEFINED, 2, arguments));
  int32_t checksum = 0;
  JS_ToInt32(context, &checksum, result);
  JS_FreeValue(context, arguments[1]);
  JS_FreeValue(context, function);
  JS_FreeContext(context);
  JS_FreeRuntime(runtime);
  return (uint32_t)checksum;
}
