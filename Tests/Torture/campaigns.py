"""The campaigns: each tries one kind of fault many times, and holds what the daemon promises."""

import contextlib
import dataclasses
import os
import random
import sys
import threading

CAMPAIGNS = {}
FAILURES_TOLD_MAX = 20


@dataclasses.dataclass
class Campaign:
    """`count` cases in the long form and `short` in the tests' form, both from one seed."""

    name: str
    function: object
    count: int
    short: int
    tools: tuple


def campaign(name, count, short, *tools):
    """Names a campaign, its cases, and the programs that it needs besides the daemon."""
    def keep(function):
        CAMPAIGNS[name] = Campaign(name, function, count, short, tools)
        return function
    return keep


class Skipped(Exception):
    """What cannot be tried on this machine, and why."""


class Broken(Exception):
    """A promise that was not kept."""


class Run:
    """One campaign under way: where it works, what it tries, and what was found."""

    def __init__(self, name, folder, hotlined, seed, count, is_short, is_planted, only_case=None):
        self.name, self.folder, self.hotlined = name, folder, hotlined
        self.seed, self.count = seed, count
        # Then times are told and not held: the machine does other things.
        self.is_short = is_short
        # Then the campaign does one thing wrong by itself, and must find it.
        self.is_planted = is_planted
        self.planted_case = None
        self.only_case = only_case
        self.tried = 0
        self.failures = []
        self.notes = []
        self._folders = 0
        self._lock = threading.Lock()

    @property
    def hotlinectl(self):
        return os.path.join(os.path.dirname(self.hotlined), "hotlinectl")

    def new_folder(self):
        self._folders += 1
        folder = os.path.join(self.folder, str(self._folders))
        os.mkdir(folder, 0o750)
        return folder

    def cases(self, count=None):
        """The numbers of the cases to try."""
        return [self.only_case] if self.only_case is not None else range(count or self.count)

    def plants(self, case):
        """Whether this case is to go wrong: the first one of a run that checks itself."""
        if self.is_planted and self.planted_case is None:
            self.planted_case = case
        return self.is_planted and case == self.planted_case

    @property
    def has_found_its_plant(self):
        return self.planted_case is not None and any(case == self.planted_case for case, _ in self.failures)

    def random(self, case):
        """Chance of one case: the same whatever ran before."""
        return random.Random(f"{self.name} {self.seed} {case}")

    @contextlib.contextmanager
    def case(self, number, what=""):
        """Counts one case. What goes wrong in it is its failure, and the next one is tried."""
        with self._lock:
            self.tried += 1
        try:
            yield
        except (Broken, OSError, ValueError, KeyError, IndexError, RuntimeError) as problem:
            self.failed(number, f"{what}: {problem or type(problem).__name__}")

    def failed(self, number, what):
        with self._lock:
            self.failures.append((number, what))
        if len(self.failures) <= FAILURES_TOLD_MAX:
            print(f"  FAILED case {number}: {what}\n    again: {self.again(number)}", file=sys.stderr, flush=True)

    def again(self, number):
        form = " --short" if self.is_short else ""
        return f"python3 Tests/Torture/run.py --only {self.name} --seed {self.seed} --count {self.count}{form} --case {number}"

    def note(self, text):
        self.notes.append(text)

    def line(self, seconds):
        bound = f"below {min(1, 3 / self.tried):.2g}" if self.tried and not self.failures else "not bounded"
        return (f"{self.name:<20} n {self.tried:>7}, {len(self.failures)} failures, rate {bound} (3/n, 95 %), "
                f"seed {self.seed}, {seconds:.1f} s" + "".join(f"; {note}" for note in self.notes))


def expect(is_so, what):
    """Within a case."""
    if not is_so:
        raise Broken(what)


def percentile(values, share):
    """The smallest value that `share` of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
