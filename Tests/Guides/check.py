#!/usr/bin/env python3
"""Every answer that the guides in docs/ print is what hotlinectl answers. --renew writes the answers anew."""

import argparse
import os
import pathlib
import shlex
import subprocess
import sys

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
# Which language a page is written in, and so its reader's locale.
PAGES = {
    "docs/roster-guide.md": "en_GB.UTF-8", "docs/roster-recipes.md": "en_GB.UTF-8",
    "docs/vagtplan.md": "da_DK.UTF-8", "docs/vagtplan-opskrifter.md": "da_DK.UTF-8",
}
PROMPT = "$ hotlinectl "
SECONDS_MAX = 60


def main():
    arguments = parse()
    program = os.path.abspath(arguments.hotlinectl)
    passed = failed = 0
    for page, locale in PAGES.items():
        path = REPOSITORY / page
        lines, renewed, place = path.read_text(encoding="utf-8").split("\n"), [], 0
        while place < len(lines):
            line = lines[place]
            renewed.append(line)
            place += 1
            if not line.startswith(PROMPT):
                continue
            told, place = answer_told(lines, place)
            true = answer(program, line, locale)
            is_true = true == told
            passed, failed = passed + is_true, failed + (not is_true)
            if not is_true and not arguments.renew:
                number = len(renewed)
                print(f"{page}:{number}: {line}\n  told:  " + "\n         ".join(told) +
                      "\n  true:  " + "\n         ".join(true))
            renewed += true + ([""] if told_with_gap(lines, place) else [])
        if arguments.renew:
            path.write_text("\n".join(renewed), encoding="utf-8")
    if passed + failed == 0:
        failed = 1
        print("no guide prints an answer")
    print(f"{passed} passed, {failed} failed")
    return 0 if failed == 0 or arguments.renew else 1


def answer_told(lines, place):
    """The lines below a command, without the empty one before the next, and the place behind them."""
    told = []
    while not lines[place].startswith(("$ ", "```")):
        told.append(lines[place])
        place += 1
    while told and not told[-1]:
        told.pop()
    return told, place


def told_with_gap(lines, place):
    return lines[place].startswith("$ ") and not lines[place - 1]


def answer(program, line, locale):
    words = shlex.split(line.removeprefix(PROMPT), comments=True)
    done = subprocess.run(
        [program, *words], cwd=REPOSITORY, env={"PATH": os.environ.get("PATH", ""), "LC_ALL": locale},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=SECONDS_MAX, check=False)
    return (done.stderr + done.stdout).rstrip("\n").split("\n")


def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hotlinectl", nargs="?", default=str(REPOSITORY / ".build/debug/hotlinectl"))
    parser.add_argument("--renew", action="store_true", help="write the true answers into the pages")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
