// What libpng's configuration makes: the one that its source comes with.
#include <scripts/pnglibconf.h.prebuilt>
