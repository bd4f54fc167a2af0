"""A network of its own, in which packets to SIP's ports get lost. The machine's own rules are not touched."""

import fcntl
import os
import shutil
import socket
import struct
import subprocess
import sys

import ports

# Set to the rule by which packets get lost here.
RULE = "AKUTTELEFON_LOSS"
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1


class Impossible(Exception):
    """This machine grants no network of one's own, or has no iptables."""


def by_chance(percent):
    return f"--mode random --probability {percent / 100}"


def exactly(one_in, packet):
    """Loses the same packets every time, as far as they come in the same order."""
    return f"--mode nth --every {one_in} --packet {packet}"


def run(rule, arguments, **options):
    """Runs the suite with these arguments where packets get lost: the finished process."""
    missing = [needed for needed in ("unshare", "iptables") if not shutil.which(needed)]
    if missing:
        raise Impossible(f"{', '.join(missing)} missing: install util-linux and iptables")
    # Root needs no user namespace, and keeps its own files.
    alone = ["unshare", "-n"] if os.geteuid() == 0 else ["unshare", "-rn"]
    folder = os.path.dirname(os.path.abspath(__file__))
    own = {"env": {**os.environ, RULE: rule}, "stdin": subprocess.DEVNULL, "check": False}
    tried = subprocess.run([*alone, sys.executable, os.path.join(folder, "loss.py")], capture_output=True, text=True,
                           timeout=30, **own)
    if tried.returncode != 0:
        raise Impossible((tried.stderr.strip().splitlines() or [f"exit {tried.returncode}"])[-1])
    return subprocess.run([*alone, sys.executable, os.path.join(folder, "run.py"), *arguments], **own, **options)


def begin():
    """In the new network: lets packets get lost. The webhook is TCP and loses none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        name = struct.pack("16sH14s", b"lo", 0, b"")
        _, flags, _ = struct.unpack("16sH14s", fcntl.ioctl(any_socket, SIOCGIFFLAGS, name))
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sH14s", b"lo", flags | IFF_UP, b""))
    # The first rule only counts.
    for more in ([], ["-m", "statistic", *os.environ[RULE].split(), "-j", "DROP"]):
        subprocess.run(["iptables", "-A", "INPUT", "-i", "lo", "-p", "udp", "--dport", f"{ports.FIRST}:{ports.LAST}",
                        *more], check=True, timeout=20)
    ports.LOSS = os.environ[RULE]


def lost():
    """How many packets were lost so far, and how many came."""
    counts = subprocess.run(["iptables", "-L", "INPUT", "-nvx"], capture_output=True, text=True, timeout=20, check=True)
    rules = [int(line.split()[0]) for line in counts.stdout.splitlines() if "udp dpts:" in line]
    return rules[1], rules[0]


if __name__ == "__main__":
    begin()
