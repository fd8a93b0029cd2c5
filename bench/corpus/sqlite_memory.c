// What SQLite needs of an operating system, with one file, which is in memory.
// A read of it may wait, as one of a disk or of the net does.
#include "phases.h"
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

static struct {
  char* bytes;
  sqlite3_int64 size;
  sqlite3_int64 capacity;
} contents;

static int close_file(sqlite3_file* file) {
  (void)file;
  contents.size = 0;
  return SQLITE_OK;
}

static int
read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 from) {
  (void)file;
  may_wait(to);
  sqlite3_int64 left = from < contents.size ? contents.size - from : 0;
  if (left >= size) {
    memcpy(to, contents.bytes + from, (size_t)size);
    return SQLITE_OK;
  }
  memset(to, 0, (size_t)size);
  memcpy(to, contents.bytes + from, (size_t)left);
  return SQLITE_IOERR_SHORT_READ;
}

static int
write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 to) {
  (void)file;
  sqlite3_int64 end = to + size;
  if (end > contents.capacity) {
    sqlite3_int64 capacity = 2 * end;
    char* bytes = realloc(contents.bytes, (size_t)capacity);
    if (bytes == NULL) {
      return SQLITE_NOMEM;
    }
    contents.bytes = bytes;
    contents.capacity = capacity;
  }
  if (to > contents.size) {
    memset(contents.bytes + contents.size, 0, (size_t)(to - contents.size));
  }
  memcpy(contents.bytes + to, from, (size_t)size);
  contents.size = end > contents.size ? end : contents.size;
  return SQLITE_OK;
}

static int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  (void)file;
  contents.size = size;
  return SQLITE_OK;
}

static int sync_file(sqlite3_file* file, int flags) {
  (void)file;
  (void)flags;
  return SQLITE_OK;
}

static int size_of_file(sqlite3_file* file, sqlite3_int64* size) {
  (void)file;
  *size = contents.size;
  return SQLITE_OK;
}

static int lock_file(sqlite3_file* file, int lock) {
  (void)file;
  (void)lock;
  return SQLITE_OK;
}

static int is_reserved(sqlite3_file* file, int* result) {
  (void)file;
  *result = 0;
  return SQLITE_OK;
}

static int control_file(sqlite3_file* file, int operation, void* argument) {
  (void)file;
  (void)operation;
  (void)argument;
  return SQLITE_NOTFOUND;
}

static int sector_size(sqlite3_file* file) {
  (void)file;
  return 512;
}

static int characteristics(sqlite3_file* file) {
  (void)file;
  return SQLITE_IOCAP_SAFE_APPEND;
}

static int open_file(sqlite3_vfs* vfs,
                     sqlite3_filename name,
                     sqlite3_file* file,
                     int flags,
                     int* flags_out) {
  static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock_file,
    .xUnlock = lock_file,
    .xCheckReservedLock = is_reserved,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
  };
  (void)vfs;
  (void)name;
  file->pMethods = &methods;
  if (flags_out != NULL) {
    *flags_out = flags;
  }
  return SQLITE_OK;
}

static int delete_file(sqlite3_vfs* vfs, const char* name, int sync) {
  (void)vfs;
  (void)name;
  (void)sync;
  return SQLITE_OK;
}

static int
no_access(sqlite3_vfs* vfs, const char* name, int flags, int* result) {
  (void)vfs;
  (void)name;
  (void)flags;
  *result = 0;
  return SQLITE_OK;
}

static int full_name(sqlite3_vfs* vfs, const char* name, int size, char* full) {
  (void)vfs;
  sqlite3_snprintf(size, full, "%s", name);
  return SQLITE_OK;
}

// Every run is the same.
static int no_randomness(sqlite3_vfs* vfs, int size, char* bytes) {
  (void)vfs;
  memset(bytes, 0, (size_t)size);
  return size;
}

static int no_time(sqlite3_vfs* vfs, double* day) {
  (void)vfs;
  *day = 0;
  return SQLITE_OK;
}

int sqlite3_os_init(void) {
  static sqlite3_vfs vfs = {
    .iVersion = 1,
    .szOsFile = sizeof(sqlite3_file),
    .mxPathname = 64,
    .zName = "memory",
    .xOpen = open_file,
    .xDelete = delete_file,
    .xAccess = no_access,
    .xFullPathname = full_name,
    .xRandomness = no_randomness,
    .xCurrentTime = no_time,
  };
  return sqlite3_vfs_register(&vfs, 1);
}

int sqlite3_os_end(void) { return SQLITE_OK; }
