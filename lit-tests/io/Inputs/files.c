#include "check.h"

static int open_file(const char* path, int64_t* size) {
  return fio_open(".", path, size, SOON);
}

static void print_small(const char* path) {
  char text[32];
  int64_t size;
  int file = open_file(path, &size);
  CHECK(file >= 0);
  CHECK(fio_read_file(file, text, sizeof text, 0, SOON) == size);
  printf("%s: %.*s", path, (int)size, text);
  CHECK(fio_close(file) == 0);
}

static int read_at_once;

static void* read_big(void* argument) {
  static const char digits[] = "0123456789";
  char buffer[9973];
  int64_t size;
  int64_t offset = 0;
  ssize_t more;
  int file = open_file("big", &size);
  CHECK(file >= 0 && size == 200000);
  while ((more = fio_read_file(file, buffer, sizeof buffer, offset, SOON)) >
         0) {
    for (ssize_t i = 0; i < more; i++)
      CHECK(buffer[i] == digits[(offset + i) % 10]);
    offset += more;
  }
  CHECK(more == 0 && offset == size);
  CHECK(fio_read_file(file, buffer, 1, size + 1000, SOON) == 0);
  fio_close(file);
  read_at_once++;
  return argument;
}

static int count_errors(const char** paths, int count, int error) {
  int right = 0;
  for (int i = 0; i < count; i++) {
    errno = 0;
    if (open_file(paths[i], NULL) == -1 && errno == error)
      right++;
    else
      fprintf(stderr, "%s: %s\n", paths[i], strerror(errno));
  }
  return right;
}

static char outside[4096];

static void* start(void* argument) {
  int64_t size;
  read_big(NULL);
  puts("big: 200000 bytes, all right");
  print_small("sub/small");
  print_small("link");
  print_small("./sub/../sub/small");
  int file = open_file("empty", &size);
  CHECK(file >= 0);
  char byte;
  CHECK(fio_read_file(file, &byte, 1, 0, SOON) == 0);
  fio_close(file);
  printf("empty: %d bytes\n", (int)size);

  const char* escapes[] = {"../secret/file",
                           "sub/../../secret/file",
                           "escape",
                           "escape-directory/file",
                           "escape-absolute",
                           outside,
                           "/etc/passwd"};
  printf("no way out: %d of 7\n", count_errors(escapes, 7, EACCES));
  const char* others[] = {"sub", "fifo", "loop", "no such file"};
  int right =
    count_errors(&others[0], 1, EISDIR) + count_errors(&others[1], 1, EACCES) +
    count_errors(&others[2], 1, ELOOP) + count_errors(&others[3], 1, ENOENT);
  printf("no regular file: %d of 4\n", right);

  read_at_once = 0;
  fio_task_t readers[20];
  for (int i = 0; i < 20; i++)
    CHECK(readers[i] = fio_async(read_big, NULL));
  for (int i = 0; i < 20; i++)
    CHECK(fio_wait(readers[i], SOON) == 0);
  printf("read while others go on: %d at once\n", read_at_once);
  return argument;
}

int main(int argc, char* argv[]) {
  CHECK(argc == 2);
  snprintf(outside, sizeof outside, "%s/secret/file", argv[1]);
  return fio_main(start, NULL);
}
