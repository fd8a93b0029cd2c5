// SQLite that waits for its file and for its user: a query in which each read
// of the database, and every so many calls of a function of the program's,
// yields.
#include "phases.h"
#include <sqlite3.h>
#include <stdio.h>

// Rows between two yields of the function.
enum { Slice = 16 };

static void check(sqlite3* database, int result) {
  if (result != SQLITE_OK && result != SQLITE_ROW) {
    fail(sqlite3_errmsg(database));
  }
}

// at_row(i) is called for each row, and is i.
static void
at_row(sqlite3_context* context, int count, sqlite3_value** values) {
  (void)count;
  int row = sqlite3_value_int(values[0]);
  if (row == 1) {
    next_phase();
  }
  if (row % Slice == 0) {
    may_wait(values);
  }
  sqlite3_result_int(context, row);
}

static sqlite3* open_database(unsigned size) {
  sqlite3* database = NULL;
  check(database, sqlite3_open("memory", &database));
  // So that most reads are of the file.
  check(database,
        sqlite3_exec(
          database,
          "PRAGMA page_size = 1024; PRAGMA journal_mode = OFF;"
          "PRAGMA cache_size = 16;"
          "CREATE TABLE phases (phase INTEGER PRIMARY KEY);"
          "INSERT INTO phases VALUES (1), (2), (3);"
          "CREATE TABLE words (id INTEGER PRIMARY KEY, name TEXT, size INT);",
          NULL,
          NULL,
          NULL));
  char text[200];
  sprintf(text,
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
          "WHERE i < %u)"
          "INSERT INTO words SELECT i, hex(i * 7919 %% 1009), i %% 100 FROM n;",
          size);
  check(database, sqlite3_exec(database, text, NULL, NULL, NULL));
  check(database,
        sqlite3_create_function(
          database, "at_row", 1, SQLITE_UTF8, NULL, at_row, NULL, NULL));
  return database;
}

uint32_t work(unsigned size) {
  sqlite3* database = open_database(size);
  sqlite3_stmt* query = NULL;
  check(
    database,
    sqlite3_prepare_v2(database,
                       "SELECT sum(at_row(id) * phase + length(name || size)"
                       "  + (name LIKE '%3%') + substr(name, 2, 1))"
                       "FROM phases CROSS JOIN words",
                       -1,
                       &query,
                       NULL));
  check(database, sqlite3_step(query));
  next_phase();
  uint32_t checksum = (uint32_t)sqlite3_column_int64(query, 0);
  sqlite3_finalize(query);
  sqlite3_close(database);
  return checksum;
}
