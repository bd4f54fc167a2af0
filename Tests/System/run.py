#!/usr/bin/env python3
"""Boots Debian 12 with the package and a real systemd, troubles it, and tells what became of the calls.

Needs root, for it mounts file systems and starts containers. Each case has a machine of its own, without a network.
"""

import argparse
import os
import secrets
import shutil
import signal
import sys
import tempfile
import time

import cases
import disk_cases  # noqa: F401: names more cases
import unit_cases  # noqa: F401: names more cases
from hotline import REPOSITORY, Hotline
from machine import Machine
from root import debian, version

NEEDED = ("mmdebstrap", "systemd-nspawn", "nsenter", "dpkg-deb", "mkfs.ext4", "cc")
PASSED, FAILED, SKIPPED = "ok", "FAILED", "SKIPPED"


def main():
    arguments = parse()
    if arguments.list:
        for name, function in cases.CASES.items():
            print(f"{name:15} {(function.__doc__ or '').strip().splitlines()[0]}")
        return 0
    unknown = [name for name in arguments.case if name not in cases.CASES]
    if unknown:
        print(f"no case {', '.join(unknown)}; --list names them", file=sys.stderr)
        return 64
    trouble = missing(arguments)
    if trouble:
        print(trouble, file=sys.stderr)
        return 64
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    os.makedirs(arguments.folder, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="run-", dir=arguments.folder)
    results = [FAILED]
    try:
        below = [debian(arguments.folder, arguments.deb)] if not arguments.root else [arguments.root]
        print(f"Package {os.path.basename(arguments.deb)}, version {version(arguments.deb)}", flush=True)
        installed = install(folder, below, arguments.deb)
        results = [run(name, folder, installed) for name in arguments.case or cases.CASES]
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130
    finally:
        if arguments.keep or FAILED in results:
            print(f"kept {folder}")
        else:
            shutil.rmtree(folder)
    failed = results.count(FAILED)
    skipped = results.count(SKIPPED)
    print(f"{results.count(PASSED)} passed, {failed} failed" + (f", {skipped} SKIPPED" if skipped else ""))
    return 1 if failed else 0


def install(folder, below, package):
    """Installs on a running machine as an administrator does; what the cases begin from: folders, package and log."""
    own = os.path.join(folder, "installation")
    begun = time.monotonic()
    with powered(own, below) as machine:
        hotline = Hotline(machine)
        hotline.install(package)
        hotline.set_up()
        took = hotline.answering()
        events = hotline.verified()
        machine.stop()
        print(f"{PASSED:7} {time.monotonic() - begun:5.1f} s  installation: answering {took:.1f} s after its settings were "
              "written", flush=True)
    return [os.path.join(own, "top"), *below], package, events


def run(name, folder, installed):
    below, package, events = installed
    own = os.path.join(folder, name)
    begun = time.monotonic()
    result = PASSED
    try:
        with powered(own, below, getattr(cases.CASES[name], "before_boot", None)) as machine:
            hotline = Hotline(machine, package, events)
            try:
                told = cases.CASES[name](hotline)
            except BaseException:
                tell_journal(machine, own)
                raise
    except cases.Skipped as reason:
        result, told = SKIPPED, str(reason)
    except Exception as problem:
        result, told = FAILED, f"{problem or type(problem).__name__}"
    print(f"{result:7} {time.monotonic() - begun:5.1f} s  {name}: {told}", flush=True)
    return result


class powered:
    """A machine that runs while the block does."""

    def __init__(self, folder, below, before_boot=None):
        self.folder = folder
        self.below = below
        self.before_boot = before_boot

    def __enter__(self):
        os.mkdir(self.folder)
        self.machine = Machine(f"hotline-{secrets.token_hex(4)}", self.folder, self.below)
        try:
            if self.before_boot:
                self.before_boot(self.machine)
            self.machine.boot()
        except BaseException:
            self.machine.remove()
            raise
        return self.machine

    def __exit__(self, *_):
        self.machine.remove()


def tell_journal(machine, folder):
    """Puts what the machine says of a failure where --keep leaves it."""
    if not machine.leader:
        return
    with open(os.path.join(folder, "journal.log"), "w", encoding="utf-8") as file:
        file.write(machine.run("journalctl", "--no-pager", "--boot", "--output=short-precise", check=False).stdout)


def missing(arguments):
    """What is missing, in a sentence; None if nothing is."""
    if os.geteuid() != 0:
        return "this boots machines and mounts disks: run it as root"
    absent = [program for program in NEEDED if not shutil.which(program)]
    if absent:
        return f"missing: {', '.join(absent)}; install mmdebstrap, systemd-container, e2fsprogs and gcc"
    if not arguments.deb or not os.path.isfile(arguments.deb):
        return f"no package {arguments.deb or ''}: make one with 'make deb', and name it with --deb"
    return None


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--deb", metavar="PATH", help="the package")
    parser.add_argument("--case", action="append", default=[], metavar="NAME", help="only this case; may be repeated")
    parser.add_argument("--list", action="store_true", help="name the cases")
    parser.add_argument("--keep", action="store_true", help="keep the machines' disks and journals when all passed, too")
    parser.add_argument("--root", metavar="DIR", help="a root of Debian 12 that is there already; it stays as it is")
    parser.add_argument("--folder", metavar="DIR", default=os.path.join(REPOSITORY, ".build", "system"),
                        help="where roots and machines are kept")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
