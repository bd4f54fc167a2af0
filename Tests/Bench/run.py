#!/usr/bin/env python3
"""Measures the figures of docs/benchmarks.md. Exits 0 only if every target is met."""

import argparse
import json
import os
import platform
import shutil
import signal
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "EndToEnd"))

import consolefigures  # noqa: F401: names more figures
import limits
import logfigures  # noqa: F401: names more figures
import rosterfigures  # noqa: F401: names more figures
from figures import FIGURES, Bench
from stack import REPOSITORY

PACKAGES = {"wrk": "wrk", "sipp": "sip-tester", "kamailio": "kamailio kamailio-extra-modules kamailio-utils-modules"}
# A Unix socket's path has room for 107 characters, and Kamailio's stands in this folder.
FOLDER_LENGTH_MAX = 80


def main():
    arguments = parse()
    names = [name for name in FIGURES if name in (arguments.only or FIGURES)]
    complaint = what_is_missing(arguments, names)
    if complaint:
        print(complaint, file=sys.stderr)
        return 64
    os.makedirs(arguments.folder, mode=0o750, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="bench-", dir=arguments.folder)
    kind = limits.file_system(folder)
    wrong = "is memory, not a disk" if kind in ("tmpfs", "ramfs") else "has too long a path"
    if kind in ("tmpfs", "ramfs") or len(folder) > FOLDER_LENGTH_MAX:
        os.rmdir(folder)
        print(f"{arguments.folder} {wrong}: name another with --folder", file=sys.stderr)
        return 64
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    machine = {"processors": os.cpu_count(), "load_1min": os.getloadavg()[0], "file_system": kind,
               "system": f"{platform.system()} {platform.release()} {platform.machine()}"}
    is_text = arguments.format == "text"
    if is_text:
        print("{processors} processors, load {load_1min:.1f}, {file_system}, {system}".format(**machine), flush=True)
    measured, clean = [], True
    try:
        for name in names:
            document, line = measure(name, Bench(new_folder(folder, name), arguments.hotlined))
            measured.append(document)
            clean = clean and "error" not in document
            if is_text:
                print(line, flush=True)
    except KeyboardInterrupt:
        shutil.rmtree(folder, ignore_errors=True)
        return 130
    is_met = all(document["met"] for document in measured)
    if not is_text:
        print(json.dumps({"machine": machine, "figures": measured, "met": is_met}, indent=2, ensure_ascii=False))
    if clean and not arguments.keep:
        shutil.rmtree(folder)
    else:
        print(f"kept {folder}", file=sys.stderr)
    return 0 if is_met else 1


def new_folder(folder, name):
    own = os.path.join(folder, name)
    os.mkdir(own, 0o750)
    return own


def measure(name, bench):
    """A figure's document and its line. One that cannot be measured is missed, and says why."""
    try:
        figure = FIGURES[name][0](bench)
        return figure.document(), figure.line()
    except (RuntimeError, OSError, ValueError, KeyError, subprocess.SubprocessError) as problem:
        why = f"{problem}" or type(problem).__name__
        return {"name": name, "met": False, "error": why}, f"{name:<10}  MISSED  not measured: {why}"


def what_is_missing(arguments, names):
    missing = [] if os.access(arguments.hotlined, os.X_OK) else [
        f"{arguments.hotlined}; build it with: swift build -c release"]
    for tool in sorted({tool for name in names for tool in FIGURES[name][1]}):
        if not shutil.which(tool):
            missing.append(f"{tool}; install it with: apt-get install --no-install-recommends {PACKAGES[tool]}")
    return "\n".join(f"missing: {each}" for each in missing)


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=list(FIGURES), metavar="NAME",
                        help=f"only this figure; may be repeated: {', '.join(FIGURES)}")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--hotlined", default=os.path.join(REPOSITORY, ".build", "release", "hotlined"), metavar="PATH",
                        help="the daemon; the other programs stand beside it")
    parser.add_argument("--folder", default=os.path.join(REPOSITORY, ".run"), metavar="PATH",
                        help="where to work, on a disk; default: .run")
    parser.add_argument("--keep", action="store_true", help="keep the folder of logs and databases")
    arguments = parser.parse_args()
    arguments.hotlined = os.path.abspath(arguments.hotlined)
    arguments.folder = os.path.abspath(arguments.folder)
    return arguments


if __name__ == "__main__":
    sys.exit(main())
