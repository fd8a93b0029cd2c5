// The part of WASI that the tests' programs need, for a module that wasm2c made
// C of as module `program`, and the main function that runs it. What is missing
// here the linker names. The names are those of wabt 1.0.32, which is Debian
// 12's: later versions write w2c_ instead of Z_.
//
// A file descriptor of the program is one of this process: 0 to 2 are its
// streams and 3 is the current directory, below which it can read files.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "program.h"
#include "wasm-rt-impl.h"

enum { DIRECTORY = 3 };

struct Z_wasi_snapshot_preview1_instance_t {
  wasm_rt_memory_t* memory;
  u32 argc;
  char** argv;
};
typedef struct Z_wasi_snapshot_preview1_instance_t Wasi;

#define WASI(name) Z_wasi_snapshot_preview1Z_##name

// The guard pages after the memory trap what is out of bounds.
static void* at(Wasi* wasi, u32 address) {
  return wasi->memory->data + address;
}

static void store32(Wasi* wasi, u32 address, u32 value) {
  memcpy(at(wasi, address), &value, sizeof value);
}

static void store64(Wasi* wasi, u32 address, u64 value) {
  memcpy(at(wasi, address), &value, sizeof value);
}

// WASI's number of the error in errno.
static u32 error(void) {
  switch (errno) {
    case EACCES:
      return 2;
    case EBADF:
      return 8;
    case EINVAL:
      return 28;
    case EISDIR:
      return 31;
    case ENOENT:
      return 44;
    case ESPIPE:
      return 70;
    case EXDEV:
      return 76; // Out of the directory: not capable.
    default:
      return 29; // EIO
  }
}

u32 WASI(args_sizes_get)(Wasi* wasi, u32 count, u32 size) {
  u32 bytes = 0;
  for (u32 i = 0; i < wasi->argc; i++) {
    bytes += strlen(wasi->argv[i]) + 1;
  }
  store32(wasi, count, wasi->argc);
  store32(wasi, size, bytes);
  return 0;
}

u32 WASI(args_get)(Wasi* wasi, u32 pointers, u32 bytes) {
  for (u32 i = 0; i < wasi->argc; i++) {
    store32(wasi, pointers + 4 * i, bytes);
    strcpy(at(wasi, bytes), wasi->argv[i]);
    bytes += strlen(wasi->argv[i]) + 1;
  }
  return 0;
}

u32 WASI(environ_sizes_get)(Wasi* wasi, u32 count, u32 size) {
  store32(wasi, count, 0);
  store32(wasi, size, 0);
  return 0;
}

u32 WASI(environ_get)(Wasi* wasi, u32 pointers, u32 bytes) {
  (void)wasi, (void)pointers, (void)bytes;
  return 0;
}

u32 WASI(clock_time_get)(Wasi* wasi, u32 clock, u64 precision, u32 time) {
  (void)precision;
  struct timespec now;
  // The first two clocks have Linux's numbers.
  if (clock_gettime(clock, &now)) {
    return error();
  }
  store64(wasi, time, now.tv_sec * 1000000000ull + now.tv_nsec);
  return 0;
}

u32 WASI(fd_close)(Wasi* wasi, u32 fd) {
  (void)wasi;
  return close(fd) ? error() : 0;
}

// Reads or writes the buffers of a list; not all of a long one, which the
// program asks for again.
static u32 transfer(Wasi* wasi,
                    ssize_t (*act)(int, const struct iovec*, int),
                    u32 fd,
                    u32 buffers,
                    u32 count,
                    u32 done) {
  struct iovec vectors[16];
  u32 n = count < 16 ? count : 16;
  for (u32 i = 0; i < n; i++) {
    u32 buffer[2];
    memcpy(buffer, at(wasi, buffers + 8 * i), sizeof buffer);
    vectors[i] = (struct iovec){at(wasi, buffer[0]), buffer[1]};
  }
  ssize_t bytes = act(fd, vectors, n);
  if (bytes < 0) {
    return error();
  }
  store32(wasi, done, bytes);
  return 0;
}

u32 WASI(fd_read)(Wasi* wasi, u32 fd, u32 buffers, u32 count, u32 done) {
  return transfer(wasi, readv, fd, buffers, count, done);
}

u32 WASI(fd_write)(Wasi* wasi, u32 fd, u32 buffers, u32 count, u32 done) {
  return transfer(wasi, writev, fd, buffers, count, done);
}

u32 WASI(fd_seek)(Wasi* wasi, u32 fd, u64 offset, u32 whence, u32 position) {
  off_t result = lseek(fd, offset, whence);
  if (result < 0) {
    return error();
  }
  store64(wasi, position, result);
  return 0;
}

u32 WASI(fd_fdstat_get)(Wasi* wasi, u32 fd, u32 result) {
  struct stat status;
  if (fstat(fd, &status)) {
    return error();
  }
  u8 type = S_ISCHR(status.st_mode)   ? 2
            : S_ISDIR(status.st_mode) ? 3
            : S_ISREG(status.st_mode) ? 4
                                      : 0;
  memset(at(wasi, result), 0, 24);
  memcpy(at(wasi, result), &type, sizeof type);
  // All rights; but a terminal is what can't be sought in.
  u64 rights = type == 2 ? ~(u64)(1 << 2 | 1 << 5) : ~(u64)0;
  store64(wasi, result + 8, rights);
  store64(wasi, result + 16, rights);
  return 0;
}

u32 WASI(fd_fdstat_set_flags)(Wasi* wasi, u32 fd, u32 flags) {
  (void)wasi, (void)fd, (void)flags;
  return 58; // Not supported.
}

u32 WASI(fd_prestat_get)(Wasi* wasi, u32 fd, u32 result) {
  if (fd != DIRECTORY) {
    return 8; // A bad descriptor, which ends the list.
  }
  store32(wasi, result, 0);
  store32(wasi, result + 4, strlen("."));
  return 0;
}

u32 WASI(fd_prestat_dir_name)(Wasi* wasi, u32 fd, u32 name, u32 size) {
  (void)fd;
  memcpy(at(wasi, name), ".", size < 1 ? size : 1);
  return 0;
}

u32 WASI(path_open)(Wasi* wasi,
                    u32 directory,
                    u32 lookup_flags,
                    u32 name,
                    u32 size,
                    u32 open_flags,
                    u64 rights,
                    u64 inheriting,
                    u32 descriptor_flags,
                    u32 result) {
  (void)lookup_flags, (void)open_flags, (void)rights, (void)inheriting;
  (void)descriptor_flags;
  char* path = strndup(at(wasi, name), size);
  struct open_how how = {.flags = O_RDONLY, .resolve = RESOLVE_BENEATH};
  long fd = syscall(SYS_openat2, directory, path, &how, sizeof how);
  free(path);
  if (fd < 0) {
    return error();
  }
  store32(wasi, result, fd);
  return 0;
}

void WASI(proc_exit)(Wasi* wasi, u32 code) {
  (void)wasi;
  exit(code);
}

int main(int argc, char** argv) {
  if (dup2(open(".", O_RDONLY | O_DIRECTORY), DIRECTORY) < 0) {
    perror("the current directory");
    return 1;
  }
  static Z_program_instance_t program;
  // The first argument is this executable, the second the module's name.
  Wasi wasi = {Z_programZ_memory(&program), argc - 1, argv + 1};
  wasm_rt_init();
  wasm_rt_trap_t trap = wasm_rt_impl_try();
  if (trap) {
    fprintf(stderr, "trap: %s\n", wasm_rt_strerror(trap));
    return 134;
  }
  Z_program_init_module();
  Z_program_instantiate(&program, &wasi);
  Z_programZ__start(&program);
}
