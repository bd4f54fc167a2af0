"""One hotline on loopback: the daemon, Kamailio with the shipped configuration, and what stands between them."""

import http.client
import json
import os
import secrets
import signal
import socket
import subprocess
import time

import ports
import sip
from faultproxy import FaultProxy
from phones import FAMILY, HOTLINE
from processes import ENVIRONMENT, Process, wait_until

REPOSITORY = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SHIPPED = os.path.join(REPOSITORY, "config", "kamailio", "kamailio.cfg")


class Stack:
    """Folders, ports and processes of one case. `steps` is the roster's routing, as (lines, seconds)."""

    def __init__(self, folder, binaries, phones, steps):
        self.folder = folder
        self.hotlined, self.hotlinectl = binaries
        self.phones = phones
        self.steps = steps
        self.processes = []
        self.daemon = None
        self.proxy = None
        self.gateway = None
        # Names for local.cfg, beside those that every case needs.
        self.names = {}
        self.authority = None
        self.bridges = []
        self.sip_port = ports.one()
        self.tcp_port = ports.one()
        self.tls_port = ports.one()
        self.daemon_port = ports.one()
        self.proxy_port = ports.one()
        self.settings = os.path.join(folder, "hotlined.yaml")
        self.plan_file = os.path.join(folder, "plan.json")
        self.secret = secrets.token_hex(24)

    def start(self, daemon=True):
        self._write_daemon_files()
        self._write_gateway_files()
        if daemon:
            self.start_daemon()
        self.proxy = FaultProxy(self.proxy_port, self.daemon_port)
        self._start_gateway()

    def stop(self):
        for process in reversed(self.processes):
            process.end()
        for bridge in self.bridges:
            bridge.close()
        if self.proxy:
            self.proxy.close()

    def run(self, name, arguments):
        process = Process(name, arguments, self.folder)
        self.processes.append(process)
        return process

    def bridge(self, bridge):
        self.bridges.append(bridge)
        return bridge

    # The daemon

    def start_daemon(self):
        self.daemon = self.run("hotlined", [self.hotlined, "--config", self.settings])
        ready = wait_until(15, lambda: not self.daemon.is_running() or self._daemon_is_ready())
        if not ready or not self.daemon.is_running():
            raise RuntimeError(f"hotlined is not ready, see {self.folder}/hotlined.log")

    def kill_daemon(self):
        self.daemon.signal(signal.SIGKILL)
        self.daemon.wait(5)

    def _daemon_is_ready(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.daemon_port, timeout=1)
        try:
            connection.request("GET", "/readyz")
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def _write_daemon_files(self):
        credentials = os.path.join(self.folder, "credentials")
        os.makedirs(credentials, mode=0o700, exist_ok=True)
        self._write("credentials/gateway-kamailio", self.secret + "\n", 0o600)
        self._write("roster.yaml", roster(self.phones, self.steps), 0o640)
        self._write("hotlined.yaml", f"""\
last-resort: "{self.phones['lastresort'].listed}"
roster: roster.yaml
state-directory: state
runtime-directory: run
credentials-directory: credentials
listen: 127.0.0.1:{self.daemon_port}
gateways:
  kamailio: {{ dialect: canonical, authentication: bearer, gather: false, max-steps: 10 }}
""", 0o640)

    # The gateway

    def _write_gateway_files(self):
        with open(SHIPPED, encoding="utf-8") as shipped:
            self._write("kamailio.cfg", shipped.read(), 0o640)
        names = {
            "LISTEN": f"udp:127.0.0.1:{self.sip_port}",
            "HOOK_URL": f"http://127.0.0.1:{self.proxy_port}/gateway/kamailio",
            "HOOK_TOKEN": self.secret,
            "FALLBACK_URI": self.phones["lastresort"].uri,
            "FALLBACK_RING_MS": 5000,
            "PLAN_FILE": self.plan_file,
            "PLAN_RING_MS": 2000,
            "PLAN_SECONDS": 1,
            "CTL": f'"unix:{self.folder}/kamailio_ctl"',
            "LOG_TO_STDERR": "yes",
            # A phone that is there must not count as silent because packets got lost.
            "SILENT_PHONE_MS": 8000 if ports.LOSS else 1500,
            **self.names,
        }
        self._write("local.cfg", "".join(f"#!define {name} {value}\n" for name, value in names.items()), 0o600)

    def _start_gateway(self):
        gateway = self.run("kamailio", ["kamailio", "-DD", "-E", "-m", "128", "-M", "8", "-Y", self.folder,
                              "-P", os.path.join(self.folder, "kamailio.pid"),
                              "-f", os.path.join(self.folder, "kamailio.cfg")])
        self.gateway = gateway
        answers = wait_until(15, lambda: not gateway.is_running() or sip.answer(self.sip_port) == 200, 0.1)
        if not answers or not gateway.is_running():
            raise RuntimeError(f"Kamailio does not answer, see {self.folder}/kamailio.log")

    def restart_gateway(self, number=signal.SIGTERM):
        """Kamailio ends by this signal and begins anew, with an empty memory."""
        self.gateway.signal(number)
        if self.gateway.wait(5) is None:
            raise RuntimeError("Kamailio did not end")
        self.gateway.end()
        self._start_gateway()

    def has_read_a_plan(self):
        with open(os.path.join(self.folder, "kamailio.log"), encoding="utf-8", errors="replace") as log:
            return "read the fallback plan" in log.read()

    def write_plan(self, duties):
        """A fallback plan for the hotline. `duties` are (from, to, names), in hours from now."""
        intervals = [{"from": instant(begin), "to": instant(end), "uris": [self.phones[name].uri for name in names]}
                     for begin, end, names in duties]
        plan = {"made": intervals[0]["from"], "until": intervals[-1]["to"], "numbers": {HOTLINE: intervals}}
        self._write(os.path.basename(self.plan_file), json.dumps(plan), 0o640)

    def _write(self, name, text, mode):
        path = os.path.join(self.folder, name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
            file.write(text)

    # What the log says

    def control(self, *arguments):
        done = subprocess.run([self.hotlinectl, *arguments, "--config", self.settings], stdin=subprocess.DEVNULL,
                              env=ENVIRONMENT, capture_output=True, text=True, timeout=20, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"hotlinectl {' '.join(arguments)}: exit {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def calls(self):
        """Every call of the log, newest or oldest first as the command has it."""
        found, after = [], None
        for _ in range(100):
            more = ["--after", str(after)] if after else []
            page = json.loads(self.control("calls", "list", "--format", "json", *more))
            found += page["calls"]
            after = page.get("next")
            if not after:
                break
        return found

    def ended_calls(self, count, seconds=10):
        """The log's calls once `count` of them have ended."""
        end = time.monotonic() + seconds
        while True:
            calls = self.calls()
            if sum(call["state"] == "ended" for call in calls) >= count or time.monotonic() > end:
                return calls
            time.sleep(0.1)

    def only_call(self):
        """What `calls show` tells of the one call there was, once it has ended."""
        calls = self.ended_calls(1)
        if len(calls) != 1:
            raise AssertionError(f"the log has {len(calls)} calls instead of one")
        return json.loads(self.control("calls", "show", calls[0]["call"], "--format", "json"))


def instant(hours_from_now):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + hours_from_now * 3600))


def roster(phones, steps):
    """A roster of one family and one institution; each line is held by the professional of that phone."""
    lines, professionals = "", ""
    for name, phone in phones.items():
        if name == "lastresort":
            continue
        lines += f"      {phone.line}:\n        name: {phone.line}\n        rotations:\n"
        lines += f"          - professionals: [{name}]\n            starts: 2024-01-01\n            turn: 1 week\n"
        professionals += f"  {name}:\n    name: {name.capitalize()}\n    institution: egetraeet\n"
        professionals += f'    phones: ["{phone.listed}"]\n'
    routing = ""
    for ring, seconds in steps:
        routing += f"    - ring: {ring}\n      seconds: {seconds}\n"
    return f"""\
roster: 1
timezone: Europe/Copenhagen
numbers:
  "{HOTLINE}": {{ municipality: fjordby, institution: egetraeet }}
municipalities:
  fjordby:
    name: Fjordby Kommune
    last-resort:
      - number: "{phones['lastresort'].listed}"
institutions:
  egetraeet:
    name: Egetræet
    municipalities: [fjordby]
    lines:
{lines}professionals:
{professionals}families:
  jensen:
    name: Familien Jensen
    phones: ["{FAMILY}"]
    municipality: fjordby
    institution: egetraeet
    variant: individual
    enrolled: 2024-01-01
routing:
  steps:
{routing}  rounds: 1
  max-wait: 4 min
  callback: {{ within: 30 min, owner: first, escalate: backup }}
  confirm: false
  unknown: route
"""
