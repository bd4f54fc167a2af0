"""The shim between the daemon and its disk: built from shim/*.c, and ordered about through a mapped file."""

import errno
import glob
import mmap
import os
import struct
import subprocess

SOURCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "shim")

# As in shim.h: kinds of files, and what is done to them.
LOG_FILE, LOG_WAL, LOG_BESIDE, SPOOL, OTHERS, RUNTIME = 1, 2, 4, 8, 16, 32
LOG = LOG_FILE | LOG_WAL | LOG_BESIDE
STATE = LOG | SPOOL | OTHERS
OPENS, WRITES, TRUNCATES, SYNCS, NAMES, READS = 1, 2, 4, 8, 16, 32
CHANGES = OPENS | WRITES | TRUNCATES | SYNCS | NAMES
RULES = 4

_HEAD = "QQQIIQII"
_RULE = "IIiIQ"
_RULES_AT = struct.calcsize(_HEAD)
_SIZE = _RULES_AT + RULES * struct.calcsize(_RULE)


def build(folder):
    """The shim's path; made by the C compiler of this machine."""
    path = os.path.join(folder, "shim.so")
    subprocess.run(
        ["cc", "-std=gnu11", "-shared", "-fPIC", "-O2", "-Wall", "-Wextra", "-Werror", "-o", path,
         *sorted(glob.glob(os.path.join(SOURCES, "*.c"))), "-ldl", "-lpthread"],
        check=True, stdin=subprocess.DEVNULL, timeout=120)
    return path


class Rule:
    """Delays or fails operations on files, some percent of them."""

    def __init__(self, files, operations=CHANGES, error=0, delay=0.0, percent=100):
        self.packed = struct.pack(_RULE, files, operations, error, percent, round(delay * 1e6))


NO_RULE = Rule(0, 0)


class Shim:
    """The orders of one daemon. A `journal` keeps all that is done to the files of `state`."""

    def __init__(self, library, folder, state, runtime, seed):
        self.journal = None
        self.path = os.path.join(folder, "control")
        with open(self.path, "w+b") as file:
            file.write(struct.pack(_HEAD, 0, 0, 0, 0, 0, seed, 0, 0).ljust(_SIZE, b"\0"))
            file.flush()
            self._map = mmap.mmap(file.fileno(), _SIZE)
        self._environment = {"LD_PRELOAD": library, "TORTURE_CONTROL": self.path, "TORTURE_FOLDER": state,
                             "TORTURE_RUNTIME": runtime}

    @property
    def environment(self):
        more = {"TORTURE_JOURNAL": self.journal} if self.journal else {}
        return {**self._environment, **more}

    def close(self):
        self._map.close()

    @property
    def operations(self):
        """How often the files were changed so far."""
        return struct.unpack_from("Q", self._map, 0)[0]

    @property
    def fatal(self):
        """How many changes came that `kill_at` counts."""
        return struct.unpack_from("Q", self._map, 8)[0]

    def kill_at(self, count, files=STATE, operations=CHANGES):
        """The daemon is killed just before the `count`th such change from now on; 0: never."""
        struct.pack_into("QII", self._map, 16, 0, 0, 0)
        struct.pack_into("Q", self._map, 8, 0)
        struct.pack_into("QII", self._map, 16, count, files, operations)

    def orders(self, *rules):
        """From now on these rules hold, and no others."""
        packed = [rule.packed for rule in rules] + [NO_RULE.packed] * (RULES - len(rules))
        self._map[_RULES_AT:_SIZE] = b"".join(packed)

    def swallow(self, files):
        """A planted fault: writes and syncs of these files are acknowledged and not done."""
        struct.pack_into("I", self._map, 40, files)

    def lie(self):
        """A planted fault: syncs are acknowledged, and the journal knows nothing of them."""
        struct.pack_into("I", self._map, 44, 1)


ERRORS = {"EIO": errno.EIO, "ENOSPC": errno.ENOSPC, "EROFS": errno.EROFS}
