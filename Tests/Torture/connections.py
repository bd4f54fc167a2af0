"""More connections than there is room for, and slow ones: the gateway and the control socket are answered all the same."""

import signal
import socket
import threading
import time

import floods
from campaigns import campaign, expect, percentile
from daemon import Target
from processes import wait_until

ANSWER_SECONDS_MAX = 0.5
RECOVERED_SECONDS_MAX = 5
DESCRIPTORS = 64
CROWD = 1000
CROWD_SECONDS, CROWD_SECONDS_SHORT = 10, 3
SLOW_AT_ONCE = 400
OWN_DESCRIPTORS = 2048
END_SECONDS_MAX = 20
CALLERS = 6


@campaign("descriptors", 12, 1)
def descriptors(run):
    """64 file descriptors, and a thousand connections that come again when they are closed."""
    floods.allow_sockets(OWN_DESCRIPTORS)
    kinds = list(floods.KINDS)
    honest_seconds = []
    for number in run.cases():
        target = Target(run.new_folder(), run.hotlined, log_deadline="5 s" if run.is_short else "250 ms")
        # Too few for the daemon alone is the flaw that a self-check plants.
        target.launch(f"ulimit -n {30 if run.plants(number) else DESCRIPTORS}\nexec $@")
        random = run.random(number)
        with run.case(number, f"{DESCRIPTORS} descriptors, {CROWD} connections"):
            try:
                target.start()
                before = target.descriptors()
                with floods.Honest(target) as honest:
                    with floods.Crowd(target.port, CROWD, CROWD, random.sample(kinds, 3), keeps=True) as crowd:
                        time.sleep(CROWD_SECONDS_SHORT if run.is_short else CROWD_SECONDS)
                    expect(crowd.opened >= CROWD, f"only {crowd.opened} connections were opened")
                honest_seconds += honest.seconds["events"]
                judge(run, target, honest, before)
                target.stop()
            finally:
                target.remove()
    tell(run, honest_seconds)


@campaign("ends", 300, 8)
def ends(run):
    """The daemon is told to end while connections come and go: it ends well, whatever they are about."""
    for number in run.cases():
        target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
        with run.case(number, "told to end under load"):
            try:
                target.start()
                is_over = threading.Event()
                callers = [threading.Thread(target=_comes_and_goes, args=(target.port, is_over)) for _ in range(CALLERS)]
                for caller in callers:
                    caller.start()
                time.sleep(0.02 + 0.01 * (number % 5))
                target.process.popen.send_signal(signal.SIGKILL if run.plants(number) else signal.SIGTERM)
                code = target.process.wait(END_SECONDS_MAX)
                is_over.set()
                for caller in callers:
                    caller.join(END_SECONDS_MAX)
                expect(code == 0, f"it ended with {code}")
            finally:
                target.remove()


def _comes_and_goes(port, is_over):
    while not is_over.is_set():
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as connection:
                connection.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                connection.recv(100)
        except OSError:
            time.sleep(0.001)


@campaign("slow-connections", 10_000, 300)
def slow_connections(run):
    """Headers, bodies and readers that take for ever, from many addresses: each is closed when its time is over."""
    floods.allow_sockets(OWN_DESCRIPTORS)
    # Bodies and silence are borne for longer than the short form has.
    kinds = [kind for kind, (_, _, limit) in floods.KINDS.items() if not run.is_short or limit < floods.REQUEST_SECONDS]
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s" if run.is_short else "250 ms")
    try:
        target.start()
        before = target.descriptors()
        with floods.Honest(target) as honest:
            with floods.Crowd(target.port, run.count, min(SLOW_AT_ONCE, run.count), kinds) as crowd:
                expect(crowd.wait(60 + run.count / 10), "the crowd does not come to an end")
        run.tried += crowd.opened
        run.note(f"{crowd.not_let_in} were not let in, {len(crowd.lives)} ended by the daemon")
        for kind in kinds:
            lives = [age for each, age in crowd.lives if each == kind]
            if lives:
                run.note(f"{kind}: up to {max(lives):.1f} s")
        if run.plants("overdue"):
            crowd.overdue.append(("silence", 99.0))
        for kind, age in crowd.overdue:
            run.failed("overdue", f"{kind}: still open after {age:.1f} s")
        with run.case("honest", "the honest ones"):
            expect(crowd.lives, "nobody was let in")
            judge(run, target, honest, before)
        tell(run, honest.seconds["events"])
        target.stop()
    finally:
        target.remove()


def judge(run, target, honest, descriptors_before):
    expect(target.process.is_running(), f"the daemon has ended: {target.journal[-300:]}")
    expect(not honest.wrong, f"{len(honest.wrong)} of the honest were not answered: {honest.wrong[:3]}")
    for what, seconds in honest.seconds.items():
        expect(seconds, f"no {what}")
        late = percentile(seconds, 0.99)
        expect(run.is_short or late < ANSWER_SECONDS_MAX, f"{what}: p99 {1000 * late:.0f} ms")
    begun = time.monotonic()
    with floods.Honest(target):
        is_back = wait_until(RECOVERED_SECONDS_MAX, lambda: target.descriptors() <= descriptors_before + 4)
    expect(is_back, f"{target.descriptors()} descriptors {time.monotonic() - begun:.0f} s after it, "
                    f"{descriptors_before} before it")
    reply = target.get("/readyz")
    expect(reply.status == 200 and reply.json["state"] == "ok", f"afterwards it is {reply.text[:300]}")


def tell(run, seconds):
    if seconds:
        run.note(f"{len(seconds)} honest events, p99 {1000 * percentile(seconds, 0.99):.0f} ms, "
                 f"slowest {1000 * max(seconds):.0f} ms")
