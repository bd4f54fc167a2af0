"""Simulated power cuts: powerdisk.py has the model."""

import os

import powerdisk
from campaigns import Broken, campaign, expect
from lives import Life, go_through

NEXT_CHANGE_SECONDS_MAX = 5
BROKEN = "roster: 1\nfamilies: [\n"


class CutLife(Life):
    """Each sudden end takes with it what was not synced, and all that was in memory."""

    KINDS = {**Life.KINDS, "volatile": 2, "loses_roster": 2}
    VERIFIES_EACH = 1

    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.cuts = 0
        self.policies = {}
        self.victim.shim.journal = os.path.join(self.victim.folder, "journal")
        launch = self.victim.launch

        def launch_on_disk():
            self.disk = powerdisk.PowerDisk(self.victim.state)
            if os.path.exists(self.victim.shim.journal):
                os.unlink(self.victim.shim.journal)
            launch()
        self.victim.launch = launch_on_disk

    def plant(self):
        """The disk lies: it says that it has synced, and has not."""
        self.victim.shim.lie()
        self.KINDS = {"load": 1}

    def finish(self):
        """At the next change, of which one comes each second: else one might be done and not written down."""
        self.victim.shim.kill_at(1)
        self.victim.wait_end(NEXT_CHANGE_SECONDS_MAX)
        super().finish()

    def after_end(self):
        """The disk as the cut left it takes the place of the one that was."""
        self.cuts += 1
        disk = self.disk.replay(self.victim.shim.journal)
        differences = disk.differences()
        expect(not differences, f"the shim has missed what was done to {', '.join(differences[:5])}")
        left = self.victim.state + ".left"
        self.policies = disk.leave(left, f"{self.name} cut {self.cuts}")
        powerdisk.replace(self.victim.state, left)
        self.victim.lose_runtime()
        self.gateway.forget_volatile()

    def recover(self, cycle):
        try:
            super().recover(cycle)
        except (Broken, RuntimeError) as problem:
            told = ", ".join(f"{name} {policy}" for name, policy in sorted(self.policies.items()))
            raise Broken(f"{problem} (after a cut that left: {told})") from problem

    def loses_roster(self):
        """As under load; and when the power is back, the roster has an error: the last good one must be whole."""
        self.change_roster()
        self.start_anew()
        self.load()
        self.after_end()
        path = os.path.join(self.victim.folder, "roster.d", "opsaetning.yaml")
        with open(path, encoding="utf-8") as file:
            good = file.read()
        self.victim.write("roster.d/opsaetning.yaml", BROKEN)
        self.victim.start()
        codes = {alarm["code"] for alarm in self.victim.status()["alarms"]}
        self.victim.write("roster.d/opsaetning.yaml", good)
        expect("roster-refused" in codes and "no-roster" not in codes,
               f"no last good roster after a cut: alarms {', '.join(sorted(codes)) or 'none'}")
        self.load()

    def start_anew(self):
        self.victim.stop()
        self.victim.start()


@campaign("powercuts", 3_000, 10, "cc")
def powercuts(run):
    """Power cuts at any moment, which take what was not synced: nothing lost, nothing doubled."""
    go_through(run, CutLife)
