// How a program of the corpus is measured. It does the same work three times,
// in one activation of its innermost function that may yield: before that has
// ever yielded, after it has yielded once, and with all of its yields. phases.c
// has the main program.
#include <stdint.h>

// Does the work, on a fiber, and returns a checksum of it. It calls
// `next_phase` where the first time begins, between two, and where the last
// ends.
uint32_t work(unsigned size);
void next_phase(void);

// A place where the program would wait for something, or lets others go on. The
// fiber yields the value there, if it is time to, and whoever resumes it gets
// it.
void may_wait(const void* value);

// Prints what has gone wrong, and ends the program.
_Noreturn void fail(const char* text);
