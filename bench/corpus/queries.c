// SQLite with queries that take turns: each runs in a fiber of its own and
// hands out its rows, as requests to one server would.
#include "phases.h"
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

enum { Queries = 2 };

static sqlite3* database;
static uint32_t checksum;

static void check(int result) {
  if (result != SQLITE_OK) {
    fail(sqlite3_errmsg(database));
  }
}

// Gets each row of each query.
static int hand_out(void* at, int count, char** values, char** names) {
  (void)names;
  uint32_t* row = at;
  for (int i = 0; i < count; i++) {
    *row = *row * 31 + (uint32_t)atoi(values[i]);
  }
  may_wait(row);
  return 0;
}

static void* query(void* number) {
  static uint32_t results[Queries];
  uint32_t* result = &results[*(uint32_t*)number];
  *result = 0;
  yield_once();
  check(sqlite3_exec(database,
                     *(uint32_t*)number == 0
                       ? "SELECT id, length(name || size) FROM words"
                         " WHERE name LIKE '%3%'"
                       : "SELECT size, sum(length(name)), count(*) FROM words"
                         " GROUP BY id / 4",
                     hand_out,
                     result,
                     NULL));
  return result;
}

static uint32_t numbers[Queries] = {0, 1};

// Resumes each query in turn, until all have ended.
static void take_turns(void) {
  fiber_t fibers[Queries];
  void* values[Queries];
  for (int i = 0; i < Queries; i++) {
    values[i] = &numbers[i];
    fibers[i] = fiber_alloc(query);
  }
  for (int left = Queries; left > 0;) {
    for (int i = 0; i < Queries; i++) {
      if (fibers[i] != NULL && !resume(fibers[i], &values[i])) {
        checksum += *(uint32_t*)values[i];
        fiber_free(fibers[i]);
        fibers[i] = NULL;
        left--;
      }
    }
  }
}

static void run_each(void) {
  for (int i = 0; i < Queries; i++) {
    checksum += *(uint32_t*)query(&numbers[i]);
  }
}

static void open_database(unsigned size) {
  check(sqlite3_open("memory", &database));
  char text[300];
  sprintf(text,
          "PRAGMA journal_mode = OFF;"
          "CREATE TABLE words (id INTEGER PRIMARY KEY, name TEXT, size INT);"
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
          "WHERE i < %u)"
          "INSERT INTO words SELECT i, hex(i * 7919 %% 1009), i %% 100 FROM n;",
          size);
  check(sqlite3_exec(database, text, NULL, NULL, NULL));
}

uint32_t work(unsigned size) {
  open_database(size);
  checksum = 0;
  next_phase();
  for (int phase = 0; phase < 3; phase++) {
    on_fibers() ? take_turns() : run_each();
    next_phase();
  }
  sqlite3_close(database);
  return checksum;
}
