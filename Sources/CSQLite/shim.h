#ifndef AKUTTELEFON_CSQLITE_H
#define AKUTTELEFON_CSQLITE_H
#include <sqlite3.h>

/* Swift imports neither function-like macros nor variadic functions. */
static inline sqlite3_destructor_type akt_sqlite_transient(void) { return SQLITE_TRANSIENT; }

/* Allocations are not counted: counting takes a mutex of the whole process at each. Only before the
   first connection of a process; later it does nothing. */
static inline int akt_sqlite_no_memory_statistics(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

/* Closing this connection never runs a checkpoint. */
static inline int akt_sqlite_no_checkpoint_on_close(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

/* Half a MiB for texts while they are bound: each takes a slot of its own instead of an allocation. */
static inline int akt_sqlite_lookaside(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_LOOKASIDE, (void *)0, 4096, 128);
}

/* Refuses what could corrupt the file by SQL, a written schema included. */
static inline int akt_sqlite_defensive(sqlite3 *db) {
    return sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
}
#endif
