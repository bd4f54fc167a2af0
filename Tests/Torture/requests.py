"""Exact requests, and what must come back: the table of what is taken, and of what is refused and closed.

Two readers of the same bytes, a proxy and the daemon, must never see two different requests in them (RFC 9112, section 11.2).
"""

import dataclasses
import json
import re
import time

from campaigns import campaign, expect
from daemon import NUMBER, Target

REPLY_SECONDS_MAX = 3
SEGMENT_SECONDS = 0.002
LARGEST_BODY = 65_536


@dataclasses.dataclass
class Row:
    """A request's bytes, the statuses that answer it, and whether the connection is closed then.

    `{call}` in it is a call of this row, taken where `takes`; `{smuggled}` one that hides and must never be taken.
    """

    name: str
    bytes: bytes
    statuses: tuple
    is_closed: bool
    takes: int = 0
    # What is open at the end gives no further reply: half a request.
    is_waiting: bool = False


def refused(name, data):
    return Row(name, data, (400,), True)


def taken(name, data, takes=1):
    return Row(name, data, (200,) * takes, False, takes)


def get(target="/livez", version="HTTP/1.1", fields="Host: h\r\n", body=""):
    return f"GET {target} {version}\r\n{fields}\r\n{body}".encode()


class Table:
    """The rows; each event is authentic, so that only its form can be refused."""

    def __init__(self, target):
        self._token = target.token
        self.rows = [*self._lengths(), *self._codings(), *self._chunks(), *self._fields(), *self._lines(), *self._sizes(),
                     *self._several(), *self._smuggling()]

    def event(self, call="{call}"):
        return json.dumps({"type": "call.incoming", "call": call, "from": "+4500000031", "to": NUMBER})

    def post(self, fields, body, line="POST /gateway/bench HTTP/1.1", host="Host: h\r\n", call="{call}"):
        return (f"{line}\r\n{host}Content-Type: application/json\r\nAuthorization: Bearer {self._token}\r\n"
                f"webhook-id: {call}\r\n{fields}\r\n{body}").encode()

    def _plain(self, fields="", **how):
        body = self.event()
        # The call's name is put in later, and is as long as its place.
        return self.post(f"{fields}Content-Length: {len(body)}\r\n", body, **how)

    def _lengths(self):
        body = self.event()
        size = len(body)
        yield taken("one length", self._plain())
        yield taken("a length with leading zeros", self.post(f"Content-Length: 000{size}\r\n", body))
        for name, value in (("signed", f"+{size}"), ("negative", f"-{size}"), ("hexadecimal", f"0x{size:x}"), ("none", ""),
                            ("two words", "1 0"), ("a list", f"{size}, {size}"), ("a fraction", f"{size}.0"),
                            ("beyond 64 bits", "18446744073709551617"), ("not a number", "ten")):
            yield refused(f"length: {name}", self.post(f"Content-Length: {value}\r\n", body))
        yield refused("two lengths alike", self.post(f"Content-Length: {size}\r\n" * 2, body))
        yield refused("two lengths", self.post(f"Content-Length: {size}\r\nContent-Length: 5\r\n", body))
        yield refused("a space before the colon", self.post(f"Content-Length : {size}\r\n", body))
        yield Row("no length, so no body", self.post("", ""), (400,), False)
        yield Row("less body than told", self.post(f"Content-Length: {size + 5}\r\n", body), (), False, is_waiting=True)

    def chunked(self, text=None, size=None, extension=""):
        text = self.event() if text is None else text
        return f"{size or format(len(text), 'x')}{extension}\r\n{text}\r\n0\r\n\r\n"

    def _codings(self):
        body, chunks = self.event(), self.chunked()
        length = f"Content-Length: {len(body)}\r\n"
        coding = "Transfer-Encoding: chunked\r\n"
        yield taken("chunks", self.post(coding, chunks))
        yield taken("chunks, in capitals", self.post("TRANSFER-ENCODING: CHUNKED\r\n", chunks))
        yield taken("chunks, behind a tab", self.post("Transfer-Encoding:\tchunked\r\n", chunks))
        yield refused("length and coding", self.post(length + coding, chunks))
        yield refused("coding and length", self.post(coding + length, chunks))
        yield refused("two codings alike", self.post(coding * 2, chunks))
        yield refused("identity, then chunked", self.post("Transfer-Encoding: identity\r\n" + coding, chunks))
        yield refused("chunked, then identity", self.post(coding + "Transfer-Encoding: identity\r\n", chunks))
        for value in ("chunked, chunked", "gzip, chunked", "chunked, gzip", "chunked, identity", "gzip", "xchunked", "chunked;a=b",
                      "\x0bchunked", "\"chunked\"", "chunk ed", ""):
            yield refused(f"coding: {value!r}", self.post(f"Transfer-Encoding: {value}\r\n", chunks))
        yield refused("a space before the coding's colon", self.post("Transfer-Encoding : chunked\r\n", chunks))
        yield refused("a coding on a folded line", self.post("Transfer-Encoding:\r\n chunked\r\n", chunks))

    def _chunks(self):
        coding = "Transfer-Encoding: chunked\r\n"
        body = self.event()
        yield taken("a chunk's extension", self.post(coding, self.chunked(extension=";a=b")))
        yield taken("a trailer", self.post(coding, self.chunked()[:-2] + "X-T: t\r\n\r\n"))
        yield refused("a line feed in an extension", self.post(coding, self.chunked(extension=";a\nb")))
        yield refused("line feeds for ends", self.post(coding, self.chunked().replace("\r\n", "\n")))
        yield refused("no end of a chunk", self.post(coding, f"{len(body):x}\r\n{body}XX0\r\n\r\n"))
        for size in ("0x10", "-1", "+1", "ffffffffffffffff1", "g", " 10", "1 0"):
            yield refused(f"a chunk of {size!r}", self.post(coding, self.chunked(size=size)))
        yield refused("a length in the trailer", self.post(coding, self.chunked()[:-2] + "Content-Length: 5\r\n\r\n"))

    def _fields(self):
        yield refused("a folded field", self._plain("X-A: a\r\n b\r\n"))
        yield refused("a space before the first field", b"GET /livez HTTP/1.1\r\n Host: h\r\nHost: h\r\n\r\n")
        yield refused("line feeds alone", self._plain().replace(b"\r\n", b"\n"))
        yield refused("one line feed alone", self._plain("X-A: b\n"))
        yield refused("a carriage return in a value", self._plain("X-A: b\rContent-Length: 3\r\n"))
        yield refused("NUL in a value", self._plain("X-A: b\0c\r\n"))
        yield refused("NUL in a name", self._plain("X\0A: b\r\n"))
        yield refused("a control character in a value", self._plain("X-A: b\x01c\r\n"))
        yield refused("no name", self._plain(": b\r\n"))
        yield refused("no colon", self._plain("abc\r\n"))
        yield refused("no host", get(fields=""))
        yield refused("two hosts", get(fields="Host: a\r\nHost: b\r\n"))
        yield refused("two hosts alike", get(fields="Host: a\r\nHost: a\r\n"))
        yield taken("another method by a field", self._plain("X-HTTP-Method-Override: GET\r\n"))
        # What follows would be another protocol's: nobody else's request may wait behind it.
        yield Row("Upgrade to WebSocket is passed over, the last of its connection", get(
            fields="Host: h\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                   "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"), (200,), True)
        yield Row("Upgrade to HTTP/2 is passed over, the last of its connection", get(
            fields="Host: h\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n"), (200,), True)
        yield Row("an event with Upgrade is taken, the last of its connection",
                  self._plain("Connection: Upgrade\r\nUpgrade: h2c\r\n"), (200,), True, 1)
        yield taken("Expect: 100-continue, the body with it", self._plain("Expect: 100-continue\r\n"))
        yield Row("Connection: close", get(fields="Host: h\r\nConnection: close\r\n"), (200,), True)

    def _lines(self):
        for version in ("HTTP/1.0", "HTTP/0.9", "HTTP/1.2", "HTTP/2.0", "HTTP/1.1 ", "http/1.1", "HTTP/1", "ICY/1.1", ""):
            yield refused(f"version {version!r}", get(version=version))
        yield refused("an event by HTTP/1.0", self._plain(line="POST /gateway/bench HTTP/1.0"))
        yield refused("chunks by HTTP/1.0", self.post(
            "Transfer-Encoding: chunked\r\n", self.chunked(), line="POST /gateway/bench HTTP/1.0"))
        yield refused("HTTP/2's preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
        yield refused("TLS", bytes.fromhex("1603010200010001fc0303") + bytes(range(256)) * 2)
        yield refused("no HTTP", b"\x00\x01\x02\x03\r\n\r\n")
        yield taken("absolute form", self._plain(line="POST http://h/gateway/bench HTTP/1.1"))
        yield Row("absolute form of another host is ours", get("http://elsewhere/livez"), (200,), False)
        yield Row("CONNECT", b"CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n", (404,), True)
        yield Row("OPTIONS *", b"OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", (404,), False)
        yield Row("TRACE", b"TRACE /livez HTTP/1.1\r\nHost: h\r\n\r\n", (405,), False)
        yield Row("HEAD has no body", b"HEAD /livez HTTP/1.1\r\nHost: h\r\n\r\n", (405,), False)
        yield refused("a method that is none", b"BREW /livez HTTP/1.1\r\nHost: h\r\n\r\n")
        yield refused("a method in small letters", b"get /livez HTTP/1.1\r\nHost: h\r\n\r\n")
        yield refused("a space in the target", get("/li vez"))
        yield refused("NUL in the target", get("/livez\0"))
        yield refused("tabs for spaces", b"GET\t/livez\tHTTP/1.1\r\nHost: h\r\n\r\n")
        yield Row("dots in the path", get("/gateway/../livez"), (404,), False)
        yield Row("a slash in clothes", self._plain(line="POST /gateway%2Fbench HTTP/1.1"), (404,), False)
        yield Row("two slashes", self._plain(line="POST //gateway/bench HTTP/1.1"), (404,), False)
        yield Row("a half escape", get("/gateway/%zz"), (404,), False)
        yield Row("another method", get("/gateway/bench"), (405,), False)
        yield Row("an empty line before it", b"\r\n\r\n" + get(), (200,), False)

    def _sizes(self):
        yield refused("a target of 9,000 bytes", get("/" + "a" * 9000))
        yield refused("a target without end", b"GET /" + b"a" * 100_000)
        yield refused("a field of 9,000 bytes", get(fields=f"Host: h\r\nX-A: {'a' * 9000}\r\n"))
        yield refused("a field without end", b"GET /livez HTTP/1.1\r\nHost: h\r\nX-A: " + b"a" * 100_000)
        yield refused("20,000 bytes of fields", get(fields="Host: h\r\n" + f"X-A: {'a' * 4000}\r\n" * 5))
        yield refused("65 fields", get(fields="Host: h\r\n" + "X-A: b\r\n" * 65))
        yield refused("100,000 bytes of trailers", self.post(
            "Transfer-Encoding: chunked\r\n", self.chunked()[:-2] + "X-T: tttttttttttt\r\n" * 5000 + "\r\n"))
        padded = self.event() + " " * LARGEST_BODY
        exact = padded[:LARGEST_BODY]
        yield taken("a body of 64 KiB", self.post(f"Content-Length: {len(exact)}\r\n", exact))
        over = padded[:LARGEST_BODY + 1]
        yield Row("a byte more", self.post(f"Content-Length: {len(over)}\r\n", over), (413,), True)
        yield Row("a byte more, in chunks", self.post("Transfer-Encoding: chunked\r\n", self.chunked(over)), (413,), True)
        yield Row("a body of 100 MB, announced", self.post("Content-Length: 100000000\r\n", "x"), (413,), True)
        yield Row("a chunk of 256 MB", self.post("Transfer-Encoding: chunked\r\n", f"fffffff\r\n{over}more"), (413,), True)

    def _several(self):
        yield Row("three at once", get() * 3, (200, 200, 200), False)
        yield Row("an event and a question at once", self._plain() + get(), (200, 200), False, 1)
        yield Row("a body where none is looked for", get(fields="Host: h\r\nContent-Length: 5\r\n", body="hello") + get(), (200, 200), False)
        yield Row("a refusal after an answer", get() + get(version="HTTP/1.0") + get(), (200, 400), True)

    def _smuggling(self):
        """A request within what one of two readers takes for a body."""
        inner = self.post(f"Content-Length: {len(self.event('{smuggled}'))}\r\n", self.event("{smuggled}"), call="{smuggled}").decode()
        hidden = "0\r\n\r\n" + inner
        coding = "Transfer-Encoding: chunked\r\n"
        length = f"Content-Length: {len(hidden)}\r\n"
        yield refused("CL.TE", self.post(length + coding, hidden))
        yield refused("TE.CL", self.post(coding + "Content-Length: 4\r\n", f"{len(inner):x}\r\n{inner}\r\n0\r\n\r\n"))
        yield refused("TE.TE", self.post(coding + "Transfer-Encoding: x\r\n", hidden))
        yield refused("TE.TE, the first in clothes", self.post("Transfer-Encoding: x\r\n" + coding, hidden))
        yield refused("CL.0", self.post("Content-Length: 0\r\n" + length, hidden))
        yield refused("a coding by HTTP/1.0", self.post(coding, hidden, line="POST /gateway/bench HTTP/1.0"))
        yield refused("behind a bare carriage return", self.post("X-A: b\r\r\n", inner))
        yield refused("behind a refused request", get(version="HTTP/1.0") + inner.encode())
        yield Row("behind a body that is too large",
                  self.post(f"Content-Length: {LARGEST_BODY + 1}\r\n", "x" * (LARGEST_BODY + 1)) + b"GET /livez", (413,), True)


@campaign("requests", 1250, 125)
def requests(run):
    """Each row as it stands, then its bytes cut into segments by chance."""
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
    try:
        target.start()
        rows = Table(target).rows
        allowed = {}
        for number in run.cases():
            row = rows[number % len(rows)]
            if run.plants(number):
                row = dataclasses.replace(row, statuses=(299,))
            with run.case(number, row.name):
                call = f"c{number:05}"
                allowed[call] = row.takes
                send(target, row, call, run.random(number) if number >= len(rows) else None)
        judge_log(run, target, allowed)
        run.note(f"{len(rows)} rows")
        target.stop()
    finally:
        target.remove()


def send(target, row, call, random):
    """Names are as long as their places, so that no length changes."""
    data = row.bytes.replace(b"{call}", call.encode()).replace(b"{smuggled}", call.replace("c", "smugg").encode()[:10])
    with target.connect() as connection:
        try:
            for segment in cut(data, random):
                connection.sendall(segment)
                if random:
                    time.sleep(SEGMENT_SECONDS)
        except OSError:
            # It was refused before all of it was sent.
            expect(row.is_closed, "the connection was closed")
        reader = Reader(connection)
        for status in row.statuses:
            head = reader.reply(has_body=not data.startswith(b"HEAD"))
            expect(head == status, f"{status} was due, and came {head}")
        if row.is_waiting:
            expect(reader.is_silent(), "more came than was due")
        elif row.is_closed:
            expect(reader.is_ended(), "the connection stays open")
        else:
            connection.sendall(get())
            expect(reader.reply() == 200, "the next request on the connection got no reply of its own")
            expect(reader.is_silent(), "more came than was due")


def cut(data, random):
    if random is None:
        return [data]
    places = sorted(random.randrange(len(data) + 1) for _ in range(random.randrange(6)))
    return [data[begin:end] for begin, end in zip([0, *places], [*places, len(data)]) if begin < end]


def judge_log(run, target, allowed):
    with run.case("log", "what the log has of them"):
        counted = {}
        after = ""
        while True:
            page = target.control(f"calls?limit=1000{after}").json
            for each in page["calls"]:
                counted[each["call"]] = counted.get(each["call"], 0) + 1
            if not page["next"]:
                break
            after = f"&after={page['next']}"
        wanted = {call: 1 for call, takes in allowed.items() if takes}
        wrong = {call for call in {*counted, *wanted} if counted.get(call, 0) != wanted.get(call, 0)}
        expect(not wrong, f"{len(wrong)} calls are there that should not, or are not: {sorted(wrong)[:5]}")


class Reader:
    """Replies of one connection, by their lengths."""

    def __init__(self, connection):
        self._connection = connection
        self._bytes = b""
        self._is_ended = False

    def _more(self, seconds):
        """Whether more came, or the end."""
        self._connection.settimeout(seconds)
        try:
            data = self._connection.recv(65536)
        except TimeoutError:
            return False
        except OSError:
            data = b""
        self._bytes += data
        self._is_ended = self._is_ended or not data
        return bool(data)

    def reply(self, has_body=True):
        """The status of the next reply; None if none comes."""
        while b"\r\n\r\n" not in self._bytes:
            if not self._more(REPLY_SECONDS_MAX):
                return None
        head, _, rest = self._bytes.partition(b"\r\n\r\n")
        length = re.search(rb"\r\ncontent-length: *([0-9]+)", head, re.IGNORECASE)
        size = int(length.group(1)) if length and has_body else 0
        while len(rest) < size:
            if not self._more(REPLY_SECONDS_MAX):
                return None
            rest = self._bytes.partition(b"\r\n\r\n")[2]
        self._bytes = rest[size:]
        status = re.match(rb"HTTP/1\.1 ([0-9]{3}) ", head)
        return int(status.group(1)) if status else None

    def is_silent(self):
        return not self._bytes and not self._more(0.02) and not self._is_ended

    def is_ended(self):
        while not self._is_ended:
            if not self._more(REPLY_SECONDS_MAX) and not self._is_ended:
                return False
        return not self._bytes
