// What functions refer to that are compiled with -fstack-protector. Debian's
// compiler-rt is, of which programs use the 128-bit division, and its wasi-libc
// defines neither.
#include <stdint.h>

uintptr_t __stack_chk_guard = 0x2d5e8a31;

_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }
