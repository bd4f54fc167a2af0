"""Lives of a daemon: each goes from one sudden end to the next, on one log, and what was acknowledged is held against it.

A case is one sudden end. It repeats with all that came before it in its life: the seed gives the same ends in the same
order and at the same places in what the daemon does to its files, though the load between them is real and its threads
take turns as they like.
"""

import collections
import os
import shutil
import signal
import time

import ledger
import oldlogs
import shim
from campaigns import expect, percentile
from gateway import Gateway
from shim import CHANGES, ERRORS, LOG, LOG_FILE, LOG_WAL, NAMES, OTHERS, SPOOL, STATE, SYNCS, TRUNCATES, WRITES, Rule
from victim import ENDING_SECONDS_MAX, Victim

CASES_OF_A_LIFE = 25
READY_SECONDS_MAX = 1.0
STRIKE_SECONDS_MAX = 1.5
MERGED_SECONDS_MAX = 30
# A short run has its time, however slow the machine is.
SHORT_SECONDS_MAX = 15
ROSTER = "roster.d/vagter.yaml"


class Life:
    """One daemon, its log and its gateway. What a sudden end is, and what else is looked at, is said by those below."""

    # How often each kind of end comes before they come anew, in another order.
    KINDS = {"load": 6, "startup": 3, "checkpoint": 3, "reload": 3, "merge": 3, "volatile": 1, "migration": 2}
    VERIFIES_EACH = 5

    def __init__(self, run, library, number, ready_times):
        self.run = run
        self.name = f"{run.seed} life {number}"
        self.chance = run.random(f"life {number}")
        self.victim = Victim(run.new_folder(), run.hotlined, library, run.seed + number)
        self.victim.ready_times = ready_times
        self.gateway = Gateway(self.victim, self.name)
        # How many changes there are to choose from, by what is under way; learnt as it goes.
        self.reach = collections.Counter(
            {"load": 120, "startup": 40, "checkpoint": 30, "reload": 40, "merge": 60, "migration": 60})
        self.deck = []
        self.rosters = 0

    def next_kind(self):
        if not self.deck:
            kinds = [kind for kind, times in self.KINDS.items() for _ in range(1 if self.run.is_short else times)]
            self.deck = self.chance.sample(kinds, len(kinds))
        return self.deck.pop()

    def go_through(self, kind, cycle, is_last):
        """One case: a sudden end of this kind, and what is left after it."""
        if cycle == 1:
            self.start()
        getattr(self, kind)()
        self.after_end()
        self.recover(cycle)
        if is_last:
            self.close()

    def plant(self):
        """A flaw that must be found."""
        self.victim.shim.swallow(SPOOL)
        self.KINDS = {"merge": 1}

    def remove(self):
        self.victim.end()
        self.gateway.end()
        self.victim.remove()

    def start(self):
        taken = self.victim.start()
        expect(taken <= READY_SECONDS_MAX or self.run.is_short, f"ready only after {taken * 1000:.0f} ms")

    def after_end(self):
        """What else happens at a sudden end."""

    def recover(self, cycle):
        """The daemon again, and all that was acknowledged."""
        self.start()
        self.check(verifies=cycle % self.VERIFIES_EACH == 0)
        self.gateway.send_some_again(self.chance)
        self.check_gateway()

    def close(self):
        """Every call comes to its end, and then the log holds just what was sent."""
        self.gateway.drain()
        self.check(verifies=True)
        logged = {row.delivery for row in ledger.rows(self.victim.state)}
        missing = [event for call in self.gateway.calls for event in call.events
                   if event.delivery not in logged and not call.is_shaken]
        expect(not missing, f"{len(missing)} events are not in the log at the end, {missing and missing[0].type} among them")
        self.check_gateway()
        self.victim.stop()

    def check(self, verifies):
        self.wait_merged()
        found = ledger.complaints(ledger.rows(self.victim.state), self.gateway.calls)
        if verifies and not found:
            found = ledger.verified(self.run.hotlinectl, self.victim.state)
        expect(not found, ledger.brief(found))

    def check_gateway(self):
        expect(not self.gateway.failures, ledger.brief(self.gateway.failures))

    def wait_merged(self):
        end = time.monotonic() + MERGED_SECONDS_MAX
        while self.victim.status()["log"]["spooled"]:
            expect(time.monotonic() < end, f"the spool was not merged in {MERGED_SECONDS_MAX} s")
            time.sleep(0.05)

    # Sudden ends

    def strike(self, what, files=STATE, operations=CHANGES, seconds=STRIKE_SECONDS_MAX):
        """Ends the running daemon at one of its changes, chosen by chance; at the latest after so many seconds."""
        self.arm(what, files, operations)
        self.learn(what, self.victim.wait_end(seconds))
        self.finish()

    def strike_at_start(self, what, files=STATE, operations=CHANGES):
        """A start that is ended at one of its changes, else at READY."""
        self.arm(what, files, operations)
        self.victim.launch()
        self.learn(what, self.victim.wait_ready() is None)
        self.finish()

    def arm(self, what, files=STATE, operations=CHANGES):
        self.victim.shim.kill_at(self.chance.randint(1, self.reach[what]), files, operations)

    def learn(self, what, died):
        fatal = self.victim.shim.fatal
        self.reach[what] = max(3, fatal) if not died else max(self.reach[what], fatal + fatal // 4)

    def finish(self):
        """Ends it now, if it still runs."""
        self.victim.kill()
        self.victim.shim.kill_at(0)
        self.victim.shim.orders()

    def load(self):
        """While calls come in."""
        self.gateway.begin()
        time.sleep(self.chance.uniform(0, 0.25))
        if self.chance.random() < 0.5:
            self.strike("load")
        else:
            self.finish()
        self.gateway.end()

    def startup(self):
        """While it starts, after another sudden end under load."""
        self.load()
        self.after_end()
        if self.chance.random() < 0.5:
            self.victim.launch()
            time.sleep(self.chance.uniform(0, self.victim.ready_times[-1]))
            self.finish()
        else:
            self.strike_at_start("startup")

    def checkpoint(self):
        """While the WAL goes into the log's file: by itself, or because the daemon is told to stop."""
        self.gateway.run(self.chance.uniform(0.05, 0.3))
        if self.chance.random() < 0.2:
            self.victim.shim.kill_at(1, LOG_WAL, TRUNCATES | NAMES)
        else:
            self.arm("checkpoint", LOG_FILE, WRITES | SYNCS | TRUNCATES)
        self.victim.process.signal(signal.SIGTERM)
        ended = self.victim.wait_end(ENDING_SECONDS_MAX)
        self.learn("checkpoint", self.victim.process.wait(0) != 0)
        self.finish()
        expect(ended, "it did not end by SIGTERM")

    def reload(self):
        """While a changed roster is read, checked and kept."""
        self.gateway.begin()
        self.change_roster()
        self.victim.process.signal(signal.SIGHUP)
        if self.chance.random() < 0.5:
            self.strike("reload", OTHERS)
        else:
            self.strike("load", seconds=self.chance.uniform(0, 0.15))
        self.gateway.end()

    def change_roster(self):
        self.rosters += 1
        path = os.path.join(self.victim.folder, ROSTER)
        with open(path, encoding="utf-8") as file:
            text = file.read()
        self.victim.write(ROSTER, f"{text.rstrip()}\n# change {self.rosters}\n")

    def merge(self):
        """While what was spooled goes into the log: at a start, or when the disk is well again."""
        self.fail_for_a_while(LOG)
        if self.chance.random() < 0.3:
            self.victim.shim.orders()
            self.strike("merge", LOG_WAL | SPOOL)
        else:
            self.strike("load", seconds=self.chance.uniform(0, 0.1))
            self.after_end()
            self.strike_at_start("merge", LOG_WAL | SPOOL)
        self.gateway.end()

    def volatile(self):
        """While neither disk takes events: they are in memory's file system, and reports are refused."""
        self.fail_for_a_while(LOG | SPOOL)
        if self.chance.random() < 0.5:
            # The spool is well again before the log.
            self.victim.shim.orders(Rule(LOG, WRITES | SYNCS, ERRORS["EIO"]))
            time.sleep(self.chance.uniform(0, 0.15))
        self.strike("load", seconds=self.chance.uniform(0, 0.1))
        self.gateway.end()

    def fail_for_a_while(self, files):
        """Leaves the gateway at work, and the disk broken."""
        self.gateway.begin()
        time.sleep(self.chance.uniform(0, 0.05))
        self.victim.shim.orders(Rule(files, WRITES | SYNCS, ERRORS["EIO"]))
        time.sleep(self.chance.uniform(0.05, 0.25))

    def migration(self):
        """While the log of an earlier version is brought to this one."""
        self.gateway.run(self.chance.uniform(0, 0.1))
        self.victim.stop()
        oldlogs.bring(os.path.join(self.victim.state, "calls.sqlite"), self.chance.choice(oldlogs.VERSIONS))
        self.strike_at_start("migration", LOG)


def go_through(run, life_of):
    """All cases of a run, each in its life. A life ends with the first that fails."""
    library, begun = shim.build(run.folder), time.monotonic()
    ready_times, ends = [], collections.Counter()

    def is_over():
        return run.is_short and time.monotonic() > begun + SHORT_SECONDS_MAX

    lasts = {case // CASES_OF_A_LIFE: case % CASES_OF_A_LIFE + 1 for case in run.cases()}
    for number, last in lasts.items():
        life = life_of(run, library, number, ready_times)
        first = number * CASES_OF_A_LIFE
        if run.plants(first if run.only_case is None else run.only_case):
            life.plant()
        for cycle in range(1, last + 1):
            kind, held = life.next_kind(), False
            # What is planted is found in one of its life's cases, and told as its first.
            with run.case(run.planted_case if run.is_planted else first + cycle - 1, kind):
                life.go_through(kind, cycle, cycle == last or is_over())
                held = True
            ends[kind] += held
            if not held or is_over():
                break
        life.remove()
        if held:
            shutil.rmtree(life.victim.folder)
        if run.is_planted or is_over():
            break
    run.note(f"ready: {spread(ready_times)}")
    run.note(", ".join(f"{kind} {count}" for kind, count in sorted(ends.items())))


def spread(seconds):
    """Times in words: median, 99th of a hundred, slowest."""
    if not seconds:
        return "none measured"
    median, p99 = (percentile(seconds, share) * 1000 for share in (0.5, 0.99))
    return f"median {median:.0f} ms, p99 {p99:.0f} ms, slowest {max(seconds) * 1000:.0f} ms of {len(seconds)}"
