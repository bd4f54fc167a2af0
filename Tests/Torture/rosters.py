"""A broken roster never takes the place of the one that stands, and calls go on meanwhile."""

import os
import subprocess
import threading

import mutants
from campaigns import campaign, expect, percentile
from daemon import NUMBER, Target
from processes import ENVIRONMENT

ANSWER_SECONDS_MAX = 0.5
RELOAD_SECONDS_MAX = 120
CALLS_EVERY_SECONDS = 0.05
END_TRIES_MAX = 20
NOBODY = 65534


@campaign("rosters", 500, 60)
def rosters(run):
    """Mutants of every kind at SIGHUP: the old roster stands, and the mutant's place is named."""
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s" if run.is_short else "250 ms")
    # As root one reads everything: then nothing would be unreadable.
    if os.geteuid() == 0 and not runs_as_nobody(target):
        run.note("as root: nothing is unreadable")
    folder = mutants.Folder(os.path.join(target.folder, "roster.d"))
    try:
        target.start()
        old = target.status()["roster"]["sha256"]
        with Caller(target) as caller:
            for number in run.cases():
                try_one(run, number, target, folder, old)
            with run.case("mended", "the roster that was there before"):
                target.reload(RELOAD_SECONDS_MAX)
                expect(target.status()["roster"]["good"], "it is not taken again")
        judge(run, caller)
        target.stop()
    finally:
        target.remove()


def try_one(run, number, target, folder, old):
    random = run.random(number)
    kind = mutants.choose(random, number)
    if not target.process.is_running():
        target.start()
    with run.case(number, kind):
        try:
            expected = mutants.MUTANTS[kind][0](folder, random)
            if run.plants(number):
                folder.restore()
                folder.put("zz.yaml", b"# a comment makes another roster, and a good one\n")
            target.reload(RELOAD_SECONDS_MAX)
            status = target.status()
            if status["roster"]["sha256"] != old:
                folder.restore()
                target.reload(RELOAD_SECONDS_MAX)
                expect(False, "it took the old roster's place")
            expect(not status["roster"]["good"], "it passes for a good roster")
            told = " ".join(status["reasons"])
            expect(expected.fits(told), f"its place {expected} is not named: {told}")
        finally:
            folder.restore()


def runs_as_nobody(target):
    """Lets the daemon run as a user without rights, where that user may start it."""
    as_nobody = ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    try:
        tried = subprocess.run([*as_nobody, target.hotlined, "--version"], env=ENVIRONMENT, stdin=subprocess.DEVNULL,
                               capture_output=True, timeout=20, check=False, cwd="/")
    except OSError:
        return False
    if tried.returncode != 0:
        return False
    target.launch(f"exec {' '.join(as_nobody)} $@")
    for path, folders, files in os.walk(target.folder):
        for name in (path, *(os.path.join(path, each) for each in (*folders, *files))):
            os.chown(name, NOBODY, NOBODY)
    os.chown(target.runtime, NOBODY, NOBODY)
    return True


class Caller:
    """Calls all the time: each must be routed by the old roster, and soon."""

    def __init__(self, target):
        self._target = target
        self._family = target.families()[0]
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._call)
        self.seconds = []
        self.wrong = []

    def __enter__(self):
        first = self._one("call-0")
        self._rung = self._rungs(first)
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._end.set()
        self._thread.join()

    def _one(self, call):
        reply = self._target.event("call.incoming", call, **{"from": self._family, "to": NUMBER})
        for _ in range(END_TRIES_MAX):
            # A report that nothing could keep is sent again; until then somebody is held by the call.
            if self._target.event("call.ended", call, by="caller").status == 200:
                break
        return reply

    def _rungs(self, reply):
        return [target["professional"] for target in reply.json["targets"]]

    def _call(self):
        number = 0
        while not self._end.wait(CALLS_EVERY_SECONDS):
            number += 1
            try:
                reply = self._one(f"call-{number}")
                self.seconds.append(reply.seconds)
                if reply.status != 200 or self._rungs(reply) != self._rung:
                    self.wrong.append(f"{reply.status} {reply.text[:200]}")
            except (OSError, ValueError, KeyError) as problem:
                self.wrong.append(f"{type(problem).__name__}: {problem}")


def judge(run, caller):
    with run.case("calls", "calls meanwhile"):
        expect(caller.seconds, "no call was placed")
        slowest = max(caller.seconds)
        run.note(f"{len(caller.seconds)} calls meanwhile, p99 {1000 * percentile(caller.seconds, 0.99):.0f} ms, "
                 f"slowest {1000 * slowest:.0f} ms")
        expect(not caller.wrong, f"{len(caller.wrong)} were answered wrongly: {caller.wrong[:2]}")
        expect(run.is_short or slowest < ANSWER_SECONDS_MAX, f"one was answered after {slowest:.2f} s")
