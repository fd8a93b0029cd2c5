// The driver's numbers of errors are those of WASI's errno.h. Compiling shows it.
// RUN: %clang -I%source -c %s -o %t.o
#include <errno.h>

enum { BEFORE = __COUNTER__ };
#define ERROR(name)                                                            \
  _Static_assert(name == __COUNTER__ - BEFORE, "the number of " #name);
#include "host/WasiErrors.def"

// Those that are left are no errors of a host.
_Static_assert(ENOTCAPABLE == __COUNTER__ - BEFORE, "the last");
