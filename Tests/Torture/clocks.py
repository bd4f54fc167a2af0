"""Clocks that are set, forwards and back, under a running daemon; and who is on duty in every instant of twelve years."""

import datetime
import json
import os
import struct
import subprocess
import time

import duties
from campaigns import Skipped, campaign, expect, percentile
from daemon import LAST_RESORT, NUMBER, Target
from processes import ENVIRONMENT

UTC = datetime.timezone.utc
HOUR, DAY = 3600, 86_400
TEN_YEARS = 3653 * DAY
JUMPS = {"ten years": TEN_YEARS, "an hour": HOUR, "a day": DAY}
SHIM = os.path.join(os.path.dirname(os.path.abspath(__file__)), "clockshift.c")
CALLING, WAITING = "+4500000031", "+4500000032"
PROMISE_SECONDS, REMINDER_SECONDS, MAX_WAIT_SECONDS = 1800, 600, 240
# Duty is expanded, and the fallback plan written, within a second or two of a jump.
SETTLED_SECONDS_MAX = 8
TRIES_MAX = 200
ROSTER_MORE = """\
numbers: {{ "+45 00 20 10 00": {{ institution: egetraeet }} }}
families:
  a: {{ name: A, phones: ["{calling}"], institution: egetraeet, variant: individual }}
  b: {{ name: B, phones: ["{waiting}"], institution: egetraeet, variant: individual }}
routing:
  steps: [{{ ring: [line0], seconds: 20 }}, {{ ring: last-resort, seconds: 20 }}]
  rounds: 1
  max-wait: {max_wait} s
  callback: {{ within: {promise} s, owner: line0, escalate: line1 }}
"""


@campaign("clock-jumps", 120, 3)
def clock_jumps(run):
    """The test clock is set: routing, promises, the sweeper and the fallback plan go by the right one of the clocks."""
    known = duties.Duties(run.random("roster"))
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
    give_roster(target, known.text(more(PROMISE_SECONDS)))
    try:
        target.start("--clock", text(duties.midnight(duties.FIRST)))
        for number in run.cases():
            random = run.random(number)
            begin, jump, name = chosen(random, number, known)
            with run.case(number, f"{name} at {text(begin)}"):
                Jumping(target, known, number, run.plants(number)).play(begin, jump)
        target.stop()
    finally:
        target.remove()


def chosen(random, number, known):
    """When a case begins, and by how many seconds the clock is set: around the clocks' changes as often as not, and where
    somebody is on duty before and after."""
    name = list(JUMPS)[number // 2 % 3]
    jump = JUMPS[name] * (1 if number % 2 == 0 else -1)
    first, last = (duties.midnight(datetime.date(year, 1, 5)) for year in (2024, 2035))
    if name == "ten years":
        first, last = (first, duties.midnight(datetime.date(2025, 12, 1))) if jump > 0 else (
            duties.midnight(datetime.date(2034, 2, 1)), duties.midnight(datetime.date(2035, 12, 1)))
    changes = [day for day in duties.clock_changes() if first < duties.midnight(day) < last]
    for _ in range(TRIES_MAX):
        begin = first + datetime.timedelta(seconds=random.randrange(int((last - first).total_seconds())))
        if random.random() < 0.5:
            begin = duties.midnight(random.choice(changes)) + datetime.timedelta(minutes=random.randrange(-30, 300))
        if all(known.holder(known.lines[0], at) for at in (begin, begin + datetime.timedelta(seconds=jump))):
            break
    return begin, jump, f"{name} {'forwards' if jump > 0 else 'back'}"


class Jumping:
    """One jump, and what comes of it."""

    def __init__(self, target, known, number, is_planted):
        self.target, self.known, self.name = target, known, f"case-{number}"
        self.is_planted = is_planted
        self.calls = 0

    def play(self, begin, jump):
        self.set_clock(begin)
        self.is_routed_right()
        promise, deadline = self.make_promise()
        expect(abs((deadline - self.now()).total_seconds() - PROMISE_SECONDS) < 10, f"the promise is for {deadline}")
        waiting = f"{self.name}-waiting"
        self.rings_the_last_resort(waiting)
        self.set_clock(self.now() + datetime.timedelta(seconds=jump))
        self.is_routed_right()
        self.has_fallback()
        expect(self.state(waiting) == "open", "the open call was ended by the jump")
        self.passes(MAX_WAIT_SECONDS + 60 - 20)
        expect(self.state(waiting) == "open", "the silent call was ended too soon")
        self.passes(30)
        expect(self.state(waiting) == "ended", "the silent call was not ended in time")
        if jump > 0:
            # By the wall clock its time is over.
            expect(self.follow_up(promise)["escalated"], "the overdue promise was not passed on")
        else:
            self.reminds_on_time(promise)
        self.call(WAITING, "after")

    def rings_the_last_resort(self, call):
        """A call that keeps nobody busy who is on duty."""
        reply = self.event("call.incoming", call, **{"from": WAITING, "to": NUMBER})
        for target in reply["targets"]:
            if target["professional"]:
                reply = self.event("leg.ended", call, leg=target["leg"], reason="no-answer")
        expect(reply["targets"][0]["professional"] is None, "the last resort is not rung")

    def reminds_on_time(self, promise):
        """By the monotonic clock, for the wall clock is far from the deadline."""
        passed = MAX_WAIT_SECONDS + 70
        self.passes(PROMISE_SECONDS - REMINDER_SECONDS - 20 - passed)
        expect(not self.follow_up(promise)["reminded"], "its owner was reminded too soon")
        self.passes(30)
        expect(self.follow_up(promise)["reminded"], "its owner was not reminded in time")
        self.passes(REMINDER_SECONDS - 30)
        expect(not self.follow_up(promise)["escalated"], "it was passed on too soon")
        self.passes(30)
        expect(self.follow_up(promise)["escalated"], "it was not passed on in time")

    def now(self):
        return instant(self.target.control("test-clock", {}).json["at"])

    def set_clock(self, at):
        expect(self.target.control("test-clock", {"at": text(at)}).status == 200, "the clock could not be set")

    def passes(self, seconds):
        self.target.control("test-clock", {"passes": 1000 * seconds})

    def event(self, type_, call, **members):
        reply = self.target.event(type_, call, **members)
        expect(reply.status == 200, f"{type_}: {reply.status} {reply.text}")
        return reply.json

    def call(self, number, name):
        """A call from beginning to end; whom it rings first."""
        self.calls += 1
        call = f"{self.name}-{name}-{self.calls}"
        reply = self.event("call.incoming", call, **{"from": number, "to": NUMBER})
        self.event("call.ended", call, by="caller")
        return reply["targets"][0]["professional"]

    def is_routed_right(self):
        """Rings who is on duty by our own reckoning, as soon as the daemon has seen the jump."""
        line = self.known.lines[0]
        end = time.monotonic() + SETTLED_SECONDS_MAX
        while True:
            before = self.now()
            rung = self.call(WAITING, "routed")
            allowed = {self.known.holder(line, at) for at in (before, self.now())}
            if self.is_planted:
                allowed = {who and f"not-{who}" for who in allowed} - {None} or {"somebody"}
            if rung in allowed:
                return
            expect(time.monotonic() < end, f"at {text(before)} {rung} is rung, and on duty is {allowed}")
            time.sleep(0.2)

    def has_fallback(self):
        """The plan for a dead daemon is of now."""
        end = time.monotonic() + SETTLED_SECONDS_MAX
        while True:
            with open(os.path.join(self.target.state, "fallback", "plan.json"), encoding="utf-8") as file:
                plan = json.load(file)
            now = self.now()
            if abs((instant(plan["until"]) - now).total_seconds() - 2 * DAY) < HOUR + SETTLED_SECONDS_MAX:
                return
            expect(time.monotonic() < end, f"at {text(now)} the fallback plan is until {plan['until']}")
            time.sleep(0.2)

    def make_promise(self):
        """A call that nobody takes: its name, and until when it is promised to be rung back."""
        call = f"{self.name}-promise"
        reply = self.event("call.incoming", call, **{"from": CALLING, "to": NUMBER})
        for _ in range(5):
            if reply["instruction"] == "callback":
                break
            for leg in reply["targets"]:
                reply = self.event("leg.ended", call, leg=leg["leg"], reason="no-answer")
        self.event("call.ended", call, by="gateway")
        return call, instant(reply["deadline"])

    def follow_up(self, call):
        found = self.target.control("follow-ups?state=all&limit=1000").json["follow_ups"]
        return next(each for each in found if each["call"] == call and each["kind"] == "promise")

    def state(self, call):
        return self.target.control(f"calls/{call}").json["state"]


@campaign("system-clock", 12, 2, "cc")
def system_clock(run):
    """The system's own clock is set, below a daemon that knows of no test: promises and watchdog keep time."""
    jumps = [sign * seconds for seconds in (DAY, TEN_YEARS, HOUR) for sign in (-1, 1)]
    shim = built_shim(run)
    known = duties.Duties(run.random("roster"))
    shifted = []
    try:
        for number in run.cases():
            shifted.append(Shifted(run, number, shim, known, jumps[number % len(jumps)]))
        for each in shifted:
            each.target.start()
        for each in shifted:
            each.begin()
        time.sleep(0.2)
        for each in shifted:
            each.jumps()
        end = time.monotonic() + Shifted.promise_seconds + 3
        while time.monotonic() < end:
            for each in shifted:
                each.look()
            time.sleep(0.1)
        for each in shifted:
            with run.case(each.number, f"{each.jump} s, {'un' if each.is_unsynchronised else ''}synchronised"):
                each.judge(run.plants(each.number))
    finally:
        for each in shifted:
            each.target.remove()


def built_shim(run):
    path = os.path.join(run.folder, "clockshift.so")
    done = subprocess.run(["cc", "-O1", "-shared", "-fPIC", "-o", path, SHIM], stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, timeout=60, check=False)
    if done.returncode != 0:
        raise Skipped(f"cc does not build {os.path.basename(SHIM)}: {done.stderr.strip()[:200]}")
    return path


class Shifted:
    """A daemon whose system clock we set. The promise is short, for its time passes in truth."""

    promise_seconds = 8
    watchdog_seconds = 2

    def __init__(self, run, number, shim, known, jump):
        self.number, self.jump = number, jump
        self.is_unsynchronised = number % 2 == 1
        self.target = target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
        give_roster(target, known.text(more(self.promise_seconds)))
        self._file = os.path.join(target.folder, "shift")
        self._set(0)
        target.launch(f'export LD_PRELOAD="{shim}" CLOCK_SHIFT_FILE="{self._file}" '
                      f"WATCHDOG_USEC={self.watchdog_seconds * 1_000_000}\nexec $@")

    def _set(self, seconds):
        # In place: the daemon has it mapped.
        with open(os.open(self._file, os.O_RDWR | os.O_CREAT, 0o644), "r+b") as file:
            file.write(struct.pack("=qq", seconds, self.is_unsynchronised))

    def begin(self):
        self._caller = Jumping(self.target, None, self.number, False)
        self._call, _ = self._caller.make_promise()
        self._begun = time.monotonic()
        self._pings, self._seen = [], {}

    def jumps(self):
        self._set(self.jump)

    def look(self):
        """Notes what has come about."""
        while self.target.hears(b"WATCHDOG=1", 0.001):
            self._pings.append(time.monotonic())
        facts = self._caller.follow_up(self._call)
        for what in ("reminded", "escalated"):
            if facts[what]:
                self._seen.setdefault(what, time.monotonic() - self._begun)

    def judge(self, is_planted):
        self._keeps_promise(self._seen, is_planted)
        # A quarter of WatchdogSec (docs/monitoring.md).
        expected = (time.monotonic() - self._begun) / (self.watchdog_seconds / 4)
        expect(0.7 * expected < len(self._pings) < 1.3 * expected, f"{len(self._pings)} pings, not {expected:.0f}")
        expect(self.target.process.is_running(), "the daemon has ended")
        self._takes_signatures_by_its_clock()

    def _keeps_promise(self, seen, is_planted):
        late = 2.5
        half = self.promise_seconds / 2 * (3 if is_planted else 1)
        if self.jump > 0:
            expect(seen.get("escalated", 99) < late, f"overdue by the wall clock, and not passed on: {seen}")
            return
        expect(half - 1 < seen.get("reminded", 99) < half + late, f"to be reminded after {half} s: {seen}")
        expect(2 * half - 1 < seen.get("escalated", 99) < 2 * half + late, f"to be passed on after {2 * half} s: {seen}")

    def _takes_signatures_by_its_clock(self):
        """Signed by a gateway with the right time: only where the daemon's clock is known to be wrong, and one asks."""
        body = json.dumps({"type": "call.incoming", "call": "signed", "from": WAITING, "to": NUMBER}).encode()
        delivery = self.target.new_delivery()
        reply = self.target.post("/gateway/signed", body, self.target.signed(body, delivery))
        wanted = 200 if self.is_unsynchronised else 401
        expect(reply.status == wanted, f"a question with the right time got {reply.status}, not {wanted}")
        body = json.dumps({"type": "leg.ringing", "call": "signed", "leg": "1.1"}).encode()
        delivery = self.target.new_delivery()
        reply = self.target.post("/gateway/signed", body, self.target.signed(body, delivery))
        expect(reply.status == 401, f"a report with the right time got {reply.status}, not 401")
        codes = {alarm["code"] for alarm in self.target.status()["alarms"]}
        expect(("clock-unsynchronised" in codes) == self.is_unsynchronised, f"alarms {sorted(codes)}")


@campaign("duty", 60, 2)
def duty(run):
    """Rosters of chance: `roster plan` fills every instant with one holder or a gap, and with the one we reckon."""
    instants, times = 0, []
    for number in run.cases():
        random = run.random(number)
        known = duties.Duties(random)
        begin, end = duties.FIRST, duties.END
        if run.is_short:
            begin = begin + datetime.timedelta(days=random.randrange(10 * 365))
            end = begin + datetime.timedelta(days=400)
        with run.case(number, f"{begin} to {end}"):
            before = time.monotonic()
            lines = planned(run, known, begin, end)
            times.append(time.monotonic() - before)
            if run.plants(number):
                known.lines[0].overrides.insert(0, duties.Rule("p9", duties.midnight(begin), duties.midnight(begin) + DAYS_2, ""))
            for line in known.lines:
                instants += compare(random, known, line, lines[line.name], duties.midnight(begin), duties.midnight(end))
    run.note(f"{instants} instants compared, a plan takes {percentile(times, 0.5):.1f} s" if times else "no plan")


DAYS_2 = datetime.timedelta(days=2)


def planned(run, known, begin, end):
    """The plan's pieces of each line: from, to, and who or None."""
    path = os.path.join(run.new_folder(), "roster.yaml")
    with open(path, "w", encoding="utf-8") as file:
        file.write(known.text())
    done = subprocess.run(
        [run.hotlinectl, "roster", "plan", path, "--from", str(begin), "--to", str(end), "--format", "json"],
        env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=False)
    expect(done.returncode == 0, f"roster plan: exit {done.returncode}: {done.stderr.strip()[:300]}")
    return {line["line"]: sorted(
        [(instant(each["from"]), instant(each["to"]), each["professional"]) for each in line["shifts"]]
        + [(instant(each["from"]), instant(each["to"]), None) for each in line["gaps"]], key=lambda piece: piece[:2])
        for line in json.loads(done.stdout)["lines"]}


def compare(random, known, line, pieces, begin, end):
    """How many instants were compared: both ends of every piece, one within it, and the nights of the clocks' changes."""
    expect(pieces and pieces[0][0] == begin and pieces[-1][1] == end, f"{line.name} is not told from {begin} to {end}")
    count = 0
    for before, after in zip(pieces, pieces[1:]):
        expect(before[1] == after[0], f"{line.name}: from {before[0]} to {before[1]}, and the next is from {after[0]}")
    for start, stop, who in pieces:
        instants = [start, stop - datetime.timedelta(seconds=1), start + (stop - start) * random.random()]
        for day in duties.clock_changes():
            if start < duties.midnight(day) + DAYS_2 and duties.midnight(day) < stop:
                night = (duties.midnight(day) + datetime.timedelta(minutes=10 * step) for step in range(36))
                instants += [at for at in night if start <= at < stop]
        for at in instants:
            count += 1
            ours = known.holder(line, at)
            expect(ours == who, f"{line.name} at {text(at)}: the plan says {who}, we reckon {ours}")
    return count


def more(promise):
    return ROSTER_MORE.format(calling=CALLING, waiting=WAITING, max_wait=MAX_WAIT_SECONDS, promise=promise)


def give_roster(target, roster):
    for name in os.listdir(os.path.join(target.folder, "roster.d")):
        os.unlink(os.path.join(target.folder, "roster.d", name))
    target.write("roster.d/roster.yaml", roster)


def instant(written):
    return datetime.datetime.fromisoformat(written)


def text(at):
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
