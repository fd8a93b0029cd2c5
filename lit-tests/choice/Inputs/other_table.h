// Has a function call another, and for all that the pass can see, call it through
// a table that may hold references which the host has given the program. One that
// may yield so needs the native tier, and natively it is a call.

#ifndef CHOICE_OTHER_TABLE_H
#define CHOICE_OTHER_TABLE_H

#ifdef __wasm__
__asm__(".tabletype other_table, funcref\n"
        "other_table:\n"
        ".section .text.take_reference,\"\",@\n"
        ".globl take_reference\n"
        ".export_name take_reference, take_reference\n"
        ".type take_reference, @function\n"
        "take_reference:\n"
        ".functype take_reference (funcref) -> ()\n"
        "end_function\n");

static volatile int never;

#define CALL_BESIDE_OTHER_TABLE(function, argument)                            \
  if (never)                                                                   \
    __asm__ volatile("ref.null_func\n"                                         \
                     "i32.const 1\n"                                           \
                     "table.grow other_table\n"                                \
                     "drop\n"                                                  \
                     "local.get %0\n"                                          \
                     "local.get %0\n"                                          \
                     "call_indirect other_table, (i32) -> (i32)\n"             \
                     "drop" ::"r"(argument));                                  \
  return function(argument)
#else
#define CALL_BESIDE_OTHER_TABLE(function, argument) return function(argument)
#endif

#endif
