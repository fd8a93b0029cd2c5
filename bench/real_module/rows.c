// SQLite with fibers, to see what the pass makes of a large program: a query
// runs in a fiber, and its callback, called from deep inside SQLite, yields
// each row.
#include <fiber.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

static void run(sqlite3* database,
                const char* text,
                int (*row)(void*, int, char**, char**)) {
  char* error = NULL;
  if (sqlite3_exec(database, text, row, NULL, &error) != SQLITE_OK) {
    fprintf(stderr, "rows: %s\n", error);
    exit(1);
  }
}

static int yield_row(void* unused, int count, char** values, char** names) {
  (void)unused;
  (void)count;
  (void)names;
  fiber_yield(values[0]);
  return 0;
}

static void* query(void* database) {
  run(
    database,
    "SELECT a.name || b.name FROM words a JOIN words b ON a.id % 7 = b.id % 11 "
    "ORDER BY b.name DESC, a.id",
    yield_row);
  return NULL;
}

int main(void) {
  sqlite3* database;
  if (sqlite3_open(":memory:", &database) != SQLITE_OK) {
    fprintf(stderr, "rows: can't open a database in memory\n");
    return 1;
  }
  run(database,
      "CREATE TABLE words (id INTEGER PRIMARY KEY, name TEXT);"
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
      "< 500)"
      "INSERT INTO words SELECT i, hex(i * 7919 % 1009) FROM n;",
      NULL);

  fiber_t rows = fiber_alloc(query);
  uint32_t count = 0;
  uint32_t checksum = 0;
  fiber_result_t result;
  const char* row = fiber_resume(rows, database, &result);
  while (result == FIBER_YIELD) {
    count++;
    for (; *row != '\0'; row++) {
      checksum = (checksum ^ (unsigned char)*row) * 16777619;
    }
    row = fiber_resume(rows, NULL, &result);
  }
  fiber_free(rows);
  sqlite3_close(database);
  printf("%u rows, %08x\n", (unsigned)count, (unsigned)checksum);
  return 0;
}
