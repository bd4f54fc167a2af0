"""A hotline of two institutions on loopback, with calls in its log and a token for every role."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import pathlib
import pickle
import pwd
import secrets
import socket
import socketserver
import subprocess
import threading
import time

PATIENCE_SECONDS = 20

# Every name is made up; no number can be dialled.
ROSTER = """\
roster: 1
timezone: Europe/Copenhagen
numbers:
  "+45 00 20 10 00": { municipality: fjordby, institution: egetraeet }
  "+45 00 20 20 00": { municipality: aahavn, institution: solhjem }
municipalities:
  fjordby: { name: Fjordby Kommune, after-call: { follow-up: consultant, caseworker: when-noted } }
  aahavn: { name: Åhavn Kommune, after-call: { follow-up: consultant, caseworker: always } }
institutions:
  egetraeet:
    name: Døgninstitutionen Egetræet
    municipalities: [fjordby]
    lines: { first: { rotations: [{ professionals: [anna], starts: 2020-01-01, turn: 1 week }] } }
  solhjem:
    name: Opholdsstedet Solhjem
    municipalities: [aahavn]
    lines: { first: { rotations: [{ professionals: [frida], starts: 2020-01-01, turn: 1 week }] } }
professionals:
  anna: { name: Anna Holm, institution: egetraeet, phones: ["+45 00 00 00 61"] }
  soenderskov: { name: Bo Sønderskov, institution: egetraeet, phones: ["+45 00 00 00 63"] }
  frida: { name: Frida Østergaard, institution: solhjem, phones: ["+45 00 00 00 62"] }
contacts:
  birgit: { name: Birgit Dam, role: family-consultant, municipality: fjordby, phones: ["+45 00 00 00 21"] }
  ruth: { name: Ruth Bækgaard, role: caseworker, municipality: aahavn, phones: ["+45 00 00 00 27"] }
families:
  jensen: { name: Familien Jensen, phones: ["+45 00 00 00 31"], municipality: fjordby, institution: egetraeet,
            variant: group, group: nord, consultant: birgit, pin: "470811" }
  saebye: { name: Familien Sæbye, phones: ["+45 00 00 00 45"], municipality: aahavn, institution: solhjem,
            variant: individual, caseworkers: [ruth], pin: "835610" }
routing:
  steps: [{ ring: [first], seconds: 20 }, { ring: last-resort, seconds: 20 }]
  rounds: 1
  max-wait: 4 min
  callback: { within: 30 min, owner: first, escalate: first }
"""

# Each role, and of whom.
ROLES = {
    "staff": ["--professional", "anna"],
    "leader": ["--institution", "egetraeet"],
    "consultant": ["--contact", "birgit"],
    "caseworker": ["--contact", "ruth"],
    "evaluator": [],
    "auditor": [],
    "administrator": [],
}


def environment():
    """Ours, without what would lead requests away or override the settings."""
    return {name: value for name, value in os.environ.items()
            if not (name.lower().endswith("_proxy") or name.startswith("HOTLINE_")
                    or name == "CREDENTIALS_DIRECTORY")}


class Hotline:
    """One daemon in a folder of its own, until `stop`."""

    def __init__(self, folder, hotlined, hotlinectl, more_settings=""):
        self.folder = pathlib.Path(folder)
        self.more_settings = more_settings
        self.roster = ROSTER
        # Files of the credentials' folder besides the gateway's.
        self.more_credentials = {}
        self.hotlined, self.hotlinectl = hotlined, hotlinectl
        # A program and its first arguments, which runs the daemon's command.
        self.launcher = []
        self.key = secrets.token_bytes(32)
        self.port = _free_port()
        self.daemon = None
        self._deliveries = 0

    def start(self):
        # Any user may come to the control socket.
        self.folder.chmod(0o711)
        credentials = self.folder / "credentials"
        credentials.mkdir(mode=0o700)
        gateway = "whsec_" + base64.b64encode(self.key).decode()
        for name, text in {"gateway-canonical": gateway, **self.more_credentials}.items():
            secret = credentials / name
            secret.write_text(text + "\n", encoding="utf-8")
            secret.chmod(0o600)
        (self.folder / "roster.d").mkdir()
        roster = self.folder / "roster.d" / "roster.yaml"
        roster.write_text(self.roster, encoding="utf-8")
        roster.chmod(0o640)
        (self.folder / "hotlined.yaml").write_text(f"""\
last-resort: "sip:vagt@fjordby.example"
roster: roster.d
state-directory: state
runtime-directory: run
credentials-directory: credentials
listen: 127.0.0.1:{self.port}
log: {{ deadline: 5 s }}
gateways:
  canonical: {{ dialect: canonical, authentication: standard-webhooks }}
{self.more_settings}""", encoding="utf-8")
        with open(self.folder / "hotlined.log", "ab") as journal:
            self.daemon = subprocess.Popen(
                [*self.launcher, self.hotlined, "--config", self.folder / "hotlined.yaml"], stdin=subprocess.DEVNULL,
                stdout=journal, stderr=journal, env=environment())
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end and self.daemon.poll() is None:
            if self._is_ready():
                return
            time.sleep(0.05)
        raise RuntimeError(f"hotlined is not ready, see {self.folder}/hotlined.log")

    def stop(self):
        if self.daemon is None:
            return
        self.daemon.terminate()
        try:
            self.daemon.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.daemon.kill()
            self.daemon.wait()

    @property
    def control_socket(self):
        return str(self.folder / "run" / "control.sock")

    def _is_ready(self):
        try:
            return self.ask("GET", "/readyz").status == 200 and os.path.exists(self.control_socket)
        except OSError:
            return False

    def ask(self, method, path, token=None, body=None, headers=None, source="127.0.0.1"):
        """One request over TCP."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE_SECONDS, source_address=(source, 0))
        return _ask(connection, method, path, token, body, headers)

    def ask_control_socket(self, method, path, body=None, headers=None):
        """One request over the control socket, as the user that we run as."""
        connection = _UnixConnection(self.control_socket)
        return _ask(connection, method, path, None, body, headers)

    # What happens

    def event(self, type_, call, **members):
        """Tells the daemon one event as the gateway; returns the instruction."""
        body, headers = self.delivery(type_, call, **members)
        reply = self.ask("POST", "/gateway/canonical", body=body, headers=headers)
        if reply.status != 200:
            raise RuntimeError(f"{type_} of {call}: {reply.status} {reply.text}")
        return reply.json

    def delivery(self, type_, call, **members):
        """The body and headers of one event, signed as the gateway signs it."""
        self._deliveries += 1
        delivery, now = f"d-{self._deliveries}", str(int(time.time()))
        body = json.dumps({"type": type_, "call": call, **members}).encode()
        code = hmac.new(self.key, f"{delivery}.{now}.".encode() + body, hashlib.sha256).digest()
        return body, {"webhook-id": delivery, "webhook-timestamp": now,
                      "webhook-signature": "v1," + base64.b64encode(code).decode()}

    def place_calls(self):
        """One of every kind, whose ids are returned: answered and noted, promised, unknown, withheld, open."""
        self.event("call.incoming", "answered", **{"from": "+4500000031", "to": "+4500201000"})
        self.event("leg.ringing", "answered", leg="1.1")
        self.event("leg.accepted", "answered", leg="1.1")
        self.event("leg.ended", "answered", leg="1.1", reason="completed")
        self.event("call.ended", "answered", by="caller")
        self.event("call.incoming", "promised", **{"from": "+4500000045", "to": "+4500202000"})
        for leg in ("1.1", "2.1"):
            self.event("leg.ended", "promised", leg=leg, reason="no-answer")
        self.event("call.ended", "promised", by="gateway")
        self.event("call.incoming", "unknown", **{"from": "+4500000099", "to": "+4500201000"})
        self.event("call.ended", "unknown", by="caller")
        self.event("call.incoming", "withheld", **{"from": "anonymous", "to": "+4500202000"})
        self.event("call.ended", "withheld", by="caller")
        self.event("call.incoming", "open", **{"from": "+4500000031", "to": "+4500201000"})
        return ["answered", "promised", "unknown", "withheld", "open"]

    def control(self, *arguments):
        """What `hotlinectl` prints."""
        done = subprocess.run(
            [self.hotlinectl, *arguments, "--config", self.folder / "hotlined.yaml"], env=environment(),
            stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"hotlinectl {' '.join(arguments)}: exit {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    def make_token(self, role):
        made = json.loads(self.control(
            "token", "create", "--name", role, "--role", role, *ROLES[role], "--format", "json"))
        return made["token"]


class Reply:
    """A reply as it came."""

    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def text(self):
        return self.body.decode()

    @property
    def json(self):
        return json.loads(self.body)


def _ask(connection, method, path, token, body, headers):
    headers = dict(headers or {})
    if token is not None:
        headers["Authorization"] = f"Bearer {token}"
    if body is not None:
        headers["Content-Type"] = "application/json"
    try:
        connection.request(method, path, body=body, headers=headers)
        return Reply(connection.getresponse())
    finally:
        connection.close()


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=PATIENCE_SECONDS)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self.path)


def as_user(name, question):
    """Asks as another Unix user, in a process of its own; only root may."""
    user = pwd.getpwnam(name)
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.initgroups(name, user.pw_gid)
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
            with os.fdopen(writing, "wb") as answer:
                pickle.dump(question(), answer)
            os._exit(0)
        finally:
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        bytes_ = answer.read()
    os.waitpid(child, 0)
    if not bytes_:
        raise RuntimeError(f"user {name} got no reply")
    return pickle.loads(bytes_)


class Forwarder:
    """The control socket at a port of 127.0.0.1, for clients that know TCP only; who asks is then this process."""

    def __init__(self, path):
        class Handler(socketserver.BaseRequestHandler):
            def handle(self):
                with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as other:
                    other.connect(path)
                    back = threading.Thread(target=_pump, args=(other, self.request))
                    back.start()
                    _pump(self.request, other)
                    back.join()

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()


def _pump(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
        sink.shutdown(socket.SHUT_WR)
    except OSError:
        pass


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
