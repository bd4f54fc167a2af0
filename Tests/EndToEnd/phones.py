"""Phones and callers, played by sipp."""

import os
import re

import ports
from processes import wait_until

HOTLINE = "+4500001000"
FAMILY = "+4500000031"
SCENARIOS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scenarios")


class _Player:
    """One sipp: its ports, its log of messages and how to start it."""

    def __init__(self, name):
        self.name = name
        self.port = ports.one()
        self.media_port = ports.block(6)
        self.process = None
        self.log = None

    def _start(self, stack, scenario, *arguments):
        self.log = os.path.join(stack.folder, f"{self.name}.messages")
        self.process = stack.run(f"sipp-{self.name}", [
            "sipp", *arguments, "-sf", os.path.join(SCENARIOS, f"{scenario}.xml"), "-i", "127.0.0.1",
            "-p", str(self.port), "-mp", str(self.media_port), "-mi", "127.0.0.1", "-nostdin",
            "-trace_shortmsg", "-shortmessage_file", self.log,
            "-trace_err", "-error_file", os.path.join(stack.folder, f"{self.name}.errors"),
            "-trace_logs", "-log_file", os.path.join(stack.folder, f"{self.name}.notes")])

    def messages(self):
        """(seconds, "S" or "R", what) of every message so far; what is `INVITE`, or `200 to INVITE`."""
        if not self.log or not os.path.exists(self.log):
            return []
        found = []
        with open(self.log, encoding="utf-8", errors="replace") as log:
            for line in log:
                columns = line.rstrip("\n").split("\t")
                if len(columns) < 7 or columns[3] not in ("S", "R"):
                    continue
                first = columns[6].split()
                method = columns[5].split()[-1]
                what = f"{first[1]} to {method}" if first[0] == "SIP/2.0" else first[0]
                found.append((float(columns[2]), columns[3], what))
        return found

    def count(self, direction, wanted):
        return sum(way == direction and what == wanted for _, way, what in self.messages())


class Phone(_Player):
    """A professional's phone. Its behaviour is a scenario's name, or `dead`: nothing listens there."""

    def __init__(self, name, behaviour, line=None):
        super().__init__(name)
        self.behaviour = behaviour
        self.line = line
        self.uri = f"sip:{name}@127.0.0.1:{self.port}"

    def start(self, stack):
        if self.behaviour != "dead":
            self._start(stack, self.behaviour)

    def rung(self):
        """How many calls reached it."""
        return self.count("R", "INVITE")

    def is_rung(self, seconds=10):
        return wait_until(seconds, lambda: self.rung() > 0)


class Caller(_Player):
    def __init__(self, name, stack, scenario, calls=1, rate=1, seconds=40):
        super().__init__(name)
        self.seconds = seconds
        self._start(stack, scenario, f"127.0.0.1:{stack.sip_port}",
                    "-key", "hotline", HOTLINE, "-key", "family", FAMILY,
                    "-m", str(calls), "-r", str(rate), "-l", str(max(calls, 1)),
                    "-timeout", str(seconds), "-timeout_error")
        self.notes = os.path.join(stack.folder, f"{name}.notes")

    def went_as_written(self):
        """Whether every call followed its scenario to the end."""
        return self.process.wait(self.seconds + 5) == 0

    def deadline_heard(self):
        with open(self.notes, encoding="utf-8") as notes:
            found = re.search(r"deadline (\S+)", notes.read())
        return found.group(1).strip() if found else None
