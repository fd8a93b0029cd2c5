#include "request.h"

#include "response.h"
#include <errno.h>
#include <fiber.h>
#include <fio.h>
#include <string.h>

static struct request* request_of(llhttp_t* parser) { return parser->data; }

// Ends the request with a status. It is what callbacks return then.
static int fail(struct request* request, int status) {
  request->status = status;
  return HPE_USER;
}

// Counts bytes of what isn't the body, as trailers and extensions of chunks.
static int count_header(struct request* request, size_t size) {
  request->headers_size += size;
  return request->headers_size > MAX_HEADERS ? fail(request, 431) : 0;
}

// Keeps the first bytes of a text that comes in pieces.
static void
keep(char* text, size_t room, size_t* size, const char* at, size_t length) {
  size_t more = length < room - *size ? length : room - *size;
  memcpy(text + *size, at, more);
  *size += more;
}

static bool is(const char* text, size_t size, const char* expected) {
  return size == strlen(expected) && memcmp(text, expected, size) == 0;
}

static void make_small(char* text, size_t size) {
  for (size_t i = 0; i < size; i++) {
    if (text[i] >= 'A' && text[i] <= 'Z') {
      text[i] |= 0x20;
    }
  }
}

// ---- What the parser calls ----

static int on_message_begin(llhttp_t* parser) {
  struct request* request = request_of(parser);
  request->target_size = 0;
  request->body_size = 0;
  request->headers_size = 0;
  request->hosts = 0;
  request->name_size = 0;
  request->value_size = 0;
  request->expects_continue = false;
  request->complete = false;
  request->status = 0;
  return 0;
}

static int on_url(llhttp_t* parser, const char* at, size_t length) {
  struct request* request = request_of(parser);
  if (length > MAX_TARGET - request->target_size) {
    return fail(request, 414);
  }
  keep(request->target, MAX_TARGET, &request->target_size, at, length);
  return 0;
}

static int on_header_field(llhttp_t* parser, const char* at, size_t length) {
  struct request* request = request_of(parser);
  keep(request->name, sizeof request->name, &request->name_size, at, length);
  return count_header(request, length);
}

static int on_header_value(llhttp_t* parser, const char* at, size_t length) {
  struct request* request = request_of(parser);
  keep(request->value, sizeof request->value, &request->value_size, at, length);
  return count_header(request, length);
}

static int on_header_value_complete(llhttp_t* parser) {
  struct request* request = request_of(parser);
  make_small(request->name, request->name_size);
  make_small(request->value, request->value_size);
  int result = 0;
  if (is(request->name, request->name_size, "host")) {
    request->hosts++;
  } else if (is(request->name, request->name_size, "expect")) {
    request->expects_continue =
      is(request->value, request->value_size, "100-continue");
    result = request->expects_continue ? 0 : fail(request, 417);
  }
  request->name_size = 0;
  request->value_size = 0;
  return result;
}

static int on_extension(llhttp_t* parser, const char* at, size_t length) {
  (void)at;
  return count_header(request_of(parser), length);
}

static int on_headers_complete(llhttp_t* parser) {
  struct request* request = request_of(parser);
  request->target[request->target_size] = '\0';
  bool is_1_1 = parser->http_major == 1 && parser->http_minor == 1;
  if (request->hosts > 1 || (is_1_1 && request->hosts == 0)) {
    request->status = 400;
  } else if ((parser->flags & F_CONTENT_LENGTH) &&
             parser->content_length > MAX_BODY) {
    request->status = 413;
  }
  // No other protocol is offered.
  parser->upgrade = 0;
  // The client may wait for an answer before it sends the body.
  return HPE_PAUSED;
}

static int on_body(llhttp_t* parser, const char* at, size_t length) {
  (void)at;
  struct request* request = request_of(parser);
  request->body_size += length;
  return request->body_size > MAX_BODY ? fail(request, 413) : 0;
}

static int on_message_complete(llhttp_t* parser) {
  struct request* request = request_of(parser);
  request->method = llhttp_get_method(parser);
  request->keep_alive = llhttp_should_keep_alive(parser);
  request->complete = true;
  return HPE_PAUSED;
}

static const llhttp_settings_t settings = {
  .on_message_begin = on_message_begin,
  .on_url = on_url,
  .on_header_field = on_header_field,
  .on_header_value = on_header_value,
  .on_header_value_complete = on_header_value_complete,
  .on_chunk_extension_name = on_extension,
  .on_chunk_extension_value = on_extension,
  .on_headers_complete = on_headers_complete,
  .on_body = on_body,
  .on_message_complete = on_message_complete,
};

void client_init(struct client* client,
                 int connection,
                 const struct times* times) {
  client->connection = connection;
  client->times = times;
  client->begin = client->end = 0;
  client->output_size = 0;
  llhttp_init(&client->request.parser, HTTP_REQUEST, &settings);
  client->request.parser.data = &client->request;
}

// ---- Reading ----

// Parses what there is. Returns what the parser says.
__attribute__((noinline)) static llhttp_errno_t parse(struct client* client) {
  llhttp_t* parser = &client->request.parser;
  const char* input = client->input + client->begin;
  llhttp_errno_t error =
    llhttp_execute(parser, input, client->end - client->begin);
  client->begin = error == HPE_OK
                    ? client->end
                    : (size_t)(llhttp_get_error_pos(parser) - client->input);
  return error;
}

// The parser calls the functions above, and none of them waits. For the pass, a
// call through a pointer may be one of any function of that type, and so it
// would count the parser among those that may wait. And as it can't tell how
// deep they nest, each task would get 64 KiB of stack.
FIBER_NEVER_YIELDS(parse);
FIBER_ON_RESUMERS_STACK(parse);

// Receives more, where all is parsed. Returns whether there is any.
static bool receive(struct client* client, fio_time_t deadline) {
  ssize_t size =
    fio_recv(client->connection, client->input, INPUT_SIZE, deadline);
  client->begin = 0;
  client->end = size > 0 ? (size_t)size : 0;
  return size > 0;
}

// Waits for the first bytes of a request, for which a client may take its time.
// When the server is to end, a request may be on its way: it is answered, too.
static bool receive_first(struct client* client) {
  fio_set_idle(true);
  bool received = receive(client, fio_after(client->times->idle));
  fio_set_idle(false);
  return received || (fio_is_shutting_down() &&
                      receive(client, fio_after(client->times->last)));
}

static enum reading bad_request(struct request* request, int status) {
  if (request->status == 0) {
    request->status = status;
  }
  return BAD_REQUEST;
}

enum reading read_request(struct client* client) {
  struct request* request = &client->request;
  request->complete = false;
  request->status = 0;
  if (client->begin == client->end && !receive_first(client)) {
    return NO_REQUEST;
  }
  fio_time_t deadline = fio_after(client->times->request);
  for (;;) {
    switch (parse(client)) {
      case HPE_OK:
        errno = 0;
        if (!receive(client, deadline)) {
          return errno == ETIMEDOUT ? bad_request(request, 408) : NO_REQUEST;
        }
        break;
      case HPE_PAUSED:
        llhttp_resume(&request->parser);
        if (request->complete) {
          return REQUEST;
        }
        if (request->status != 0) {
          return BAD_REQUEST;
        }
        if (request->expects_continue && !send_continue(client)) {
          return NO_REQUEST;
        }
        break;
      default:
        return bad_request(request, 400);
    }
  }
}
