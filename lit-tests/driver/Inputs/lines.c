// Writes lines in parts. Each is a call of the host.
#include <stdio.h>

#ifdef LONG
int main(void) {
  for (int i = 0; i < 100000; i++)
    putchar('x');
  fputs("end", stdout);
  return 0;
}
#else
static void write_lines(FILE* file) {
  setvbuf(file, NULL, _IONBF, 0);
  for (int i = 0; i < 100; i++) {
    fputs("line ", file);
    fprintf(file, "%d", i);
    fputs(" of several parts\n", file);
  }
}

int main(void) {
  write_lines(stdout);
  write_lines(stderr);
  return 0;
}
#endif
