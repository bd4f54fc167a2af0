"""A disk that is slow, full, broken or read-only, for a while: calls go on, and all is caught up with by itself."""

import collections
import itertools
import json
import os
import shutil
import time

import ledger
import shim
from campaigns import Broken, campaign, expect
from gateway import Gateway
from lives import READY_SECONDS_MAX, SHORT_SECONDS_MAX, spread
from shim import CHANGES, ERRORS, LOG, OTHERS, READS, SPOOL, SYNCS, TRUNCATES, WRITES, Rule
from victim import Victim

ANSWER_SECONDS_MAX = 0.5
# The daemon looks at its log every second here, and merges then; the fallback plan is tried again after half a minute.
WELL_SECONDS_MAX = 45
# A planted fault may keep it from that.
PLANTED_SECONDS_MAX = 5
# After which a daemon that had to start without its log tries anew.
NEW_TRY_SECONDS_MAX = 130
# Beside other work a healthy disk may miss its deadline, too: the share of such events, and in a short run.
STRANGE_SHARE_MAX, STRANGE_SHARE_MAX_SHORT = 0.02, 0.3
PLACES = {"log": LOG, "spool": SPOOL, "both": LOG | SPOOL | OTHERS}


def slow(delay):
    return lambda files: [Rule(files, SYNCS, delay=delay)]


def failing(name, operations=CHANGES, percent=100):
    return lambda files: [Rule(files, operations, ERRORS[name], percent=percent)]


FAULTS = {
    "slow 50 ms": slow(0.05),
    "slow 300 ms": slow(0.3),
    "slow 1 s": slow(1),
    "slow 5 s": slow(5),
    "slow now and then": lambda files: [Rule(files, SYNCS | WRITES, delay=0.4, percent=10)],
    # Most of what is read stands in the page cache.
    "slow reads": lambda files: [Rule(files, READS, delay=0.05, percent=10)],
    "EIO": failing("EIO"),
    "EIO at syncs": failing("EIO", SYNCS),
    "EIO now and then": failing("EIO", SYNCS | WRITES | TRUNCATES, percent=30),
    "EIO in reads, too": failing("EIO", CHANGES | READS),
    "ENOSPC": failing("ENOSPC"),
    "EROFS": failing("EROFS"),
}
DELAYS = {"slow 300 ms": 0.3, "slow 1 s": 1, "slow 5 s": 5, "slow now and then": 0.4}
# With these no event gets through to what they are on.
TOTAL = {"slow 1 s", "slow 5 s", "EIO", "EIO at syncs", "EIO in reads, too", "EROFS"}
# Faults that are there when the daemon starts; a slow disk only makes it start slowly.
AT_START = ("EIO", "ENOSPC", "EROFS")
# What is tried first, and so in every run of the tests: (fault, place, whether it is there at the start).
FIRST = [("EIO", "log", False), ("slow 1 s", "both", False), ("EROFS", "log", True), ("EIO", "both", False)]


def trials(run):
    """All faults at all places, in an order of the seed's, again and again."""
    yield from FIRST
    pairs = [(fault, place, False) for fault, place in itertools.product(FAULTS, PLACES)]
    pairs += [(fault, place, True) for fault, place in itertools.product(AT_START, PLACES)]
    for number in itertools.count():
        yield from run.random(f"round {number}").sample(pairs, len(pairs))


class Trial:
    """One fault, from its beginning until all is well again."""

    def __init__(self, run, library, number, fault, place, is_at_start):
        self.run = run
        self.chance = run.random(number)
        self.fault, self.place, self.is_at_start = fault, place, is_at_start
        # The first times it is waited for that the daemon ends by itself to try anew.
        self.is_patient = not run.is_short and number < len(FIRST) + 45 and place == "both"
        self.rules = FAULTS[fault](PLACES[place])
        self.victim = Victim(run.new_folder(), run.hotlined, library, run.seed + number)
        self.gateway = Gateway(self.victim, f"{run.seed} {number}")

    def go_through(self):
        begun, shown, healed = self.suffer()
        events = self.gateway.events
        self.judge_states(
            [event for event in events if event.sent >= begun and (event.acknowledged or 0) <= healed], shown)
        self.judge_outcome()
        self.victim.stop()

    def suffer(self):
        """When the fault began, what was shown meanwhile, and when it ended."""
        self.held = False
        if self.is_at_start:
            self.begin_with_fault()
        else:
            self.victim.start()
            self.gateway.run(self.chance.uniform(0.05, 0.3))
            self.gateway.latencies = []
            self.gateway.begin()
            self.victim.shim.orders(*self.rules)
        # What was answered before cannot be looked up while nothing can be read.
        self.gateway.may_refuse_again = self.fault == "EIO in reads, too"
        begun = time.monotonic()
        shown = self.watch(begun + self.chance.uniform(1.2, 2.5))
        healed = time.monotonic()
        self.victim.shim.orders()
        # What was under way is as slow as it was.
        time.sleep(DELAYS.get(self.fault, 0) + self.chance.uniform(0, 0.3))
        self.gateway.may_refuse_again = False
        if self.is_at_start or self.chance.random() < 0.5:
            self.gateway.end()
        else:
            # Merging is to be faster than a line that rings all the time, not than one that does nothing else.
            self.gateway.pause = 0.1
        if self.is_at_start and not self.is_patient:
            self.victim.stop()
            self.victim.start()
        self.wait_well()
        self.gateway.end()
        self.wait_well()
        return begun, shown, healed

    def begin_with_fault(self):
        """Ended calls are in the log, which the daemon does not get: it knows no call that is open."""
        self.victim.start()
        self.gateway.run(0.1)
        self.gateway.drain()
        self.victim.stop()
        self.held = bool(self.spool_files())
        self.gateway.latencies = []
        self.victim.shim.orders(*self.rules)
        taken = self.victim.start()
        expect(taken <= READY_SECONDS_MAX or self.run.is_short, f"ready only after {taken * 1000:.0f} ms")
        self.gateway.begin()

    def watch(self, until):
        """What /readyz told, and status before and after it, a few times a second."""
        shown = []
        while time.monotonic() < until:
            before = self.victim.status()
            code, ready = self.victim.get("/readyz")
            shown.append((code, ready, before, self.victim.status()))
            time.sleep(0.25)
        return shown

    def wait_well(self):
        seconds = WELL_SECONDS_MAX + (NEW_TRY_SECONDS_MAX if self.is_at_start and self.is_patient else 0)
        if self.run.is_planted:
            seconds = PLANTED_SECONDS_MAX
        end, told = time.monotonic() + seconds, "nothing"
        while time.monotonic() < end:
            self.start_again()
            try:
                status = self.victim.status()
            except OSError:
                continue  # it is ending, or does not listen yet
            told = f"{status['log']}, {status['reasons']}"
            if status["state"] == "ok" and status["log"]["state"] == "ok" and not status["log"]["spooled"] \
                    and not self.spool_files():
                return
            time.sleep(0.1)
        raise Broken(f"not well {seconds} s after the fault: {told}")

    def spool_files(self):
        folder = os.path.join(self.victim.state, "spool")
        return [name for name in (os.listdir(folder) if os.path.isdir(folder) else []) if name.startswith("events")]

    def start_again(self):
        """As the service manager does it, where a daemon that had to start without its log ends to try anew."""
        if self.victim.process.is_running():
            return
        code = self.victim.process.wait(0)
        expect(code == 0 and self.is_at_start, f"hotlined ended with {code}")
        self.victim.start()

    def judge_states(self, during, shown):
        """Each event was kept where design.md, section 5, says; and it was shown."""
        where = collections.Counter(
            (event.keeping, "question" if event.is_question else "report") for event in during if event.acknowledged)
        # A spool that holds events and cannot be read keeps the rest from the log: their order counts more.
        if self.fault in TOTAL and not (self.held and self.place == "spool"):
            allowed = {"log": "spooled", "spool": "log", "both": "volatile"}[self.place]
            # A report that was refused and is sent again may find that the slow disk took it after all.
            strange = {(kept, kind): count for (kept, kind), count in where.items()
                       if kept != allowed and not (kind == "report" and self.fault.startswith("slow"))}
            share = STRANGE_SHARE_MAX_SHORT if self.run.is_short else STRANGE_SHARE_MAX
            expect(sum(strange.values()) <= share * sum(where.values()), f"not {allowed}, but kept elsewhere: {strange}")
            expect(where, "nothing was answered during the fault")
        if not any(kept in ("spooled", "volatile") for kept, _ in where):
            return
        looks = [look for look in shown if look[1]["state"] == "degraded"] or shown
        code, ready, before, status = shown[-1] if self.fault in TOTAL else looks[-1]
        if self.fault not in TOTAL and ready["state"] != "degraded":
            # What a disk that is slow now and then sent to the spool may be merged before anybody looks, or come between two looks.
            expect(not (before["log"]["spooled"] and status["log"]["spooled"]), f"something stands in the spool, and /readyz shows nothing of it: {json.dumps(ready)}")
            return
        expect(code == 200 and ready["state"] == "degraded" and ready["reasons"],
               f"/readyz shows nothing of it: {code} {json.dumps(ready)}")
        expect(status["state"] == "degraded" and "spooling" in {alarm["code"] for alarm in status["alarms"]}
               and status["log"]["state"] != "ok" and (self.fault not in TOTAL or status["log"]["spooled"]),
               f"status shows nothing of it: {json.dumps(status['log'])} {status['reasons']}")

    def judge_outcome(self):
        found = self.gateway.failures or ledger.complaints(ledger.rows(self.victim.state), self.gateway.calls)
        found = found or ledger.verified(self.run.hotlinectl, self.victim.state)
        expect(not found, ledger.brief(found))
        code, ready = self.victim.get("/readyz")
        expect((code, ready["state"]) == (200, "ok"), f"/readyz is not well again: {code} {json.dumps(ready)}")
        slowest, what = max(self.gateway.latencies, default=(0, ""))
        late = sum(seconds > ANSWER_SECONDS_MAX for seconds, _ in self.gateway.latencies)
        expect(not late or self.run.is_short, f"{late} of {len(self.gateway.latencies)} questions were answered late, {what} "
                                              f"only after {slowest * 1000:.0f} ms")


@campaign("disk", 450, 4, "cc")
def disk(run):
    """A disk that is slow, broken, full or read-only for a while: each question answered, all caught up with, once."""
    library, begun = shim.build(run.folder), time.monotonic()
    latencies, keepings = [], collections.Counter()
    order = list(itertools.islice(trials(run), max(run.cases()) + 1))
    for number in run.cases():
        fault, place, is_at_start = order[number]
        trial = Trial(run, library, number, fault, place, is_at_start)
        if run.plants(number):
            trial.victim.shim.swallow(SPOOL)
        held = False
        with run.case(number, f"{fault} on {place}{' at the start' if is_at_start else ''}"):
            trial.go_through()
            held = True
        trial.victim.shim.orders()
        trial.gateway.end()
        trial.victim.remove()
        latencies += [seconds for seconds, _ in trial.gateway.latencies]
        keepings += trial.gateway.keepings
        if held:
            shutil.rmtree(trial.victim.folder)
        if run.is_planted or run.is_short and time.monotonic() > begun + SHORT_SECONDS_MAX:
            break
    run.note(f"questions: {spread(latencies)}")
    run.note(", ".join(f"{name} {count}" for name, count in sorted(keepings.items())))
