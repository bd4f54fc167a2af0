"""A gateway under load: lines that place whole calls, keep what was acknowledged, and send again what was not.

After a connection that broke, an event is sent again under the id that it had; after a 503 too. Some deliveries are sent
twice though they were acknowledged: the reply must be the same.
"""

import collections
import dataclasses
import http.client
import json
import random
import threading
import time

from server import NUMBER

QUESTIONS = {"call.incoming", "call.digits", "callback.requested", "step.ended"}
REQUEST_SECONDS_MAX = 15
REFUSED_PAUSE = 0.1


@dataclasses.dataclass
class Event:
    delivery: str
    type: str
    body: bytes
    sent: float
    acknowledged: float = None
    keeping: str = None
    reply: bytes = None

    @property
    def is_question(self):
        return self.type in QUESTIONS


@dataclasses.dataclass
class Call:
    """A caller's way, decided by chance and by what the daemon instructs."""

    name: str
    caller: str
    chance: random.Random
    events: list = dataclasses.field(default_factory=list)
    # What is to be told before the next instruction counts.
    script: list = dataclasses.field(default_factory=list)
    is_over: bool = False
    # A power cut took an event of it that was in memory only: the daemon may not know it any more.
    is_shaken: bool = False

    def next(self, reply):
        """The next event's members, after the reply to the one before; `None` when the call is over."""
        if self.script:
            return self.script.pop(0)
        if reply is None:
            return {"type": "call.incoming", "from": self.caller, "to": NUMBER}
        if self.is_over:
            return None
        kind = reply["instruction"]
        if kind == "dial":
            return self._dialled(reply)
        if kind == "gather":
            keys = self.chance.choice(("470811", "815204", "000000", "", "40112233"))
            return {"type": "call.digits", "digits": keys[:reply["digits"]]}
        self.is_over = True
        if kind == "connect":
            self.script = [{"type": "call.ended", "by": self.chance.choice(("caller", "professional"))}]
            return {"type": "leg.ended", "leg": reply["leg"], "reason": "completed"}
        return {"type": "call.ended", "by": "gateway" if kind in ("callback", "hangup") else "caller"}

    def _dialled(self, dial):
        legs = [target["leg"] for target in dial["targets"]]
        what = self.chance.random()
        if what < 0.25:
            leg = self.chance.choice(legs)
            self.script = [{"type": "leg.answered", "leg": leg}, {"type": "leg.accepted", "leg": leg}]
            return {"type": "leg.ringing", "leg": leg}
        if what < 0.75:
            reasons = [self.chance.choice(("no-answer", "busy", "declined", "unreachable")) for _ in legs]
            ended = [{"type": "leg.ended", "leg": leg, "reason": why} for leg, why in zip(legs, reasons)]
            self.script = ended[1:]
            return ended[0]
        if what < 0.85:
            return {"type": "step.ended", "step": dial["step"]}
        if what < 0.92:
            return {"type": "callback.requested"}
        self.is_over = True
        return {"type": "call.ended", "by": "caller"}


class Gateway:
    """All that was sent to one daemon over its lives, on so many lines."""

    def __init__(self, server, seed, lines=4):
        self.server = server
        self.calls = []
        self.failures = []
        self.latencies = []
        self.may_refuse_again = False
        self.keepings = collections.Counter()
        self.lines = [_Line(self, number, random.Random(f"{seed} line {number}")) for number in range(lines)]
        self.pause = 0  # of each line after each event
        self._families = server.families()
        self._lock = threading.Lock()
        self._threads = []
        self._stop = threading.Event()

    def begin(self, is_draining=False):
        """Goes on with the calls that are open, and places new ones unless it is draining."""
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=line.work, args=(self._stop, is_draining)) for line in self.lines]
        for thread in self._threads:
            thread.start()

    def end(self):
        """Stops after the events under way."""
        self._stop.set()
        self.join()

    def join(self):
        for thread in self._threads:
            thread.join(REQUEST_SECONDS_MAX + 5)
            if thread.is_alive():
                self.fail("a line does not come to its end")
        self._threads = []

    def run(self, seconds):
        self.begin()
        time.sleep(seconds)
        self.end()

    def drain(self, seconds=30):
        """Brings every call to its end."""
        self.begin(is_draining=True)
        end = time.monotonic() + seconds
        while time.monotonic() < end and any(thread.is_alive() for thread in self._threads):
            time.sleep(0.01)
        self.end()
        if not all(line.is_idle for line in self.lines):
            self.fail("calls could not be brought to their end")

    def fail(self, what):
        with self._lock:
            self.failures.append(what)

    def new_call(self, chance):
        with self._lock:
            number = len(self.calls)
            caller = chance.choice((*self._families, "+4500000099", "anonymous"))
            call = Call(f"c-{number}", caller, random.Random(chance.random()))
            self.calls.append(call)
            return call

    def answered(self, event, seconds):
        with self._lock:
            self.keepings[event.keeping] += 1
            if event.is_question:
                self.latencies.append((seconds, event.type))

    @property
    def events(self):
        return [event for call in self.calls for event in call.events]

    def forget_volatile(self):
        """What was in memory only may be gone after a power cut: such calls do not go on."""
        for call in self.calls:
            call.is_shaken = call.is_shaken or any(event.keeping == "volatile" for event in call.events)
        for line in self.lines:
            line.hang_up(lambda call: call.is_shaken)

    def send_some_again(self, chance, count=5):
        """Deliveries that were acknowledged get the same reply, now and after any restart."""
        known = [(call, event) for call in self.calls[-40:] for event in call.events
                 if event.acknowledged and not call.is_shaken]
        connection = self.connection()
        try:
            for call, event in chance.sample(known, min(count, len(known))):
                self.again(connection, call, event)
        finally:
            connection.close()

    def again(self, connection, call, event):
        begun = time.monotonic()
        status, reply, _ = self.post(connection, event)
        if event.is_question:
            self.latencies.append((time.monotonic() - begun, f"{event.type} again"))
        if status == 503 and self.may_refuse_again:
            return
        if (status, reply) != (200, event.reply) and not call.is_shaken:
            self.fail(f"{event.type} {event.delivery} was answered otherwise when it came again: {status}")

    def connection(self):
        return http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=REQUEST_SECONDS_MAX)

    def post(self, connection, event):
        connection.request("POST", "/gateway/bench", event.body, {
            "Authorization": f"Bearer {self.server.token}", "Content-Type": "application/json",
            "webhook-id": event.delivery})
        response = connection.getresponse()
        return response.status, response.read(), response.getheader("Hotline-Log") or "log"


class _Line:
    """One connection and the calls on it: those whose report was refused wait until it is sent again."""

    def __init__(self, gateway, number, chance):
        self.gateway = gateway
        self.number = number
        self.chance = chance
        self.call = None
        self.waiting = None  # of the call: sent, and not acknowledged
        self.refused = collections.deque()  # (call, event, not before)
        self.count = 0

    @property
    def is_idle(self):
        return self.call is None and not self.refused

    def hang_up(self, is_lost):
        """Gives up the calls that are."""
        if self.call and is_lost(self.call):
            self.call, self.waiting = None, None
        self.refused = collections.deque(each for each in self.refused if not is_lost(each[0]))

    def work(self, stop, is_draining):
        connection = self.gateway.connection()
        try:
            while not stop.is_set() and self._take_up(is_draining):
                self._step(connection)
                if self.gateway.pause:
                    stop.wait(self.gateway.pause)
        except (OSError, http.client.HTTPException):
            return  # the daemon is gone; what waits is sent again
        finally:
            connection.close()

    def _take_up(self, is_draining):
        """Sees to it that there is a call; False if there shall be none any more."""
        if self.call is None and self.refused and (is_draining or self.refused[0][2] < time.monotonic()):
            self.call, self.waiting, until = self.refused.popleft()
            time.sleep(max(0, until - time.monotonic()))
        if self.call is None and not is_draining:
            self.call = self.gateway.new_call(self.chance)
        return self.call is not None

    def _step(self, connection):
        call = self.call
        event = self.waiting or self._next_event(call)
        if event is None:
            self.call = None
            return
        self.waiting = event
        begun = time.monotonic()
        status, reply, keeping = self.gateway.post(connection, event)
        if status == 503 and not event.is_question:
            self.gateway.keepings["refused"] += 1
            self.refused.append((call, event, time.monotonic() + REFUSED_PAUSE))
            self.call, self.waiting = None, None
            return
        self.waiting = None
        if status != 200:
            self.gateway.fail(f"{event.type} {event.delivery} was answered with {status}: {reply.decode()}")
            self.call = None
            return
        event.acknowledged, event.keeping, event.reply = time.monotonic(), keeping, reply
        self.gateway.answered(event, event.acknowledged - begun)
        self._judge(event)
        if self.chance.random() < 0.05:
            self.gateway.again(connection, call, event)

    def _next_event(self, call):
        members = call.next(json.loads(call.events[-1].reply) if call.events else None)
        if members is None:
            return None
        self.count += 1
        body = json.dumps({**members, "call": call.name}).encode()
        event = Event(f"d-{self.number}-{self.count}", members["type"], body, time.monotonic())
        call.events.append(event)
        return event

    def _judge(self, event):
        """A question is answered with a way to a person; only questions may be kept in memory alone."""
        reply = json.loads(event.reply)
        kind = reply["instruction"]
        if event.is_question:
            way = {"dial": reply.get("targets") and reply.get("otherwise"), "gather": reply.get("announce"),
                   "callback": reply.get("announce"), "hangup": reply.get("announce"), "connect": True}.get(kind)
            if not way:
                self.gateway.fail(f"{event.type} was answered without a way to a person: {event.reply.decode()}")
        elif event.keeping == "volatile":
            self.gateway.fail(f"a report, {event.type}, is kept in memory alone")
