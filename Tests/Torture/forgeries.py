"""Signatures that nobody made who has a secret, deliveries that come again, and two secrets at once."""

import base64
import concurrent.futures
import hashlib
import hmac
import http.client
import json
import secrets
import time

from campaigns import campaign, expect
from daemon import GATEWAY_ADDRESS, NUMBER, Target

# A minute's worth of bad signatures from one address is answered with 401, the rest with 429.
PLAIN_REFUSALS = 10
AUTHENTIC_EVERY = 50
ADDRESSES = 20
TOLERANCE_SECONDS = 300
THREADS = 4
PATH = "/gateway/signed"
START = "2026-11-22T02:10:00Z"
START_SECONDS = 1795313400


class Sender:
    """A connection that is kept, from one address."""

    def __init__(self, target, source=GATEWAY_ADDRESS, path=PATH):
        self._target, self._source, self._path = target, source, path
        self._connection = None

    def post(self, body, headers):
        """Status, body and headers; a connection that was closed meanwhile is made anew."""
        for attempt in range(2):
            if self._connection is None:
                self._connection = http.client.HTTPConnection(
                    "127.0.0.1", self._target.port, timeout=10, source_address=(self._source, 0))
            try:
                self._connection.request("POST", self._path, body, {"Content-Type": "application/json", **headers})
                response = self._connection.getresponse()
                return response.status, response.read(), dict(response.getheaders())
            except (OSError, http.client.HTTPException):
                self.close()
                if attempt:
                    raise
        raise OSError("no reply")

    def close(self):
        if self._connection:
            self._connection.close()
            self._connection = None


def incoming(call):
    return json.dumps({"type": "call.incoming", "call": call, "from": "+4500000031", "to": NUMBER}).encode()


# Forgeries: what is changed of an authentic delivery, as (body, headers).


def _bit(random, data):
    flipped = bytearray(data)
    flipped[random.randrange(len(flipped))] ^= 1 << random.randrange(8)
    return bytes(flipped)


def _code(headers):
    return base64.b64decode(headers["webhook-signature"][3:])


def _signature(value):
    return "v1," + base64.b64encode(value).decode()


def forge_bit_of_signature(random, target, body, headers):
    return body, {**headers, "webhook-signature": _signature(_bit(random, _code(headers)))}


def forge_body(random, target, body, headers):
    return body + random.choice([b" ", b"\n", b"\0"]) if random.random() < 0.3 else _bit(random, body), headers


def forge_delivery(random, target, body, headers):
    return body, {**headers, "webhook-id": headers["webhook-id"] + random.choice("abc-_")}


def forge_time(random, target, body, headers):
    return body, {**headers, "webhook-timestamp": str(int(headers["webhook-timestamp"]) + random.choice([-1, 1, 60, -60]))}


def forge_written_time(random, target, body, headers):
    stamp = headers["webhook-timestamp"]
    return body, {**headers, "webhook-timestamp": random.choice(["0" + stamp, "+" + stamp, stamp + ".0", stamp + "0", "", "-1", "x"])}


def forge_old(random, target, body, headers):
    """Signed in truth, and too long ago, or to come."""
    away = random.choice([-1, 1]) * random.randrange(TOLERANCE_SECONDS + 30, 10_000_000)
    return body, target.signed(body, headers["webhook-id"], at=int(headers["webhook-timestamp"]) + away)


def forge_other_secret(random, target, body, headers):
    key = random.choice([random.randbytes(32), b"\0" * 32, b"", target.secrets[0][:24], target.secrets[0] + b"\0" * 33,
                         base64.b64encode(target.secrets[0])])
    return body, target.signed(body, headers["webhook-id"], key=key or b"\0", at=int(headers["webhook-timestamp"]))


def forge_moved_border(random, target, body, headers):
    """The same bytes are signed where the id takes from the time, or the time from the body."""
    id_, stamp, code = headers["webhook-id"], headers["webhook-timestamp"], headers["webhook-signature"]
    if random.random() < 0.5:
        return stamp[-1:].encode() + body, {"webhook-id": id_, "webhook-timestamp": stamp[:-1], "webhook-signature": code}
    return body, {"webhook-id": id_ + stamp[0], "webhook-timestamp": stamp[1:], "webhook-signature": code}


def forge_part(random, target, body, headers):
    code = _code(headers)
    cut = random.choice([code[:16], code[:31], b"", code + b"\0", code[::-1], b"\0" * 32])
    return body, {**headers, "webhook-signature": _signature(cut)}


def forge_version(random, target, body, headers):
    encoded = headers["webhook-signature"][3:]
    return body, {**headers, "webhook-signature": random.choice(
        [f"v1a,{encoded}", f"v2,{encoded}", f"V1,{encoded}", encoded, f"v1{encoded}", f"v1, {encoded}", f",{encoded}",
         f"v1,{encoded.rstrip('=')}", f"v1;{encoded}", f"v1,{encoded}=", f"v1,\"{encoded}\""])}


def forge_many(random, target, body, headers):
    """A long list, none of which is right."""
    items = [_signature(random.randbytes(32)) for _ in range(random.randrange(2, 100))]
    return body, {**headers, "webhook-signature": " ".join(items)}


def forge_other_algorithm(random, target, body, headers):
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    key = target.secrets[0]
    return body, {**headers, "webhook-signature": _signature(random.choice([
        hmac.new(key, body, hashlib.sha256).digest(), hashlib.sha256(key + signed).digest(),
        hashlib.sha256(signed).digest(), hmac.new(key, signed, hashlib.sha512).digest()[:32],
        hmac.new(base64.b64encode(key), signed, hashlib.sha256).digest()]))}


def forge_without(random, target, body, headers):
    # Without an id it is 400: nothing could be signed.
    left_out = random.choice(["webhook-timestamp", "webhook-signature"])
    return body, {name: value for name, value in headers.items() if name != left_out}


def forge_token(random, target, body, headers):
    """The other gateway's token, where a signature is wanted."""
    return body, {"webhook-id": headers["webhook-id"], "Authorization": f"Bearer {target.token}"}


FORGERIES = [function for name, function in sorted(globals().items()) if name.startswith("forge_")]


@campaign("forged-signatures", 100_000, 900)
def forged_signatures(run):
    """None is taken; the eleventh of a minute gets 429, and an authentic request from the same address never does."""
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
    try:
        # A test clock counts as synchronised: else questions are taken whatever their time.
        target.start("--clock", text(time.time()))
        with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
            parts = [range(part, run.count, THREADS) for part in range(THREADS)]
            if run.only_case is not None:
                parts = [range(run.only_case, run.only_case + 1)]
            taken = sum(pool.map(lambda numbers: _forge(run, target, numbers), parts))
        with run.case("log", "what the log has"):
            counted = _calls(target)
            expect(counted == taken, f"{taken} authentic calls were taken, and the log has {counted}")
            run.note(f"{taken} authentic ones among them, all taken")
        target.stop()
    finally:
        target.remove()


def _forge(run, target, numbers):
    """Forges its part, authentic deliveries among them; how many of those were taken."""
    taken = 0
    begun = {}
    senders = {}
    for count, number in enumerate(numbers):
        random = run.random(number)
        # Each part has addresses of its own, so that it knows which of a minute a refusal is.
        source = f"127.{1 + numbers.start % 200}.7.{2 + number // THREADS % ADDRESSES}"
        sender = senders.setdefault(source, Sender(target, source))
        body, delivery = incoming(f"f-{number}"), f"f-{number}"
        headers = target.signed(body, delivery)
        with run.case(number, "a forgery"):
            kind = FORGERIES[number % len(FORGERIES)]
            forged = (body, headers) if run.plants(number) else kind(random, target, body, headers)
            status, told, replied = sender.post(*forged)
            times = [at for at in begun.get(source, []) if at > time.monotonic() - 60]
            begun[source] = [*times[-PLAIN_REFUSALS:], time.monotonic()]
            wanted = {401} if len(times) < PLAIN_REFUSALS else {429}
            # Just a minute after the first of them it may be either.
            if len(times) >= PLAIN_REFUSALS and times[-PLAIN_REFUSALS] < time.monotonic() - 55:
                wanted = {401, 429}
            expect(status in wanted, f"{kind.__name__}, the {len(times) + 1}. of a minute from {source}: {status} {told[:100]}")
            expect(status != 429 or "Retry-After" in replied, "429 without Retry-After")
        if count % AUTHENTIC_EVERY == 0:
            body, delivery = incoming(f"a-{number}"), f"a-{number}"
            with run.case(number, "an authentic one"):
                status, told, _ = sender.post(body, target.signed(body, delivery))
                expect(status == 200, f"an authentic request got {status}: {told[:200]}")
                taken += 1
    for sender in senders.values():
        sender.close()
    return taken


def _calls(target):
    count, after = 0, ""
    while True:
        page = target.control(f"calls?limit=1000{after}").json
        count += len(page["calls"])
        if not page["next"]:
            return count
        after = f"&after={page['next']}"


@campaign("replays", 60, 6)
def replays(run):
    """A call's deliveries again, up to a thousand times, out of order, at once and an hour late: one change of state."""
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
    try:
        target.start("--clock", START)
        began = time.monotonic()
        target.hours_passed = 0
        target.now = lambda: START_SECONDS + 3600 * target.hours_passed + time.monotonic() - began
        for number in run.cases():
            with run.case(number, "a call's deliveries again"):
                _replay(run, target, number)
        target.stop()
    finally:
        target.remove()


def _replay(run, target, number):
    random = run.random(number)
    times = min(1000, 10 ** random.randrange(1, 4)) if not run.is_short else 20
    call = f"r-{number}"
    bodies = [incoming(call), *(json.dumps({"type": type_, "call": call, **members}).encode() for type_, members in (
        ("leg.ringing", {"leg": "1.1"}), ("leg.ended", {"leg": "1.1", "reason": "no-answer"}),
        ("callback.requested", {}), ("call.ended", {"by": "caller"})))]
    sender = Sender(target)
    deliveries = []
    for index, body in enumerate(bodies):
        delivery = f"{call}-{index}"
        headers = target.signed(body, delivery, at=target.now())
        status, reply, _ = sender.post(body, headers)
        expect(status == 200, f"{body}: {status} {reply}")
        deliveries.append((delivery, body, headers, reply))
    before = target.control(f"calls/{call}").json
    counted = _calls(target)
    # At once, in any order: by the very bytes, or signed anew as a sender's repeats are.
    again = [random.choice(deliveries) for _ in range(times)]
    if run.plants(number):
        delivery, body, headers, reply = deliveries[0]
        again.append((delivery + "-planted", incoming(f"{call}-planted"), None, reply))
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda part: _resend(target, part, random.random() < 0.5), (again[part::8] for part in range(8))))
    wrong = [each for part in found for each in part]
    expect(not wrong, f"{len(wrong)} of {times} repeats got another reply: {wrong[:2]}")
    # An hour late the very bytes are refused, and a sender's repeat gets its reply.
    target.control("test-clock", {"passes": 3_600_000})
    target.hours_passed += 1
    for delivery, body, headers, reply in random.sample(deliveries, len(deliveries)):
        status, _, _ = sender.post(body, headers)
        expect(status in (401, 429), f"bytes of an hour ago got {status}")
        status, told, _ = sender.post(body, target.signed(body, delivery, at=target.now()))
        expect((status, told) == (200, reply), f"a repeat after an hour got {status} {told[:100]}")
    # The same id with another body contradicts the log.
    status, _, _ = sender.post(bodies[0] + b" ", target.signed(bodies[0] + b" ", deliveries[0][0], at=target.now()))
    expect(status == 409, f"another body under a known id got {status}")
    if number % 3 == 0:
        target.process.signal(9)
        target.process.wait(10)
        sender.close()
        target.start("--clock", text(target.now()))
        for delivery, body, _, reply in deliveries:
            status, told, _ = sender.post(body, target.signed(body, delivery, at=target.now()))
            expect((status, told) == (200, reply), f"a repeat after a restart got {status} {told[:100]}")
    sender.close()
    after = target.control(f"calls/{call}").json
    # What is owed after a call moves on with the time.
    for story in (before, after):
        for daemons_own in ("follow_ups", "promise", "events", "ended", "ended_by"):
            story[daemons_own] = [each for each in story["events"] if each["delivery"]] if daemons_own == "events" else None
    expect(before == after, "the call was changed")
    expect(_calls(target) == counted, "another call came of it")


def _resend(target, deliveries, is_signed_anew):
    sender, wrong = Sender(target), []
    for delivery, body, headers, reply in deliveries:
        if headers is None or is_signed_anew:
            headers = target.signed(body, delivery, at=target.now())
        status, told, _ = sender.post(body, headers)
        if (status, told) != (200, reply):
            wrong.append((status, told[:100]))
    sender.close()
    return wrong


def text(seconds):
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))


@campaign("two-secrets", 20, 1)
def two_secrets(run):
    """A secret is changed without a refused call: both count at once, and the one taken away does not after a restart."""
    target = Target(run.new_folder(), run.hotlined, log_deadline="5 s")
    try:
        old = target.secrets[0]
        for number in run.cases():
            random = run.random(number)
            new = random.randbytes(random.randrange(24, 65))
            with run.case(number, "a rotation"):
                for keys, good, bad in (([old], [old], [new]), (random.sample([old, new], 2), [old, new], [secrets.token_bytes(32)]),
                                        ([new], [new], [old])):
                    target.write_secrets([*keys, old] if run.plants(number) else keys)
                    target.start()
                    for key, wanted in [(key, 200) for key in good] + [(key, 401) for key in bad]:
                        body = incoming(target.new_delivery())
                        status, told, _ = Sender(target).post(body, target.signed(body, target.new_delivery(), key=key))
                        expect(status == wanted, f"{len(keys)} secrets: {status}, not {wanted}: {told[:100]}")
                    # Both at once in one header, as a sender does who rotates.
                    body, delivery = incoming(target.new_delivery()), target.new_delivery()
                    both = [target.signed(body, delivery, key=key) for key in (*bad, *good)]
                    status, told, _ = Sender(target).post(body, {
                        **both[0], "webhook-signature": " ".join(each["webhook-signature"] for each in both)})
                    expect(status == 200, f"a header with both signatures got {status}: {told[:100]}")
                    target.stop()
            old = new
            target.end()
    finally:
        target.remove()
