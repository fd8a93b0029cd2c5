// The spigot for pi in two loops.
#include "../../programs/pi.h"
#include "../../programs/arguments.h"

int main(int argc, char* argv[]) {
  uint32_t digits = number_argument(argc, argv, 1, 4000);
  uint32_t size = cells_for(digits);
  struct block all = {make_cells(size), 0, size};
  struct digits result = {0, 0, 0};
  for (uint32_t n = 0; n < digits; n++) {
    release_digit(&result, all.cells, pass_block(&all, 0));
  }
  printf("%08x\n", (unsigned)result.checksum);
  return 0;
}
