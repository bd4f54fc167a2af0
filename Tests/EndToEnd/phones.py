"""Phones and callers, played by sipp."""

import os
import re

import ports
import tls
from processes import wait_until

HOTLINE = "+4500001000"
FAMILY = "+4500000031"
# The behaviours that ring as long as the case wants.
PICKED_UP = ("answers", "asks-who-rings", "asks-in-the-old-way")
SCENARIOS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scenarios")


class _Player:
    """One sipp: its ports, its log of messages and how to start it. sipp cannot speak TLS: then `port` is a bridge's,
    and `own_port` sipp's."""

    def __init__(self, name, transport="udp"):
        self.name = name
        self.transport = transport
        self.port = ports.one()
        self.own_port = ports.one() if transport == "tls" else self.port
        self.media_port = ports.block(6)
        self.process = None
        self.log = None

    def _start(self, stack, scenario, *arguments, talk_ms=600):
        self.log = os.path.join(stack.folder, f"{self.name}.messages")
        if self.transport != "udp":
            arguments = ("-t", "t1", *arguments)
        self.process = stack.run(f"sipp-{self.name}", [
            "sipp", *arguments, "-sf", os.path.join(SCENARIOS, f"{scenario}.xml"), "-i", "127.0.0.1",
            "-p", str(self.own_port), "-mp", str(self.media_port), "-mi", "127.0.0.1", "-nostdin",
            "-d", str(talk_ms), "-key", "contact", f"127.0.0.1:{self.port};transport={self.transport}",
            "-trace_shortmsg", "-shortmessage_file", self.log,
            "-trace_err", "-error_file", os.path.join(stack.folder, f"{self.name}.errors"),
            "-trace_logs", "-log_file", os.path.join(stack.folder, f"{self.name}.notes")])

    def _columns(self):
        if not self.log or not os.path.exists(self.log):
            return
        with open(self.log, encoding="utf-8", errors="replace") as log:
            for line in log:
                columns = line.rstrip("\n").split("\t")
                if len(columns) >= 7 and columns[3] in ("S", "R"):
                    yield columns

    def messages(self):
        """(seconds, "S" or "R", what) of every message so far; what is `INVITE`, or `200 to INVITE`."""
        found = []
        for columns in self._columns():
            first = columns[6].split()
            method = columns[5].split()[-1]
            what = f"{first[1]} to {method}" if first[0] == "SIP/2.0" else first[0]
            found.append((float(columns[2]), columns[3], what))
        return found

    def count(self, direction, wanted):
        return sum(way == direction and what == wanted for _, way, what in self.messages())


class Phone(_Player):
    """A professional's phone. Its behaviour is a scenario's name, or `dead`: nothing listens there. It is rung at its
    SIP address, at another that is `listed` for it, or at its `number` through the trunk, whose part it then plays."""

    def __init__(self, name, behaviour, line=None, transport="udp", number=None, listed=None, certificate=None,
                 talk_ms=500, ring_ms=300):
        super().__init__(name, transport)
        self.behaviour = behaviour
        self.line = line
        self.certificate = certificate
        self.talk_ms = talk_ms
        self.ring_ms = ring_ms
        self.bridge = None
        self.address = f"127.0.0.1:{self.port}" + ("" if transport == "udp" else f";transport={transport}")
        self.uri = f"tel:{number}" if number else f"sip:{name}@{self.address}"
        self.listed = listed or number or self.uri

    def start(self, stack):
        if self.behaviour == "dead":
            return
        if self.transport == "tls":
            self.bridge = stack.bridge(tls.Inward(self.port, self.own_port, *self.certificate))
        ringing = ("-set", "ring_ms", str(self.ring_ms)) if self.behaviour in PICKED_UP else ()
        self._start(stack, self.behaviour, *ringing, talk_ms=self.talk_ms)

    def rung(self):
        """How many calls reached it. One that was sent again because a packet got lost counts once."""
        if ports.LOSS:
            return len({columns[4] for columns in self._columns()
                        if columns[3] == "R" and columns[6].startswith("INVITE ")})
        return self.count("R", "INVITE")

    def is_rung(self, seconds=10):
        return wait_until(seconds, lambda: self.rung() > 0)

    def heard(self):
        """The INVITEs that a phone which `answers` got, every line of them."""
        return _read(self.log.replace(".messages", ".notes"))


class Caller(_Player):
    """`identity` is what stands in From, `more` are further header lines."""

    def __init__(self, name, stack, scenario, calls=1, rate=1, seconds=40, transport="udp", identity=None, more=(),
                 talk_ms=600, arguments=()):
        super().__init__(name, transport)
        self.seconds = seconds
        self.bridge = None
        port = stack.sip_port
        if transport == "tcp":
            port = stack.tcp_port
        if transport == "tls":
            port = ports.one()
            self.bridge = stack.bridge(tls.Outward(port, stack.tls_port, stack.authority))
        self._start(stack, scenario, f"127.0.0.1:{port}",
                    "-key", "hotline", HOTLINE, "-key", "family", FAMILY,
                    "-key", "identity", identity or f"<sip:{FAMILY}@127.0.0.1:{self.port}>",
                    "-key", "more", "".join("\r\n" + line for line in more), *arguments,
                    "-m", str(calls), "-r", str(rate), "-l", str(max(calls, 1)),
                    "-timeout", str(seconds), "-timeout_error", talk_ms=talk_ms)
        self.notes = os.path.join(stack.folder, f"{name}.notes")

    def went_as_written(self):
        """Whether every call followed its scenario to the end."""
        return self.process.wait(self.seconds + 5) == 0

    def deadline_heard(self):
        found = re.search(r"deadline (\S+)", _read(self.notes))
        return found.group(1).strip() if found else None


def _read(path):
    if not os.path.exists(path):
        return ""
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()
