#include "files.h"

#include "response.h"
#include <errno.h>
#include <fio.h>
#include <string.h>

static int digit_of(char c) {
  if (c >= '0' && c <= '9') {
    return c - '0';
  }
  c |= 0x20;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Puts a character in the place of each %XX. Returns whether it is a path.
static bool decode(char* path, size_t room, const char* from) {
  size_t size = 0;
  for (; *from && *from != '?' && *from != '#'; from++) {
    int c = (unsigned char)*from;
    if (c == '%') {
      int high = digit_of(from[1]);
      int low = high < 0 ? -1 : digit_of(from[2]);
      if (low < 0) {
        return false;
      }
      c = high * 16 + low;
      from += 2;
    }
    if (c == '\0' || size + 1 == room) {
      return false;
    }
    path[size++] = (char)c;
  }
  path[size] = '\0';
  return size > 0;
}

static const char* type_of(const char* path) {
  static const char* const types[][2] = {
    {".html", "text/html"},
    {".txt", "text/plain"},
    {".css", "text/css"},
    {".js", "text/javascript"},
    {".wasm", "application/wasm"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
  };
  const char* dot = strrchr(path, '.');
  for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++) {
    if (strcmp(dot, types[i][0]) == 0) {
      return types[i][1];
    }
  }
  return "application/octet-stream";
}

// Sends the first `size` bytes of a file, which may have become shorter, after
// what is in the output.
static bool send_bytes(struct client* client, int file, int64_t size) {
  int64_t offset = 0;
  while (offset < size) {
    int64_t left = size - offset;
    size_t room = OUTPUT_SIZE - client->output_size;
    ssize_t read = fio_read_file(file,
                                 client->output + client->output_size,
                                 left < (int64_t)room ? (size_t)left : room,
                                 offset,
                                 fio_after(client->times->response));
    if (read <= 0) {
      return false;
    }
    client->output_size += (size_t)read;
    offset += read;
    if (!send_output(client)) {
      return false;
    }
  }
  return true;
}

// Whether an error of fio_open is one of the path. Others may be over soon: too
// many files are open, or the time was too short.
static bool is_missing(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
    case EISDIR:
    case EACCES:
    case ELOOP:
    case ENAMETOOLONG:
      return true;
    default:
      return false;
  }
}

bool send_file(struct client* client, const char* directory, const char* path) {
  char decoded[MAX_TARGET + 1];
  int64_t size;
  if (!decode(decoded, sizeof decoded, path)) {
    return send_error(client, 404, "");
  }
  int file =
    fio_open(directory, decoded, &size, fio_after(client->times->response));
  if (file < 0) {
    return send_error(client, is_missing(errno) ? 404 : 503, "");
  }
  put_head(client, 200, type_of(decoded), size, "");
  bool is_empty = size == 0 || client->request.method == HTTP_HEAD;
  bool sent = is_empty ? send_output(client) : send_bytes(client, file, size);
  fio_close(file);
  return sent;
}
