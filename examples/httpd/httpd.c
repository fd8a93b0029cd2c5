// A server of HTTP/1.1: one task for each connection, with its buffers on its
// stack.
//
// Usage: httpd PORT DIRECTORY [IDLE REQUEST]
//
//   GET /             a page
//   GET /files/PATH   a file of DIRECTORY, and nothing outside it
//   POST /count       how many bytes the body has
//   GET /quit         ends after what is in flight, as SIGTERM does
//
// PORT 0 is a free one; the first line of its output tells it. IDLE and REQUEST
// are milliseconds that a client may take until it begins a request, and until
// that is complete: 15,000 and 10,000 unless told.
#include "decimal.h"
#include "files.h"
#include "request.h"
#include "response.h"
#include <errno.h>
#include <fio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_CONNECTIONS = 10000 };

// How long what is in flight may take when the server ends.
#define GRACE (10 * FIO_SECOND)

static const char* directory;
static struct times times = {
  .idle = 15 * FIO_SECOND,
  .last = 500 * FIO_MILLISECOND,
  .request = 10 * FIO_SECOND,
  .response = 30 * FIO_SECOND,
};

// Standard output and errors, without the 4 kB of stdio.
static void say(int file, const char* text) {
  if (write(file, text, strlen(text)) < 0) {
    exit(1);
  }
}

static void say_error(const char* what) {
  const char* error = strerror(errno);
  say(STDERR_FILENO, what);
  say(STDERR_FILENO, error);
  say(STDERR_FILENO, "\n");
}

static bool has_prefix(const char* text, const char* prefix) {
  return strncmp(text, prefix, strlen(prefix)) == 0;
}

static bool answer_count(struct client* client) {
  char text[DECIMAL_SIZE + 7];
  const char* number = decimal(text, client->request.body_size);
  strcpy(text + DECIMAL_SIZE - 1, " bytes\n");
  return send_text(client, 200, "text/plain", number);
}

static bool answer_page(struct client* client) {
  return send_text(client,
                   200,
                   "text/html",
                   "<!doctype html><title>httpd</title>"
                   "<p>One fiber for each connection.\n");
}

static bool answer_quit(struct client* client) {
  client->request.keep_alive = false;
  bool sent = send_text(client, 200, "text/plain", "bye\n");
  fio_shutdown(GRACE);
  return sent;
}

// Answers the request that has been read.
static bool answer(struct client* client) {
  struct request* request = &client->request;
  const char* target = request->target;
  bool is_get = request->method == HTTP_GET || request->method == HTTP_HEAD;
  request->keep_alive = request->keep_alive && !fio_is_shutting_down();
  if (strcmp(target, "/count") == 0) {
    return request->method == HTTP_POST
             ? answer_count(client)
             : send_error(client, 405, "Allow: POST\r\n");
  }
  if (strcmp(target, "/") != 0 && strcmp(target, "/quit") != 0 &&
      !has_prefix(target, "/files/")) {
    return send_error(client, 404, "");
  }
  if (!is_get) {
    return send_error(client, 405, "Allow: GET, HEAD\r\n");
  }
  if (strcmp(target, "/") == 0) {
    return answer_page(client);
  }
  if (strcmp(target, "/quit") == 0) {
    return answer_quit(client);
  }
  return send_file(client, directory, target + strlen("/files/"));
}

// Lets a client read the answer that still sends: a connection that is closed
// with bytes to receive is reset.
static void linger(struct client* client) {
  fio_time_t deadline = fio_after(2 * FIO_SECOND);
  fio_half_close(client->connection);
  while (fio_recv(client->connection, client->input, INPUT_SIZE, deadline) >
         0) {
  }
}

static void serve_client(struct client* client) {
  for (;;) {
    switch (read_request(client)) {
      case REQUEST:
        if (!answer(client)) {
          return;
        }
        if (!client->request.keep_alive) {
          linger(client);
          return;
        }
        break;
      case BAD_REQUEST:
        client->request.keep_alive = false;
        client->request.method = HTTP_GET;
        if (send_error(client, client->request.status, "")) {
          linger(client);
        }
        return;
      case NO_REQUEST:
        return;
    }
  }
}

static void* serve_connection(void* argument) {
  struct client client;
  int connection = (int)(intptr_t)argument;
  client_init(&client, connection, &times);
  serve_client(&client);
  fio_close(connection);
  return NULL;
}

static void* serve(void* port) {
  int listener = fio_listen("127.0.0.1", *(uint16_t*)port, MAX_CONNECTIONS);
  if (listener < 0) {
    say_error("httpd: can't listen: ");
    exit(1);
  }
  char buffer[DECIMAL_SIZE];
  say(STDOUT_FILENO, "listening on port ");
  say(STDOUT_FILENO, decimal(buffer, (uint64_t)fio_port(listener)));
  say(STDOUT_FILENO, "\n");
  for (;;) {
    int connection = fio_accept(listener, FIO_NEVER);
    if (connection >= 0) {
      if (!fio_async(serve_connection, (void*)(intptr_t)connection)) {
        fio_close(connection);
      }
    } else if (errno == EMFILE || errno == ENFILE || errno == ENOMEM) {
      // Until others have closed theirs.
      fio_sleep(100 * FIO_MILLISECOND);
    } else {
      break;
    }
  }
  fio_close(listener);
  return NULL;
}

int main(int argc, char* argv[]) {
  if (argc != 3 && argc != 5) {
    say(STDERR_FILENO, "usage: httpd PORT DIRECTORY [IDLE REQUEST]\n");
    return 2;
  }
  uint16_t port = (uint16_t)atoi(argv[1]);
  directory = argv[2];
  if (argc == 5) {
    times.idle = atoi(argv[3]) * FIO_MILLISECOND;
    times.request = atoi(argv[4]) * FIO_MILLISECOND;
  }
  if (fio_main(serve, &port) != 0) {
    say_error("httpd: ");
    return 1;
  }
  say(STDOUT_FILENO, "ended\n");
  return 0;
}
