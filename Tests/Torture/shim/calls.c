// The C library's functions that open, change and sync files, as the daemon, Foundation and SQLite call them.

#define _GNU_SOURCE
#include "shim.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int failed(int error) {
    errno = error;
    return -1;
}

// Opening

static int opened(int at, const char *path, int flags, mode_t mode) {
    char full[4096];
    uint32_t file = file_at(at, path, full);
    if (!file) return kernel(SYS_openat, at, path, flags, mode);
    struct stat status;
    int writes = (flags & O_ACCMODE) != O_RDONLY || flags & O_CREAT;
    int is_new = flags & O_CREAT && fstatat(at, path, &status, 0);
    if (writes) {
        int error = admit(file, OPENS, is_new);
        if (error) return failed(error);
    }
    begin();
    is_new = flags & O_CREAT && fstatat(at, path, &status, 0);
    int descriptor = kernel(SYS_openat, at, path, flags, mode);
    int error = errno;
    if (descriptor >= 0) {
        watch(descriptor, file, flags);
        fstat(descriptor, &status);
        if (is_new) note(CREATED, file, status.st_ino, 0, NULL, 0, full, NULL);
        else if (flags & O_TRUNC) note(CUT, file, status.st_ino, 0, NULL, 0, full, NULL);
        if (flags & O_TMPFILE & ~O_DIRECTORY) note(NOT_MODELLED, file, 0, 0, NULL, 0, full, NULL);
    }
    end();
    errno = error;
    return descriptor;
}

#define OPEN_MODE(flags, mode)               \
    mode_t mode = 0;                         \
    if ((flags) & (O_CREAT | O_TMPFILE)) {   \
        va_list rest;                        \
        va_start(rest, flags);               \
        mode = va_arg(rest, unsigned);       \
        va_end(rest);                        \
    }

int open(const char *path, int flags, ...) { OPEN_MODE(flags, mode) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { OPEN_MODE(flags, mode) return opened(AT_FDCWD, path, flags, mode); }
int openat(int at, const char *path, int flags, ...) { OPEN_MODE(flags, mode) return opened(at, path, flags, mode); }
int openat64(int at, const char *path, int flags, ...) { OPEN_MODE(flags, mode) return opened(at, path, flags, mode); }
int __open_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int __open64_2(const char *path, int flags) { return opened(AT_FDCWD, path, flags, 0); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

int mkstemp(char *template) {
    static unsigned count;
    size_t length = strlen(template);
    for (int tries = 0; length >= 6 && tries < 100; tries++) {
        snprintf(template + length - 6, 7, "%06x", __atomic_add_fetch(&count, 1, __ATOMIC_SEQ_CST) * 7919 % 0xFFFFFF);
        int descriptor = opened(AT_FDCWD, template, O_RDWR | O_CREAT | O_EXCL, 0600);
        if (descriptor >= 0 || errno != EEXIST) return descriptor;
    }
    return failed(EINVAL);
}

// Descriptors

int close(int descriptor) {
    forget(descriptor);
    return kernel(SYS_close, descriptor);
}

int dup(int from) {
    int to = kernel(SYS_dup, from);
    copy_watch(from, to);
    return to;
}

int dup2(int from, int to) {
    int made = kernel(SYS_dup2, from, to);
    if (from != to) copy_watch(from, made);
    return made;
}

int dup3(int from, int to, int flags) {
    int made = kernel(SYS_dup3, from, to, flags);
    copy_watch(from, made);
    return made;
}

static int controlled(int descriptor, int command, void *argument) {
    int result = kernel(SYS_fcntl, descriptor, command, argument);
    if (command == F_DUPFD || command == F_DUPFD_CLOEXEC) copy_watch(descriptor, result);
    return result;
}

#define ARGUMENT(command)                   \
    va_list rest;                           \
    va_start(rest, command);                \
    void *argument = va_arg(rest, void *);  \
    va_end(rest);

int fcntl(int descriptor, int command, ...) { ARGUMENT(command) return controlled(descriptor, command, argument); }
int fcntl64(int descriptor, int command, ...) { ARGUMENT(command) return controlled(descriptor, command, argument); }

// Reading and writing

// Writes where the file's own position or `position` says; the position is -1 for the former.
static ssize_t written(struct watched *file, int descriptor, const void *data, size_t length, off_t position) {
    struct stat status;
    fstat(descriptor, &status);
    off_t place = file->appends ? status.st_size : position >= 0 ? position : lseek(descriptor, 0, SEEK_CUR);
    int error = admit(file->file, WRITES, place + (off_t)length > status.st_size);
    if (error == ENOSPC && length > 1 && !(length & 1)) length /= 2;  // a disk that fills up takes a part at first
    else if (error) return failed(error);
    if (is_swallowed(file->file)) return length;
    begin();
    if (file->appends) place = lseek(descriptor, 0, SEEK_END);
    ssize_t done = position >= 0 ? kernel(SYS_pwrite64, descriptor, data, length, position)
                                 : kernel(SYS_write, descriptor, data, length);
    error = errno;
    if (done > 0) note(WRITTEN, file->file, file->inode, place, data, done, NULL, NULL);
    end();
    errno = error;
    return done;
}

ssize_t write(int descriptor, const void *data, size_t length) {
    struct watched *file = watched(descriptor);
    return file ? written(file, descriptor, data, length, -1) : kernel(SYS_write, descriptor, data, length);
}

ssize_t pwrite(int descriptor, const void *data, size_t length, off_t offset) {
    struct watched *file = watched(descriptor);
    return file ? written(file, descriptor, data, length, offset) : kernel(SYS_pwrite64, descriptor, data, length, offset);
}

ssize_t pwrite64(int descriptor, const void *data, size_t length, off_t offset) {
    return pwrite(descriptor, data, length, offset);
}

ssize_t writev(int descriptor, const struct iovec *parts, int count) {
    struct watched *file = watched(descriptor);
    if (!file) return kernel(SYS_writev, descriptor, parts, count);
    ssize_t sum = 0;
    for (int i = 0; i < count; i++) {
        ssize_t done = written(file, descriptor, parts[i].iov_base, parts[i].iov_len, -1);
        if (done < 0) return sum ? sum : done;
        sum += done;
        if ((size_t)done < parts[i].iov_len) break;
    }
    return sum;
}

ssize_t sendfile(int to, int from, off_t *offset, size_t length) {
    struct watched *file = watched(to);
    if (file) note(NOT_MODELLED, file->file, file->inode, 0, NULL, 0, "sendfile", NULL);
    return kernel(SYS_sendfile, to, from, offset, length);
}

static int read_error(int descriptor) {
    struct watched *file = watched(descriptor);
    return file && !file->is_folder ? admit(file->file, READS, 0) : 0;
}

ssize_t read(int descriptor, void *data, size_t length) {
    int error = read_error(descriptor);
    return error ? failed(error) : kernel(SYS_read, descriptor, data, length);
}

ssize_t pread(int descriptor, void *data, size_t length, off_t offset) {
    int error = read_error(descriptor);
    return error ? failed(error) : kernel(SYS_pread64, descriptor, data, length, offset);
}

ssize_t pread64(int descriptor, void *data, size_t length, off_t offset) {
    return pread(descriptor, data, length, offset);
}

// Sizes and syncs

static int cut(int descriptor, off_t size) {
    struct watched *file = watched(descriptor);
    if (!file) return kernel(SYS_ftruncate, descriptor, size);
    struct stat status;
    fstat(descriptor, &status);
    int error = admit(file->file, TRUNCATES, size > status.st_size);
    if (error) return failed(error);
    begin();
    int result = kernel(SYS_ftruncate, descriptor, size);
    if (!result) note(CUT, file->file, file->inode, size, NULL, 0, NULL, NULL);
    end();
    return result;
}

int ftruncate(int descriptor, off_t size) { return cut(descriptor, size); }
int ftruncate64(int descriptor, off_t size) { return cut(descriptor, size); }

static int synced(int descriptor, long number) {
    struct watched *file = watched(descriptor);
    if (!file) return kernel(number, descriptor);
    int error = admit(file->file, SYNCS, 0);
    if (error) return failed(error);
    if (is_swallowed(file->file)) return 0;
    if (!begin()) return kernel(number, descriptor);
    note(SYNCED, file->file, file->inode, 0, NULL, 0, NULL, NULL);
    end();
    return 0;
}

int fsync(int descriptor) { return synced(descriptor, SYS_fsync); }
int fdatasync(int descriptor) { return synced(descriptor, SYS_fdatasync); }

// Names

static int renamed(int from, const char *old, int to, const char *new, unsigned flags) {
    char full[4096], other[4096];
    uint32_t left = file_at(from, old, full), right = file_at(to, new, other);
    if (!left && !right) return kernel(SYS_renameat2, from, old, to, new, flags);
    int error = admit(right ? right : left, NAMES, 0);
    if (error) return failed(error);
    begin();
    int result = kernel(SYS_renameat2, from, old, to, new, flags);
    if (!result) note(left && right && !(flags & ~1u) ? RENAMED : NOT_MODELLED, right, 0, 0, NULL, 0, full, other);
    end();
    return result;
}

int rename(const char *old, const char *new) { return renamed(AT_FDCWD, old, AT_FDCWD, new, 0); }
int renameat(int from, const char *old, int to, const char *new) { return renamed(from, old, to, new, 0); }
int renameat2(int from, const char *old, int to, const char *new, unsigned flags) { return renamed(from, old, to, new, flags); }

static int removed(int at, const char *path, int flags) {
    char full[4096];
    uint32_t file = file_at(at, path, full);
    if (!file) return kernel(SYS_unlinkat, at, path, flags);
    int error = admit(file, NAMES, 0);
    if (error) return failed(error);
    begin();
    int result = kernel(SYS_unlinkat, at, path, flags);
    error = errno;
    if (!result) note(REMOVED, file, 0, 0, NULL, 0, full, NULL);
    end();
    errno = error;
    return result;
}

int unlink(const char *path) { return removed(AT_FDCWD, path, 0); }
int unlinkat(int at, const char *path, int flags) { return removed(at, path, flags); }
int rmdir(const char *path) { return removed(AT_FDCWD, path, AT_REMOVEDIR); }

int remove(const char *path) {
    int result = removed(AT_FDCWD, path, 0);
    return result && errno == EISDIR ? removed(AT_FDCWD, path, AT_REMOVEDIR) : result;
}

static int made_folder(int at, const char *path, mode_t mode) {
    char full[4096];
    uint32_t file = file_at(at, path, full);
    if (!file) return kernel(SYS_mkdirat, at, path, mode);
    int error = admit(file, NAMES, 1);
    if (error) return failed(error);
    begin();
    int result = kernel(SYS_mkdirat, at, path, mode);
    error = errno;
    struct stat status;
    if (!result && !fstatat(at, path, &status, 0)) note(MADE_FOLDER, file, status.st_ino, 0, NULL, 0, full, NULL);
    end();
    errno = error;
    return result;
}

int mkdir(const char *path, mode_t mode) { return made_folder(AT_FDCWD, path, mode); }
int mkdirat(int at, const char *path, mode_t mode) { return made_folder(at, path, mode); }

static int linked(int from, const char *old, int to, const char *new, int flags) {
    char full[4096], other[4096];
    uint32_t left = file_at(from, old, full), right = file_at(to, new, other);
    if (!left && !right) return kernel(SYS_linkat, from, old, to, new, flags);
    int error = admit(right ? right : left, NAMES, 1);
    if (error) return failed(error);
    begin();
    int result = kernel(SYS_linkat, from, old, to, new, flags);
    if (!result) note(left && right ? LINKED : NOT_MODELLED, right, 0, 0, NULL, 0, full, other);
    end();
    return result;
}

int link(const char *old, const char *new) { return linked(AT_FDCWD, old, AT_FDCWD, new, 0); }
int linkat(int from, const char *old, int to, const char *new, int flags) { return linked(from, old, to, new, flags); }

// What names the kernel's calls by number.
long syscall(long number, ...) {
    va_list rest;
    va_start(rest, number);
    long a[6];
    for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
    va_end(rest);
    if (number == SYS_renameat2) return renamed(a[0], (const char *)a[1], a[2], (const char *)a[3], a[4]);
    return kernel(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}
