"""An installed hotline on a machine: what an administrator sets up, and what one looks at."""

import json
import os
import shutil
import time

from calls import PLACE, Gateway, new_secret

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
EXAMPLE = os.path.join(REPOSITORY, "config", "roster.d")
SETTINGS = "/etc/akuttelefon/hotlined.yaml"
SECRET = "/etc/akuttelefon/credentials/gateway-system"
ROSTER = "/etc/akuttelefon/roster.d"
LOG = "/var/lib/akuttelefon"
CONTROL = "/run/akuttelefon/control.sock"
SERVICE = "hotlined.service"
SOCKET = "hotlined.socket"
ALARMS = "/run/alarms"
ANSWERING_SECONDS_MAX = 30

SETTINGS_TEXT = """\
last-resort: "sip:doegnvagt@fjordby.example"
roster: roster.d
gateways:
  system: { dialect: canonical, authentication: standard-webhooks }
"""
# An administrator's way of being told.
ALARM = f"""\
#!/bin/sh
echo "$1" >>{ALARMS}
"""


class Hotline:
    """`package` is what is installed, `installed_events` how many events the log had then."""

    def __init__(self, machine, package=None, installed_events=0):
        self.machine = machine
        self.package = package
        self.installed_events = installed_events

    # Setting up

    def install(self, package):
        """The output of dpkg."""
        return self.machine.run("dpkg", "--force-confold", "--install", self.bring(package), seconds=300).stdout

    def bring(self, package):
        """Where the package is on the machine."""
        name = "/root/" + os.path.basename(package)
        if not os.path.exists(self.machine.file(name)):
            shutil.copyfile(package, self.machine.file(name))
        return name

    def set_up(self):
        """As the administrator's guide has it: settings, secret, roster, and a way to be told of alarms."""
        machine = self.machine
        user, group = self.owner()
        os.makedirs(machine.file(ROSTER), exist_ok=True)
        for name in os.listdir(machine.file(ROSTER)):
            os.unlink(machine.file(f"{ROSTER}/{name}"))
        for name in sorted(os.listdir(EXAMPLE)):
            with open(os.path.join(EXAMPLE, name), encoding="utf-8") as example:
                machine.write(f"{ROSTER}/{name}", example.read(), 0o640, (0, group))
        os.chown(machine.file(ROSTER), 0, group)
        os.chmod(machine.file(ROSTER), 0o750)
        machine.write(SETTINGS, SETTINGS_TEXT, 0o640, (0, group))
        self.write_secrets(new_secret())
        machine.write("/etc/akuttelefon/alarm", ALARM, 0o755)
        machine.run("systemctl", "enable", "--quiet", SERVICE, SOCKET)
        machine.run("systemctl", "restart", SERVICE)

    def owner(self):
        """The ids of the daemon's user and group."""
        return tuple(int(self.machine.run("id", flag, "akuttelefon").stdout) for flag in ("-u", "-g"))

    def write_secrets(self, *lines):
        self.machine.write(SECRET, "".join(line + "\n" for line in lines), 0o600, self.owner())

    def secrets(self):
        return self.machine.read(SECRET).split()

    def gateway(self, place=PLACE):
        return Gateway(self.machine, *self.secrets(), place=place)

    def drop_in(self, name, text):
        """A change of the service by the administrator; without a text it is taken back."""
        folder = f"/etc/systemd/system/{SERVICE}.d"
        os.makedirs(self.machine.file(folder), exist_ok=True)
        if text is None:
            os.unlink(self.machine.file(f"{folder}/{name}.conf"))
        else:
            self.machine.write(f"{folder}/{name}.conf", text)
        self.machine.run("systemctl", "daemon-reload")

    def shipped(self, name):
        """A file of the repository's systemd/."""
        with open(os.path.join(REPOSITORY, "systemd", name), encoding="utf-8") as file:
            return file.read()

    # Looking

    def control(self, *arguments, check=True):
        return self.machine.run("hotlinectl", *arguments, check=check)

    def status(self):
        return json.loads(self.control("status", "--format", "json").stdout)

    def alarms(self):
        return {alarm["code"] for alarm in self.status()["alarms"]}

    def answering(self, gateway=None, seconds=ANSWERING_SECONDS_MAX):
        """Seconds until a signed question is answered; what it was answered before that counts in the tally."""
        begun = time.monotonic()
        (gateway or self.gateway()).short_call(rehearsal=True)
        took = time.monotonic() - begun
        assert took <= seconds, f"a question was answered after {took:.1f} s; {seconds} s are allowed"
        return took

    def restarts(self):
        return int(self.machine.show(SERVICE, "NRestarts")[0])

    def told(self):
        """The units of which the administrator was told."""
        try:
            return self.machine.read(ALARMS).split()
        except FileNotFoundError:
            return []

    def verified(self):
        """Events that the log holds; it must be whole."""
        found = json.loads(self.control("log", "verify", "--format", "json", check=False).stdout)
        assert not found["flaws"], f"log verify: {found['flaws'][:3]}"
        return found["events"]

    def calls(self):
        """The ids of all calls in the log, as often as they are there."""
        found, after = [], []
        for _ in range(1000):
            page = json.loads(self.control("calls", "list", "--format", "json", "--limit", "500", *after).stdout)
            found += [call["call"] for call in page["calls"]]
            if not page.get("next"):
                return found
            after = ["--after", str(page["next"])]
        raise RuntimeError("calls list does not end")

    def accounts_for(self, before, *tallies):
        """Each acknowledged event is in the log, once: `before` is what `verified` said earlier."""
        assert wait_until(30, lambda: self.status()["log"]["spooled"] == 0), "the spool is not merged within 30 s"
        wanted = sum(tally.events for tally in tallies)
        events = self.verified() - before
        calls = self.calls()
        lost = [call for tally in tallies for call in tally.calls if call not in set(calls)]
        assert not lost, f"{len(lost)} acknowledged calls are not in the log, {lost[0]} first"
        assert len(calls) == len(set(calls)), "a call is in the log twice"
        assert events == wanted, f"{wanted} events were acknowledged, and the log has {events} more than before"
        return f"{wanted} acknowledged events in the log once each"


def wait_until(seconds, condition, pause=0.2):
    """Whether `condition` came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(pause)
    return bool(condition())
