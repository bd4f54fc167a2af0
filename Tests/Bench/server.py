"""The daemon on the example roster, in a folder of its own, started as the service manager starts it."""

import http.client
import json
import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import ports
from processes import ENVIRONMENT, Process
from stack import REPOSITORY

EXAMPLE = os.path.join(REPOSITORY, "config", "roster.d")
NUMBER = "+4500201000"
READY_SECONDS_MAX = 15


class Server:
    """State goes below `folder`; what /run holds on an installation goes to the system's folder for such files."""

    def __init__(self, folder, hotlined):
        self.folder = folder
        self.hotlined = hotlined
        self.port = ports.one()
        self.token = secrets.token_hex(24)
        self.state = os.path.join(folder, "state")
        self.runtime = tempfile.mkdtemp(prefix="hotline-run-")
        self.process = None
        os.makedirs(os.path.join(folder, "credentials"), mode=0o700)
        self._write("credentials/gateway-bench", self.token + "\n", 0o600)
        os.mkdir(os.path.join(folder, "roster.d"), 0o750)
        for name in sorted(os.listdir(EXAMPLE)):
            with open(os.path.join(EXAMPLE, name), encoding="utf-8") as example:
                self._write(f"roster.d/{name}", example.read(), 0o640)
        self._write("hotlined.yaml", f"""\
last-resort: "sip:doegnvagt@fjordby.example"
roster: roster.d
state-directory: state
runtime-directory: {self.runtime}
credentials-directory: credentials
listen: 127.0.0.1:{self.port}
allow-test-clock: true
gateways:
  bench: {{ dialect: canonical, authentication: bearer }}
""", 0o640)

    def _write(self, name, text, mode):
        path = os.path.join(self.folder, name)
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
            file.write(text)

    def start(self, *flags):
        """Seconds from before the program is started until it says READY."""
        path = os.path.join(self.runtime, "notify")
        if os.path.exists(path):
            os.unlink(path)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notified:
            notified.bind(path)
            begun = time.perf_counter()
            arguments = [self.hotlined, "--config", os.path.join(self.folder, "hotlined.yaml"), *flags]
            self.process = _Notifying(arguments, self.folder, path)
            while time.perf_counter() < begun + READY_SECONDS_MAX:
                notified.settimeout(0.5)
                try:
                    message = notified.recv(4096)
                except socket.timeout:
                    if not self.process.is_running():
                        break
                    continue
                if b"READY=1" in message.split(b"\n"):
                    return time.perf_counter() - begun
        self.end()
        raise RuntimeError(f"hotlined does not get READY, see {self.folder}/hotlined.log")

    def stop(self):
        """As the service manager does it; an exit other than 0 is an error."""
        self.process.signal(signal.SIGTERM)
        code = self.process.wait(10)
        if code != 0:
            raise RuntimeError(f"hotlined ended with {code} after SIGTERM, see {self.folder}/hotlined.log")

    def end(self):
        """Whatever state it is in."""
        if self.process:
            self.process.end()

    def remove(self):
        self.end()
        shutil.rmtree(self.runtime, ignore_errors=True)

    def families(self):
        """The numbers of the families in the roster, one each."""
        with open(os.path.join(self.folder, "roster.d", "familier.yaml"), encoding="utf-8") as file:
            text = file.read()
        found = re.findall(r'^    phones: \["([+0-9 ]+)"', text[text.index("\nfamilies:"):], re.MULTILINE)
        if not found:
            raise RuntimeError(f"no family's number found in {EXAMPLE}")
        return [number.replace(" ", "") for number in found]

    def send(self, delivery, **event):
        """The reply to one event."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("POST", "/gateway/bench", json.dumps(event), {
                "Authorization": f"Bearer {self.token}", "Content-Type": "application/json", "webhook-id": delivery})
            response = connection.getresponse()
            body = response.read()
            if response.status != 200:
                raise RuntimeError(f"{event['type']} was answered with {response.status}: {body.decode()}")
            return json.loads(body)
        finally:
            connection.close()

    def metrics(self):
        """The figures of /metrics by name, labels included."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", "/metrics")
            lines = connection.getresponse().read().decode().splitlines()
        finally:
            connection.close()
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}

    def memory(self):
        """Megabytes: (resident, its proportional share)."""
        return memory(self.process.popen.pid)


class _Notifying(Process):
    """A process of the end-to-end harness that is told where to say READY."""

    def __init__(self, arguments, folder, path):
        self.name = "hotlined"
        with open(os.path.join(folder, "hotlined.log"), "ab") as log:
            self.popen = subprocess.Popen(
                arguments, cwd=folder, env={**ENVIRONMENT, "NOTIFY_SOCKET": path}, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True)


def memory(pid):
    """Megabytes (10^6 bytes) of a process: (resident, its proportional share)."""
    resident = _kibibytes(f"/proc/{pid}/status", "VmRSS")
    share = _kibibytes(f"/proc/{pid}/smaps_rollup", "Pss")
    return resident * 1024 / 1e6, share * 1024 / 1e6


def _kibibytes(path, name):
    with open(path, encoding="ascii") as file:
        for line in file:
            if line.startswith(name + ":"):
                return int(line.split()[1])
    raise RuntimeError(f"{path} has no {name}")
