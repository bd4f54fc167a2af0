#ifndef AKUTTELEFON_CSYSTEMD_H
#define AKUTTELEFON_CSYSTEMD_H
#include <systemd/sd-daemon.h>
#include <systemd/sd-journal.h>
/* A macro that adds CODE_FILE= and others; Swift calls the function itself. */
#undef sd_journal_sendv
#endif
