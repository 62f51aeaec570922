// Both include Cairo and GLib. Theirs first, as a module: a C type must belong to one module only, or Swift takes
// its members from whichever module it happened to load first.
#include "../CPangoCairo/shim.h"
#include <librsvg/rsvg.h>
