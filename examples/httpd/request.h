// Requests of HTTP/1.1, as the parser (llhttp) reads them from a connection.
#ifndef HTTPD_REQUEST_H
#define HTTPD_REQUEST_H

#include <llhttp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
  MAX_TARGET = 1024,      // bytes of what is asked for
  MAX_HEADERS = 8192,     // bytes of names and values
  MAX_BODY = 1024 * 1024, // bytes
  INPUT_SIZE = 4096,      // bytes that are received at once
  OUTPUT_SIZE = 4096,     // and sent
};

// How long a client may take. A test sets other times.
struct times {
  int64_t idle;    // until it begins a request
  int64_t last;    // the same from when the server is to end
  int64_t request; // until that is complete
  int64_t response;
};

struct request {
  // Of the request that has been read last.
  llhttp_method_t method;
  char target[MAX_TARGET + 1];
  size_t target_size;
  size_t body_size;
  bool keep_alive;

  // While it is read.
  llhttp_t parser;
  size_t headers_size;
  int hosts;
  char name[24]; // Of the header that is being read, in small letters.
  size_t name_size;
  char value[24]; // Its first bytes.
  size_t value_size;
  bool expects_continue;
  bool complete;
  int status; // What is wrong with it, as HTTP has it; 0 for nothing.
};

// A client. It is on the stack of its task.
struct client {
  int connection;
  const struct times* times;
  struct request request;
  char input[INPUT_SIZE];
  size_t begin; // What of the input isn't parsed yet.
  size_t end;
  char output[OUTPUT_SIZE]; // What is to be sent.
  size_t output_size;
};

enum reading {
  REQUEST,     // There is one.
  BAD_REQUEST, // `status` of the request says what is wrong.
  NO_REQUEST,  // The client has gone, or it has been idle for too long.
};

void client_init(struct client* client,
                 int connection,
                 const struct times* times);

// Reads the next request, with its body, which is counted and dropped.
enum reading read_request(struct client* client);

#endif
