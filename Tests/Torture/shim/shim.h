// A disk between the daemon and the kernel, by LD_PRELOAD. For files below two folders it counts what is done, keeps a
// journal of it, delays or fails it, and ends the process at a chosen moment. What it is to do stands in a mapped file
// that the harness writes to while the daemon runs (disk.py has the same layout).

#ifndef SHIM_H
#define SHIM_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum {
    LOG_FILE = 1,    // calls.sqlite
    LOG_WAL = 2,     // calls.sqlite-wal
    LOG_BESIDE = 4,  // its other companions: -journal, -shm, .lock
    SPOOL = 8,       // all below spool/
    OTHERS = 16,     // the rest of the watched folder
    RUNTIME = 32,    // all below the second folder
};

enum { OPENS = 1, WRITES = 2, TRUNCATES = 4, SYNCS = 8, NAMES = 16, READS = 32 };

enum { RULES = 4 };

struct rule {
    uint32_t files, operations;  // masks; a rule without either is none
    int32_t error;               // an errno, 0 for none; ENOSPC fails only what needs more room
    uint32_t percent;            // how often the rule holds
    uint64_t delay_microseconds;
};

struct control {
    uint64_t operations;  // those that change something, so far
    uint64_t fatal;       // of them those that kill_files and kill_operations name
    uint64_t kill_at;     // the process is killed before so many are done; 0: never
    uint32_t kill_files, kill_operations;
    uint64_t seed;
    uint32_t swallows;  // files whose writes and syncs are acknowledged and not done: a planted fault
    uint32_t lies;      // syncs are acknowledged and not written down: a planted fault
    struct rule rules[RULES];
};

enum kind { CREATED = 1, WRITTEN, CUT, SYNCED, RENAMED, REMOVED, MADE_FOLDER, LINKED, NOT_MODELLED };

// A descriptor of a watched file.
struct watched {
    uint32_t file;  // which kind of file, 0 if it is not watched
    int appends, is_folder;
    dev_t device;
    ino_t inode;
};

// The kernel's call, past every interposed function.
long kernel(long number, ...);

struct control *shim_control(void);

// Which kind of file stands at a path; 0 if it is none of ours. `full` gets the path as it is written down.
uint32_t file_at(int folder, const char *path, char full[4096]);

void watch(int descriptor, uint32_t file, int flags);
void forget(int descriptor);
void copy_watch(int from, int to);
struct watched *watched(int descriptor);

// Counts an operation, waits and kills as it is ordered to. The errno with which it is to fail, else 0.
int admit(uint32_t file, uint32_t operation, int needs_room);

// Whether a write should be told as done and left out.
int is_swallowed(uint32_t file);

// Between the two nothing else is done to a watched file while a journal is kept.
int begin(void);
void end(void);
void note(enum kind kind, uint32_t file, ino_t inode, uint64_t offset, const void *data, uint64_t length,
          const char *path, const char *other);

#endif
