// Numbers as text. printf, for them alone, would be 6 kB.
#ifndef HTTPD_DECIMAL_H
#define HTTPD_DECIMAL_H

#include <stdint.h>

enum { DECIMAL_SIZE = 21 }; // For any number.

// Writes a number at the end of `buffer`. Returns where it begins.
char* decimal(char buffer[DECIMAL_SIZE], uint64_t number);

#endif
