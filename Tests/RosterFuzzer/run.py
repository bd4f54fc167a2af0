#!/usr/bin/env python3
"""Gives the readers of what comes from outside to libFuzzer. Exits 0 only if none trapped, hung or broke a promise.

There are two programs, made by one build. `roster` reads rosters (Tests/RosterFuzzer); it begins with the fixtures and
recipes, and with what earlier runs found worth keeping (Tests/RosterFuzzer/corpus). `decoders` has all other readers
(Tests/DecoderFuzzer), and makes what it begins with by itself. What a run finds stays in .build-fuzz; --keep takes the
least of it that reaches as much into the roster's corpus.
"""

import argparse
import dataclasses
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TESTS = os.path.dirname(HERE)
REPOSITORY = os.path.dirname(TESTS)
CORPUS = os.path.join(HERE, "corpus")
DICTIONARIES = {"roster": os.path.join(HERE, "roster.dict"), "decoders": os.path.join(TESTS, "DecoderFuzzer", "decoders.dict")}
PROGRAMS = {"roster": "RosterFuzzer", "decoders": "DecoderFuzzer"}
LONGEST = 8192
LONGEST_KEPT = 400
LONGEST_SECONDS = 7 * 86_400


@dataclasses.dataclass
class Found:
    """What came of one program: how many inputs, and of each of its readers how many it was given and how many it took."""

    code: int
    inputs: int = 0
    readers: dict = dataclasses.field(default_factory=dict)


def main():
    arguments = parse()
    scratch = os.path.abspath(arguments.scratch)
    build(scratch)
    return max([run(name, scratch, arguments) for name in arguments.which or PROGRAMS])


def build(scratch):
    """With HOTLINE_FUZZ the package is the two programs and what they read with."""
    subprocess.run(
        ["swift", "build", "--explicit-target-dependency-import-check", "error", "--scratch-path", scratch,
         "-c", "release", "--sanitize", "fuzzer"],
        cwd=REPOSITORY, env={**os.environ, "HOTLINE_FUZZ": "1"}, check=True)


def run(name, scratch, arguments):
    """1 if something was broken."""
    program = os.path.join(scratch, "release", PROGRAMS[name])
    found, seeds = os.path.join(scratch, f"found-{name}"), os.path.join(scratch, f"seeds-{name}")
    shutil.rmtree(seeds, ignore_errors=True)
    for folder in (found, seeds):
        os.makedirs(folder, exist_ok=True)
    folders = [found, seeds]
    if name == "roster":
        write_rosters(seeds)
        folders.append(CORPUS)
    else:
        write_seeds(program, seeds)
    count = sum(len(os.listdir(folder)) for folder in folders)
    print(f"{name}: {count} inputs to begin with", flush=True)
    outcome = fuzz(program, name, arguments, folders, scratch)
    if outcome.code == 0 and arguments.keep and name == "roster":
        keep(program, [found, seeds])
    return tell(name, outcome)


def tell(name, outcome):
    """Prints n and the bound; a reader that took nothing was not tried, whatever it was given."""
    broken = 0 if outcome.code == 0 else 1
    print(f"{name}: {outcome.inputs} inputs read, {broken} broke a reader{bound(outcome.inputs, broken)}")
    if name == "roster" or broken:
        return broken
    for reader, (given, taken) in outcome.readers.items():
        print(f"  {reader:<12} {given:>10} given, {taken:>10} taken{bound(given, broken)}")
    idle = [reader for reader, (_, taken) in outcome.readers.items() if not taken]
    if idle or not outcome.readers:
        print(f"{name}: nothing was taken by {', '.join(idle) or 'any reader'}: what they begin with is none of theirs")
        return 1
    return 0


def bound(count, broken):
    return f": rate below {3 / count:.1e}" if count and not broken else ""


def write_rosters(folder):
    """Each fixture as one input: its YAML, and behind a NUL its first table."""
    for kind in ("rosters", "recipes"):
        for entry in sorted(glob.glob(os.path.join(TESTS, "Fixtures", kind, "*"))):
            if os.path.isdir(entry):
                parts = [sorted(glob.glob(os.path.join(entry, f"*.{ending}"))) for ending in ("yaml", "csv")]
            elif entry.endswith(".yaml"):
                parts = [[entry], []]
            else:
                continue
            data = b"\n".join(read(path) for path in parts[0])
            if parts[1]:
                data += b"\0" + read(parts[1][0])
            with open(os.path.join(folder, f"{kind}-{os.path.basename(entry)}"), "wb") as file:
                file.write(data[:LONGEST])


def write_seeds(program, folder):
    """The program knows best how its inputs are put together, and how they are signed."""
    process = subprocess.run(
        [program, "-runs=0"], env={**os.environ, "DECODER_FUZZER_SEEDS": folder}, timeout=300, check=False,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace")
    if process.returncode != 0:
        sys.exit(f"the first inputs could not be made:\n{process.stderr[-6000:]}")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def fuzz(program, name, arguments, folders, scratch):
    """Until so many inputs were read, or the time is over."""
    seconds = arguments.seconds or (LONGEST_SECONDS if arguments.runs else 60)
    process = subprocess.run(
        [program, f"-seed={arguments.seed}", f"-max_total_time={seconds}", f"-runs={arguments.runs or -1}", "-timeout=10",
         "-rss_limit_mb=2048", f"-max_len={LONGEST}", f"-dict={DICTIONARIES[name]}",
         f"-artifact_prefix={scratch}/broken-{name}-", "-print_final_stats=1", *folders],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
        timeout=seconds + 300, check=False)
    if process.returncode != 0:
        print(process.stderr[-6000:], file=sys.stderr)
        for path in glob.glob(f"{scratch}/broken-{name}-*"):
            print(f"kept {path}; try it: {program} {path}", file=sys.stderr)
    inputs = re.search(r"stat::number_of_executed_units:\s*(\d+)", process.stderr)
    readers = re.findall(r"^reader (\w+): (\d+) given, (\d+) taken$", process.stderr, re.MULTILINE)
    return Found(process.returncode, int(inputs.group(1)) if inputs else 0,
                 {reader: (int(given), int(taken)) for reader, given, taken in readers})


def keep(program, folders):
    """Short inputs only: they say what they are about, and a thousand of them weigh nothing."""
    with tempfile.TemporaryDirectory() as short:
        for folder in folders:
            for entry in os.scandir(folder):
                if entry.stat().st_size <= LONGEST_KEPT:
                    shutil.copy(entry.path, short)
        subprocess.run([program, "-merge=1", CORPUS, short], check=True,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print(f"{len(os.listdir(CORPUS))} kept in {os.path.relpath(CORPUS, REPOSITORY)}")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("which", nargs="*", metavar="roster|decoders", help="which of the two (default: both)")
    parser.add_argument("--seconds", type=int, help="how long to try each (default: 60; with --runs, as long as it takes)")
    parser.add_argument("--runs", type=int, help="how many inputs to give to each")
    parser.add_argument("--seed", type=int, default=1, help="where libFuzzer's chance begins (default: 1)")
    parser.add_argument("--keep", action="store_true", help="take the least of what was found into the roster's corpus")
    parser.add_argument("--scratch", default=os.path.join(REPOSITORY, ".build-fuzz"), help="where to build")
    arguments = parser.parse_args()
    for name in arguments.which:
        if name not in PROGRAMS:
            parser.error(f"there is no '{name}': use {' or '.join(PROGRAMS)}")
    for name in ("seconds", "runs"):
        if getattr(arguments, name) is not None and getattr(arguments, name) < 1:
            parser.error(f"--{name} is 1 or more")
    return arguments


if __name__ == "__main__":
    sys.exit(main())
