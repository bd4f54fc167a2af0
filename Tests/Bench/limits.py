"""What the machine itself allows, measured in the same run: the disk's sync, and starting the program for nothing."""

import fcntl
import os
import statistics
import subprocess
import time

from processes import ENVIRONMENT
from server import memory

SYNCS = 500
STARTS = 20


def sync_milliseconds(folder):
    """The median of overwriting 4 KiB and syncing it, as a log that is used again and again does."""
    path = os.path.join(folder, "sync")
    block = os.urandom(4096)
    taken = []
    file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        os.pwrite(file, block, 0)
        os.fsync(file)
        for _ in range(SYNCS):
            begun = time.perf_counter()
            os.pwrite(file, block, 0)
            os.fdatasync(file)
            taken.append((time.perf_counter() - begun) * 1000)
    finally:
        os.close(file)
        os.unlink(path)
    return statistics.median(taken)


def version_milliseconds(hotlined):
    """The median of running `hotlined --version` to its end."""
    taken = []
    for _ in range(STARTS):
        begun = time.perf_counter()
        subprocess.run([hotlined, "--version"], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, check=True, timeout=10)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def version_memory(hotlined):
    """Megabytes resident in `hotlined --version`, held up at its end by a pipe that is full."""
    reading, writing = os.pipe()
    process = None
    try:
        fcntl.fcntl(writing, fcntl.F_SETFL, os.O_NONBLOCK)
        for size in (4096, 1):
            _fill(writing, size)
        fcntl.fcntl(writing, fcntl.F_SETFL, 0)
        process = subprocess.Popen([hotlined, "--version"], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                                   stdout=writing, start_new_session=True)
        time.sleep(1)
        if process.poll() is not None:
            raise RuntimeError("hotlined --version ended without being read")
        return memory(process.pid)[0]
    finally:
        if process:
            process.kill()
            process.wait(5)
        os.close(reading)
        os.close(writing)


def _fill(pipe, size):
    for _ in range(1 << 20):
        try:
            os.write(pipe, b" " * size)
        except BlockingIOError:
            return


def file_system(folder):
    """The type of the file system that holds a folder, such as ext4."""
    folder, best, found = os.path.realpath(folder), "", "unknown"
    with open("/proc/self/mounts", encoding="utf-8") as mounts:
        for line in mounts:
            _, place, kind, *_ = line.split()
            place = place.encode().decode("unicode_escape")
            if os.path.commonpath([folder, place]) == place and len(place) >= len(best):
                best, found = place, kind
    return found
