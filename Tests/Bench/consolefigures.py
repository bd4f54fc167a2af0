"""Pages of the console, by role, on a log of ten million calls: their first byte, and how many bytes they are."""

import http.client
import http.cookies
import json
import os
import re
import statistics
import subprocess
import time
import urllib.parse

import logfigures
from figures import Bench, Figure, figure
from processes import ENVIRONMENT

ROUNDS = 15
FIRST_BYTE_MILLISECONDS_MAX, BYTES_MAX = 50, 60_000
# By the example's roster, of whose people the made-up log has a three hundredth of all calls.
ROLES = {
    "administrator": [], "leader": ["--institution", "egetraeet"], "consultant": ["--contact", "birgit"],
    "staff": ["--professional", "bo"],
}
PAGES = {
    "Nu": "", "Vagter": "/duty", "Opkald": "/calls", "failed": "/calls?outcome=failed", "Opfølgning": "/follow-ups",
    "done": "/follow-ups?state=done", "Rapporter": "/reports", "Drift": "/operations", "Adgang": "/access",
}
# What a role does not have is not asked for.
NOT_FOR = {
    "leader": {"Drift", "Adgang"}, "consultant": {"Drift", "Adgang", "Rapporter"}, "staff": {"Drift", "Adgang", "Rapporter"},
}


@figure("console-page")
def console_page(bench: Bench):
    """The median first byte of the slowest page, each page asked again and again as people do; the first time beside it."""
    server = logfigures.large(bench)
    with open(os.path.join(server.folder, "hotlined.yaml"), "a", encoding="utf-8") as settings:
        settings.write(f'console: {{ public-url: "http://127.0.0.1:{server.port}" }}\n')
    server.start()
    try:
        medians, firsts, sizes = {}, {}, {}
        for role, scope in ROLES.items():
            visitor = _Visitor(server, role, scope)
            for page, path in PAGES.items():
                if page in NOT_FOR.get(role, ()):
                    continue
                found = [visitor.get("/console" + path) for _ in range(ROUNDS)]
                name = f"{page} ({role})"
                medians[name] = statistics.median(seconds for seconds, _ in found) * 1000
                firsts[name], sizes[name] = found[0][0] * 1000, found[0][1]
        static = statistics.median(_static(server) for _ in range(200)) * 1000
        memory = server.memory()[0]
        server.stop()
    finally:
        server.end()
    slowest, largest, first = (max(of, key=of.get) for of in (medians, sizes, firsts))
    return Figure(
        "console-page", medians[slowest], "ms", "a static reply", static, f"< {FIRST_BYTE_MILLISECONDS_MAX} ms",
        medians[slowest] < FIRST_BYTE_MILLISECONDS_MAX and sizes[largest] <= BYTES_MAX,
        f"slowest {slowest}; when asked for the first time {first} {firsts[first]:.0f} ms; largest {largest} "
        f"{sizes[largest] / 1000:.1f} KB of {BYTES_MAX // 1000}; RSS {memory:.0f} MB",
        {"milliseconds": medians, "first": firsts, "bytes": sizes, "memory_mb": memory})


def _static(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    try:
        return _timed(connection, "/livez", {})[0]
    finally:
        connection.close()


def _timed(connection, path, headers):
    """Seconds to the first byte, and the reply; the connection stands before."""
    connection.connect()
    begun = time.perf_counter()
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    taken = time.perf_counter() - begun
    return taken, response, response.read()


class _Visitor:
    """Somebody who has signed in with a token."""

    def __init__(self, server, role, scope):
        self.server, self.cookies = server, http.cookies.SimpleCookie()
        made = subprocess.run(
            [os.path.join(os.path.dirname(server.hotlined), "hotlinectl"), "token", "create", "--name", f"{role}-{time.time_ns()}",
             "--role", role, *scope, "--format", "json", "--config", os.path.join(server.folder, "hotlined.yaml")],
            env=ENVIRONMENT, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False)
        if made.returncode != 0:
            raise RuntimeError(f"no token for {role}: {made.stderr.strip()}")
        body = self._ask("GET", "/console/sign-in")[1].decode()
        seal = re.search(r'name="seal" value="([^"]+)"', body)
        if not seal:
            raise RuntimeError(f"the page to sign in has no seal: {body[:300]}")
        form = urllib.parse.urlencode({"seal": seal.group(1), "token": json.loads(made.stdout)["token"], "next": ""})
        status, body = self._ask("POST", "/console/sign-in", form)
        if status != 303:
            raise RuntimeError(f"{role} cannot sign in: {status} {body[:300]!r}")

    def _headers(self):
        return {"Cookie": "; ".join(f"{name}={each.value}" for name, each in self.cookies.items()), "Accept-Language": "da"}

    def _ask(self, method, path, form=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            headers = self._headers()
            if form is not None:
                headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.server.port}"}
            connection.request(method, path, body=form, headers=headers)
            response = connection.getresponse()
            for cookie in response.headers.get_all("Set-Cookie") or []:
                self.cookies.load(cookie)
            return response.status, response.read()
        finally:
            connection.close()

    def get(self, path):
        """Seconds to the first byte, and how many bytes came."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        try:
            taken, response, body = _timed(connection, path, self._headers())
        finally:
            connection.close()
        if response.status != 200:
            raise RuntimeError(f"{path} was answered with {response.status}: {body[:300]!r}")
        return taken, len(body)
