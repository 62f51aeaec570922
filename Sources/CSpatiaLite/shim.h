#include <sqlite3.h>
#include <spatialite.h>

// Swift cannot call functions of a variable number of arguments.
static inline int cspatialite_config_memory_status(int is_kept) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, is_kept);
}
