// Calls that wait for a value of JavaScript: at once, below 20 functions, in a
// loop.
__attribute__((import_module("env"), import_name("get"))) int get(int number);

#define EXPORT(name) __attribute__((export_name(#name))) int name

EXPORT(direct)(int number) { return get(number); }

// Each has something left to do when the one that it calls returns. It has two
// calls, though one never happens, since Binaryen inlines what is called in one
// place.
#define LEVEL(name, callee)                                                    \
  static __attribute__((noinline)) int name(int number) {                      \
    int result = callee(number + 1);                                           \
    return result < 0 ? callee(0) : result + number;                           \
  }
// clang-format off
LEVEL(level_1, get)
LEVEL(level_2, level_1)
LEVEL(level_3, level_2)
LEVEL(level_4, level_3)
LEVEL(level_5, level_4)
LEVEL(level_6, level_5)
LEVEL(level_7, level_6)
LEVEL(level_8, level_7)
LEVEL(level_9, level_8)
LEVEL(level_10, level_9)
LEVEL(level_11, level_10)
LEVEL(level_12, level_11)
LEVEL(level_13, level_12)
LEVEL(level_14, level_13)
LEVEL(level_15, level_14)
LEVEL(level_16, level_15)
LEVEL(level_17, level_16)
LEVEL(level_18, level_17)
LEVEL(level_19, level_18)
LEVEL(level_20, level_19)
// clang-format on

EXPORT(deep)(int number) { return level_20(number); }

EXPORT(sum)(int count) {
  int sum = 0;
  for (int i = 0; i < count; i++)
    sum += get(i);
  return sum;
}
