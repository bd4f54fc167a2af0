/* For tests: a system clock that is set while a program runs.
 *
 * Preloaded (ld.so(8)), it adds to the wall clock what the file in CLOCK_SHIFT_FILE says: two int64, the seconds that are
 * added and whether the kernel calls the clock unsynchronised. The monotonic clocks are left alone. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timex.h>
#include <time.h>
#include <unistd.h>

struct shift {
    int64_t seconds;
    int64_t unsynchronised;
};

static const struct shift none;

static const struct shift *shift(void) {
    static _Atomic(const struct shift *) found;
    const struct shift *known = found;
    if (known) return known;
    const char *path = getenv("CLOCK_SHIFT_FILE");
    int file = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (file < 0) return &none;
    void *mapped = mmap(NULL, sizeof *known, PROT_READ, MAP_SHARED, file, 0);
    close(file);
    found = mapped == MAP_FAILED ? &none : mapped;
    return found;
}

int clock_gettime(clockid_t clock, struct timespec *time) {
    if (syscall(SYS_clock_gettime, clock, time) != 0) return -1;
    if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) time->tv_sec += shift()->seconds;
    return 0;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    (void)zone;
    struct timespec now;
    if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *result) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (result) *result = now.tv_sec;
    return now.tv_sec;
}

int adjtimex(struct timex *state) {
    if (state->modes != 0) {
        errno = EPERM;
        return -1;
    }
    int kernel = (int)syscall(SYS_adjtimex, state);
    if (kernel < 0) return kernel;
    return shift()->unsynchronised ? TIME_ERROR : TIME_OK;
}
