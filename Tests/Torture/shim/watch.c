// What is watched, what is ordered, and the journal.

#define _GNU_SOURCE
#include "shim.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { DESCRIPTORS = 65536 };

static struct watched table[DESCRIPTORS];
static const char *folder, *runtime_folder;
static struct control *control;
static int journal = -1;
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static _Thread_local uint64_t chance;

long kernel(long number, ...) {
    static long (*real)(long, ...);
    if (!real) *(void **)&real = dlsym(RTLD_NEXT, "syscall");
    va_list rest;
    va_start(rest, number);
    long a[6];
    for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
    va_end(rest);
    return real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

static void set_up(void) {
    folder = getenv("TORTURE_FOLDER");
    runtime_folder = getenv("TORTURE_RUNTIME");
    const char *path = getenv("TORTURE_CONTROL");
    if (!folder || !path) return;
    int file = kernel(SYS_openat, AT_FDCWD, path, O_RDWR | O_CLOEXEC, 0);
    void *mapped = file < 0 ? MAP_FAILED : mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    if (mapped == MAP_FAILED) {
        fprintf(stderr, "shim: %s cannot be mapped: %s\n", path, strerror(errno));
        _exit(70);
    }
    kernel(SYS_close, file);
    const char *journal_path = getenv("TORTURE_JOURNAL");
    if (journal_path) {
        journal = kernel(SYS_openat, AT_FDCWD, journal_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        if (journal < 0) {
            fprintf(stderr, "shim: %s cannot be opened: %s\n", journal_path, strerror(errno));
            _exit(70);
        }
    }
    control = mapped;
}

struct control *shim_control(void) {
    pthread_once(&once, set_up);
    return control;
}

static int is_below(const char *path, const char *top) {
    size_t length = top ? strlen(top) : 0;
    return length && !strncmp(path, top, length) && (path[length] == '/' || !path[length]);
}

static uint32_t named(const char *path) {
    if (is_below(path, runtime_folder)) return RUNTIME;
    if (!is_below(path, folder)) return 0;
    const char *name = path + strlen(folder);
    if (!strcmp(name, "/calls.sqlite")) return LOG_FILE;
    if (!strcmp(name, "/calls.sqlite-wal")) return LOG_WAL;
    if (!strncmp(name, "/calls.sqlite", 13)) return LOG_BESIDE;
    if (!strncmp(name, "/spool", 6) && (name[6] == '/' || !name[6])) return SPOOL;
    return OTHERS;
}

uint32_t file_at(int at, const char *path, char full[4096]) {
    if (!path || !shim_control()) return 0;
    size_t length = 0;
    if (path[0] != '/') {
        char link[64] = "/proc/self/cwd";
        if (at != AT_FDCWD) snprintf(link, sizeof link, "/proc/self/fd/%d", at);
        ssize_t read = kernel(SYS_readlinkat, AT_FDCWD, link, full, 2048);
        if (read < 0) return 0;
        length = read;
        full[length++] = '/';
    }
    for (const char *next = path; *next && length < 4095; next++) {
        int is_double = length && full[length - 1] == '/' && *next == '/';
        int is_here = length && full[length - 1] == '/' && *next == '.' && (next[1] == '/' || !next[1]);
        if (!is_double && !is_here) full[length++] = *next;
    }
    while (length > 1 && full[length - 1] == '/') length--;
    full[length] = 0;
    return named(full);
}

void watch(int descriptor, uint32_t file, int flags) {
    struct stat status;
    if (descriptor < 0 || descriptor >= DESCRIPTORS || fstat(descriptor, &status)) return;
    table[descriptor] = (struct watched){file, !!(flags & O_APPEND), S_ISDIR(status.st_mode), status.st_dev, status.st_ino};
}

void forget(int descriptor) {
    if (descriptor >= 0 && descriptor < DESCRIPTORS) table[descriptor].file = 0;
}

void copy_watch(int from, int to) {
    if (to < 0 || to >= DESCRIPTORS) return;
    struct watched *known = watched(from);
    if (known) table[to] = *known;
    else table[to].file = 0;
}

// The C library closes some descriptors by itself, after which their numbers are others'.
struct watched *watched(int descriptor) {
    if (descriptor < 0 || descriptor >= DESCRIPTORS || !table[descriptor].file) return NULL;
    struct watched *known = &table[descriptor];
    struct stat status;
    if (fstat(descriptor, &status) || status.st_ino != known->inode || status.st_dev != known->device) {
        known->file = 0;
        return NULL;
    }
    return known;
}

static uint32_t percent(void) {
    if (!chance) chance = (control->seed + 1) * 0x9E3779B97F4A7C15u ^ (uint64_t)kernel(SYS_gettid) << 20 ^ control->operations;
    chance ^= chance << 13;
    chance ^= chance >> 7;
    chance ^= chance << 17;
    return (chance >> 11) % 100;
}

static void wait_for(uint64_t microseconds) {
    struct timespec time = {microseconds / 1000000, microseconds % 1000000 * 1000};
    while (nanosleep(&time, &time) && errno == EINTR) continue;
}

int admit(uint32_t file, uint32_t operation, int needs_room) {
    if (operation != READS) {
        __atomic_add_fetch(&control->operations, 1, __ATOMIC_SEQ_CST);
        if (file & control->kill_files && operation & control->kill_operations) {
            uint64_t count = __atomic_add_fetch(&control->fatal, 1, __ATOMIC_SEQ_CST);
            uint64_t last = control->kill_at;
            if (last && count >= last) {
                begin();  // so that nothing is done and not written down
                kernel(SYS_kill, (long)getpid(), (long)SIGKILL);
                pause();
            }
        }
    }
    int error = 0;
    for (int i = 0; i < RULES; i++) {
        struct rule rule = control->rules[i];
        if (!(rule.files & file && rule.operations & operation) || percent() >= rule.percent) continue;
        if (rule.delay_microseconds) wait_for(rule.delay_microseconds);
        if (rule.error && (rule.error != ENOSPC || needs_room)) error = rule.error;
    }
    return error;
}

int is_swallowed(uint32_t file) { return !!(control->swallows & file); }

int begin(void) {
    if (journal < 0) return 0;
    pthread_mutex_lock(&turn);
    return 1;
}

void end(void) {
    if (journal >= 0) pthread_mutex_unlock(&turn);
}

void note(enum kind kind, uint32_t file, ino_t inode, uint64_t offset, const void *data, uint64_t length,
          const char *path, const char *other) {
    if (journal < 0 || file == RUNTIME || (kind == SYNCED && control->lies)) return;
    struct __attribute__((packed)) {
        uint32_t kind, file, path, other;
        uint64_t inode, offset, length, bytes;
    } head = {kind, file, path ? strlen(path) : 0, other ? strlen(other) : 0, inode, offset, length, data ? length : 0};
    struct iovec parts[] = {{&head, sizeof head}, {(void *)path, head.path}, {(void *)other, head.other},
                            {(void *)data, head.bytes}};
    if (kernel(SYS_writev, journal, parts, 4) != (long)(sizeof head + head.path + head.other + head.bytes)) {
        fprintf(stderr, "shim: the journal takes no more: %s\n", strerror(errno));
        _exit(70);
    }
}
