"""Processes a case starts, each in a group of its own, ended by that group alone."""

import os
import signal
import subprocess
import time



def _environment():
    """Ours without proxies, as nothing leaves this machine, and without what would override a case's settings."""
    ours = dict(os.environ)
    for name in os.environ:
        if name.lower().endswith("_proxy") or name.startswith("HOTLINE_") or name == "CREDENTIALS_DIRECTORY":
            del ours[name]
    return ours


ENVIRONMENT = _environment()


class Process:
    def __init__(self, name, arguments, folder):
        self.name = name
        log = open(os.path.join(folder, f"{name}.log"), "ab")
        with log:
            self.popen = subprocess.Popen(
                arguments, cwd=folder, env=ENVIRONMENT, stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True
            )

    def is_running(self):
        return self.popen.poll() is None

    def wait(self, seconds):
        """The exit code, or None when it still runs."""
        try:
            return self.popen.wait(seconds)
        except subprocess.TimeoutExpired:
            return None

    def signal(self, number):
        try:
            os.killpg(self.popen.pid, number)
        except ProcessLookupError:
            pass

    def end(self, seconds=3):
        if self.is_running():
            self.signal(signal.SIGTERM)
            self.wait(seconds)
        self.signal(signal.SIGKILL)
        self.popen.wait(5)


def wait_until(seconds, condition, pause=0.02):
    """Whether `condition` came true in time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(pause)
    return bool(condition())
