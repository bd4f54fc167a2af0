"""Hours under a steady load, and decades of a clock that is moved: memory, descriptors and the log's journal stay as they are."""

import itertools
import json
import os
import threading
import time

from campaigns import campaign, expect
from daemon import NUMBER, Target

SAMPLE_SECONDS, SAMPLE_SECONDS_SHORT = 10, 0.6
ACTIONS_A_SECOND = 2
RELOADS_EVERY = 60
QUIET_SECONDS_MAX = 5
WAL_BYTES_MAX = 16 << 20
# In seconds nothing gets warm: then only what grows at once is found.
GROWTH_MAX, GROWTH_MAX_SHORT = 1.05, 1.5
# A quarter of all samples, but no more than half an hour, is for getting warm.
WARM_SAMPLES_MAX = 180
START = "2000-01-01T12:00:00Z"
YEAR_DAYS = 365


@campaign("soak", 720, 14)
def soak(run):
    """Two hours; `make soak HOURS=72` makes it more. Each sample is taken in a pause of the load."""
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
    samples = []
    leaks = []
    try:
        target.start()
        warm = min(run.count // 4, WARM_SAMPLES_MAX)
        with Load(target, run) as load:
            for number in range(run.count):
                load.goes_on_for(SAMPLE_SECONDS_SHORT if run.is_short else SAMPLE_SECONDS)
                with run.case(number, "a sample"), load.pause():
                    base = samples[warm].descriptors if number > warm else None
                    if number > warm and run.plants(number):
                        leaks.append(target.connect())
                        leaks[0].sendall(b"GET /livez HTTP/1.1\r\nHost: h\r\n\r\n")
                    sample = Sample(target, base)
                    samples.append(sample)
                    expect(sample.wal <= WAL_BYTES_MAX, f"the log's WAL has {sample.wal} bytes")
                    expect(base is None or sample.descriptors == base, f"{sample.descriptors} descriptors, {base} when it was warm")
                    expect(not load.wrong, f"{len(load.wrong)} of the load went wrong: {load.wrong[:2]}")
                    expect(target.status()["state"] == "ok", f"the daemon is {target.status()['reasons']}")
        judge_memory(run, [sample.memory for sample in samples[warm:]])
        run.note(f"{load.actions} actions, WAL up to {max(sample.wal for sample in samples) >> 10} KiB, "
                 f"{samples[-1].descriptors} descriptors")
        target.stop()
    finally:
        for leak in leaks:
            leak.close()
        target.remove()


class Sample:
    """What the daemon has, once the connections of the load are gone."""

    def __init__(self, target, descriptors):
        self.descriptors = target.descriptors()
        end = time.monotonic() + QUIET_SECONDS_MAX
        while descriptors is not None and self.descriptors != descriptors and time.monotonic() < end:
            time.sleep(0.05)
            self.descriptors = target.descriptors()
        self.memory = target.memory()[0]
        self.wal = os.path.getsize(os.path.join(target.state, "calls.sqlite-wal"))


def judge_memory(run, memory):
    """The last quarter against the first one, by their medians."""
    quarter = max(1, len(memory) // 4)
    begin, end = (sorted(part)[len(part) // 2] for part in (memory[:quarter], memory[-quarter:]))
    run.note(f"memory {begin:.1f} MB, at the end {end:.1f} MB, {100 * (end / begin - 1):+.1f} %")
    with run.case("memory", "memory"):
        most = GROWTH_MAX_SHORT if run.is_short else GROWTH_MAX
        expect(end <= begin * most, f"it grew by {100 * (end / begin - 1):.1f} %")


class Load:
    """Calls of all kinds and whatever else a day brings, one after the other at an even pace."""

    def __init__(self, target, run):
        self._target, self._random = target, run.random("load")
        self._families = target.families()
        self._pause = 1 / (10 * ACTIONS_A_SECOND if run.is_short else ACTIONS_A_SECOND)
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.actions = 0
        self.wrong = []

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        self._thread.join()

    def goes_on_for(self, seconds):
        self._stop.wait(seconds)

    def pause(self):
        """Nothing is under way meanwhile."""
        return self._lock

    def _run(self):
        kinds = [self._answered] * 4 + [self._nobody] * 3 + [self._hung_up, self._withheld, self._rehearsed, self._read, self._read,
                                        self._forged, self._half_a_request, self._again]
        for number in itertools.count():
            if self._stop.wait(self._pause):
                return
            kind = self._reload if number % RELOADS_EVERY == RELOADS_EVERY - 1 else self._random.choice(kinds)
            with self._lock:
                try:
                    kind(f"s-{number}")
                    self.actions += 1
                except (OSError, RuntimeError, KeyError, ValueError) as problem:
                    self.wrong.append(f"{kind.__name__}: {type(problem).__name__} {problem}")

    def _event(self, type_, call, **members):
        reply = self._target.event(type_, call, **members)
        if reply.status != 200:
            raise RuntimeError(f"{type_}: {reply.status} {reply.text[:200]}")
        return reply.json

    def _arrives(self, call, number=None):
        return self._event("call.incoming", call, **{"from": number or self._random.choice(self._families), "to": NUMBER})

    def _answered(self, call):
        reply = self._arrives(call)
        leg = reply["targets"][0]["leg"]
        for type_ in ("leg.ringing", "leg.answered", "leg.accepted"):
            self._event(type_, call, leg=leg)
        self._event("leg.ended", call, leg=leg, reason="completed")
        self._event("call.ended", call, by="caller")

    def _nobody(self, call):
        reply = self._arrives(call)
        while reply["instruction"] == "dial":
            for leg in reply["targets"]:
                reply = self._event("leg.ended", call, leg=leg["leg"], reason=self._random.choice(["no-answer", "busy"]))
        self._event("call.ended", call, by="gateway")

    def _hung_up(self, call):
        self._arrives(call)
        self._event("call.ended", call, by="caller")

    def _withheld(self, call):
        self._arrives(call, "anonymous")
        self._event("call.digits", call, digits="470811")
        self._event("call.ended", call, by="caller")

    def _rehearsed(self, call):
        begun = self._target.control("rehearsals", {"from": self._random.choice(self._families)}).json
        self._target.control(f"rehearsals/{begun['call']}/events", {"type": "call.ended", "by": "caller"})

    def _read(self, call):
        self._target.get("/metrics")
        self._target.get("/readyz")
        for path in ("status", "calls?limit=20", "follow-ups", "on-call"):
            if self._target.control(path).status != 200:
                raise RuntimeError(f"{path} was refused")

    def _forged(self, call):
        body = json.dumps({"type": "call.ended", "call": call, "by": "caller"}).encode()
        headers = {**self._target.signed(body, call), "webhook-signature": "v1," + "A" * 43 + "="}
        if self._target.post("/gateway/signed", body, headers).status not in (401, 429):
            raise RuntimeError("a forgery was taken")
        # An authentic one, or an alarm would stand.
        body = json.dumps({"type": "call.incoming", "call": call, "from": self._families[0], "to": NUMBER}).encode()
        if self._target.post("/gateway/signed", body, self._target.signed(body, call)).status != 200:
            raise RuntimeError("an authentic call was refused")

    def _half_a_request(self, call):
        with self._target.connect("127.0.0.9") as connection:
            connection.sendall(b"POST /gateway/signed HTTP/1.1\r\nHost: h\r\nContent-Le")

    def _again(self, call):
        for _ in range(2):
            reply = self._target.event("call.incoming", call, delivery=call, **{"from": self._families[0], "to": NUMBER})
            if reply.status != 200:
                raise RuntimeError(f"a repeat: {reply.status}")
        self._event("call.ended", call, by="caller")

    def _reload(self, call):
        path = os.path.join(self._target.folder, "roster.d", "familier.yaml")
        with open(path, "rb") as file:
            text = file.read().split(b"\n# reload ")[0]
        self._target.write("roster.d/familier.yaml", text + b"\n# reload " + call.encode() + b"\n")
        self._target.reload()


@campaign("years", 30 * YEAR_DAYS, 45)
def years(run):
    """A day at a time on a clock that is moved, with calls by day and night: thirty years of one process."""
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
    memory = []
    try:
        target.start("--clock", START)
        load = Load(target, run)
        kinds = [load._answered, load._nobody, load._hung_up]
        for day in run.cases():
            with run.case(day, "a day"):
                for number in range(run.random(day).randrange(4)):
                    run.random(day * 10 + number).choice(kinds)(f"d-{day}-{number}")
                reply = target.control("test-clock", {"passes": 86_400_000}, seconds=60)
                expect(reply.status == 200 and not run.plants(day), f"the day does not pass: {reply.status} {reply.text}")
            if day % max(1, run.count // 120) == 0:
                memory.append(target.memory()[0])
        # The first years fill caches that have an end.
        judge_memory(run, memory[len(memory) // 6:])
        run.note(f"until {target.control('test-clock', {}).json['at'][:10]}")
        target.stop()
    finally:
        target.remove()
