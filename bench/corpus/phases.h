// How a program of the corpus is measured. It does the same work three times,
// in one activation of its innermost function that may yield: before that has
// ever yielded, after it has yielded once, and with all of its yields. Then it
// does all of this again off any fiber, without a yield. phases.c has the main
// program.
#include <fiber.h>
#include <stdbool.h>
#include <stdint.h>

// Does the work, and returns a checksum of it. It calls `next_phase` where the
// first time begins, between two, and where the last ends. That yields once in
// the fiber that it is called in.
uint32_t work(unsigned size);
void next_phase(void);

// A place where the program would wait for something, or lets others go on. The
// fiber yields the value there, if it is time to, and whoever resumes it gets
// it.
void may_wait(const void* value);

// For work that has fibers of its own, if it is to be done on fibers. Each
// calls `yield_once` each time, so that it has yielded once where that is due.
// `resume` takes the argument and gives the value of a fiber, and says whether
// it has yielded.
bool on_fibers(void);
void yield_once(void);
bool resume(fiber_t fiber, void** value);

// Prints what has gone wrong, and ends the program.
_Noreturn void fail(const char* text);
