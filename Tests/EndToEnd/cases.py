"""The cases. Each tells a call, then asks who was rung, whom the caller reached, and what the log says."""

import json
import os
import time

import loss
from phones import Caller, Phone
from processes import wait_until
from stack import Stack

FIRST, BACKUP, BOTH, LAST_RESORT = "[first]", "[backup]", "[first, backup]", "last-resort"
ONE_AFTER_THE_OTHER = [(FIRST, 5), (BACKUP, 5), (LAST_RESORT, 5)]
# The plan that the daemon wrote, where others are written by hand.
THE_DAEMONS = "the daemon's"
# Callers here give up in their first ten seconds.
GAVE_UP_SOON = "short"
CASES = {}


def case(function):
    CASES[function.__name__.replace("_", "-")] = function
    return function


class Skipped(Exception):
    """Why a case cannot be tried on this machine."""


class Scene:
    """A stack with Anna on the first line, Bo on the backup, and the last resort, each by the behaviour of the phone or
    all that `Phone` takes. `plan` is the fallback plan, as `write_plan` takes it, or the daemon's; without one Kamailio
    has only its own last resort. `names` are Kamailio's, for local.cfg."""

    def __init__(self, folder, binaries, anna="answers", bo="answers", lastresort="answers", steps=None,
                 plan=None, names=None):
        self.anna = phone("anna", anna, line="first")
        self.bo = phone("bo", bo, line="backup")
        self.lastresort = phone("lastresort", lastresort)
        self.phones = {"anna": self.anna, "bo": self.bo, "lastresort": self.lastresort}
        self.stack = Stack(folder, binaries, self.phones, steps or ONE_AFTER_THE_OTHER)
        self.stack.names = names or {}
        if plan == THE_DAEMONS:
            self.stack.plan_file = os.path.join(folder, "state", "fallback", "plan.json")
        elif plan:
            self.stack.write_plan(plan)

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stack.stop()
            raise
        return self

    def start(self):
        self.stack.start()
        for phone in self.phones.values():
            phone.start(self.stack)
        time.sleep(0.2)

    def __exit__(self, *error):
        self.stack.stop()

    def call(self, scenario, name="caller", **arguments):
        return Caller(name, self.stack, scenario, **arguments)

    def events(self, kind):
        """What Kamailio told the daemon, each thing once."""
        return list({note["delivery"]: note["event"] for note in self.stack.proxy.requests(kind)}.values())

    def expect_rung(self, *names):
        rung = [name for name, phone in self.phones.items() if phone.rung()]
        expect(rung, list(names), "the phones that rang")
        for name in names:
            expect(self.phones[name].rung(), 1, f"how often {name} was rung")


def phone(name, wanted, **more):
    wanted = wanted if isinstance(wanted, dict) else {"behaviour": wanted}
    return Phone(name, **more, **wanted)


def expect(found, wanted, what):
    if found != wanted:
        raise AssertionError(f"{what}: expected {wanted!r}, found {found!r}")


def expect_log(call, outcome, legs, ended_by="caller"):
    """What `calls show` tells: the outcome, who ended the call, and each leg's professional and reason."""
    expect([(leg["leg"], leg["professional"], leg["reason"]) for leg in call["legs"]], legs, "the log's legs")
    expect(call["outcome"], outcome, "the log's outcome")
    expect(call["ended_by"], ended_by, "who ended the call, by the log")
    expect(call["state"], "ended", "the call's state in the log")


def expect_reached(caller):
    expect(caller.went_as_written(), True, "that the caller reached somebody")


@case
def first_answers(folder, binaries):
    with Scene(folder, binaries) as scene:
        expect_reached(scene.call("caller-talks"))
        scene.expect_rung("anna")
        log = scene.stack.only_call()
        expect_log(log, "answered", [("1.1", "anna", "completed")])
        expect(log["legs"][0]["confirmed"], False, "whether a key confirmed it")


def second_answers(folder, binaries, anna, reason, bo="answers", caller="caller-talks", ended_by="caller"):
    with Scene(folder, binaries, anna=anna, bo=bo) as scene:
        expect_reached(scene.call(caller))
        scene.expect_rung(*([] if anna == "dead" else ["anna"]), "bo")
        log = scene.stack.only_call()
        expect_log(log, "answered", [("1.1", "anna", reason), ("2.1", "bo", "completed")], ended_by)


@case
def second_answers_after_no_answer(folder, binaries):
    second_answers(folder, binaries, "rings", "no-answer")


@case
def second_answers_after_busy(folder, binaries):
    second_answers(folder, binaries, "busy", "busy")


@case
def second_answers_after_decline_and_hangs_up(folder, binaries):
    second_answers(folder, binaries, "declines", "declined", "answers-and-hangs-up", "caller-listens", "professional")


@case
def second_answers_after_dead_phone(folder, binaries):
    second_answers(folder, binaries, "dead", "unreachable")


@case
def two_ring_in_parallel(folder, binaries):
    # Not at once: Anna's phone is told to stop only if Kamailio knows that it rings.
    bo = {"behaviour": "answers", "ring_ms": 2000}
    with Scene(folder, binaries, anna="rings", bo=bo, steps=[(BOTH, 10), (LAST_RESORT, 5)]) as scene:
        expect_reached(scene.call("caller-talks"))
        scene.expect_rung("anna", "bo")
        expect(wait_until(3, lambda: scene.anna.count("R", "CANCEL") > 0), True, "that Anna's phone stops ringing")
        log = scene.stack.only_call()
        expect_log(log, "answered", [("1.1", "anna", "cancelled"), ("1.2", "bo", "completed")])


@case
def nobody_answers_the_promise(folder, binaries):
    with Scene(folder, binaries, anna="busy", bo="declines", lastresort="busy") as scene:
        caller = scene.call("caller-is-promised")
        expect(caller.went_as_written(), True, "that the caller heard the promise as a final response")
        scene.expect_rung("anna", "bo", "lastresort")
        log = scene.stack.only_call()
        expect_log(log, "failed",
                   [("1.1", "anna", "busy"), ("2.1", "bo", "declined"), ("3.1", None, "busy")], "gateway")
        expect(log["promise"]["deadline"], caller.deadline_heard(), "the promised deadline")
        expect(log["promise"]["state"], "open", "the promise's state")


def expect_gave_up(caller):
    """sipp sends no CANCEL again once the call's 487 is there: the 200 to it may be lost where packets are."""
    expect(caller.went_as_written(), True, "that the caller could give up")
    if loss.RULE not in os.environ:
        expect(caller.count("R", "200 to CANCEL"), 1, "the answers to CANCEL")


@case
def caller_cancels_while_it_rings(folder, binaries):
    with Scene(folder, binaries, anna="rings") as scene:
        expect_gave_up(scene.call("caller-cancels-ringing"))
        scene.expect_rung("anna")
        expect(wait_until(3, lambda: scene.anna.count("R", "CANCEL") > 0), True, "that Anna's phone stops ringing")
        expect_log(scene.stack.only_call(), GAVE_UP_SOON, [("1.1", "anna", "cancelled")])


@case
def caller_cancels_while_the_daemon_is_asked(folder, binaries):
    with Scene(folder, binaries) as scene:
        scene.stack.proxy.delay = 1.5
        caller = scene.call("caller-cancels-asking")
        expect_gave_up(caller)
        if loss.RULE not in os.environ:
            ended_after = caller.messages()[-1][0] - caller.messages()[0][0]
            expect(ended_after < 1.2, True, f"that giving up took effect at once ({ended_after:.2f} s)")
        scene.stack.proxy.delay = 0
        log = scene.stack.only_call()
        scene.expect_rung()
        expect_log(log, GAVE_UP_SOON, [("1.1", "anna", "cancelled")])


def expect_fallback_logged(scene, count):
    """Every call reached the last resort by itself, and the daemon heard of it later."""
    calls = scene.stack.ended_calls(count, seconds=60)
    expect(len(calls), count, "the calls in the log")
    for listed in calls[:3]:
        log = json.loads(scene.stack.control("calls", "show", listed["call"], "--format", "json"))
        kinds = [event["type"] for event in log["events"]]
        expect("call.fallback" in kinds, True, "that the log knows of the fallback")
        expect((log["state"], log["outcome"], log["ended_by"]), ("ended", "failed", "caller"),
               "the call's state, outcome and end in the log")


def dead_daemon(folder, binaries, plan, rung, **phones):
    """The daemon is killed, then a call comes: `rung` ring one after the other, and the last of them answers."""
    with Scene(folder, binaries, plan=plan, **phones) as scene:
        if plan:
            expect(wait_until(15, lambda: os.path.exists(scene.stack.plan_file)), True, "that there is a plan")
            expect(wait_until(15, scene.stack.has_read_a_plan, 0.1), True, "that Kamailio reads the plan")
        scene.stack.kill_daemon()
        expect_reached(scene.call("caller-talks"))
        scene.expect_rung(*rung)
        expect(sorted(rung, key=lambda name: scene.phones[name].messages()[0][0]), rung, "the order of ringing")
        scene.stack.start_daemon()
        expect_fallback_logged(scene, 1)
        reports = {note["delivery"]: note["event"] for note in scene.stack.proxy.requests("call.fallback")}
        expect([event["uri"] for event in reports.values()], [scene.phones[rung[0]].uri], "the fallback reported")


@case
def daemon_dead_the_plan_rings_who_is_on_duty(folder, binaries):
    dead_daemon(folder, binaries, THE_DAEMONS, ["anna"])


@case
def daemon_dead_nobody_of_the_plan_answers(folder, binaries):
    plan = [(-2, -1, ["lastresort"]), (-1, 1, ["anna", "bo", "lastresort"]), (1, 46, ["lastresort"])]
    dead_daemon(folder, binaries, plan, ["anna", "bo", "lastresort"], anna="rings", bo="busy")


@case
def daemon_dead_the_plan_is_used_up(folder, binaries):
    dead_daemon(folder, binaries, [(-1, 47, ["anna", "bo"])], ["anna", "bo", "lastresort"],
                anna="declines", bo="busy")


@case
def daemon_dead_the_plan_is_past(folder, binaries):
    plan = [(-60, -20, ["anna", "lastresort"]), (-20, -1, ["anna", "bo"])]
    dead_daemon(folder, binaries, plan, ["bo"])


@case
def daemon_dead_without_a_plan(folder, binaries):
    dead_daemon(folder, binaries, None, ["lastresort"])


@case
def daemon_answers_500(folder, binaries):
    with Scene(folder, binaries) as scene:
        scene.stack.proxy.answers_500 = True
        expect_reached(scene.call("caller-talks"))
        scene.expect_rung("lastresort")
        scene.stack.proxy.answers_500 = False
        expect_fallback_logged(scene, 1)


@case
def daemon_slow_at_50_calls_a_second(folder, binaries):
    with Scene(folder, binaries) as scene:
        scene.stack.proxy.delay = 6
        caller = scene.call("caller-talks", calls=500, rate=50, seconds=40)
        expect(caller.went_as_written(), True, "that all 500 callers reached somebody")
        expect(scene.lastresort.rung(), 500, "calls to the last resort")
        expect((scene.anna.rung(), scene.bo.rung()), (0, 0), "calls to Anna and Bo")
        scene.stack.proxy.delay = 0
        expect_fallback_logged(scene, 500)


@case
def daemon_killed_between_two_legs(folder, binaries):
    with Scene(folder, binaries, anna="rings") as scene:
        caller = scene.call("caller-talks")
        expect(scene.anna.is_rung(), True, "that Anna's phone rings")
        expect(wait_until(3, lambda: any(note["status"] == 200 for note in scene.stack.proxy.requests("leg.ringing"))),
               True, "that the daemon knows it")
        scene.stack.kill_daemon()
        time.sleep(1)
        scene.stack.start_daemon()
        expect_reached(caller)
        scene.expect_rung("anna", "bo")
        log = scene.stack.only_call()
        expect_log(log, "answered", [("1.1", "anna", "no-answer"), ("2.1", "bo", "completed")])
