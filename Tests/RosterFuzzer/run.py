#!/usr/bin/env python3
"""Gives the roster's reader to libFuzzer. Exits 0 only if it never trapped, hung or broke a promise.

The corpus begins with the fixtures and recipes, and with what earlier runs found worth keeping
(Tests/RosterFuzzer/corpus). What a run finds stays in .build-fuzz/found; --keep takes the least of it that
reaches as much into the repository's corpus.
"""

import argparse
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = os.path.dirname(os.path.dirname(HERE))
FUZZER = "release/RosterFuzzer"
LONGEST = 8192
LONGEST_KEPT = 400


def main():
    arguments = parse()
    build = os.path.abspath(arguments.scratch)
    subprocess.run(
        ["swift", "build", "--explicit-target-dependency-import-check", "error", "--scratch-path", build,
         "-c", "release", "--sanitize", "fuzzer", "--product", "RosterFuzzer"],
        cwd=REPOSITORY, env={**os.environ, "HOTLINE_FUZZ": "1"}, check=True)
    corpus = os.path.join(HERE, "corpus")
    found, seeds = os.path.join(build, "found"), os.path.join(build, "seeds")
    shutil.rmtree(seeds, ignore_errors=True)
    for folder in (found, seeds, corpus):
        os.makedirs(folder, exist_ok=True)
    count = write_seeds(seeds)
    print(f"{count} rosters and {len(os.listdir(corpus))} of the corpus to begin with", flush=True)
    runs, code = fuzz(os.path.join(build, FUZZER), arguments, [found, corpus, seeds], build)
    if code == 0 and arguments.keep:
        keep(os.path.join(build, FUZZER), corpus, [found, seeds])
    broken = 0 if code == 0 else 1
    print(f"{runs} rosters read, {broken} broke the reader" + (f": rate below {3 / runs:.1e}" if runs and not broken else ""))
    return broken


def write_seeds(folder):
    """Each fixture as one input: its YAML, and behind a NUL its first table."""
    count = 0
    for kind in ("rosters", "recipes"):
        for entry in sorted(glob.glob(os.path.join(REPOSITORY, "Tests", "Fixtures", kind, "*"))):
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
            count += 1
    return count


def read(path):
    with open(path, "rb") as file:
        return file.read()


def fuzz(program, arguments, folders, build):
    """How many inputs were read, and libFuzzer's exit code."""
    process = subprocess.run(
        [program, f"-seed={arguments.seed}", f"-max_total_time={arguments.seconds}", "-timeout=10",
         "-rss_limit_mb=2048", f"-max_len={LONGEST}", f"-dict={HERE}/roster.dict",
         f"-artifact_prefix={build}/broken-", "-print_final_stats=1", *folders],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace",
        timeout=arguments.seconds + 300, check=False)
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", process.stderr)
    if process.returncode != 0:
        print(process.stderr[-6000:], file=sys.stderr)
        for path in glob.glob(f"{build}/broken-*"):
            print(f"kept {path}; try it: {program} {path}", file=sys.stderr)
    return int(runs.group(1)) if runs else 0, process.returncode


def keep(program, corpus, folders):
    """Short inputs only: they say what they are about, and a thousand of them weigh nothing."""
    with tempfile.TemporaryDirectory() as short:
        for folder in folders:
            for entry in os.scandir(folder):
                if entry.stat().st_size <= LONGEST_KEPT:
                    shutil.copy(entry.path, short)
        subprocess.run([program, "-merge=1", corpus, short], check=True,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print(f"{len(os.listdir(corpus))} kept in {os.path.relpath(corpus, REPOSITORY)}")


def parse():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=60, help="how long to try (default: 60)")
    parser.add_argument("--seed", type=int, default=1, help="where libFuzzer's chance begins (default: 1)")
    parser.add_argument("--keep", action="store_true", help="take the least of what was found into the corpus")
    parser.add_argument("--scratch", default=os.path.join(REPOSITORY, ".build-fuzz"), help="where to build")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
