// Responses of HTTP/1.1.
#ifndef HTTPD_RESPONSE_H
#define HTTPD_RESPONSE_H

#include "request.h"

// Each returns whether all could be sent. If not, the connection is to be
// closed.

// Asks for the body of a request.
bool send_continue(struct client* client);

// Sends what comes before a body of `size` bytes. `fields` are lines more, or
// "".
bool send_head(struct client* client,
               int status,
               const char* type,
               int64_t size,
               const char* fields);

// Sends bytes of the body.
bool send_body(struct client* client, const char* bytes, size_t size);

// Sends a whole response, of text. To HEAD, without the body.
bool send_text(struct client* client,
               int status,
               const char* type,
               const char* text);

// Sends an error, with a page that says so.
bool send_error(struct client* client, int status, const char* fields);

#endif
