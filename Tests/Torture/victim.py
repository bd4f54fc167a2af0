"""A daemon that is to be killed, cut off and thwarted: started under the shim, watched until READY."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time

from campaigns import Broken
from processes import ENVIRONMENT, Process
from server import READY_SECONDS_MAX, Server
from shim import Shim

# The daemon looks after its alarms twice in this time.
WATCHDOG_SECONDS = 2
ENDING_SECONDS_MAX = 20


class Victim(Server):
    def __init__(self, folder, hotlined, library, seed):
        super().__init__(folder, hotlined)
        os.mkdir(self.state, 0o750)
        self.shim = Shim(library, folder, self.state, self.runtime, seed)
        self._told = None
        self._begun = 0
        self.ready_times = []
        # How often a whole start changes the files.
        self.operations_of_a_start = 40

    def launch(self):
        """Starts it, and does not wait."""
        self._close_told()
        path = os.path.join(self.runtime, "notify")
        self._told = _Told(path)
        self._begun = time.perf_counter()
        self._operations = self.shim.operations
        self.process = _Shimmed(
            [self.hotlined, "--config", os.path.join(self.folder, "hotlined.yaml")], self.folder,
            {**self.shim.environment, "NOTIFY_SOCKET": path, "WATCHDOG_USEC": str(WATCHDOG_SECONDS * 1_000_000)})

    def wait_ready(self, seconds=READY_SECONDS_MAX):
        """Seconds from before the program was started until it said READY; None if it died before."""
        while time.perf_counter() < self._begun + seconds:
            if self._told.ready.wait(0.02):
                return self._told.ready_at - self._begun
            if not self.process.is_running():
                return None
        raise RuntimeError(f"hotlined does not get READY in {seconds} s, see {self.folder}/hotlined.log")

    def start(self, *flags):
        self.launch()
        taken = self.wait_ready()
        if taken is None:
            raise Broken(f"hotlined ended with {self.process.wait(5)} at its start, see {self.folder}/hotlined.log")
        self.ready_times.append(taken)
        self.operations_of_a_start = max(5, self.shim.operations - self._operations)
        return taken

    def kill(self):
        self.process.signal(signal.SIGKILL)
        self.process.wait(5)

    def wait_end(self, seconds):
        """Whether it ended by itself, or by the shim, in so many seconds."""
        return self.process.wait(seconds) is not None

    def lose_runtime(self):
        """What stands in memory is gone."""
        self._close_told()
        for name in os.listdir(self.runtime):
            path = os.path.join(self.runtime, name)
            if os.path.isdir(path):
                shutil.rmtree(path)
            else:
                os.unlink(path)

    def _close_told(self):
        if self._told:
            self._told.close()
            self._told = None

    def remove(self):
        self.end()
        self._close_told()
        self.shim.close()
        super().remove()

    # What it tells

    def get(self, path):
        """(status, JSON) of a page that anyone may read."""
        return _asked(http.client.HTTPConnection("127.0.0.1", self.port, timeout=10), path)

    def status(self):
        code, document = _asked(_Local(os.path.join(self.runtime, "control.sock")), "/api/v1/status")
        if code != 200:
            raise RuntimeError(f"status was answered with {code}")
        return document

    def write(self, name, text, mode=0o640):
        """A file of its folder, replaced as a whole."""
        path = os.path.join(self.folder, name)
        with tempfile.NamedTemporaryFile("w", dir=self.folder, delete=False, encoding="utf-8") as file:
            file.write(text)
        os.chmod(file.name, mode)
        os.rename(file.name, path)


class _Told(threading.Thread):
    """What the daemon says to the service manager, heard as long as it runs: who is not heard waits."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.ready = threading.Event()
        self.ready_at = None
        self._path = path
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(path)
        self._socket.settimeout(0.2)
        self._is_open = True
        self.start()

    def run(self):
        while self._is_open:
            try:
                message = self._socket.recv(4096)
            except socket.timeout:
                continue
            if b"READY=1" in message.split(b"\n") and not self.ready.is_set():
                self.ready_at = time.perf_counter()
                self.ready.set()
        self._socket.close()

    def close(self):
        self._is_open = False
        self.join()
        os.unlink(self._path)


class _Shimmed(Process):
    def __init__(self, arguments, folder, environment):
        self.name = "hotlined"
        with open(os.path.join(folder, "hotlined.log"), "ab") as log:
            self.popen = subprocess.Popen(
                arguments, cwd=folder, env={**ENVIRONMENT, **environment}, stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True)


class _Local(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=10)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def _asked(connection, path):
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        return response.status, json.loads(response.read())
    finally:
        connection.close()
