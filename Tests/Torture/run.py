#!/usr/bin/env python3
"""Runs the campaigns against the real daemon. Exits 0 only if nothing failed.

Each prints how often it tried, what failed, and the bound 3/n on the rate that zero failures leave (95 %).
"""

import argparse
import concurrent.futures
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path[1:1] = [os.path.join(TESTS, name) for name in ("Bench", "EndToEnd")]

import clocks  # noqa: E402,F401: names campaigns, as the next ones do
import connections  # noqa: E402,F401
import disk  # noqa: E402,F401
import forgeries  # noqa: E402,F401
import kills  # noqa: E402,F401
import powercuts  # noqa: E402,F401
import privacy  # noqa: E402,F401
import requests  # noqa: E402,F401
import rosters  # noqa: E402,F401
import soak  # noqa: E402,F401
import twodaemons  # noqa: E402,F401
from campaigns import CAMPAIGNS, Run, Skipped  # noqa: E402

# Of the short forms; those first that wait the longest.
AT_ONCE = 3
LONGEST = ("system-clock", "second-daemon", "requests")
BUILT = os.path.join(os.path.dirname(TESTS), ".build", "debug")


def main():
    arguments = parse()
    if arguments.list:
        for name, each in CAMPAIGNS.items():
            print(f"{name:<20} {each.count:>7} cases, {each.short:>5} in the short form")
        return 0
    names = [name for name in CAMPAIGNS if name in (arguments.only or CAMPAIGNS)]
    missing = what_is_missing(arguments, names)
    if missing:
        print(missing, file=sys.stderr)
        return 64
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    if arguments.short and len(names) > 1:
        return each_in_a_process(names)
    # A Unix socket's path has room for 107 characters.
    folder = tempfile.mkdtemp(prefix="torture-", dir=arguments.folder)
    os.chmod(folder, 0o711)
    runs = []
    try:
        for name in names:
            runs.append(play(name, folder, arguments))
    except KeyboardInterrupt:
        print(f"kept {folder}", file=sys.stderr)
        return 130
    if arguments.self_check:
        failed = [run.name for run in runs if not run.has_found_its_plant and not run.is_skipped]
    else:
        failed = [run.name for run in runs if run.failures]
    if failed or arguments.keep:
        print(f"kept {folder}", file=sys.stderr)
    else:
        shutil.rmtree(folder, ignore_errors=True)
    if arguments.self_check:
        print(f"planted flaws not found by: {', '.join(failed)}" if failed else "each found its planted flaw")
    return 1 if failed else 0


def each_in_a_process(names):
    """A few campaigns at a time, each by this command for it alone: most of their time they wait."""
    passed_on = [argument for index, argument in enumerate(sys.argv[1:], 1)
                 if argument != "--only" and sys.argv[index - 1] != "--only" and not argument.startswith("--only=")]
    running = {}

    def one(name):
        command = [sys.executable, os.path.abspath(__file__), "--only", name, *passed_on]
        child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        running[name] = child
        told, _ = child.communicate()
        print(told, end="", flush=True)
        return child.returncode

    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            codes = list(pool.map(one, sorted(names, key=lambda name: name not in LONGEST)))
        except KeyboardInterrupt:
            pool.shutdown(wait=False, cancel_futures=True)
            for child in running.values():
                if child.poll() is None:
                    child.terminate()
            return 130
    return max(codes)


def play(name, folder, arguments):
    each = CAMPAIGNS[name]
    own = os.path.join(folder, name)
    os.mkdir(own, 0o711)
    count = arguments.count or (each.short if arguments.short else each.count)
    run = Run(name, own, arguments.hotlined, arguments.seed, count, arguments.short, arguments.self_check, arguments.case)
    run.is_skipped = False
    begun = time.monotonic()
    try:
        each.function(run)
    except Skipped as reason:
        run.is_skipped = True
        print(f"{name:<20} SKIPPED: {reason}", flush=True)
        return run
    except (OSError, RuntimeError, ValueError, KeyError) as problem:
        run.failed("-", f"the campaign broke off: {type(problem).__name__}: {problem}")
    if run.tried == 0:
        run.failed("-", "nothing was tried")
    print(run.line(time.monotonic() - begun), flush=True)
    return run


def what_is_missing(arguments, names):
    programs = [arguments.hotlined, os.path.join(os.path.dirname(arguments.hotlined), "hotlinectl")]
    missing = [f"{program}; build the project" for program in programs if not os.access(program, os.X_OK)]
    missing += [tool for tool in sorted({tool for name in names for tool in CAMPAIGNS[name].tools}) if not shutil.which(tool)]
    return "\n".join(f"missing: {each}" for each in missing)


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=list(CAMPAIGNS), metavar="NAME",
                        help=f"only this campaign; may be repeated: {', '.join(CAMPAIGNS)}")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, help="cases of each campaign, instead of its own number")
    parser.add_argument("--case", type=int, metavar="N", help="only the case N of a campaign, as it was told when it failed")
    parser.add_argument("--short", action="store_true", help="the tests' form: fewer cases, and times are not held")
    parser.add_argument("--self-check", action="store_true", help="let each campaign do something wrong, which it must find")
    parser.add_argument("--list", action="store_true", help="name the campaigns")
    parser.add_argument("--hotlined", default=os.path.join(BUILT, "hotlined"), metavar="PATH",
                        help="the daemon; hotlinectl stands beside it")
    parser.add_argument("--folder", metavar="PATH", help="where to work; default: the system's folder for such files")
    parser.add_argument("--keep", action="store_true", help="keep what the daemons wrote")
    arguments = parser.parse_args()
    arguments.hotlined = os.path.abspath(arguments.hotlined)
    return arguments


if __name__ == "__main__":
    sys.exit(main())
