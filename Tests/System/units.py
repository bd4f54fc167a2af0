#!/usr/bin/env python3
"""Holds the units of systemd/ to systemd's own checks, and each service to a limit of exposure. Needs systemd-analyze."""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
UNITS = os.path.join(REPOSITORY, "systemd")
ENDINGS = (".service", ".socket", ".timer")

# A drop-in, and the first version of systemd that knows all of it.
DROP_INS = {"hotlined-tight.conf": 252, "hotlined-notify-reload.conf": 253, "hotline-messenger-setgid.conf": 252}

# By (service, drop-in): the most that `systemd-analyze security` may say. Why more than 1.0:
LIMITS = {
    ("hotlined.service", None): 1.0,
    ("hotlined.service", "hotlined-tight.conf"): 0.3,
    ("hotlined.service", "hotlined-notify-reload.conf"): 1.0,
    ("hotline-backup.service", None): 0.3,
    ("hotline-purge.service", None): 0.3,
    # It asks a provider anywhere in the world, and has a network for that.
    ("hotline-messenger.service", None): 1.1,
    # A mail program changes its user.
    ("hotline-messenger.service", "hotline-messenger-setgid.conf"): 2.3,
    # It tries the network, and looks whose each file is.
    ("hotline-check.service", None): 1.6,
    # It asks a vendor anywhere in the world.
    ("hotline-self-call@.service", None): 1.1,
    # It runs a program of the administrator's, as root.
    ("hotline-alarm@.service", None): 7.0,
}

# What a machine without the package lacks, and what an older systemd says of what it does not check.
NOT_HERE = re.compile(r"(Command \S+ is not executable: No such file or directory|Command 'man .*' failed with code \d+)$")


def main():
    arguments = parse()
    if not shutil.which("systemd-analyze"):
        print("systemd-analyze is missing: install systemd", file=sys.stderr)
        return 64
    version = systemd_version()
    failures, checked = [], 0
    for unit in units(arguments.units):
        failures += verified(arguments.units, unit)
        checked += 1
    for (unit, drop_in), limit in LIMITS.items():
        if drop_in and DROP_INS[drop_in] > version:
            print(f"skipped  {unit} with {drop_in}: systemd {version} does not know all of it, {DROP_INS[drop_in]} does")
            continue
        found, worst = exposure(arguments.units, unit, drop_in)
        named = f"{unit} with {drop_in}" if drop_in else unit
        print(f"{'ok' if found <= limit else 'FAILED':7}  {named}: exposure {found}, {limit} is allowed")
        if found > limit:
            failures.append(f"{named} has an exposure of {found}; {limit} is allowed; most: {', '.join(worst)}")
    services = {name for name in units(arguments.units) if name.endswith(".service")}
    failures += [f"{name} has no limit of exposure: add one to {__file__}" for name in services - {unit for unit, _ in LIMITS}]
    for failure in failures:
        print(f"FAILED   {failure}", file=sys.stderr)
    print(f"{checked} units verified by systemd {version}, {len(failures)} failures")
    return 1 if failures else 0


def units(folder):
    return sorted(name for name in os.listdir(folder) if name.endswith(ENDINGS))


def systemd_version():
    told = subprocess.run(["systemd-analyze", "--version"], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=30,
                          check=True).stdout
    return int(re.search(r"systemd (\d+)", told).group(1))


def verified(folder, unit):
    """What `systemd-analyze verify` says of a unit."""
    # Units are looked for beside it, then where the system has them.
    environment = {**os.environ, "SYSTEMD_UNIT_PATH": f"{folder}:", "SYSTEMD_COLORS": "0"}
    instance = unit.replace("@.", "@example.")
    with tempfile.TemporaryDirectory() as own:
        path = os.path.join(own, instance)
        shutil.copy(os.path.join(folder, unit), path)
        done = subprocess.run(["systemd-analyze", "verify", "--recursive-errors=no", path], env=environment,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
    lines = [line.strip() for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return [f"{unit}: {line}" for line in lines if not NOT_HERE.search(line)]


def exposure(folder, unit, drop_in):
    """The overall exposure of a service, and what weighs most."""
    with tempfile.TemporaryDirectory() as own:
        shutil.copy(os.path.join(folder, unit), own)
        if drop_in:
            os.mkdir(os.path.join(own, f"{unit}.d"))
            shutil.copy(os.path.join(folder, drop_in), os.path.join(own, f"{unit}.d"))
        command = ["systemd-analyze", "security", "--offline=yes", "--no-pager"]
        path = os.path.join(own, unit)
        text = subprocess.run([*command, path], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
        rows = subprocess.run([*command, "--json=short", path], stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=60, check=False)
    found = re.search(r"exposure level for \S+ ([0-9.]+)", text.stdout)
    if not found:
        raise RuntimeError(f"systemd-analyze security says nothing of {unit}: {text.stderr.strip()}")
    weighing = [row for row in json.loads(rows.stdout) if row.get("exposure")]
    weighing.sort(key=lambda row: float(row["exposure"]), reverse=True)
    return float(found.group(1)), [f"{row['name']} {row['exposure']}" for row in weighing[:4]]


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("units", nargs="?", default=UNITS, metavar="DIR", help="where the units are")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
