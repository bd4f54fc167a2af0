"""A whole night of calls, and then a search: none of the numbers, names, PINs and texts stands where all may read.

That is the journal, the metrics, the replies to whoever is not authentic, the names of files, what a user without a role sees,
and a core dump.
"""

import base64
import datetime
import hashlib
import hmac
import json
import os
import signal
import sqlite3
import sys
import time
import urllib.parse

from campaigns import campaign, expect
from daemon import Target

sys.path.append(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "API"))
from hotline import as_user  # noqa: E402

HOTLINE = "+4500201000"
STRANGER = "127.0.0.77"
START = "2026-11-22T00:10:00Z"
SETTINGS = """\
  voices: {{ dialect: twilio, public-url: "https://hotline.example", callback-key: 9 }}
  jambonz: {{ dialect: jambonz, callback-key: 9, self-call: "{self_call}" }}
  elks: {{ dialect: 46elks, public-url: "https://hotline.example", sounds: "https://sounds.example", addresses: ["127.0.0.1"] }}
call-facts: {{}}
"""
ROSTER = """\
roster: 1
timezone: Europe/Copenhagen
numbers: {{ "{hotline}": {{ municipality: fjordby, institution: egetraeet }} }}
municipalities:
  fjordby:
    name: Fjordby
    last-resort: [{{ number: "{last_resort}" }}]
    after-call: {{ follow-up: consultant, caseworker: when-noted }}
institutions:
  egetraeet:
    name: Egetræet
    municipalities: [fjordby]
    lines:
      first:
        phones: ["{duty_phone}"]
        rotations: [{{ professionals: [p1], starts: 2026-01-01, turn: 1 week }}]
        overrides: [{{ who: p2, from: 2026-11-23, to: 2026-11-24, note: "{override_note}" }}]
      second: {{ rotations: [{{ professionals: [p2], starts: 2026-01-01, turn: 1 week }}] }}
professionals:
  p1: {{ name: {p1_name}, institution: egetraeet, phones: ["{p1_phone}"], email: {p1_mail} }}
  p2: {{ name: {p2_name}, institution: egetraeet, phones: ["sip:{p2_phone}@phones.example"] }}
contacts:
  c1: {{ name: {contact_name}, role: family-consultant, municipality: fjordby, phones: ["{contact_phone}"] }}
families:
  f1: {{ name: {family_name}, phones: ["{family_phone}"], municipality: fjordby, institution: egetraeet, variant: group, group: g,
        consultant: c1, pin: "{pin}" }}
  f2: {{ name: {other_name}, phones: ["{other_phone}"], municipality: fjordby, institution: egetraeet, variant: individual,
        pin: "{other_pin}" }}
routing:
  steps: [{{ ring: [first], seconds: 20 }}, {{ ring: [second], seconds: 20 }}, {{ ring: last-resort, seconds: 20 }}]
  rounds: 1
  max-wait: 4 min
  callback: {{ within: 30 min, owner: first, escalate: second }}
"""
PHONES = ("self_call", "last_resort", "duty_phone", "p1_phone", "p2_phone", "contact_phone", "family_phone", "other_phone",
          "unknown_phone", "typed_phone", "wrong_phone")
NAMES = ("p1_name", "p2_name", "contact_name", "family_name", "other_name")
TEXTS = ("override_note", "follow_up_note", "ending_note", "reason", "hold_reason", "misplaced")


@campaign("privacy", 20, 1)
def privacy(run):
    searched = 0
    for number in run.cases():
        with run.case(number, "a night's calls, and a search"):
            night = Night(run, number)
            try:
                night.play()
                searched += night.search(run.plants(number))
            finally:
                night.target.remove()
    run.note(f"{searched} searches")


class Night:
    """One night by chance: whose, and all that happens in it."""

    def __init__(self, run, number):
        self.random = random = run.random(number)
        self.secrets = {name: "+4500" + "".join(random.choices("123456789", k=6)) for name in PHONES}
        self.secrets |= {name: " ".join(word(random).capitalize() for _ in range(2)) for name in NAMES}
        self.secrets |= {name: " ".join(word(random) for _ in range(4)) for name in TEXTS}
        self.secrets |= {name: "".join(random.choices("0123456789", k=8)) for name in ("pin", "other_pin", "wrong_pin")}
        self.secrets["p1_mail"] = word(random) + "@mail.example"
        # Of letters alone, so that none is a part of something else by chance.
        self.tokens = {gateway: "".join(random.choices("ghijklmnopqrstuvwxyzGHIJKLMNOPQRSTUVWXYZ", k=40))
                       for gateway in ("voices", "jambonz", "elks")}
        self.target = target = Target(run.new_folder(), run.hotlined, log_deadline="1 s",
                                      more_settings=SETTINGS.format(**self.secrets))
        for gateway, token in self.tokens.items():
            target.write(f"credentials/gateway-{gateway}", token + "\n", 0o600)
        for name in os.listdir(os.path.join(target.folder, "roster.d")):
            os.unlink(os.path.join(target.folder, "roster.d", name))
        self.roster = ROSTER.format(hotline=HOTLINE, **self.secrets)
        target.write("roster.d/roster.yaml", self.roster)
        target.launch("ulimit -c unlimited\nexec $@")
        self.told = []
        self.calls = 0

    # What happens

    def play(self):
        self.target.start("--clock", START)
        self._calls()
        self._dialects()
        self._misuse()
        self._rehearsals()
        self._care()
        self._changes_of_the_roster()
        self.look()
        self.target.process.signal(signal.SIGKILL)
        self.target.process.wait(10)
        self.target.start("--clock", "2026-11-22T09:10:00Z")
        self._log_in_trouble()
        self.look()

    def name(self, number):
        """A call's id as some gateways make it: the caller's number is a part of it."""
        self.calls += 1
        return f"{number}-{self.calls}@gateway"

    def event(self, type_, call, wanted=200, **members):
        reply = self.target.event(type_, call, **members)
        expect(reply.status == wanted, f"{type_}: {reply.status} {reply.text}")
        return reply.json

    def arrives(self, number):
        call = self.name(number)
        return call, self.event("call.incoming", call, **{"from": number, "to": HOTLINE})

    def rings_out(self, call, reply):
        """Nobody takes it, for every reason there is."""
        reasons = ["no-answer", "busy", "declined", "not-accepted", "unreachable", "gateway-error"]
        while reply["instruction"] == "dial":
            for leg in reply["targets"]:
                self.event("leg.ringing", call, leg=leg["leg"])
                reply = self.event("leg.ended", call, leg=leg["leg"], reason=self.random.choice(reasons))
        return reply

    def _calls(self):
        secrets = self.secrets
        call, reply = self.arrives(secrets["family_phone"])
        leg = reply["targets"][0]["leg"]
        for type_ in ("leg.ringing", "leg.answered", "leg.accepted"):
            self.event(type_, call, leg=leg)
        self.event("leg.ended", call, leg=leg, reason="completed")
        self.event("call.ended", call, by="caller")
        self.answered = call
        for number in (secrets["family_phone"], secrets["other_phone"], secrets["contact_phone"]):
            call, reply = self.arrives(number)
            reply = self.rings_out(call, reply)
            self.event("call.ended", call, by="gateway")
        # Withheld: PINs, wrong and right; a number keyed in for the promise.
        for keys in ((secrets["wrong_pin"], secrets["pin"]), (secrets["wrong_pin"], secrets["wrong_pin"])):
            call, reply = self.arrives("anonymous")
            for digits in keys:
                reply = self.event("call.digits", call, digits=digits)
            reply = self.rings_out(call, reply)
            if reply["instruction"] == "gather":
                self.event("call.digits", call, digits=secrets["typed_phone"][-8:])
            self.event("call.ended", call, by="caller")
        call, reply = self.arrives(secrets["unknown_phone"])
        self.event("call.digits", call, digits="")
        self.event("callback.requested", call)
        self.event("call.ended", call, by="caller")
        # A professional who rings back, and one whose number fails again and again.
        call, reply = self.arrives(secrets["p1_phone"])
        self.event("call.ended", call, by="caller")
        call = self.name(secrets["family_phone"])
        self.event("call.fallback", call, **{"from": secrets["family_phone"], "to": HOTLINE, "uri": f"tel:{secrets['p1_phone']}"})
        self.event("call.ended", call, by="professional")
        self.arrives(secrets["family_phone"])

    def _dialects(self):
        """A call's beginning by each of the others, authentic and not."""
        secrets, target = self.secrets, self.target
        fields = {"CallSid": "CA1", "AccountSid": "AC1", "From": secrets["family_phone"], "To": HOTLINE, "CallStatus": "ringing",
                  "Direction": "inbound", "CallerName": secrets["family_name"]}
        form = urllib.parse.urlencode(fields).encode()
        signed = "https://hotline.example/gateway/voices/voice" + "".join(name + fields[name] for name in sorted(fields))
        code = base64.b64encode(hmac.new(self.tokens["voices"].encode(), signed.encode(), hashlib.sha1).digest()).decode()
        typed = {"Content-Type": "application/x-www-form-urlencoded"}
        replies = [target.post("/gateway/voices/voice", form, {**typed, "X-Twilio-Signature": code})]
        body = json.dumps({"call_sid": "j1", "from": secrets["self_call"], "to": HOTLINE, "direction": "inbound",
                           "call_status": "trying", "caller_name": secrets["family_name"]}).encode()
        stamp = self._now_seconds()
        code = hmac.new(self.tokens["jambonz"].encode(), f"{stamp}.".encode() + body, hashlib.sha256).hexdigest()
        replies.append(target.post("/gateway/jambonz/call", body, {"Jambonz-Signature": f"t={stamp},v1={code}"}))
        form = urllib.parse.urlencode({"callid": "e1", "direction": "incoming", "from": secrets["other_phone"], "to": HOTLINE}).encode()
        replies.append(target.post(f"/gateway/elks/voice/{self.tokens['elks']}", form, typed))
        self.accepted = [reply.status for reply in replies]
        for path, body, headers in (
                ("/gateway/voices/voice", form, {**typed, "X-Twilio-Signature": "AAAA"}),
                (f"/gateway/voices/voice?From={secrets['family_phone']}", form, typed),
                ("/gateway/jambonz/call", body, {"Jambonz-Signature": "t=1,v1=00"}),
                (f"/gateway/elks/voice/{secrets['family_phone']}", form, typed)):
            self.told.append(target.post(path, body, headers, source=STRANGER).text)

    def _now_seconds(self):
        return str(int(datetime.datetime.fromisoformat(self.target.control("test-clock", {}).json["at"]).timestamp()))

    def _misuse(self):
        """Whatever is said by those who are not authentic, and what the log or the syntax refuses."""
        secrets, target = self.secrets, self.target
        misplaced = urllib.parse.quote(secrets["misplaced"])
        for path in (f"/{misplaced}", f"/gateway/{secrets['family_phone']}", f"/gateway/{misplaced}/x", f"/livez?x={misplaced}",
                     f"/api/v1/calls/{misplaced}", f"/api/v1/calls?from={secrets['family_phone']}"):
            self.told.append(target.get(path, source=STRANGER).text)
        body = json.dumps({"type": "call.incoming", "call": "x", "from": secrets["family_phone"], "to": HOTLINE}).encode()
        for headers in ({"Authorization": f"Bearer {secrets['misplaced']}", "webhook-id": secrets["misplaced"]},
                        {"Authorization": secrets["misplaced"], "webhook-id": "a"},
                        {"webhook-id": f"{secrets['family_phone']}.x", "User-Agent": secrets["misplaced"]},
                        {"Content-Type": secrets["misplaced"], "webhook-id": "a"}):
            for gateway in ("bench", "signed"):
                self.told.append(target.post(f"/gateway/{gateway}", body, headers, source=STRANGER).text)
        # Authentic, and refused: the gateway is told, and nobody else.
        for members in ({"type": secrets["misplaced"], "call": "x"}, {"type": "call.incoming", "call": secrets["misplaced"] * 200},
                        {"type": "leg.ended", "call": secrets["family_phone"], "leg": "1.1", "reason": secrets["misplaced"]},
                        {"type": "leg.ended", "call": secrets["family_phone"], "leg": "1.1", "reason": "busy"},
                        {"type": "call.ended", "call": secrets["family_phone"], "by": "caller"}):
            reply = target.post("/gateway/bench", json.dumps(members).encode(),
                                {"Authorization": f"Bearer {target.token}", "webhook-id": target.new_delivery()})
            expect(reply.status in (400, 409), f"{members['type'][:20]}: {reply.status}")

    def _rehearsals(self):
        reply = self.target.control("rehearsals", {"from": self.secrets["family_phone"], "to": HOTLINE}).json
        call = urllib.parse.quote(reply["call"], safe="")
        self.target.control(f"rehearsals/{call}/events", {"type": "leg.accepted", "leg": "1.1"})
        self.target.control(f"rehearsals/{call}/events", {"type": "call.ended", "by": "caller"})

    def _care(self):
        """What people write, ask and hold."""
        secrets, target = self.secrets, self.target
        added = target.control("follow-ups", {"call": self.answered, "owner": "c1", "note": secrets["follow_up_note"]})
        expect(added.status == 201, f"follow-up: {added.status} {added.text}")
        target.control(f"follow-ups/{added.json['id']}/ending", {"how": "done", "note": secrets["ending_note"]})
        held = target.control("holds", {"why": secrets["hold_reason"], "family": "f1"})
        expect(held.status == 201, f"hold: {held.status} {held.text}")
        for path in ("calls", "subjects/record"):
            target.control(path, {"family": "f1"} if "subjects" in path else None)
        target.control("test-clock", {"passes": 3 * 3_600_000})
        target.control("log/purge", {})
        target.control("subjects/erasure", {"family": "f2"})

    def _changes_of_the_roster(self):
        """Errors that quote what stands there, then another good one."""
        secrets = self.secrets
        for broken in (self.roster.replace(secrets["family_phone"], secrets["wrong_phone"] + "x"),
                       self.roster.replace(f"consultant: c1, pin: \"{secrets['pin']}\"", f"consultant: {word(self.random)}"),
                       self.roster.replace(secrets["other_pin"], secrets["pin"]), self.roster + secrets["misplaced"] + ": {}\n"):
            self.target.write("roster.d/roster.yaml", broken)
            self.target.reload()
            self.look()
        self.target.write("roster.d/roster.yaml", self.roster + "# another\n")
        self.target.reload()

    def _log_in_trouble(self):
        """The log takes nothing for a while: events go to the spool."""
        other = sqlite3.connect(os.path.join(self.target.state, "calls.sqlite"), isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            call = self.name(self.secrets["family_phone"])
            reply = self.target.event("call.incoming", call, **{"from": self.secrets["family_phone"], "to": HOTLINE})
            expect(reply.headers.get("hotline-log") == "spooled", f"nothing was spooled: {reply.status} {reply.headers}")
            self.look()
        finally:
            other.execute("ROLLBACK")
            other.close()
        end = time.monotonic() + 20
        while self.target.status()["log"]["spooled"] and time.monotonic() < end:
            time.sleep(0.1)

    # What all may read

    def look(self):
        for path in ("/metrics", "/livez", "/readyz"):
            self.told.append(self.target.get(path, source=STRANGER).text)
        if os.geteuid() == 0:
            os.chmod(self.target.runtime, 0o711)
            self.told.append(as_user("nobody", self._status))

    def _status(self):
        return self.target.control("status").text

    def search(self, is_planted):
        """How often something was looked for."""
        expect(self.accepted == [200, 200, 200], f"the other gateways' calls got {self.accepted}")
        places = {"the journal": self.target.journal, "replies and figures": "\n".join(self.told)}
        names = [name for folder in (self.target.state, self.target.runtime) for _, folders, files in os.walk(folder)
                 for name in (*folders, *files)]
        places["names of files"] = "\n".join(names)
        with open(f"/proc/{self.target.pid}/cmdline", "rb") as file:
            places["the command line"] = file.read().decode(errors="replace")
        places["a core dump"] = self._dump()
        if is_planted:
            places["the journal"] += f"NOTICE   A call came from={self.secrets['family_phone'].removeprefix('+45')}\n"
        wanted = [(what, spelling) for what, value in self._all() for spelling in spellings(what, value)]
        for place, text_ in places.items():
            for what, spelling in wanted:
                at = text_.find(spelling)
                expect(at < 0, f"{what} stands in {place}, as {spelling!r}: {text_[max(0, at - 60):at + len(spelling) + 20]!r}")
        return len(places) * len(wanted)

    def _all(self):
        yield from self.secrets.items()
        yield from ((f"the secret of {gateway}", token) for gateway, token in self.tokens.items())
        yield "the token of bench", self.target.token
        yield "the secret of signed", base64.b64encode(self.target.secrets[0]).decode()

    def _dump(self):
        """What a crash leaves beside the daemon, where the kernel would leave it there (core(5))."""
        with open("/proc/sys/kernel/core_pattern", encoding="ascii") as file:
            pattern = file.read().strip()
        if not self.target.process.is_running():
            raise RuntimeError("the daemon has ended by itself")
        self.target.process.signal(signal.SIGABRT)
        self.target.process.wait(20)
        if pattern.startswith(("|", "/")):
            return ""
        found = [name for name in os.listdir(self.target.folder) if name.startswith(pattern.split("%")[0].split(".")[0])]
        told = ""
        for name in found:
            with open(os.path.join(self.target.folder, name), "rb") as file:
                told += file.read().decode("latin-1")
            os.unlink(os.path.join(self.target.folder, name))
        return told


def word(random):
    """Eight letters that mean nothing."""
    return "".join(random.choice(letters) for letters in ("bdfgklmnprstv", "aeiouyæøå") * 4)


def spellings(what, value):
    """In which ways it might be written."""
    yield value
    yield urllib.parse.quote(value)
    yield json.dumps(value)[1:-1]
    if what in PHONES:
        national = value.removeprefix("+45")
        yield national
        yield " ".join(national[index:index + 2] for index in range(0, 8, 2))
        # The last two digits may be shown.
        yield national[:-2]
    if what in (*NAMES, *TEXTS):
        yield from value.split()

