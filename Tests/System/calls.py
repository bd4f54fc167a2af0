"""The gateway's side: signed calls to a machine's daemon, one by one or as a load, and what became of each."""

import base64
import collections
import hashlib
import hmac
import http.client
import itertools
import json
import secrets
import threading
import time

PLACE = ("127.0.0.1", 8085)
PATH = "/gateway/system"
HOTLINE = "+4500201000"
FAMILY = "+4500000031"
ANSWER_SECONDS_MAX = 10


def new_secret():
    return "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()


class Tally:
    """What became of a gateway's requests."""

    def __init__(self):
        self.lock = threading.Lock()
        # By what happened: refused, reset, silent, or an HTTP status other than 200.
        self.troubles = collections.Counter()
        self.kept = collections.Counter()
        # Calls of which every event was acknowledged, and how many events that were.
        self.calls = []
        self.events = 0
        # The longest that one event took, all its repetitions included.
        self.slowest = 0.0

    def trouble(self, what):
        with self.lock:
            self.troubles[what] += 1

    def acknowledged(self, keeping, seconds):
        with self.lock:
            self.events += 1
            self.kept[keeping] += 1
            self.slowest = max(self.slowest, seconds)

    def __str__(self):
        troubles = ", ".join(f"{count} {what}" for what, count in sorted(self.troubles.items())) or "no trouble"
        return f"{len(self.calls)} calls, {self.events} events acknowledged, {troubles}"


class Answer:
    def __init__(self, status, body, keeping, seconds):
        self.status = status
        self.body = body
        # What the header Hotline-Log says; "log" where there is none.
        self.keeping = keeping
        self.seconds = seconds


class Gateway:
    """Signs as Standard Webhooks has it, with each of its secrets, and opens a connection for every request."""

    def __init__(self, machine, *signed_by, place=PLACE):
        self.machine = machine
        self.place = place
        self.secrets = list(signed_by)
        self.tally = Tally()
        self._ids = itertools.count(1)
        self._run = secrets.token_hex(4)

    def new_id(self):
        return f"{self._run}-{next(self._ids)}"

    def _headers(self, delivery, body, age):
        stamp = str(int(time.time()) - age)
        signatures = []
        for secret in self.secrets:
            key = base64.b64decode(secret.removeprefix("whsec_"))
            code = hmac.new(key, f"{delivery}.{stamp}.".encode() + body, hashlib.sha256).digest()
            signatures.append("v1," + base64.b64encode(code).decode())
        return {"Content-Type": "application/json", "webhook-id": delivery, "webhook-timestamp": stamp,
                "webhook-signature": " ".join(signatures), "Connection": "close"}

    def once(self, event, delivery=None, age=0, seconds=ANSWER_SECONDS_MAX):
        """One request, its answer whatever it is. `age` is how old its timestamp pretends to be."""
        body = json.dumps(event).encode()
        return self._request("POST", PATH, body, self._headers(delivery or self.new_id(), body, age), seconds)

    def get(self, path, seconds=ANSWER_SECONDS_MAX):
        return self._request("GET", path, None, {}, seconds)

    def _request(self, method, path, body, headers, seconds):
        begun = time.monotonic()
        connection = http.client.HTTPConnection(*self.place, timeout=seconds)
        connection.sock = self.machine.socket(":" in self.place[0])
        try:
            connection.sock.settimeout(seconds)
            connection.sock.connect(self.place)
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
            return Answer(response.status, text, response.getheader("Hotline-Log") or "log", time.monotonic() - begun)
        finally:
            connection.close()

    def send(self, event, patience=60, pause=0.05, delivery=None):
        """Asks again under the same id until the answer is 200, as a gateway does; the answer's instruction."""
        delivery = delivery or self.new_id()
        begun = time.monotonic()
        while time.monotonic() < begun + patience:
            try:
                answer = self.once(event, delivery)
            except ConnectionRefusedError:
                self.tally.trouble("refused")
            except TimeoutError:
                self.tally.trouble("silent")
            except (ConnectionError, http.client.HTTPException):
                # The daemon ended between taking the connection and reading the request.
                self.tally.trouble("reset")
            else:
                if answer.status == 200:
                    self.tally.acknowledged(answer.keeping, time.monotonic() - begun)
                    return json.loads(answer.body)
                self.tally.trouble(f"answered {answer.status}")
                if answer.status not in (429, 503):
                    raise AssertionError(f"{event['type']} was answered {answer.status}: {answer.body.strip()}")
            time.sleep(pause)
        raise AssertionError(f"{event['type']} was not answered within {patience} s: {self.tally}")

    def arrives(self, call=None, caller=FAMILY, **more):
        """A caller is on the line; the call's id and the first instruction."""
        call = call or self.new_id()
        return call, self.send({"type": "call.incoming", "call": call, "from": caller, "to": HOTLINE, **more})

    def short_call(self, **more):
        """A caller who hangs up at once."""
        call, instruction = self.arrives(**more)
        self.send({"type": "call.ended", "call": call, "by": "caller"})
        with self.tally.lock:
            self.tally.calls.append(call)
        return instruction

    def whole_call(self):
        """The first professional does not answer, the second takes the call; how long the longest answer took."""
        call, instruction = self.arrives()
        if instruction["instruction"] != "dial":
            raise AssertionError(f"the first instruction is {instruction}")
        first = instruction["step"]
        for target in instruction["targets"]:
            instruction = self.send({"type": "leg.ended", "call": call, "leg": target["leg"], "reason": "no-answer"})
        if instruction["instruction"] != "dial" or instruction["step"] != first + 1:
            raise AssertionError(f"after the first step comes {instruction}")
        leg = instruction["targets"][0]["leg"]
        connect = self.send({"type": "leg.accepted", "call": call, "leg": leg})
        if connect["instruction"] != "connect":
            raise AssertionError(f"an accepted leg is answered {connect}")
        self.send({"type": "leg.ended", "call": call, "leg": leg, "reason": "completed"})
        self.send({"type": "call.ended", "call": call, "by": "caller"})
        with self.tally.lock:
            self.tally.calls.append(call)
        return call


class Load:
    """Short calls by several threads at once, each beginning another after a pause, while the block runs.

    They are rehearsals: planned and logged like any call, and nobody is owed anything afterwards. What fails ends the
    load, and the case unless it `may_fail`.
    """

    def __init__(self, gateway, threads=4, pause=0.05, may_fail=False):
        self.gateway = gateway
        self.may_fail = may_fail
        self.pause = pause
        self.failures = []
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._calls) for _ in range(threads)]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, kind, value, trace):
        self._over.set()
        for thread in self._threads:
            thread.join(90)
        if kind is None and self.failures and not self.may_fail:
            raise self.failures[0]

    def _calls(self):
        while not self._over.is_set():
            try:
                self.gateway.short_call(rehearsal=True)
            except Exception as failure:
                self.failures.append(failure)
                return
            self._over.wait(self.pause)
