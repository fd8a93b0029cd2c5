/*
 * Copyright 2026 the wasm-fibers authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

/*
 * Fibers for C and C++: functions that can be suspended anywhere, however deep
 * in their calls, and go on later from there.
 *
 *   #include <fiber.h>
 *   #include <stdio.h>
 *
 *   static void *count_to(void *limit) {
 *     for (int i = 1; i <= *(int *)limit; i++)
 *       fiber_yield(&i);
 *     return NULL;
 *   }
 *
 *   int main(void) {
 *     int three = 3;
 *     fiber_result_t result;
 *     fiber_t fiber = fiber_alloc(count_to);
 *     int *i = fiber_resume(fiber, &three, &result);
 *     while (result == FIBER_YIELD) {
 *       printf("%d\n", *i);
 *       i = fiber_resume(fiber, NULL, &result);
 *     }
 *     fiber_free(fiber);
 *   }
 *
 * This prints 1, 2 and 3. A fiber is in one of four states:
 *
 *                  resume                  return
 *     alloc --> fresh ------> running ---------------> finished --> free
 *                             |    ^
 *                       yield |    | resume
 *                             v    |
 *                            suspended -- free: unwinds the fiber first, or
 *                                         drops it if nothing has to be unwound
 *
 * A fiber that has resumed another one is still running: it waits for the other
 * to yield or finish, as a caller waits for a callee. A fiber may do all that
 * main may: make fibers, resume them, free them.
 *
 * A handle is checked at each use. One that is stale, NULL or made up is an
 * error of the call it was given to and nothing else. Two mistakes end the
 * program, each with a text on standard error that says what to do: a yield
 * outside any fiber, and a yield of a fiber that is being freed. So does a
 * stack that overflows (see fiber_sized_alloc), and in WebAssembly a yield for
 * which there is no memory.
 *
 * For WebAssembly, the functions below are imports that the pass of wasm-fibers
 * replaces in the linked module (`clang --config fibers.cfg`, or
 * `wasm-opt --lower-fibers`). A module that never went through it doesn't
 * instantiate: the engine says that the import "fiber" "fiber_alloc", say, is
 * missing. Anywhere else, link the library `fiber`.
 *
 * The pass gives the fibers of each entry one of three implementations, called
 * tiers: "frames" keeps suspended functions in linear memory, "native" has a
 * stack of the engine's for each fiber, and "asyncify" is Binaryen's. What is
 * said below holds for all of them, unless it names one (docs/tiers.md).
 *
 * Fibers belong to the thread that allocated them (in WebAssembly, to the
 * module instance), and only there their handles are good.
 */

#ifndef WASM_FIBERS_FIBER_H
#define WASM_FIBERS_FIBER_H

#include <stddef.h>

#ifdef __wasm__
#define FIBER_INTRINSIC(name)                                                  \
  __attribute__((import_module("fiber"), import_name(#name)))
#else
#define FIBER_INTRINSIC(name)
#endif

/*
 * Says, at file scope, that no call of a function ever yields, nor what it
 * calls:
 *
 *   FIBER_NEVER_YIELDS(log_message);
 *
 * In WebAssembly, the pass can't always see that by itself: a call through a
 * pointer may be one of any function of its type. Where it is told, the
 * function and its callers stay as they are, and their fibers can have a
 * cheaper tier. It is checked: a yield in such a function ends the program with
 * an error that names it. In C++, the name is that with its namespaces. It
 * stands for all overloads, and for all instances of a template unless it has
 * template arguments. If the linked program has no such function, the pass
 * warns: the compiler may have made it part of its callers, which noinline
 * prevents. Natively it says nothing.
 */
#define FIBER_NEVER_YIELDS(...) FIBER_NAME_IN("never_yields", #__VA_ARGS__)

/*
 * Says, at file scope, that a function is to run on the stack of whoever has
 * resumed the fiber that calls it:
 *
 *   FIBER_ON_RESUMERS_STACK(render_page);
 *
 * In WebAssembly, the stack of a fiber is as large as what it may run needs at
 * most. Where one function needs much more than the others, and there are many
 * fibers, that is better on the one stack of the program. The function can't
 * yield, nor resume fibers; the pass makes sure of it. Addresses of its
 * variables can't be compared with those of its callers. The name is written as
 * for FIBER_NEVER_YIELDS. Natively it says nothing.
 */
#define FIBER_ON_RESUMERS_STACK(...)                                           \
  FIBER_NAME_IN("on_resumers_stack", #__VA_ARGS__)

/*
 * Says, at file scope, of an imported function that JavaScript may answer a
 * call of it with a promise:
 *
 *   __attribute__((import_module("env"), import_name("load")))
 *   int load(int id);
 *   FIBER_SUSPENDING(load);
 *
 * The caller then waits for what the promise gives, while JavaScript goes on.
 * Each export of the program that may come to wait so is the entry of a fiber
 * when JavaScript calls it (docs/await.md). It takes no more than that: other
 * functions of this file are for programs that want fibers of their own.
 * Natively it says nothing.
 */
#define FIBER_SUSPENDING(...) FIBER_NAME_IN("suspending", #__VA_ARGS__)

/* A section of the linked module, with names for the pass. */
#ifdef __wasm__
#define FIBER_NAME_IN(section, names)                                          \
  __asm__(".section .custom_section.fiber." section ",\"\",@\n"                \
          "\t.asciz \"" names "\"\n"                                           \
          "\t.text\n")
#else
#define FIBER_NAME_IN(section, names) struct fiber_handle
#endif

#ifdef __cplusplus
extern "C" {
#endif

/*
 * The handle of a fiber, NULL for none. It is a number, not an address: compare
 * and copy it at will. Once the fiber is freed, its handle is stale, and no
 * handle of a later fiber compares equal to it until as many fibers as there
 * are numbers have been through the same place: 4,096 in WebAssembly with the
 * limit of fibers left as it is, at least 256 with a higher one, and more than
 * any program can allocate natively.
 */
typedef struct fiber_handle* fiber_t;

/*
 * The function that a fiber runs. It is called by the first fiber_resume, with
 * the argument of that; what it returns is the result of the last.
 */
typedef void* (*fiber_entry_point_t)(void* argument);

/* What became of a fiber_resume. */
typedef enum {
  FIBER_OK = 0,    /* The fiber's entry has returned: it is finished. */
  FIBER_YIELD = 1, /* The fiber has yielded: it is suspended. */
  FIBER_ERROR = 2, /* Nothing was run: the handle is not of a fiber that can be
                      resumed. */
  FIBER_AWAITS = 3 /* Of fiber_poll only: the fiber waits for JavaScript. */
} fiber_result_t;

/*
 * Makes a fiber that will run `entry`, and returns its handle, which the caller
 * owns and gives back with fiber_free. The entry isn't called yet.
 *
 * Returns NULL when `entry` is NULL, when there is no memory for the fiber, or
 * when there are as many fibers as there may be that are not freed, finished
 * ones included: 1,048,574 in the frames tier, 20,000 in the other tiers and
 * natively. In WebAssembly, `max-fibers` of the pass sets this.
 */
FIBER_INTRINSIC(fiber_alloc)
fiber_t fiber_alloc(fiber_entry_point_t entry);

/*
 * Like fiber_alloc, for a fiber whose calls need `stack_size` bytes of stack
 * at once. Without it they have 64 KiB, or in WebAssembly what the pass has
 * found to be enough, if it has.
 *
 * In WebAssembly, these bytes are for what clang keeps in linear memory:
 * arrays, and variables whose address is taken, of all functions that run on
 * the fiber. The rest is on a stack of the engine's, and in the frames tier it
 * is in frames that are limited by memory only, while the fiber is suspended
 * and where calls go deep. A size below what the pass has found a fiber to need
 * counts as that. Natively, the bytes are for everything, and the fiber gets
 * 1 MiB more, for what the engine's stack takes in WebAssembly.
 *
 * A fiber that uses more ends the program: with a text on standard error and a
 * trap in WebAssembly, by a fault on the page below the stack natively.
 *
 * Returns NULL as fiber_alloc does.
 */
FIBER_INTRINSIC(fiber_sized_alloc)
fiber_t fiber_sized_alloc(fiber_entry_point_t entry, size_t stack_size);

/*
 * Ends a fiber and makes its handle stale.
 *
 * One that is suspended is unwound first, inside this call: in C++, destructors
 * run from its yield up to its entry. A cleanup that runs so must not yield:
 * that ends the program. `catch (...)` doesn't see the unwinding in
 * WebAssembly, but does natively, and has to end in `throw;` there. A yield
 * inside a noexcept function can't be unwound: std::terminate. A C program has
 * nothing to unwind: what its fiber has taken from malloc or opened stays.
 *
 * Does nothing when the handle is NULL, stale or made up, and when the fiber is
 * running, which includes that it waits for one it has resumed.
 */
FIBER_INTRINSIC(fiber_free)
void fiber_free(fiber_t fiber);

/*
 * Runs the fiber until it yields or its entry returns. A fresh fiber calls its
 * entry with `argument`; in a suspended one, `argument` is what the
 * fiber_yield returns that it is suspended in.
 *
 * Returns the value that was yielded, and FIBER_YIELD in `*result`; or the one
 * that the entry returned, and FIBER_OK. A finished fiber keeps its handle: it
 * is still to be freed, and to resume it is an error.
 *
 * Returns NULL, and FIBER_ERROR in `*result`, when the handle is NULL, stale or
 * made up, and when the fiber is running or finished. Nothing else has happened
 * then.
 *
 * `result` may be NULL, for callers who know it from the value.
 *
 * A C++ exception that leaves the entry comes out of this call, with FIBER_OK
 * in `*result`: the fiber is finished.
 */
FIBER_INTRINSIC(fiber_resume)
void* fiber_resume(fiber_t fiber, void* argument, fiber_result_t* result);

/*
 * Does the same, but doesn't wait for JavaScript (FIBER_SUSPENDING): if the
 * fiber comes to wait for a promise, returns NULL, and FIBER_AWAITS in
 * `*result`. So a scheduler of the program's own goes on with other fibers.
 *
 * The fiber counts as running then. As long as it waits, fiber_poll returns
 * the same again, and runs nothing. Afterwards, fiber_poll lets it go on from
 * where it waits; `argument` is for fiber_yield, and isn't used. If the promise
 * is rejected, that throws where the fiber waits: fiber::rejected in a program
 * that includes fiber.hpp, and else the reason, as by an import that throws. To
 * free a fiber ends its wait.
 *
 * It may be called where nothing could wait, in a function that JavaScript
 * calls once a frame, say. Natively, it is fiber_resume.
 */
FIBER_INTRINSIC(fiber_poll)
void* fiber_poll(fiber_t fiber, void* argument, fiber_result_t* result);

/*
 * Waits, as for a promise, until one of the fibers can go on that fiber_poll
 * has left waiting in this call of an export, and returns it, to be polled.
 * Each is returned once, in the order in which their promises are settled,
 * unless it was polled or freed before. Returns NULL if none waits: always,
 * natively.
 */
FIBER_INTRINSIC(fiber_wait)
fiber_t fiber_wait(void);

/*
 * Suspends the running fiber: the fiber_resume that runs it returns `value`.
 * Returns the argument of the next fiber_resume of this fiber; if it is freed
 * instead, never.
 *
 * Outside any fiber there is nobody to yield to: that ends the program with a
 * text on standard error, by a trap in WebAssembly, by abort() natively. A
 * function that the host has called back is outside any fiber, too: a yield
 * can't go through the host.
 */
FIBER_INTRINSIC(fiber_yield)
void* fiber_yield(void* value);

/*
 * Memory in which fibers keep values. All is 0 before the first call of
 * fiber_next_root_range; the last two members are for that alone.
 */
typedef struct {
  void* start;
  size_t size; /* In bytes. */
  size_t fiber;
  void* frame;
} fiber_root_range_t;

/*
 * Tells the next range of memory in which fibers keep values, for collectors of
 * garbage that look for references there. Returns 0 if there is none left.
 *
 * Of a suspended fiber, that is the part of its stack that is in use, and in
 * the frames and asyncify tiers the variables that its functions have saved. In
 * the native tier, what isn't in linear memory can't be told: variables that
 * are on the engine's stack. Natively it is all, registers included.
 *
 * Of a fiber that is running, which includes that it waits for one it has
 * resumed, all of its stack is told, and what is saved of functions that wait.
 * In WebAssembly, variables of the others are on the engine's stack, as those
 * of main are. docs/api.md says what a collector does about it.
 *
 * There may be more in a range than what is still needed. No fiber may be
 * made, resumed, suspended or freed until the last range is told.
 */
FIBER_INTRINSIC(fiber_next_root_range)
int fiber_next_root_range(fiber_root_range_t* range);

/* Calls `callback` with each such range, and with `data`. */
static inline void
fiber_each_root_range(void (*callback)(void* start, size_t size, void* data),
                      void* data) {
  fiber_root_range_t range = {0, 0, 0, 0};
  while (fiber_next_root_range(&range))
    callback(range.start, range.size, data);
}

/*
 * A function that waits in a fiber. `step` is 0 before the first call of
 * fiber_next_frame; it and `next` are for that alone.
 */
typedef struct {
  fiber_t fiber;   /* The one that it waits in. */
  unsigned line;   /* Where in the source, 0 if that isn't known. */
  unsigned column; /* Counted from 1, 0 if it isn't known. */
  size_t step;
  void* next;
  char function[256]; /* Its name, shortened if need be. */
  char file[256];     /* Of the source, empty if it isn't known. */
} fiber_frame_t;

/*
 * Tells the next function that waits in a fiber, the innermost first. Returns 0
 * if there is none left: at once, if the fiber hasn't started or has finished,
 * and if the handle isn't good.
 *
 * If `fiber` is NULL, it tells of the running fiber, then of the one that has
 * resumed it, and so on. Outside any fiber there is none.
 *
 * Natively and in the frames tier, all functions are told. In asyncify, those
 * of suspended fibers are. In the native tier, where nobody can look at the
 * engine's stack, it is the function that has yielded, and the entry.
 * docs/api.md says where lines come from, and what of a running fiber is known.
 *
 * No fiber may be made, resumed, suspended or freed until the last function is
 * told.
 */
FIBER_INTRINSIC(fiber_next_frame)
int fiber_next_frame(fiber_t fiber, fiber_frame_t* frame);

/* Calls `callback` with each such function, and with `data`. */
__attribute__((always_inline)) static inline void
fiber_backtrace(fiber_t fiber,
                void (*callback)(const fiber_frame_t* frame, void* data),
                void* data) {
  fiber_frame_t frame;
  frame.step = 0;
  while (fiber_next_frame(fiber, &frame))
    callback(&frame, data);
}

/*
 * For programs that were written for the fiber-c library, which has to be told
 * when its first and its last use are. There is nothing to do here.
 */
static inline void fiber_init(void) {}
static inline void fiber_finalize(void) {}

#ifdef __cplusplus
}
#endif

#undef FIBER_INTRINSIC

#endif
