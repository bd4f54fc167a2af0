#!/usr/bin/env python3
"""The examples for Caddy and nginx, each before a stand-in of the daemon: what they let through, and that they keep nothing.
That of single sign-on (signon.py) stands before the real one.
"""

import argparse
import http.server
import os
import pathlib
import shutil
import socket
import ssl
import sys
import tempfile
import threading
import time

import signon
from proxy import HOST, REPOSITORY, REQUEST_SECONDS_MAX, Proxy, read_all

BODY_BYTES = 64 << 10
# Between two events; the daemon says after 20 s that it lives.
SILENCE_SECONDS = 12
EVENTS = b"data: 1\n\n", b"data: 2\n\n"
# Where administrators check a roster.
ROSTER_PATH, ROSTER_BYTES = "/console/roster/check", 2 << 20
# What stands in requests and nowhere else.
SECRET_PATH = "token-5f1c0a"
SECRET_BODY = "+4500000031"
SECRET_HEADER = "v1,signature-77aa"
# Ways to what must stay inside.
CLOSED = [
    "/", "/metrics", "/readyz", "/livez", "/api/v1/calls", "/gateway", "/gatewayx/own", "/consolex", "/GATEWAY/own", "//metrics",
    "/gateway/../metrics", "/gateway/%2e%2e/metrics", "/gateway/..%2fmetrics", "/gateway/own/../../api/v1/calls",
    "/console/../readyz", "/console/%2e%2e/readyz", "/gateway/./../livez",
]
OPEN = [
    "/gateway/own", "/gateway/twilio/voice?x=a%20b&y=1", "/gateway/own/a%2Fb/%C3%A6", "/console", "/console/", "/console/calls",
]


class Daemon:
    """Answers everything, and remembers what it was asked."""

    def __init__(self, port=0):
        asked = self.asked = []
        connections = self.connections = []
        gone = self.gone = threading.Event()

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self):
                super().setup()
                connections.append(self.connection)

            def tell(self):
                """Two events, between which more time goes by than a reply may take otherwise."""
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.send_header("X-Accel-Buffering", "no")
                self.send_header("Connection", "close")
                self.end_headers()
                self.wfile.write(EVENTS[0])
                gone.wait(SILENCE_SECONDS)
                self.wfile.write(EVENTS[1])

            def answer(self):
                if self.path == "/console/live":
                    self.tell()
                    return
                length = int(self.headers.get("Content-Length", 0))
                body = self.rfile.read(length)
                if len(body) < length:
                    self.close_connection = True
                    return
                asked.append((self.command, self.path, self.headers, body))
                reply = b'{"call":"c-1","instruction":"wait"}'
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Hotline-Log", "spooled")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.gone.set()
        self.server.shutdown()
        self.server.server_close()
        for connection in self.connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # It ended before.


def case_passes(proxy, daemon):
    """requests go through as they came, and so do answers"""
    body = b'{"type":"call.incoming","call":"c-1"}'
    for path in OPEN:
        daemon.asked.clear()
        status, headers, reply = proxy.ask(path, body, [("webhook-id", "d-1"), ("webhook-signature", SECRET_HEADER)])
        assert status == 200, f"{path}: {status}"
        assert headers["hotline-log"] == "spooled" and b"wait" in reply, f"{path}: {headers} {reply}"
        (_, passed, sent, received), = daemon.asked
        assert (passed, received) == (path, body), f"{path} became {passed}, {body} became {received}"
        assert (sent["webhook-id"], sent["webhook-signature"]) == ("d-1", SECRET_HEADER)


def case_closed(proxy, daemon):
    """nothing else is open, however it is written"""
    daemon.asked.clear()
    for path in CLOSED:
        status, _, reply = proxy.ask(path)
        assert status in (400, 404, 301, 308), f"{path}: {status} {reply[:80]}"
    assert not daemon.asked, f"the daemon was asked for {[asked[1] for asked in daemon.asked]}"


def case_address(proxy, daemon):
    """who asks is who asks, whatever they say"""
    daemon.asked.clear()
    proxy.ask("/gateway/own", b"{}", [("X-Forwarded-For", "192.0.2.66")])
    assert daemon.asked[0][2].get_all("X-Forwarded-For") == ["127.0.0.1"], daemon.asked[0][2].get_all("X-Forwarded-For")


def case_size(proxy, daemon):
    """64 KiB go through, and not a byte more"""
    daemon.asked.clear()
    assert proxy.ask("/gateway/own", b" " * BODY_BYTES)[0] == 200
    assert len(daemon.asked[0][3]) == BODY_BYTES
    status = proxy.ask("/gateway/own", b" " * (BODY_BYTES + 1))[0]
    # Caddy finds out while it passes the body on, and breaks off; the daemon has refused it by then.
    assert status in ((413,) if proxy.name == "nginx" else (413, 502)), f"one byte more is answered {status}"
    assert len(daemon.asked) == 1, "what is too large was passed on"
    status = proxy.ask("/gateway/own", b"{}", [("X-Long", "x" * 24_000)])[0]
    assert status in (400, 431), f"24,000 bytes of headers are answered {status}"


def case_events(proxy, daemon):
    """events come as they are told, and silence does not end them"""
    with proxy.connection() as connection:
        connection.settimeout(SILENCE_SECONDS - 2)
        connection.sendall(f"GET /console/live HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
        heard = b""
        while EVENTS[0] not in heard:
            heard += connection.recv(65536) or b"(the end)" + EVENTS[0]
        assert b"(the end)" not in heard and EVENTS[1] not in heard, f"{heard}"
        connection.settimeout(REQUEST_SECONDS_MAX)
        heard += read_all(connection)
    assert EVENTS[1] in heard, f"after {SILENCE_SECONDS} s of silence: {heard}"


def case_roster(proxy, daemon):
    """2 MiB go through where a roster is checked, and nowhere else"""
    daemon.asked.clear()
    assert proxy.ask(ROSTER_PATH, b" " * ROSTER_BYTES)[0] == 200
    assert len(daemon.asked[0][3]) == ROSTER_BYTES
    large = b" " * (ROSTER_BYTES + 1)
    for path, body in ((ROSTER_PATH, large), (ROSTER_PATH + "/x", large[:-1]), ("/console/reason", large[:-1])):
        status = proxy.ask(path, body)[0]
        assert status in ((413,) if proxy.name == "nginx" else (413, 502)), f"{path}: {status}"
    assert len(daemon.asked) == 1, "what is too large was passed on"


def case_tls(proxy, daemon):
    """TLS 1.2 and 1.3, and nothing older"""
    versions = ssl.TLSVersion
    for version in (versions.TLSv1_2, versions.TLSv1_3):
        proxy.connection(version, version).close()
    try:
        proxy.connection(versions.TLSv1, versions.TLSv1_1).close()
    except (ssl.SSLError, ConnectionResetError):
        return
    raise AssertionError("TLS 1.1 is spoken")


def case_slow(proxy, daemon):
    """who sends no request is let go"""
    begun = time.monotonic()
    with proxy.connection() as connection:
        connection.sendall(b"POST /gateway/own HTTP/1.1\r\nHost: ")
        read_all(connection)
    took = time.monotonic() - begun
    assert 3 <= took <= 9, f"after {took:.1f} s"


def case_restart(proxy, daemon):
    """a daemon that is gone is told within 5 s; after its return it is asked again"""
    port = daemon.port
    daemon.stop()
    begun = time.monotonic()
    status = proxy.ask(f"/gateway/elks/{SECRET_PATH}?number={SECRET_BODY}", SECRET_BODY.encode(),
                       [("webhook-signature", SECRET_HEADER)])[0]
    took = time.monotonic() - begun
    assert status in (502, 503, 504) and took <= 5, f"{status} after {took:.1f} s"
    again = Daemon(port)
    try:
        assert proxy.ask("/gateway/own", b"{}")[0] == 200
    finally:
        again.stop()


def case_keeps_nothing(proxy, daemon):
    """nothing of a request is written down, nor of one that failed"""
    found = []
    secrets = (SECRET_PATH, SECRET_BODY, SECRET_HEADER, "/gateway/own")
    for folder, _, names in os.walk(proxy.folder):
        for name in names:
            text = pathlib.Path(folder, name).read_bytes()
            found += [f"{name}: {secret}" for secret in secrets if secret.encode() in text]
    assert not found, "; ".join(found)


# The daemon is stopped by the last but one.
CASES = [case_passes, case_closed, case_address, case_size, case_events, case_roster, case_tls, case_slow, case_restart,
         case_keeps_nothing]


def check(name):
    """How many cases failed."""
    failed = 0
    with tempfile.TemporaryDirectory(prefix=f"akuttelefon-{name}-") as folder:
        os.chmod(folder, 0o755)
        daemon = Daemon()
        proxy = Proxy(name, folder, daemon)
        try:
            for case in CASES:
                try:
                    case(proxy, daemon)
                    print(f"ok    {name}: {case.__doc__}", flush=True)
                except (AssertionError, OSError, ValueError, KeyError, IndexError) as trouble:
                    failed += 1
                    print(f"FAIL  {name}: {case.__doc__}\n      {type(trouble).__name__}: {trouble}", flush=True)
        finally:
            proxy.stop()
    return failed


DEBUG = REPOSITORY / ".build/debug"
PROGRAMS = {"caddy": "caddy", "nginx": "nginx", "single-sign-on": "caddy"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("example", nargs="*", default=list(PROGRAMS), help=f"{', '.join(PROGRAMS)}; default: all")
    parser.add_argument("--hotlined", default=str(DEBUG / "hotlined"), metavar="PATH")
    parser.add_argument("--hotlinectl", default=str(DEBUG / "hotlinectl"), metavar="PATH")
    arguments = parser.parse_args()
    failed = 0
    for name in arguments.example:
        if not shutil.which(PROGRAMS[name]):
            print(f"{PROGRAMS[name]} is not installed: make proxies", file=sys.stderr)
            return 2
        single = name == "single-sign-on"
        failed += signon.check(arguments.hotlined, arguments.hotlinectl) if single else check(name)
    print("all hold" if failed == 0 else f"{failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
