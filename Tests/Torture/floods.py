"""Crowds of connections from loopback addresses other than the gateway's, and the honest ones meanwhile."""

import errno
import resource
import selectors
import socket
import threading
import time

from campaigns import Skipped
from daemon import NUMBER

ADDRESSES = 60_000
# Some more than the daemon's own limits, for a machine that has other things to do.
GRACE_SECONDS = 3
HEADER_SECONDS, REQUEST_SECONDS, IDLE_SECONDS = 5, 10, 30
DRIP_SECONDS = 0.5
# A busy machine may take longer than a gateway waits; what takes so long was not answered at all.
ANSWER_SECONDS_MAX = 3
# What each kind sends at once, what it sends byte by byte, and how long the daemon may bear it.
KINDS = {
    "headers a byte at a time": (b"", b"POST /gateway/signed HTTP/1.1\r\nHost: h\r\nX-A: " + b"a" * 200, HEADER_SECONDS),
    "headers without their end": (b"GET /livez HTTP/1.1\r\nHost: h\r\n", b"", HEADER_SECONDS),
    "a body a byte at a time": (b"POST /gateway/signed HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                                b"Content-Length: 60000\r\n\r\n", b"{" * 200, REQUEST_SECONDS),
    "chunks a byte at a time": (b"POST /gateway/signed HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
                                b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n{\r\n" * 40, REQUEST_SECONDS),
    "silence": (b"", b"", IDLE_SECONDS),
    "replies that are not read": (b"GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n" * 50, b"", IDLE_SECONDS),
}


def source(number):
    """One of many addresses of 127/8, none of them the gateway's."""
    number = number % ADDRESSES
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{2 + number % 250}"


def allow_sockets(wanted):
    """Lets this process have so many; says why where it may not."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < wanted:
        raise Skipped(f"this process may have {hard} descriptors, and needs {wanted}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted) if soft != resource.RLIM_INFINITY else soft, hard))


class Slow:
    """One connection that takes its time."""

    def __init__(self, connection, kind):
        self.connection, self.kind = connection, kind
        self.begun = time.monotonic()
        at_once, self.drip, self.limit = KINDS[kind]
        self.sent = 0
        connection.setblocking(False)
        try:
            connection.send(at_once)
        except OSError:
            pass

    def send_one(self):
        if self.sent < len(self.drip):
            try:
                self.connection.send(self.drip[self.sent:self.sent + 1])
                self.sent += 1
            except OSError:
                pass

    @property
    def age(self):
        return time.monotonic() - self.begun


class Crowd:
    """Opens `total` connections, at most `at_once` of them at one time, each of a kind in turn."""

    def __init__(self, port, total, at_once, kinds, keeps=False):
        self._port, self._total, self._at_once, self._kinds = port, total, at_once, kinds
        # Whether one that was closed is opened again, for as long as it lasts.
        self._keeps = keeps
        self._selector = selectors.DefaultSelector()
        self._open = set()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.opened = self.not_let_in = 0
        # How long each lived that the daemon let in, by its kind.
        self.lives = []
        self.overdue = []

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        self._stop.set()
        self._thread.join()

    def wait(self, seconds):
        """Whether all have come and gone."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self):
        next_drip = time.monotonic()
        while not self._stop.is_set() and (self._open or self._wants_more()):
            self._open_some()
            for key, _ in self._selector.select(0.02):
                self._hear(key.data)
            if time.monotonic() >= next_drip:
                next_drip = time.monotonic() + DRIP_SECONDS
                self._drip()
        for slow in list(self._open):
            self._let_go(slow)
        self._selector.close()

    def _wants_more(self):
        return self._keeps or self.opened < self._total

    def _open_some(self):
        for _ in range(20):
            if len(self._open) >= self._at_once or not self._wants_more():
                return
            connection = socket.socket()
            connection.setblocking(False)
            connection.bind((source(self.opened), 0))
            code = connection.connect_ex(("127.0.0.1", self._port))
            if code not in (0, errno.EINPROGRESS):
                connection.close()
                return
            kind = self._kinds[self.opened % len(self._kinds)]
            self.opened += 1
            slow = Slow(connection, kind)
            self._open.add(slow)
            # Who does not read his replies sees the end only at the next byte.
            self._selector.register(connection, selectors.EVENT_READ, slow)

    def _hear(self, slow):
        try:
            if slow.connection.recv(1 if slow.kind == "replies that are not read" else 65536):
                if slow.kind == "replies that are not read":
                    self._selector.unregister(slow.connection)
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._end(slow)

    def _end(self, slow):
        if slow.age < 1:
            self.not_let_in += 1
        else:
            self.lives.append((slow.kind, slow.age))
        self._let_go(slow)

    def _drip(self):
        # Of those alone for whom it is time: the table is long.
        unread = {slow for slow in self._open if slow.kind == "replies that are not read" and slow.age > slow.limit - 1}
        let_go = _let_go(unread, self._port) if unread else set()
        for slow in list(self._open):
            slow.send_one()
            if slow in let_go:
                self._end(slow)
            elif slow.age > slow.limit + GRACE_SECONDS:
                self.overdue.append((slow.kind, slow.age))
                self._let_go(slow)

    def _let_go(self, slow):
        self._open.discard(slow)
        try:
            self._selector.unregister(slow.connection)
        except (KeyError, ValueError):
            pass
        slow.connection.close()


def _let_go(unread, port):
    """Those of whom the kernel has nothing left at the daemon's end. Who does not read does not hear of it, so ours cannot tell."""
    with open("/proc/net/tcp", encoding="ascii") as table:
        rows = map(str.split, list(table)[1:])
        held = {int(row[2][-4:], 16) for row in rows if int(row[1][-4:], 16) == port}
    return {slow for slow in unread if slow.connection.getsockname()[1] not in held}


class Honest:
    """The gateway and an administrator, who go on meanwhile, each request on a connection of its own."""

    def __init__(self, target, pause=0.05):
        self._target, self._pause = target, pause
        self._family = target.families()[0]
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._keep_on, args=each) for each in (
            (self._call, "events"), (self._status, "questions at the control socket"))]
        self.seconds = {"events": [], "questions at the control socket": []}
        self.wrong = []
        self._calls = 0

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._stop.set()
        for thread in self._threads:
            thread.join()

    def _keep_on(self, ask, what):
        while not self._stop.wait(self._pause):
            begun = time.monotonic()
            try:
                status = ask()
                if status != 200:
                    self.wrong.append(f"{what}: {status}")
            except OSError as problem:
                self.wrong.append(f"{what}: {type(problem).__name__} after {time.monotonic() - begun:.1f} s")
            self.seconds[what].append(time.monotonic() - begun)

    def _call(self):
        self._calls += 1
        call = f"honest-{id(self)}-{self._calls}"
        status = self._target.event(
            "call.incoming", call, seconds=ANSWER_SECONDS_MAX, **{"from": self._family, "to": NUMBER}).status
        self._target.event("call.ended", call, seconds=ANSWER_SECONDS_MAX, by="caller")
        return status

    def _status(self):
        return self._target.control("status", seconds=ANSWER_SECONDS_MAX).status
