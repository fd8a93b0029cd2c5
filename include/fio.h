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
 * Input and output for fibers: C that reads and writes sockets as if it
 * blocked, and serves ten thousand connections at once. Each is a task, which
 * is a fiber with a loop, a stack and local variables of its own.
 *
 *   #include <fio.h>
 *   #include <stdint.h>
 *
 *   static void* echo(void* argument) {
 *     int connection = (int)(intptr_t)argument;
 *     char buffer[4096];
 *     ssize_t size;
 *     while ((size = fio_recv(connection, buffer, sizeof buffer,
 *                             fio_after(30 * FIO_SECOND))) > 0)
 *       if (fio_send(connection, buffer, size, fio_after(30 * FIO_SECOND)) < 0)
 *         break;
 *     fio_close(connection);
 *     return NULL;
 *   }
 *
 *   static void* serve(void* argument) {
 *     int listener = fio_listen("127.0.0.1", 7000, 10000);
 *     int connection;
 *     while ((connection = fio_accept(listener, FIO_NEVER)) >= 0)
 *       if (!fio_async(echo, (void*)(intptr_t)connection))
 *         fio_close(connection);
 *     return argument;
 *   }
 *
 *   int main(void) { return fio_main(serve, NULL); }
 *
 * The same source runs natively and, through the pass of wasm-fibers, in
 * WebAssembly (docs/io.md). There is one thread. A task runs until it calls a
 * function that waits, and then another runs: between two such calls, nothing
 * else of the program happens.
 *
 * Errors are those of POSIX: a function that fails returns -1, unless it says
 * something else, and sets errno. Functions that wait can always fail with
 *
 * - ECANCELED: the task is cancelled, by fio_cancel, fio_cancel_all or
 *   fio_shutdown; or somebody closes what it waits for
 * - ETIMEDOUT: the deadline is over
 * - EDEADLK: all tasks wait, and nothing is left that could end that
 * - EPERM: it is called outside fio_main
 *
 * They may only be called on the fiber of a task. A task may make and resume
 * fibers of its own, but these can't wait: that ends the program with a text on
 * standard error.
 *
 * A deadline is a time of fio_now's clock, as fio_after gives it, or FIO_NEVER.
 * If it is over already, the call gives what is there without waiting for more.
 */

#ifndef WASM_FIBERS_FIO_H
#define WASM_FIBERS_FIO_H

#include <fiber.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Nanoseconds: a duration, or a time since some point in the past. */
typedef int64_t fio_time_t;

#define FIO_MILLISECOND ((fio_time_t)1000000)
#define FIO_SECOND (1000 * FIO_MILLISECOND)

/* The deadline that is never over. */
#define FIO_NEVER INT64_MAX

/*
 * The handle of a task, 0 for none. It is a number: compare and copy it at
 * will. Nobody owns it. Once the task has ended, it is the handle of a task
 * that has ended for good.
 */
typedef uint64_t fio_task_t;

/* ---- Tasks ---- */

/*
 * Runs `entry(argument)` as the first task, and all that it starts, until every
 * task has ended. Then it closes what they have left open.
 *
 * Returns 0, whatever the entry returns: what a task returns is dropped (see
 * fio_async). Returns -1 when nothing was run: ENOMEM, or EBUSY if it is called
 * by a task, or what the system says when it has nothing to wait with.
 */
int fio_main(fiber_entry_point_t entry, void* argument);

/*
 * Starts a task that runs `entry(argument)`, and returns its handle. The caller
 * goes on first. What the entry returns is dropped: a task hands out results
 * through its argument, or a channel.
 *
 * Its stack is that of fiber_alloc(entry).
 *
 * Returns 0 when there are as many fibers as there may be (EAGAIN), or no
 * memory (ENOMEM), or outside fio_main (EPERM).
 */
fio_task_t fio_async(fiber_entry_point_t entry, void* argument);

/* The handle of the running task; 0 outside fio_main. */
fio_task_t fio_self(void);

/*
 * Waits until `task` has ended. Returns 0 at once if it has ended already.
 * Otherwise EDEADLK if a task waits for itself, or see above.
 */
int fio_wait(fio_task_t task, fio_time_t deadline);

/*
 * Cancels a task: the call in which it waits fails with ECANCELED, and so does
 * every later one that would wait. The task ends as any other, by returning,
 * and on the way it does what it has to clean up: nothing is taken from it by
 * force. A call that is done already, as when the bytes of a fio_recv have
 * arrived, gives its result; the next call fails then.
 *
 * Returns 0, or -1 if the task has ended (ESRCH). Doesn't wait.
 */
int fio_cancel(fio_task_t task);

/* Cancels every task but the running one. Those that start later aren't. */
void fio_cancel_all(void);

/*
 * Begins a graceful end. From now on, nobody waits for new clients: fio_accept
 * gives those who have connected already, and then fails with ECANCELED, also
 * where a task waits in it. So does what idle tasks wait in. Other calls go on
 * as before. When `grace` nanoseconds have passed, all tasks are cancelled, and
 * those that start later, too.
 *
 * With FIO_NEVER, they have all the time that they want. If it is called
 * several times, the earliest end counts.
 *
 * The host may begin it, as when it gets SIGTERM. Natively, SIGTERM and SIGINT
 * do while fio_main runs, with 10 seconds, unless the program has said what
 * they do; a second one ends the process at once.
 */
void fio_shutdown(fio_time_t grace);

/* Whether it has begun. A server tells its clients then to ask no more. */
bool fio_is_shutting_down(void);

/*
 * Says whether the running task is idle from now on: whether what it waits for
 * may never come, as the next request of a client. Tasks aren't, unless they
 * say so. When fio_shutdown is called, what an idle task waits in fails with
 * ECANCELED. After that, it gets what is there already, as when a deadline is
 * over, or ECANCELED.
 */
void fio_set_idle(bool idle);

/*
 * Lets others run: all that can go on before this task does. A task that
 * computes for long calls it now and then. Returns 0, or -1 if cancelled
 * (ECANCELED).
 */
int fio_yield(void);

/* ---- Time ---- */

/*
 * The time, by a clock that is never set. It is read once a turn of the loop:
 * it stands still while a task runs.
 */
fio_time_t fio_now(void);

/* The time `duration` nanoseconds from now. */
static inline fio_time_t fio_after(fio_time_t duration) {
  fio_time_t now = fio_now();
  return duration < FIO_NEVER - now ? now + duration : FIO_NEVER;
}

/* Waits for `duration` nanoseconds. Returns 0, or -1 if it was cut short. */
int fio_sleep(fio_time_t duration);

/* ---- Connections ---- */

/*
 * Listens for TCP connections to `address`, which is IPv4 or IPv6 in numbers
 * ("127.0.0.1", "::"), and `port`, of which 0 means a free one. Of the
 * connections that are accepted, `limit` may be open at once: beyond that,
 * fio_accept waits until one is closed, and further clients wait in the
 * system's queue.
 *
 * Returns a descriptor, which the caller owns and gives to fio_close. EINVAL if
 * the address isn't one or `limit` is 0; EADDRINUSE, EACCES, EMFILE and the
 * like.
 */
int fio_listen(const char* address, uint16_t port, unsigned limit);

/* The port that a listener has. Returns -1 if it is none (EBADF). */
int fio_port(int listener);

/*
 * Waits for the next connection. Returns its descriptor, which the caller owns.
 * EBADF if `listener` is none. With EMFILE, ENFILE or ENOMEM, the client still
 * waits: close others, or sleep, and accept again.
 */
int fio_accept(int listener, fio_time_t deadline);

/*
 * Connects to a host, given by its name or address, whose addresses are tried
 * in turn. Returns a descriptor, which the caller owns. ENOENT if nobody knows
 * the name, and ECONNREFUSED, ENETUNREACH and the like of the last address.
 */
int fio_connect(const char* host, uint16_t port, fio_time_t deadline);

/*
 * Waits for bytes, and stores at most `size` of them. Returns how many there
 * are, and 0 when the other side has sent its last. ECONNRESET and the like,
 * EBADF. If it fails because it is cancelled or too late, nothing is lost: the
 * next call gets the bytes.
 */
ssize_t
fio_recv(int connection, void* buffer, size_t size, fio_time_t deadline);

/*
 * Sends all `size` bytes, and returns `size`. When it fails, some of them may
 * have been sent, and all that can be done with the connection is to close it.
 * EPIPE if the other side has closed it, ECONNRESET and the like, EBADF.
 */
ssize_t
fio_send(int connection, const void* buffer, size_t size, fio_time_t deadline);

/*
 * Tells the other side that nothing more will be sent: its fio_recv returns 0.
 * One can still receive. Returns 0; EBADF. Doesn't wait.
 */
int fio_half_close(int connection);

/*
 * Closes what fio_listen, fio_accept, fio_connect or fio_open has returned.
 * Tasks that wait for it get ECANCELED. Returns 0; EBADF. Doesn't wait, and
 * works in a cancelled task.
 */
int fio_close(int descriptor);

/* ---- Files ---- */

/*
 * Opens the file `path` in `directory` to read it, and stores its size in
 * `*size` unless that is NULL. There is no way out of the directory: not by
 * "..", not by an absolute path, not by a symbolic link; that is an error
 * (EACCES).
 *
 * In WebAssembly, `directory` is one that the host has given the program, by
 * the name that the host gave it. Only regular files can be opened: EISDIR,
 * EACCES. Returns a descriptor, which the caller owns and gives to fio_close.
 */
int fio_open(const char* directory,
             const char* path,
             int64_t* size,
             fio_time_t deadline);

/*
 * Reads at most `size` bytes from `offset` on. Others go on meanwhile, however
 * slow the disk is. Returns how many there were, 0 at the end of the file.
 */
ssize_t fio_read_file(
  int file, void* buffer, size_t size, int64_t offset, fio_time_t deadline);

/* ---- Channels ---- */

/* A queue between tasks, of elements of one size. */
typedef struct fio_channel* fio_channel_t;

/*
 * Makes a channel with room for `capacity` elements of `element_size` bytes.
 * The caller owns it and gives it to fio_channel_free. Returns NULL if one of
 * them is 0 (EINVAL) or there is no memory (ENOMEM).
 */
fio_channel_t fio_channel_make(size_t element_size, size_t capacity);

/*
 * Copies an element into the channel, and waits while it is full. Who waits is
 * served in order. Returns 0; EPIPE if the channel is closed.
 */
int fio_channel_send(fio_channel_t channel,
                     const void* element,
                     fio_time_t deadline);

/*
 * Takes the oldest element out of the channel into `*element`, and waits while
 * there is none. Returns 0; EPIPE if the channel is closed and empty.
 */
int fio_channel_recv(fio_channel_t channel, void* element, fio_time_t deadline);

/*
 * Ends sending: who waits to send gets EPIPE, and receivers do when they have
 * taken what is there. To close it again does nothing.
 */
void fio_channel_close(fio_channel_t channel);

/* Closes the channel, and gives its memory back. NULL is allowed. */
void fio_channel_free(fio_channel_t channel);

#ifdef __cplusplus
}
#endif

#endif
