// What SQLite needs of an operating system to keep a database in memory: there
// are no files.
#include <sqlite3.h>
#include <string.h>

static int no_file(sqlite3_vfs* vfs,
                   sqlite3_filename name,
                   sqlite3_file* file,
                   int flags,
                   int* flags_out) {
  (void)vfs;
  (void)name;
  (void)flags;
  (void)flags_out;
  file->pMethods = NULL;
  return SQLITE_CANTOPEN;
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
    .zName = "none",
    .xOpen = no_file,
    .xAccess = no_access,
    .xFullPathname = full_name,
    .xRandomness = no_randomness,
    .xCurrentTime = no_time,
  };
  return sqlite3_vfs_register(&vfs, 1);
}

int sqlite3_os_end(void) { return SQLITE_OK; }
