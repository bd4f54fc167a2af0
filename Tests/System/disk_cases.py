"""The disk under the log in trouble: full, hanging, read-only, dead. Questions are answered throughout."""

import json
import os
import signal
import time

from calls import Load
from cases import case
from hotline import LOG, SERVICE, SOCKET, wait_until
from machine import Disk

ROOM_MEGABYTES = 128
QUESTIONS = 20
# Promised are 500 ms; on a machine that does other things too this is no measurement, and tells a hang only.
ANSWER_SECONDS_MAX = 3
MENDED_SECONDS_MAX = 60
# A daemon that could not open its log starts anew after this time.
NEW_TRY_SECONDS = 120


def with_a_disk_of_its_own(function):
    """The case's machine has another file system below the log."""
    def before_boot(machine):
        machine.disk = Disk(os.path.join(machine.folder, "disk"), ROOM_MEGABYTES)
        machine.add(machine.disk, LOG)
    function.before_boot = before_boot
    return function


class _Answers:
    """Questions one by one, each of a new caller; every one must be answered with a way to a person."""

    def __init__(self, gateway, count=QUESTIONS):
        self.slowest = 0.0
        self.kept = {}
        self.calls = []
        for _ in range(count):
            call = gateway.new_id()
            answer = gateway.once({"type": "call.incoming", "call": call, "from": "+4500000031", "to": "+4500201000",
                                   "rehearsal": True})
            assert answer.status == 200, f"a question is answered {answer.status}: {answer.body.strip()}"
            assert json.loads(answer.body)["instruction"] == "dial", f"no way to a person: {answer.body}"
            assert answer.seconds <= ANSWER_SECONDS_MAX, f"a question is answered after {answer.seconds:.1f} s"
            self.slowest = max(self.slowest, answer.seconds)
            self.kept[answer.keeping] = self.kept.get(answer.keeping, 0) + 1
            self.calls.append(call)

    def __str__(self):
        kept = ", ".join(f"{count} {where}" for where, count in sorted(self.kept.items()))
        count = len(self.calls)
        return f"{count} of {count} questions answered ({kept}), the slowest after {self.slowest * 1000:.0f} ms"


def _is_well(hotline):
    told = hotline.control("status", "--format", "json", check=False)
    if told.returncode != 0:
        return False
    status = json.loads(told.stdout)
    bad = {alarm["code"] for alarm in status["alarms"]} & {"log-unwritable", "spooling", "fallback-unwritable"}
    return status["log"]["state"] == "ok" and status["log"]["spooled"] == 0 and not bad


def _tells(hotline, gateway):
    """What /readyz says is wrong; something must be."""
    answer = gateway.get("/readyz")
    assert answer.status == 200, f"/readyz is {answer.status}, and calls are answered"
    reasons = json.loads(answer.body)["reasons"]
    assert reasons, "/readyz finds nothing wrong"
    return reasons


def _mended(hotline, seconds=MENDED_SECONDS_MAX):
    """Seconds until all is well, which it must become by itself."""
    begun = time.monotonic()
    assert wait_until(seconds, lambda: _is_well(hotline)), \
        f"not well {seconds} s after the mend: {hotline.status()['log']}, {hotline.status()['reasons']}"
    return time.monotonic() - begun


def _end(gateway, calls):
    for call in calls:
        gateway.send({"type": "call.ended", "call": call, "by": "caller"})


@case("disk-full")
@with_a_disk_of_its_own
def disk_full(hotline):
    """The log's disk is full while calls come, then has room again."""
    machine, before = hotline.machine, hotline.verified()
    gateway, load = hotline.gateway(), hotline.gateway()
    with Load(load, threads=1, pause=0.5):
        time.sleep(1)
        _fill(machine)
        answers = _Answers(gateway)
        assert set(answers.kept) != {"log"}, "the disk is full, and all is said to be logged"
        _tells(hotline, gateway)
        time.sleep(5)
        _make_room(machine)
        took = _mended(hotline)
    assert hotline.restarts() == 0, "the daemon was restarted"
    gateway.tally.events += len(answers.calls)
    _end(gateway, answers.calls)
    return f"{answers}; well {took:.0f} s after there was room; {hotline.accounts_for(before, gateway.tally, load.tally)}"


@case("disk-full-crash")
@with_a_disk_of_its_own
def disk_full_crash(hotline):
    """The daemon dies while the disk is full: what no disk took is still there, and is logged when there is room."""
    machine, before = hotline.machine, hotline.verified()
    gateway, watch = hotline.gateway(), hotline.gateway()
    _fill(machine)
    first = _Answers(gateway)
    machine.kill(SERVICE, signal.SIGKILL)
    assert wait_until(15, lambda: _is_live(watch)), "it does not come back on a full disk"
    second = _Answers(gateway)
    _tells(hotline, gateway)
    _make_room(machine)
    took = _mended(hotline)
    gateway.tally.events += len(first.calls) + len(second.calls)
    _end(gateway, first.calls + second.calls)
    return (f"before the crash {first}; after it {second}; well {took:.0f} s after there was room; "
            f"{hotline.accounts_for(before, gateway.tally)}")


def _is_live(gateway):
    try:
        return gateway.get("/livez", seconds=2).status == 200
    except OSError:
        return False


def _fill(machine):
    """Not a byte is left for anybody."""
    machine.run("sh", "-c", f"cat /dev/zero >{LOG}/filler; sync -f {LOG}; dd if=/dev/zero of={LOG}/filler.2 bs=512", check=False)
    assert machine.disk.free() == 0, f"{machine.disk.free()} bytes are free on a full disk"


def _make_room(machine):
    machine.run("sh", "-c", f"rm {LOG}/filler {LOG}/filler.2")


@case("disk-hangs")
@with_a_disk_of_its_own
def disk_hangs(hotline, seconds=15):
    """Every write waits, for some seconds; the watchdog does not take that for the daemon's fault."""
    machine, before = hotline.machine, hotline.verified()
    gateway = hotline.gateway()
    machine.disk.freeze()
    try:
        begun = time.monotonic()
        answers = _Answers(gateway)
        _tells(hotline, gateway)
        time.sleep(max(0.0, seconds - (time.monotonic() - begun)))
    finally:
        machine.disk.thaw()
    took = _mended(hotline)
    assert hotline.restarts() == 0, "the daemon was restarted"
    gateway.tally.events += len(answers.calls)
    _end(gateway, answers.calls)
    return f"{answers} while writes hung for {seconds} s; well {took:.0f} s later; {hotline.accounts_for(before, gateway.tally)}"


def _with_a_read_only_disk(function):
    plain = with_a_disk_of_its_own(function).before_boot

    def read_only_before_boot(machine):
        plain(machine)
        machine.disk.set_writable(False)
    function.before_boot = read_only_before_boot
    return function


@case("read-only")
@_with_a_read_only_disk
def read_only(hotline):
    """The machine boots with a read-only disk below the log; then somebody mends the disk, and nothing else."""
    machine = hotline.machine
    assert machine.show(SERVICE, "ActiveState") == ["active"], "not active on a read-only disk"
    gateway = hotline.gateway()
    answers = _Answers(gateway)
    assert set(answers.kept) == {"volatile"}, f"kept on a read-only disk: {answers.kept}"
    _tells(hotline, gateway)
    machine.disk.set_writable(True)
    machine.run("mount", "-o", "remount,rw", LOG)
    took = _mended(hotline, NEW_TRY_SECONDS + MENDED_SECONDS_MAX)
    gateway.tally.events += len(answers.calls)
    _end(gateway, answers.calls)
    in_log = hotline.accounts_for(hotline.installed_events, gateway.tally)
    return f"{answers}; well {took:.0f} s after the disk was writable; {in_log}"


@case("log-broken")
def log_broken(hotline):
    """The log's file is no database any more: answered all the same, and kept for the mended log."""
    machine, before = hotline.machine, hotline.verified()
    gateway = hotline.gateway()
    machine.run("systemctl", "stop", SOCKET, SERVICE)
    machine.run("sh", "-ec", f"mkdir {LOG}/aside; mv {LOG}/calls.sqlite* {LOG}/aside/; "
                f"head -c 65536 /dev/urandom >{LOG}/calls.sqlite; chown akuttelefon: {LOG}/calls.sqlite")
    machine.run("systemctl", "start", SERVICE)
    answers = _Answers(gateway)
    assert set(answers.kept) == {"spooled"}, f"kept while the log is broken: {answers.kept}"
    _tells(hotline, gateway)
    machine.run("systemctl", "stop", SOCKET, SERVICE)
    machine.run("sh", "-c", f"rm {LOG}/calls.sqlite*; mv {LOG}/aside/* {LOG}/")
    machine.run("systemctl", "start", SERVICE)
    took = _mended(hotline)
    gateway.tally.events += len(answers.calls)
    _end(gateway, answers.calls)
    return f"{answers}; well {took:.0f} s after the log was put back; {hotline.accounts_for(before, gateway.tally)}"


@case("disk-dies")
@with_a_disk_of_its_own
def disk_dies(hotline):
    """The kernel makes the disk read-only under a running daemon; a person mends it and boots the machine."""
    machine, before = hotline.machine, hotline.verified()
    gateway = hotline.gateway()
    with Load(gateway):
        time.sleep(2)
    machine.disk.abort()
    later = hotline.gateway()
    answers = _Answers(later)
    assert "log" not in answers.kept, f"kept on a dead disk: {answers.kept}"
    _tells(hotline, later)
    assert hotline.restarts() == 0, "the daemon was restarted"
    machine.stop()
    machine.disk.repair()
    machine.boot()
    hotline.answering(gateway)
    return f"{answers}; after fsck and a boot {hotline.accounts_for(before, gateway.tally)} (what was volatile went with /run)"
