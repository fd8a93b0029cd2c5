// What a server does with a request. The program in JavaScript calls handle()
// for each, and gives the number by which this asks for the rest. Many are at
// work at once: each is a fiber, which waits for its own promises.
#include <fiber.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SERVER(name)                                                           \
  __attribute__((import_module("server"), import_name(#name)))

SERVER(path) int get_path(int request, char* text, int size);
SERVER(begin) void begin(int request, int status);
// These wait: for a chunk of the body, 0 bytes long at the end; until a chunk
// of the answer can be sent; for some time; for what another server answers, or
// -1 for its error.
SERVER(read) int read_chunk(int request, char* chunk, int size);
SERVER(write) void write_chunk(int request, const char* chunk, int length);
SERVER(sleep) void sleep_for(int milliseconds);
SERVER(fetch) int fetch_text(const char* path, char* text, int size);
FIBER_SUSPENDING(read_chunk);
FIBER_SUSPENDING(write_chunk);
FIBER_SUSPENDING(sleep_for);
FIBER_SUSPENDING(fetch_text);

static void print(int request, const char* text) {
  write_chunk(request, text, (int)strlen(text));
}

// Counts words of a body of any length, in little memory.
static void count_words(int request) {
  char chunk[1024];
  int words = 0;
  int in_word = 0;
  for (int length; (length = read_chunk(request, chunk, sizeof chunk)) > 0;)
    for (int i = 0; i < length; i++) {
      int is_letter = chunk[i] > ' ';
      words += is_letter && !in_word;
      in_word = is_letter;
    }
  char answer[32];
  snprintf(answer, sizeof answer, "%d words\n", words);
  begin(request, 200);
  print(request, answer);
}

// Counts down, a line at a time.
static void count_down(int request, int from) {
  begin(request, 200);
  for (int i = from; i > 0; i--) {
    char line[32];
    snprintf(line, sizeof line, "%d\n", i);
    print(request, line);
    sleep_for(10);
  }
  print(request, "lift-off\n");
}

// Follows what pages of the other server name as the next, to the last one.
static void follow(int request, const char* first) {
  char page[200];
  snprintf(page, sizeof page, "%s", first);
  int steps = 0;
  for (;; steps++) {
    char text[200];
    int length = fetch_text(page, text, sizeof text - 1);
    if (length < 0) {
      begin(request, 502);
      print(request, "the other server has no such page\n");
      return;
    }
    text[length] = 0;
    if (strncmp(text, "next ", 5) != 0)
      break;
    snprintf(page, sizeof page, "%s", text + 5);
  }
  char answer[300];
  snprintf(answer, sizeof answer, "%s, after %d steps\n", page, steps);
  begin(request, 200);
  print(request, answer);
}

__attribute__((export_name("handle"))) void handle(int request) {
  char path[200];
  int length = get_path(request, path, sizeof path - 1);
  path[length] = 0;
  if (strcmp(path, "/words") == 0) {
    count_words(request);
  } else if (strncmp(path, "/down/", 6) == 0) {
    count_down(request, atoi(path + 6));
  } else if (strncmp(path, "/follow/", 8) == 0) {
    follow(request, path + 7);
  } else {
    begin(request, 404);
    print(request, "there are /words, /down/N and /follow/PAGE\n");
  }
}
