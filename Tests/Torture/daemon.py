"""A real daemon on the example roster, and those who talk to it: gateways, strangers, the control socket."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import secrets
import select
import signal
import socket
import subprocess
import time

from processes import ENVIRONMENT, Process
from server import EXAMPLE, NUMBER, READY_SECONDS_MAX, Server

# Where the gateway calls from that the settings name; floods come from other addresses of 127/8.
GATEWAY_ADDRESS = "127.0.0.1"
# As the unit sets it: at a crash Swift would write what its registers point at to the journal.
UNIT_ENVIRONMENT = {"SWIFT_BACKTRACE": "enable=no"}
ASK_SECONDS_MAX = 10
LAST_RESORT = "sip:doegnvagt@fjordby.example"
__all__ = ["EXAMPLE", "GATEWAY_ADDRESS", "LAST_RESORT", "NUMBER", "Reply", "Target"]


class Target(Server):
    """A daemon with a gateway that signs and one that shows a token, told by the service manager's socket."""

    def __init__(self, folder, hotlined, more_settings="", log_deadline="250 ms"):
        super().__init__(folder, hotlined)
        self.secrets = [secrets.token_bytes(32)]
        self.write_secrets(self.secrets)
        self._deliveries = 0
        self._told = None
        self.write("hotlined.yaml", f"""\
last-resort: "{LAST_RESORT}"
roster: roster.d
state-directory: state
runtime-directory: {self.runtime}
credentials-directory: credentials
listen: 127.0.0.1:{self.port}
peers: ["{GATEWAY_ADDRESS}"]
allow-test-clock: true
log: {{ deadline: {log_deadline} }}
gateways:
  bench: {{ dialect: canonical, authentication: bearer }}
  signed: {{ dialect: canonical, authentication: standard-webhooks }}
{more_settings}""")

    def write(self, name, text, mode=0o640):
        """A file of the daemon's, replaced as a whole."""
        path = os.path.join(self.folder, name)
        data = text if isinstance(text, bytes) else text.encode()
        with open(os.open(path + "~", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
            file.write(data)
        os.rename(path + "~", path)

    def write_secrets(self, keys):
        """The secrets of the gateway `signed`, a line each."""
        lines = ["whsec_" + base64.b64encode(key).decode() for key in keys]
        self.write("credentials/gateway-signed", "\n".join(lines) + "\n", 0o600)

    def launch(self, script):
        """Starts the daemon through a shell script from here on, in which `exec "$@"` is the daemon."""
        path = os.path.join(self.folder, "launch")
        self.write("launch", f"#!/bin/sh\n{script.replace('$@', f'{self.hotlined} $@')}\n", 0o755)
        self.hotlined = path

    # Its life

    def start(self, *flags):
        """As `Server.start`; what it tells the service manager later is kept for `reload`."""
        path = os.path.join(self.runtime, "notify")
        if self._told:
            self._told.close()
        if os.path.exists(path):
            os.unlink(path)
        self._told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._told.bind(path)
        os.chmod(path, 0o777)
        begun = time.perf_counter()
        self.process = _Told([self.hotlined, "--config", os.path.join(self.folder, "hotlined.yaml"), *flags],
                             self.folder, path)
        if not self.hears(b"READY=1", READY_SECONDS_MAX):
            self.end()
            raise RuntimeError(f"hotlined does not get READY, see {self.folder}/hotlined.log")
        return time.perf_counter() - begun

    def reload(self, seconds=60):
        """Reads the roster again; seconds until it has."""
        begun = time.perf_counter()
        self.process.signal(signal.SIGHUP)
        if not (self.hears(b"RELOADING=1", seconds) and self.hears(b"READY=1", seconds)):
            raise RuntimeError(f"no end of the reload within {seconds} s; the daemon "
                               f"{'runs' if self.process.is_running() else 'has ended'}")
        return time.perf_counter() - begun

    def hears(self, line, seconds):
        """Whether it tells the service manager so in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self._told.settimeout(min(0.5, seconds))
            try:
                if line in self._told.recv(4096).split(b"\n"):
                    return True
            except socket.timeout:
                if not self.process.is_running():
                    return False
        return False

    def remove(self):
        if self._told:
            self._told.close()
            self._told = None
        super().remove()

    @property
    def pid(self):
        return self.process.popen.pid

    @property
    def journal(self):
        with open(os.path.join(self.folder, "hotlined.log"), encoding="utf-8", errors="replace") as file:
            return file.read()

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    # Those who ask

    def get(self, path, source=GATEWAY_ADDRESS, seconds=ASK_SECONDS_MAX):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds, source_address=(source, 0))
        return _asked(connection, "GET", path, None, {})

    def control(self, path, body=None, seconds=ASK_SECONDS_MAX):
        """One question on the control socket, as who runs this."""
        connection = _Local(os.path.join(self.runtime, "control.sock"), seconds)
        method, data = ("GET", None) if body is None else ("POST", json.dumps(body))
        return _asked(connection, method, f"/api/v1/{path}", data, {"Content-Type": "application/json"})

    def status(self):
        return self.control("status").json

    def new_delivery(self):
        self._deliveries += 1
        return f"d-{self._deliveries}-{os.getpid()}"

    def event(self, type_, call, delivery=None, seconds=ASK_SECONDS_MAX, **members):
        """One event by the gateway with a token; its reply."""
        body = json.dumps({"type": type_, "call": call, **members}).encode()
        return self.post("/gateway/bench", body, {
            "Authorization": f"Bearer {self.token}", "webhook-id": delivery or self.new_delivery()}, seconds=seconds)

    def signed(self, body, delivery, key=None, at=None):
        """The headers of a delivery by the gateway that signs."""
        stamp = str(int(time.time() if at is None else at))
        code = hmac.new(key or self.secrets[0], f"{delivery}.{stamp}.".encode() + body, hashlib.sha256).digest()
        return {"webhook-id": delivery, "webhook-timestamp": stamp,
                "webhook-signature": "v1," + base64.b64encode(code).decode()}

    def post(self, path, body, headers, source=GATEWAY_ADDRESS, seconds=ASK_SECONDS_MAX):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=seconds, source_address=(source, 0))
        return _asked(connection, "POST", path, body, {"Content-Type": "application/json", **headers})

    def connect(self, source=GATEWAY_ADDRESS, seconds=ASK_SECONDS_MAX):
        """A connection of one's own making."""
        opened = socket.socket()
        try:
            opened.settimeout(seconds)
            opened.bind((source, 0))
            opened.connect(("127.0.0.1", self.port))
        except OSError:
            opened.close()
            raise
        return opened


class Reply:
    def __init__(self, status, headers, body, seconds):
        self.status, self.headers, self.body, self.seconds = status, headers, body, seconds

    @property
    def text(self):
        return self.body.decode(errors="replace")

    @property
    def json(self):
        return json.loads(self.body)


def _asked(connection, method, path, body, headers):
    begun = time.perf_counter()
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        data = response.read()
        return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, data,
                     time.perf_counter() - begun)
    finally:
        connection.close()


class _Local(http.client.HTTPConnection):
    def __init__(self, path, seconds):
        super().__init__("localhost", timeout=seconds)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class _Told(Process):
    """A daemon that is told where the service manager listens."""

    def __init__(self, arguments, folder, path):
        self.name = "hotlined"
        with open(os.path.join(folder, "hotlined.log"), "ab") as log:
            self.popen = subprocess.Popen(
                arguments, cwd=folder, env={**ENVIRONMENT, **UNIT_ENVIRONMENT, "NOTIFY_SOCKET": path},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
