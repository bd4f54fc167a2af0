"""A Debian machine in a container: a real systemd boots it, the tests look in from outside."""

import ctypes
import os
import signal
import socket
import subprocess
import threading
import time

CLONE_NEWNET = 0x40000000
BOOT_SECONDS_MAX = 60
STOP_SECONDS_MAX = 30
COMMAND_SECONDS = 60
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

_libc = ctypes.CDLL(None, use_errno=True)


class Machine:
    """Its root is an overlay: what is written goes to `folder`, and the folders `below` stay as they are."""

    def __init__(self, name, folder, below):
        self.name = name
        self.folder = folder
        self.root = os.path.join(folder, "root")
        self.top = os.path.join(folder, "top")
        self.nspawn = None
        self.leader = None
        self._disks = []
        for made in (self.root, self.top, os.path.join(folder, "work")):
            os.makedirs(made)
        _run("mount", "-t", "overlay", "overlay", "-o",
             f"lowerdir={':'.join(below)},upperdir={self.top},workdir={folder}/work", self.root)

    def remove(self):
        """Whatever state it is in."""
        self.stop()
        for disk in self._disks:
            disk.remove()
        subprocess.run(["umount", "--lazy", self.root], stdin=subprocess.DEVNULL, check=False)

    def file(self, path):
        """Where a file of the machine is, seen from outside; while it runs that holds for /run and /tmp too."""
        root = f"/proc/{self.leader}/root" if self.leader else self.root
        return os.path.join(root, path.lstrip("/"))

    def write(self, path, text, mode=0o644, owner=None):
        """Replaces a file of the machine as a whole."""
        with open(os.open(self.file(path) + ".new", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
            file.write(text)
        if owner:
            os.chown(self.file(path) + ".new", *owner)
        os.replace(self.file(path) + ".new", self.file(path))

    def read(self, path):
        with open(self.file(path), encoding="utf-8") as file:
            return file.read()

    def add(self, disk, path):
        """Puts a disk where `path` is, before the machine starts."""
        disk.mount(self.file(path))
        self._disks.append(disk)

    # Power

    def boot(self):
        """Seconds until systemd says that it is up."""
        begun = time.monotonic()
        environment = {"PATH": PATH, "LANG": "C.UTF-8", "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY": "1"}
        # By default a container may not even ask the kernel whether its clock is synchronised.
        arguments = ["systemd-nspawn", "--directory", self.root, "--machine", self.name, "--boot", "--register=no",
                     "--keep-unit", "--private-network", "--link-journal=no", "--resolv-conf=off", "--timezone=off",
                     "--system-call-filter=@clock"]
        with open(os.path.join(self.folder, "console.log"), "ab") as log:
            self.nspawn = subprocess.Popen(arguments, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                           start_new_session=True)
        while time.monotonic() < begun + BOOT_SECONDS_MAX:
            if self.nspawn.poll() is not None:
                break
            # The first child is not the last: one sets up, another becomes the machine's first process.
            self.leader = _child(self.nspawn.pid)
            if self.leader and self._state() in ("running", "degraded"):
                return time.monotonic() - begun
            time.sleep(0.1)
        raise RuntimeError(f"the machine does not boot, see {self.folder}/console.log")

    def _state(self):
        try:
            return self.run("systemctl", "is-system-running", check=False).stdout.strip()
        except subprocess.TimeoutExpired:
            return ""

    def stop(self):
        """As a person would: everything ends in order. Its last resort is to cut the power."""
        if self.nspawn and self.nspawn.poll() is None and self.leader:
            self.run("systemctl", "--no-block", "poweroff", check=False)
            try:
                self.nspawn.wait(STOP_SECONDS_MAX)
            except subprocess.TimeoutExpired:
                pass
        self.cut_power()

    def cut_power(self):
        """Every process ends at once. What they wrote is there, synced or not: the disk has no part in this."""
        if self.leader:
            try:
                os.kill(self.leader, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if self.nspawn:
            try:
                self.nspawn.wait(5)
            except subprocess.TimeoutExpired:
                self.nspawn.kill()
                self.nspawn.wait(5)
        self.nspawn, self.leader = None, None

    # Within

    def run(self, *command, check=True, seconds=COMMAND_SECONDS, text=None):
        """A command of the machine, run by its root; where `check`, an exit other than 0 is an error."""
        done = subprocess.run(
            ["nsenter", "--target", str(self.leader), "--all", "--", "/usr/bin/env", "-i", f"PATH={PATH}", "LANG=C.UTF-8",
             "HOME=/root", "DEBIAN_FRONTEND=noninteractive", *command],
            input=text, stdin=None if text is not None else subprocess.DEVNULL, capture_output=True, text=True,
            timeout=seconds, check=False)
        if check and done.returncode != 0:
            raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}: {(done.stderr or done.stdout).strip()}")
        return done

    def show(self, unit, *properties):
        """Properties of a unit, in the order asked for."""
        found = self.run("systemctl", "show", f"--property={','.join(properties)}", unit).stdout
        values = dict(line.split("=", 1) for line in found.splitlines() if "=" in line)
        return [values.get(name, "") for name in properties]

    def journal(self, *matches):
        return self.run("journalctl", "--no-pager", "--quiet", "--output=cat", "--boot", *matches).stdout

    def kill(self, unit, number):
        """Sends a signal to a unit's main process."""
        [pid] = self.show(unit, "MainPID")
        if pid in ("", "0"):
            raise RuntimeError(f"{unit} does not run")
        self.run("sh", "-c", f"kill -{int(number)} {pid}")

    def process(self, unit):
        """The unit's main process, as it is numbered outside."""
        [pid] = self.show(unit, "MainPID")
        for entry in os.listdir("/proc"):
            if entry.isdigit() and pid != "0" and _inner(entry) == (self._namespace(), pid):
                return int(entry)
        raise RuntimeError(f"{unit} does not run")

    def _namespace(self):
        return os.readlink(f"/proc/{self.leader}/ns/pid")

    def socket(self, is_ipv6=False):
        """A TCP socket of the machine's own network."""
        with open(f"/proc/{os.getpid()}/task/{threading.get_native_id()}/ns/net", encoding="ascii") as own, \
                open(f"/proc/{self.leader}/ns/net", encoding="ascii") as inner:
            _set_network(inner)
            try:
                return socket.socket(socket.AF_INET6 if is_ipv6 else socket.AF_INET, socket.SOCK_STREAM)
            finally:
                _set_network(own)


def _set_network(file):
    if _libc.setns(file.fileno(), CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def _inner(pid):
    """The namespace of a process, and its number in there; None for one that has gone."""
    try:
        with open(f"/proc/{pid}/status", encoding="ascii", errors="replace") as status:
            numbers = next((line.split()[1:] for line in status if line.startswith("NSpid:")), [])
        return os.readlink(f"/proc/{pid}/ns/pid"), numbers[-1]
    except (OSError, IndexError):
        return None


def _child(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as file:
            children = file.read().split()
    except OSError:
        return None
    return int(children[-1]) if children else None


def _run(*command):
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=COMMAND_SECONDS, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.strip()}")
    return done.stdout


class Disk:
    """A file system of its own in a file, with room for so many megabytes."""

    def __init__(self, image, megabytes):
        self.image = image
        self.path = None
        with open(image, "wb") as file:
            file.truncate(megabytes << 20)
        # No blocks for root alone: full is full.
        _run("mkfs.ext4", "-q", "-m", "0", "-E", "root_owner=0:0", image)

    def mount(self, path):
        """Like a folder: with the owner, the mode and the content of what it covers."""
        status = os.stat(path)
        beside = f"{self.image}.content"
        _run("cp", "--archive", path, beside)
        self.path = path
        _run("mount", "-o", "loop,errors=remount-ro", self.image, path)
        _run("cp", "--archive", "--no-target-directory", beside, path)
        os.chown(path, status.st_uid, status.st_gid)
        os.chmod(path, status.st_mode & 0o7777)
        _run("sync", "--file-system", path)
        _run("rm", "-r", beside)

    def set_writable(self, is_writable):
        _run("mount", "-o", f"remount,{'rw' if is_writable else 'ro'}", self.path)

    def repair(self):
        """What a person does after `abort`, while the machine is off."""
        _run("umount", self.path)
        subprocess.run(["e2fsck", "-f", "-y", self.image], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        _run("mount", "-o", "loop,errors=remount-ro", self.image, self.path)

    def free(self):
        """Bytes."""
        status = os.statvfs(self.path)
        return status.f_bavail * status.f_frsize

    def freeze(self):
        """From now on every write waits."""
        _run("fsfreeze", "--freeze", self.path)

    def thaw(self):
        subprocess.run(["fsfreeze", "--unfreeze", self.path], stdin=subprocess.DEVNULL, capture_output=True, check=False)

    def abort(self):
        """As after an error of the disk: the kernel makes the file system read-only under those who write."""
        subprocess.run(["mount", "-o", "remount,abort", self.path], stdin=subprocess.DEVNULL, capture_output=True, check=False)

    def remove(self):
        if self.path:
            self.thaw()
            subprocess.run(["umount", "--lazy", self.path], stdin=subprocess.DEVNULL, check=False)
