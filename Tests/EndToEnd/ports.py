"""Free loopback ports, each handed out once in a run."""

import random
import socket
import threading

# The ports handed out, and whether packets to them get lost here.
FIRST, LAST = 12000, 31999
LOSS = None
_lock = threading.Lock()
_taken = set()
_TRIES_MAX = 500


def _is_free(port):
    for kind in (socket.SOCK_DGRAM, socket.SOCK_STREAM):
        with socket.socket(socket.AF_INET, kind) as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                return False
    return True


def block(size):
    """The first of `size` neighbouring free ports, below the range the system hands out by itself."""
    with _lock:
        for _ in range(_TRIES_MAX):
            first = random.randrange(FIRST, LAST + 1 - size, 2)
            wanted = range(first, first + size)
            if not _taken.intersection(wanted) and all(_is_free(port) for port in wanted):
                _taken.update(wanted)
                return first
    raise RuntimeError("no free ports on 127.0.0.1")


def one():
    return block(1)
