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
        self.sip_port = ports.one()
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
        if self.proxy:
            self.proxy.close()

    def run(self, name, arguments):
        process = Process(name, arguments, self.folder)
        self.processes.append(process)
        return process

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
last-resort: "{self.phones['lastresort'].uri}"
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
        self._write("local.cfg", f"""\
#!define LISTEN udp:127.0.0.1:{self.sip_port}
#!define HOOK_URL http://127.0.0.1:{self.proxy_port}/gateway/kamailio
#!define HOOK_TOKEN {self.secret}
#!define FALLBACK_URI {self.phones['lastresort'].uri}
#!define FALLBACK_RING_MS 5000
#!define PLAN_FILE {self.plan_file}
#!define PLAN_RING_MS 2000
#!define PLAN_SECONDS 1
#!define SILENT_PHONE_MS 1500
#!define CTL "unix:{self.folder}/kamailio_ctl"
#!define LOG_TO_STDERR yes
""", 0o600)

    def _start_gateway(self):
        gateway = self.run("kamailio", ["kamailio", "-DD", "-E", "-m", "128", "-M", "8", "-Y", self.folder,
                              "-P", os.path.join(self.folder, "kamailio.pid"),
                              "-f", os.path.join(self.folder, "kamailio.cfg")])
        answers = wait_until(15, lambda: not gateway.is_running() or self._gateway_answers(), 0.1)
        if not answers or not gateway.is_running():
            raise RuntimeError(f"Kamailio does not answer, see {self.folder}/kamailio.log")

    def _gateway_answers(self):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.settimeout(0.3)
            probe.bind(("127.0.0.1", 0))
            own = probe.getsockname()[1]
            request = (f"OPTIONS sip:ping@127.0.0.1:{self.sip_port} SIP/2.0\r\n"
                       f"Via: SIP/2.0/UDP 127.0.0.1:{own};branch=z9hG4bK{secrets.token_hex(8)}\r\n"
                       f"From: <sip:ping@127.0.0.1>;tag={secrets.token_hex(4)}\r\nTo: <sip:ping@127.0.0.1>\r\n"
                       f"Call-ID: {secrets.token_hex(8)}\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 5\r\n"
                       "Content-Length: 0\r\n\r\n")
            try:
                probe.sendto(request.encode(), ("127.0.0.1", self.sip_port))
                return probe.recv(2048).startswith(b"SIP/2.0 200")
            except OSError:
                return False

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
        professionals += f'    phones: ["{phone.uri}"]\n'
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
      - number: "{phones['lastresort'].uri}"
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
