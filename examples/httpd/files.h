// Files of the directory that is served.
#ifndef HTTPD_FILES_H
#define HTTPD_FILES_H

#include "request.h"

// Answers a GET or HEAD of the file `path` of the directory, which is still as
// the client has written it. Returns whether all could be sent.
bool send_file(struct client* client, const char* directory, const char* path);

#endif
