// Responses of HTTP/1.1.
#ifndef HTTPD_RESPONSE_H
#define HTTPD_RESPONSE_H

#include "request.h"

// Those that send return whether all could be sent. If not, the connection is
// to be closed.

// Asks for the body of a request.
bool send_continue(struct client* client);

// Puts into the output what comes before a body of `size` bytes. `fields` are
// lines more, or "".
void put_head(struct client* client,
              int status,
              const char* type,
              int64_t size,
              const char* fields);

// Sends the output.
bool send_output(struct client* client);

// Sends a whole response, of text. To HEAD, without the body.
bool send_text(struct client* client,
               int status,
               const char* type,
               const char* text);

// Sends an error, with a page that says so.
bool send_error(struct client* client, int status, const char* fields);

#endif
