#ifndef AKUTTELEFON_CLINUX_H
#define AKUTTELEFON_CLINUX_H
/* What glibc declares under _GNU_SOURCE only, and so Swift's Glibc module does not show. */
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/timex.h>

/* Laid out as struct ucred of unix(7): what SO_PEERCRED answers. */
struct akt_peer_credentials {
    int32_t process_id;
    uint32_t user_id;
    uint32_t group_id;
};

/* Whether the kernel calls its clock unsynchronised (adjtimex(2)); below 0 where it may not be asked. */
static inline int akt_clock_is_unsynchronised(void) {
    struct timex state = {0};
    int answer = adjtimex(&state);
    return answer < 0 ? -1 : answer == TIME_ERROR;
}

/* Nobody but root may look into this process, and the kernel dumps it nowhere (prctl(2)). */
static inline int akt_forbid_dumps(void) {
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
#endif
