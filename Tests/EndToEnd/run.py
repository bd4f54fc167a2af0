#!/usr/bin/env python3
"""Runs the end-to-end cases: sipp callers and phones, Kamailio with the shipped configuration, the real daemon."""

import argparse
import concurrent.futures
import os
import shutil
import signal
import sys
import tempfile
import time

import gateway_cases  # noqa: F401: names more cases
import loss
from cases import CASES, Skipped
from stack import REPOSITORY

# The longest first; a few at a time, so that their clocks mean something on a small machine.
AT_ONCE = 4
PASSED, FAILED, SKIPPED = "ok", "FAILED", "SKIPPED"
LONGEST = "daemon-slow-at-50-calls-a-second"


def main():
    arguments = parse()
    if arguments.list:
        print("\n".join(CASES))
        return 0
    if arguments.loss and loss.RULE not in os.environ:
        return with_loss(arguments.loss)
    if loss.RULE in os.environ:
        loss.begin()
    unknown = [name for name in arguments.case if name not in CASES]
    if unknown:
        print(f"no case {', '.join(unknown)}; --list names them", file=sys.stderr)
        return 64
    binaries = the_binaries(arguments)
    if not binaries:
        return 64
    folder = tempfile.mkdtemp(prefix="akuttelefon-")
    names = sorted(arguments.case or CASES, key=lambda name: name != LONGEST)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        try:
            runs = [pool.submit(run, name, folder, binaries) for name in names]
            results = [done.result() for done in concurrent.futures.as_completed(runs)]
        except KeyboardInterrupt:
            print("stopping when the cases under way are done", file=sys.stderr)
            pool.shutdown(cancel_futures=True)
            return 130
    failed, skipped = results.count(FAILED), results.count(SKIPPED)
    if arguments.keep or failed:
        print(f"kept {folder}")
    else:
        shutil.rmtree(folder)
    if loss.RULE in os.environ:
        print("{} of {} packets lost".format(*loss.lost()))
    print(f"{results.count(PASSED)} passed, {failed} failed" + (f", {skipped} SKIPPED" if skipped else ""))
    return 1 if failed else 0


def with_loss(percent):
    """This command again, where so many percent of the packets get lost."""
    try:
        return loss.run(loss.by_chance(percent), sys.argv[1:]).returncode
    except loss.Impossible as problem:
        print(f"no packets can be lost on this machine: {problem}", file=sys.stderr)
        return 69


def run(name, folder, binaries):
    own = os.path.join(folder, name)
    os.mkdir(own)
    begun = time.monotonic()
    result, told = PASSED, ""
    try:
        CASES[name](own, binaries)
    except Skipped as reason:
        result, told = SKIPPED, f": {reason}"
    except Exception as problem:
        result, told = FAILED, f": {problem or type(problem).__name__}"
    print(f"{result:7} {time.monotonic() - begun:5.1f} s  {name}{told}\n", end="", flush=True)
    return result


def the_binaries(arguments):
    """The daemon and its command, or None with a word on what is missing."""
    binaries = (os.path.abspath(arguments.hotlined), os.path.abspath(arguments.hotlinectl))
    missing = [needed for needed in (*binaries, "kamailio", "sipp", "openssl") if not shutil.which(needed)]
    if not missing:
        return binaries
    print(f"missing: {', '.join(missing)}; build the project, and install kamailio, kamailio-extra-modules, "
          "kamailio-utils-modules, kamailio-tls-modules, sip-tester and openssl", file=sys.stderr)
    return None


def parse():
    built = os.path.join(REPOSITORY, ".build", "debug")
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", action="append", default=[], metavar="NAME", help="only this case; may be repeated")
    parser.add_argument("--list", action="store_true", help="name the cases")
    parser.add_argument("--hotlined", default=os.path.join(built, "hotlined"), metavar="PATH")
    parser.add_argument("--hotlinectl", default=os.path.join(built, "hotlinectl"), metavar="PATH")
    parser.add_argument("--loss", type=float, metavar="PERCENT", help="lose so many of SIP's packets, by chance")
    parser.add_argument("--keep", action="store_true", help="keep the folder of logs when all passed, too")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
