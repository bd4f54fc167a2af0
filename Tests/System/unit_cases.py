"""The other units: timers' work, the alarm, the tighter drop-in; and a machine whose clock is wrong."""

import http.server
import json
import os
import stat
import struct
import subprocess
import threading
import time

from calls import FAMILY, HOTLINE, Load
from cases import case
from hotline import ALARMS, LOG, SERVICE, SOCKET, wait_until

HERE = os.path.dirname(os.path.abspath(__file__))
BACKUPS = "/var/backups/akuttelefon"
SELF_CALL = "/etc/akuttelefon/self-call"
TIMERS = ("hotline-backup.timer", "hotline-purge.timer", "hotline-check.timer", "hotline-self-call@system.timer")
VENDOR_PORT = 8099


@case("timers")
def timers(hotline):
    """What the timers start does its work under its own filter; what fails tells somebody."""
    machine = hotline.machine
    machine.run("systemctl", "enable", "--quiet", "--now", *TIMERS)
    waiting = machine.run("systemctl", "list-timers", "--plain", "--no-legend").stdout
    missing = [timer for timer in TIMERS if timer not in waiting]
    assert not missing, f"not waiting: {missing}"
    hotline.gateway().whole_call()

    _start(machine, "hotline-backup.service")
    copies = [name for name in os.listdir(machine.file(BACKUPS)) if name.endswith(".sqlite")]
    assert len(copies) == 1, f"copies: {os.listdir(machine.file(BACKUPS))}"
    mode = stat.S_IMODE(os.stat(machine.file(f"{BACKUPS}/{copies[0]}")).st_mode)
    assert mode == 0o600, f"the copy has mode {mode:o}"
    hotline.control("log", "verify", "--log", f"{BACKUPS}/{copies[0]}")

    _start(machine, "hotline-purge.service")
    purged = machine.journal("-u", "hotline-purge.service", "-t", "hotlinectl")
    assert purged, "the purge says nothing"

    request = _self_call(machine)
    assert "From=%2B4500000099" in request, f"the vendor was asked {request!r}"
    assert not hotline.told(), f"told of {hotline.told()}"

    machine.run("chattr", "-R", "+i", BACKUPS)
    try:
        machine.run("systemctl", "start", "hotline-backup.service", check=False)
    finally:
        machine.run("chattr", "-R", "-i", BACKUPS)
    assert wait_until(10, lambda: "hotline-backup" in hotline.told()), "nobody was told of a failed backup"
    return f"{len(TIMERS)} timers wait; a copy is made and whole, the purge and the self-call done, a failed copy told"


def _start(machine, unit):
    """Runs a oneshot unit to its end, which must be good."""
    machine.run("systemctl", "start", unit, seconds=120)
    result = machine.show(unit, "Result", "ExecMainStatus")
    assert result == ["success", "0"], f"{unit} ended with {result}"


def _self_call(machine):
    """What a vendor is asked when the line is to be checked; the vendor is this test."""
    asked = []

    class Vendor(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(201)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.HTTPServer(("127.0.0.1", VENDOR_PORT), Vendor, bind_and_activate=False)
    server.socket.close()
    server.socket = machine.socket()
    server.server_bind()
    server.server_activate()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        machine.write(f"{SELF_CALL}/system", f"""\
url = "http://127.0.0.1:{VENDOR_PORT}/calls"
user = "key:secret"
data-urlencode = "From=+4500000099"
data-urlencode = "To={HOTLINE}"
""", 0o600)
        _start(machine, "hotline-self-call@system.service")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
    assert asked, "the vendor was not asked"
    return asked[0]


@case("check")
def check(hotline):
    """The hourly look sees all that root sees and tells somebody; what it found is in no journal."""
    machine = hotline.machine
    by_root = _findings(hotline.control("doctor", "--format", "json", check=False).stdout)
    seen = "/run/hotline-check.json"
    folder = "/etc/systemd/system/hotline-check.service.d"
    os.makedirs(machine.file(folder))
    machine.write(f"{folder}/seen.conf", f"""\
[Service]
ExecStart=
ExecStart=/usr/bin/hotlinectl doctor --format json
StandardOutput=truncate:{seen}
""")
    machine.run("systemctl", "daemon-reload")
    machine.run("systemctl", "start", "hotline-check.service", check=False)
    by_unit = _findings(machine.read(seen))
    os.unlink(machine.file(f"{folder}/seen.conf"))
    machine.run("systemctl", "daemon-reload")
    machine.run("rm", "-rf", "/run/hotline-alarm", ALARMS)
    assert by_unit == by_root, f"root alone finds {sorted(by_root - by_unit)}, the unit alone {sorted(by_unit - by_root)}"

    machine.run("systemctl", "stop", SOCKET)
    machine.run("systemctl", "start", "hotline-check.service", check=False)
    result = machine.show("hotline-check.service", "Result", "ExecMainStatus")
    assert result[0] == "exit-code", f"with the daemon stopped it ends with {result}"
    assert wait_until(10, lambda: hotline.told() == ["hotline-check"]), f"told of {hotline.told()}"
    machine.run("systemctl", "start", "hotline-check.service", check=False)
    time.sleep(1)
    assert hotline.told() == ["hotline-check"], "told twice within the pause"
    assert not machine.journal("-u", "hotline-check.service", "-t", "hotlinectl"), "the journal has what was found"
    return f"{len(by_root)} findings, the same as root's; a stopped daemon is found (exit {result[1]}) and told once"


def _findings(text):
    """What doctor looked at, and whether it was well."""
    return {(finding["about"], finding["good"]) for finding in json.loads(text)["findings"]}


@case("alarm")
def alarm(hotline):
    """Without a way of the administrator's own, or with one that fails, the journal has it as an alert."""
    machine = hotline.machine
    for program in (None, "#!/bin/sh\nexit 1\n"):
        if program:
            machine.write("/etc/akuttelefon/alarm", program, 0o755)
        else:
            os.unlink(machine.file("/etc/akuttelefon/alarm"))
        machine.run("rm", "-rf", "/run/hotline-alarm")
        _start(machine, "hotline-alarm@hotlined.service")
    alerts = machine.journal("-u", "hotline-alarm@hotlined.service", "--priority=alert").splitlines()
    assert sum("hotlined failed" in line for line in alerts) == 2, f"alerts: {alerts}"
    assert any("/etc/akuttelefon/alarm failed" in line for line in alerts), f"alerts: {alerts}"
    return f"{len(alerts)} alerts in the journal"


@case("tight")
def tight(hotline):
    """With the tighter drop-in: calls, the fallback plan, and root's questions work; nobody else has a name."""
    machine, before = hotline.machine, hotline.verified()
    hotline.drop_in("tight", hotline.shipped("hotlined-tight.conf"))
    machine.run("systemctl", "restart", SERVICE)
    gateway = hotline.gateway()
    hotline.answering(gateway)
    with open(f"/proc/{machine.process(SERVICE)}/uid_map", encoding="ascii") as file:
        mapped = sum(int(line.split()[2]) for line in file)
    assert mapped == 2, f"{mapped} users are mapped"
    plan = f"{LOG}/fallback/plan.json"
    begun = time.time()
    assert wait_until(10, lambda: os.stat(machine.file(plan)).st_mtime > begun - 10), "no new fallback plan"
    groups = machine.run("stat", "--format=%G %a", plan).stdout.strip()
    assert groups == "akuttelefon-fallback 640", f"the fallback plan is {groups}"
    assert "fallback-unwritable" not in hotline.alarms(), "the fallback plan is said not to be written"
    events = gateway.tally
    return f"{mapped} users mapped, {hotline.accounts_for(before, events)}, the fallback plan is its group's"


class _Clock:
    """What the daemon is shown: how many seconds off, and whether the kernel calls it synchronised."""

    PATH = "/var/lib/wrongclock/numbers"

    def __init__(self, hotline, ahead, is_synchronised):
        self.machine = hotline.machine
        os.makedirs(os.path.dirname(self.machine.file(self.PATH)), exist_ok=True)
        with open(self.machine.file(self.PATH), "wb") as file:
            file.write(bytes(16))
        library = hotline.machine.file("/usr/local/lib/wrongclock.so")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", library, os.path.join(HERE, "wrongclock.c"), "-ldl"],
                       stdin=subprocess.DEVNULL, timeout=60, check=True)
        self.set(ahead, is_synchronised)
        hotline.drop_in("wrongclock", f"""\
[Service]
Environment=LD_PRELOAD=/usr/local/lib/wrongclock.so WRONG_CLOCK={self.PATH}
""")

    def set(self, ahead, is_synchronised):
        with open(self.machine.file(self.PATH), "r+b") as file:
            file.write(struct.pack("=qq", int(ahead), 0 if is_synchronised else 1))


@case("clock")
def clock(hotline):
    """Booted with the clock wrong by 400 days, then by ten years the other way: calls are answered, then it is set."""
    machine, before = hotline.machine, hotline.verified()
    gateway, figures = hotline.gateway(), []
    for days in (-400, 3650):
        shown = _Clock(hotline, days * 86400, False)
        machine.stop()
        machine.boot()
        [pid] = machine.show(SERVICE, "MainPID")
        call, instruction = gateway.arrives(caller=FAMILY, rehearsal=True)
        assert instruction["instruction"] == "dial", f"the answer is {instruction}"
        assert "clock-unsynchronised" in hotline.alarms(), f"no alarm: {hotline.alarms()}"
        begun = time.monotonic()
        shown.set(0, True)
        assert wait_until(30, lambda: "clock-unsynchronised" not in hotline.alarms()), "the alarm stays on a clock that is right"
        took = time.monotonic() - begun
        gateway.send({"type": "call.ended", "call": call, "by": "caller"})
        with Load(gateway, threads=2):
            time.sleep(2)
        old = gateway.once({"type": "call.incoming", "call": gateway.new_id(), "from": "", "to": HOTLINE}, age=600)
        assert old.status == 401, f"on a right clock a signature of ten minutes ago is answered {old.status}"
        assert machine.show(SERVICE, "MainPID") == [pid], "the daemon was restarted"
        figures.append(f"{days:+} days: answered, alarm over {took:.0f} s after the clock was set")
    return (f"{'; '.join(figures)}; {hotline.accounts_for(before, gateway.tally)} (simulated: a library shows the daemon alone "
            "another time and an unsynchronised kernel)")
