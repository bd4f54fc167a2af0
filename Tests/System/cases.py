"""What must hold of the installed service, a function each; it returns a sentence with the figures."""

import json
import os
import signal
import threading
import time

from calls import Gateway, Load, new_secret
from hotline import CONTROL, ROSTER, SECRET, SERVICE, SETTINGS, SOCKET, wait_until
from root import repacked, version

# Seconds from the end of a process to an answer: RestartSec, and a start on a busy machine.
BACK_SECONDS_MAX = 8
WATCHDOG_SECONDS = 30

CASES = {}


class Skipped(Exception):
    """Why a case can't be tried on this machine."""


def case(name):
    def named(function):
        CASES[name] = function
        return function
    return named


@case("installed")
def installed(hotline):
    """Active after a boot, nothing failed, and a call is answered and taken under the whole filter."""
    machine = hotline.machine
    for unit in (SERVICE, SOCKET):
        assert machine.show(unit, "ActiveState") == ["active"], f"{unit} is {machine.show(unit, 'ActiveState')}"
    failed = machine.run("systemctl", "--failed", "--plain", "--no-legend").stdout.strip()
    assert not failed, f"failed units: {failed}"
    gateway = hotline.gateway()
    gateway.whole_call()
    assert gateway.tally.kept["log"] == gateway.tally.events, f"not all was logged at once: {gateway.tally.kept}"
    confined = _confinement(machine)
    assert confined["Seccomp"] == "2" and int(confined["Seccomp_filters"]) > 10, f"no filter: {confined}"
    assert confined["NoNewPrivs"] == "1" and int(confined["CapBnd"], 16) == 0, f"privileges: {confined}"
    journal = machine.journal("-u", SERVICE)
    for number in ("4500000031", "4500201000"):
        assert number not in journal, f"the journal has the number {number}"
    assert "thread priority" not in journal, "the journal has a line for each thread"
    counts = json.loads(machine.run("setpriv", "--reuid=65534", "--clear-groups", "hotlinectl", "status", "--format", "json",
                                    "--socket", CONTROL).stdout)
    assert counts["reasons"] == [] and counts["roster"]["files"] == [], "a stranger sees more than counts"
    return (f"{gateway.tally.events} events of a call answered, the slowest after {gateway.tally.slowest * 1000:.0f} ms, under "
            f"{confined['Seccomp_filters']} filters and without capabilities")


def _confinement(machine):
    with open(f"/proc/{machine.process(SERVICE)}/status", encoding="ascii") as file:
        return dict(line.split(":\t", 1) for line in file.read().splitlines() if ":\t" in line)


@case("reload")
def reload(hotline):
    """A good roster counts at once, a bad one never; no call is lost over either."""
    machine, before = hotline.machine, hotline.verified()
    path = f"{ROSTER}/vagter.yaml"
    good = machine.read(path)
    group = hotline.owner()[1]
    gateway, slowest = hotline.gateway(), 0.0
    times = 10
    with Load(gateway, threads=2):
        for turn in range(times):
            old = hotline.status()["roster"]["sha256"]
            machine.write(path, good + f"# {turn}\n", 0o640, (0, group))
            begun = time.monotonic()
            machine.run("systemctl", "reload", SERVICE)
            assert wait_until(10, lambda: hotline.status()["roster"]["sha256"] not in (old, None)), "a good roster does not count"
            slowest = max(slowest, time.monotonic() - begun)
            in_force = hotline.status()["roster"]["sha256"]
            machine.write(path, good + "profesionals: {}\n", 0o640, (0, group))
            machine.run("systemctl", "reload", SERVICE)
            assert wait_until(10, lambda: "roster-refused" in hotline.alarms()), "no alarm of a bad roster"
            status = hotline.status()
            assert status["roster"]["sha256"] == in_force, "a bad roster took the place of the good one"
            assert any("vagter.yaml:" in reason for reason in status["reasons"]), f"no place is named: {status['reasons']}"
        machine.write(path, good, 0o640, (0, group))
        machine.run("systemctl", "reload", SERVICE)
        assert wait_until(10, lambda: "roster-refused" not in hotline.alarms()), "the alarm stays after the mend"
    assert hotline.restarts() == 0, "the daemon was restarted"
    return (f"{times} good rosters in force within {slowest:.1f} s, {times} bad ones refused; "
            f"{hotline.accounts_for(before, gateway.tally)}")


@case("kill")
def kill(hotline, times=10):
    """`kill -9` under load: nothing acknowledged is lost or doubled, and it is back by itself."""
    machine, before = hotline.machine, hotline.verified()
    gateway, watch, slowest = hotline.gateway(), hotline.gateway(), 0.0
    with Load(gateway):
        for _ in range(times):
            time.sleep(0.5)
            machine.kill(SERVICE, signal.SIGKILL)
            slowest = max(slowest, hotline.answering(watch, BACK_SECONDS_MAX))
    assert hotline.restarts() == times, f"{hotline.restarts()} restarts for {times} kills"
    assert "hotlined" in hotline.told(), "nobody was told"
    _none_refused(gateway, watch)
    return (f"{times} kills, answering again within {slowest:.1f} s; {hotline.accounts_for(before, gateway.tally, watch.tally)}, "
            f"{gateway.tally.troubles['reset']} connections reset and 0 refused")


@case("hang")
def hang(hotline):
    """A process that does nothing any more is ended by the watchdog; who asked meanwhile is answered."""
    machine, before = hotline.machine, hotline.verified()
    gateway = hotline.gateway()
    machine.kill(SERVICE, signal.SIGSTOP)
    begun = time.monotonic()
    call, instruction = gateway.arrives(rehearsal=True)
    took = time.monotonic() - begun
    assert instruction["instruction"] == "dial", f"the answer is {instruction}"
    assert took <= WATCHDOG_SECONDS + BACK_SECONDS_MAX, f"answered after {took:.0f} s"
    gateway.send({"type": "call.ended", "call": call, "by": "caller"})
    assert hotline.restarts() == 1, f"{hotline.restarts()} restarts"
    assert "watchdog" in machine.journal("-u", SERVICE, "-t", "systemd"), "it was not the watchdog"
    assert "hotlined" in hotline.told(), "nobody was told"
    _none_refused(gateway)
    return (f"stopped, ended by the watchdog and answering after {took:.0f} s (WatchdogSec={WATCHDOG_SECONDS}); "
            f"{hotline.accounts_for(before, gateway.tally)}")


@case("crash-loop")
def crash_loop(hotline, seconds=20):
    """A program, then settings, that cannot start: tried again all the time, told once, back when mended."""
    machine, before = hotline.machine, hotline.verified()
    program, kept = "/usr/bin/hotlined", "/root/hotlined.kept"
    gateway, figures = hotline.gateway(), []
    machine.run("cp", "--archive", program, kept)

    def break_program():
        machine.run("sh", "-c", f"rm {program}; printf '#!/bin/sh\\nexit 3\\n' >{program}; chmod 755 {program}")

    def mend_program():
        machine.run("sh", "-c", f"cp --archive {kept} {program}.ok; mv {program}.ok {program}")

    settings, group = machine.read(SETTINGS), hotline.owner()[1]
    mends = {
        "program": (break_program, mend_program),
        "settings": (lambda: machine.write(SETTINGS, settings + "state-directry: x\n", 0o640, (0, group)),
                     lambda: machine.write(SETTINGS, settings, 0o640, (0, group))),
    }
    for what, (spoil, mend) in mends.items():
        was = hotline.restarts()
        spoil()
        machine.kill(SERVICE, signal.SIGKILL)
        waiting = _Waiting(gateway)
        time.sleep(seconds)
        tries = hotline.restarts() - was
        assert tries >= seconds / 4, f"with broken {what} only {tries} starts in {seconds} s"
        assert tries <= seconds * 2, f"with broken {what} {tries} starts in {seconds} s keep the machine busy"
        assert machine.show(SOCKET, "ActiveState") == ["active"], "the socket was given up"
        mend()
        begun = time.monotonic()
        waiting.end()
        took = time.monotonic() - begun
        assert took <= BACK_SECONDS_MAX, f"answering {took:.1f} s after the mend"
        figures.append(f"broken {what}: {tries} starts in {seconds} s, answering {took:.1f} s after the mend")
    assert hotline.told() == ["hotlined"], f"told of {hotline.told()}, and not once"
    _none_refused(gateway)
    return f"{'; '.join(figures)}; told once; {hotline.accounts_for(before, gateway.tally)}"


class _Waiting:
    """A caller who waits for an answer while something is broken."""

    def __init__(self, gateway):
        self._failures = []
        self._thread = threading.Thread(target=self._ask, args=(gateway,))
        self._thread.start()

    def _ask(self, gateway):
        try:
            gateway.short_call(rehearsal=True)
        except Exception as failure:
            self._failures.append(failure)

    def end(self):
        self._thread.join(90)
        if self._failures:
            raise self._failures[0]


@case("address-taken")
def address_taken(hotline, seconds=6):
    """Somebody else has the address when the machine starts: the service gets it as soon as it is free."""
    machine = hotline.machine
    machine.run("systemctl", "stop", SOCKET)
    assert machine.show(SERVICE, "ActiveState") == ["inactive"], "the service runs on without its socket"
    other = machine.socket()
    other.bind(("127.0.0.1", 8085))
    other.listen()
    try:
        machine.run("systemctl", "start", SERVICE, check=False)
        time.sleep(seconds)
        assert machine.show(SERVICE, "ActiveState") != ["active"], "it says that it is active"
    finally:
        other.close()
    gateway = hotline.gateway()
    took = hotline.answering(gateway, BACK_SECONDS_MAX)
    assert machine.show(SOCKET, "ActiveState") == ["active"], "the socket is not back"
    return f"taken for {seconds} s, answering {took:.1f} s after it was free, by itself"


@case("addresses")
def addresses(hotline):
    """A second address beside the first, as an administrator adds it: both are answered on, through a restart too."""
    machine = hotline.machine
    folder = f"/etc/systemd/system/{SOCKET}.d"
    os.makedirs(machine.file(folder))
    machine.write(f"{folder}/second.conf", "[Socket]\nListenStream=127.0.0.2:8086\nListenStream=[::1]:8085\n")
    machine.run("systemctl", "daemon-reload")
    machine.run("systemctl", "restart", SOCKET, SERVICE)
    places = [("127.0.0.1", 8085), ("127.0.0.2", 8086), ("::1", 8085)]
    for turn in range(2):
        for place in places:
            hotline.answering(hotline.gateway(place))
        if turn == 0:
            machine.run("systemctl", "restart", SERVICE)
    [status] = machine.show(SERVICE, "StatusText")
    assert status == "Answering on 127.0.0.1:8085, 127.0.0.2:8086, [::1]:8085", f"the status is {status!r}"
    return f"{len(places)} addresses answered on, before and after a restart"


@case("restarts")
def restarts(hotline, times=100):
    """Restarts under load: no connection is refused, no call lost."""
    machine, before = hotline.machine, hotline.verified()
    gateway = hotline.gateway()
    begun = time.monotonic()
    with Load(gateway):
        for _ in range(times):
            machine.run("systemctl", "restart", SERVICE)
    seconds = time.monotonic() - begun
    _none_refused(gateway)
    assert not hotline.told(), f"told of {hotline.told()}"
    return (f"{times} restarts in {seconds:.0f} s: 0 of {_connections(gateway)} connections refused (bound 3/n: "
            f"{3 / _connections(gateway):.4f}), {gateway.tally.troubles['reset']} reset, the slowest answer after "
            f"{gateway.tally.slowest:.1f} s; {hotline.accounts_for(before, gateway.tally)}")


def _none_refused(*gateways):
    refused = sum(gateway.tally.troubles["refused"] for gateway in gateways)
    assert not refused, f"{refused} connections were refused"


def _connections(gateway):
    return gateway.tally.events + sum(gateway.tally.troubles.values())


@case("upgrade")
def upgrade(hotline):
    """To a higher version, back to a lower one, and to the first again, under load."""
    machine, before = hotline.machine, hotline.verified()
    now = version(hotline.package)
    gateway, figures = hotline.gateway(), []
    settings = machine.read(SETTINGS)
    packages = [(f"to {name}", repacked(hotline.package, name, machine.folder)) for name in (f"{now}+1", f"{now}~1")]
    with Load(gateway):
        for step, package in [*packages, (f"to {now}", hotline.package)]:
            [was] = machine.show(SERVICE, "MainPID")
            begun = time.monotonic()
            hotline.install(package)
            took = time.monotonic() - begun
            hotline.answering()
            [is_] = machine.show(SERVICE, "MainPID")
            assert is_ not in (was, "0"), f"{step}: the old program still runs"
            figures.append(f"{step} in {took:.0f} s")
            time.sleep(1)
    assert machine.read(SETTINGS) == settings, "the settings were changed"
    _none_refused(gateway)
    before += 2 * len(figures)
    return (f"{', '.join(figures)}: {hotline.accounts_for(before, gateway.tally)}, 0 of {_connections(gateway)} connections "
            f"refused, {gateway.tally.troubles['reset']} reset, the slowest answer after {gateway.tally.slowest:.1f} s")


@case("credentials")
def credentials(hotline):
    """A secret is rotated under load: both count for a while, then the old one no more; no call is refused."""
    machine, before = hotline.machine, hotline.verified()
    [old], new = hotline.secrets(), new_secret()
    loads = []
    for lines, signed_by in ([[old, new], old], [[old, new], new], [[new], new]):
        gateway = Gateway(machine, signed_by)
        with Load(gateway):
            if hotline.secrets() != lines:
                hotline.write_secrets(*lines)
                machine.run("systemctl", "restart", SERVICE)
            time.sleep(2)
        loads.append(gateway)
    _none_refused(*loads)
    late = Gateway(machine, old)
    status = late.once({"type": "call.incoming", "call": "late", "from": "", "to": ""}).status
    assert status == 401, f"the old secret is answered {status}"
    mode = os.stat(machine.file(SECRET)).st_mode & 0o777
    assert mode == 0o600, f"the secret has mode {mode:o}"
    folder = os.path.dirname(SECRET)
    machine.run("mv", folder, f"{folder}.aside")
    machine.run("systemctl", "restart", SERVICE)
    assert "no-secret" in hotline.alarms(), f"without the folder of secrets these alarms stand: {hotline.alarms()}"
    machine.run("mv", f"{folder}.aside", folder)
    machine.run("systemctl", "restart", SERVICE)
    calls = sum(len(gateway.tally.calls) for gateway in loads)
    in_log = hotline.accounts_for(before, *(gateway.tally for gateway in loads))
    return f"{calls} calls over two restarts, none refused, and then the old secret is; {in_log}"


@case("power-cut")
def power_cut(hotline):
    """Every process of the machine ends at once under load; it boots and answers by itself."""
    machine, before = hotline.machine, hotline.verified()
    gateway = hotline.gateway()
    # What is under way when the power goes has no answer.
    with Load(gateway, may_fail=True):
        time.sleep(2)
        machine.cut_power()
    booted = machine.boot()
    after = hotline.gateway()
    took = hotline.answering(after)
    events = hotline.verified() - before
    calls = hotline.calls()
    lost = set(gateway.tally.calls) - set(calls)
    assert not lost and events >= gateway.tally.events + after.tally.events, f"{len(lost)} acknowledged calls are lost"
    assert len(calls) == len(set(calls)), "a call is in the log twice"
    return (f"{gateway.tally.events} acknowledged events, 0 lost; booted in {booted:.0f} s and answering {took:.1f} s later "
            "(processes cut, the disk kept what was written)")


@case("stop")
def stop(hotline):
    """Stopped is stopped: no request starts it again, a connection is refused at once; then it starts again."""
    machine = hotline.machine
    machine.run("systemctl", "stop", SOCKET, SERVICE)
    gateway, refused = hotline.gateway(), 0
    for _ in range(20):
        try:
            gateway.get("/livez")
        except ConnectionRefusedError:
            refused += 1
    assert refused == 20, f"{20 - refused} of 20 connections were taken"
    assert machine.show(SERVICE, "ActiveState") == ["inactive"], "it runs"
    assert not hotline.told(), "an ordered stop raised the alarm"
    machine.run("systemctl", "start", SERVICE)
    took = hotline.answering(gateway)
    return f"20 of 20 connections refused while stopped, answering {took:.1f} s after the start"
