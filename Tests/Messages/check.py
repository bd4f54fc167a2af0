#!/usr/bin/env python3
"""Follows messages from a call to whoever reads them: a real daemon and messenger, a mail program that speaks SMTP to a sink, and
a provider of SMS that answers, fails, refuses, hangs and closes. Everything is on loopback.

Each message must come once, with the same key in each try; a refused one must fail and raise an alarm; what was under way when
the messenger was killed must come after all. No name and no whole number may stand in a message or in a journal.
"""

import argparse
import datetime
import email
import email.policy
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY / "Tests" / "API"))

import hotline as lab  # noqa: E402
from sinks import SENDMAIL, MailServer, Provider  # noqa: E402

PATIENCE_SECONDS = 60
CONSOLE = "https://hotline.example"
# Who is rung one after the other, and what comes of the message that tells them so.
NUMBERS = {name: f"+45000000{place}" for place, name in enumerate(
    ["anna", "carl", "dorte", "eva", "frida", "gina", "hans"], start=61)}
LINES = ["anna", "bo", "carl", "dorte", "eva", "frida", "gina", "hans"]
SECRET = "geheim-0123456789"
MESSENGER = "mail"

ROSTER = f"""\
roster: 1
timezone: Europe/Copenhagen
numbers:
  "+45 00 20 10 00": {{ municipality: fjordby, institution: egetraeet }}
municipalities:
  fjordby: {{ name: Fjordby Kommune, last-resort: [{{ number: "114" }}], after-call: {{ caseworker: always }} }}
institutions:
  egetraeet:
    name: Døgninstitutionen Egetræet
    municipalities: [fjordby]
    lines:
{"".join(f'''      line-{who}:
        rotations: [{{ professionals: [{who}], starts: 2020-01-01, turn: 1 week }}]
''' for who in LINES)}professionals:
  bo: {{ name: Bo Sørensen, phones: ["sip:bo@egetraeet.example"], email: bo@egetraeet.example }}
{"".join(f'''  {who}:
    name: {who.capitalize()} Mikkelsen
    phones: ["{number}"]
    email: {who}@egetraeet.example
    languages: [{"en" if who == "frida" else "da"}]
''' for who, number in NUMBERS.items())}contacts:
  birgit: {{ name: Birgit Dam, role: family-consultant, municipality: fjordby, email: birgit@fjordby.example }}
  tove: {{ name: Tove Berg, role: caseworker, municipality: fjordby, email: tove@fjordby.example }}
families:
  jensen: {{ name: Familien Jensen, phones: ["+45 00 00 00 31"], municipality: fjordby, institution: egetraeet,
            consultant: birgit, caseworkers: [tove], pin: "470811" }}
routing:
  steps:
{"".join(f"    - {{ ring: [line-{who}], seconds: 20 }}{chr(10)}" for who in LINES)}  rounds: 1
  max-wait: 10 min
  callback: {{ within: 30 min, owner: line-frida, escalate: line-bo }}
"""
SECRETS = ["Jensen", "jensen", "Mikkelsen", "Sørensen", "Dam", "Berg", "470811", "00000031", *(n[3:] for n in NUMBERS.values())]


def settings(folder, provider):
    return f"""\
allow-test-clock: true
console: {{ public-url: "{CONSOLE}" }}
messenger:
  user: {MESSENGER}
  from: akuttelefon@fjordby.example
  administrator: drift@fjordby.example
  sendmail: {folder}/sendmail
  kinds: [ringing, after-call, caseworker, callback-due, alarm]
  sms:
    url: "http://127.0.0.1:{provider.port}/sms"
    headers: ["Content-Type: application/json", "Idempotency-Key: {{key}}", "Authorization: Bearer {{secret}}"]
    body: '{{"to":"{{to}}","text":"{{text}}"}}'
    success: [200]
"""


class Office:
    """The daemon with a clock that the tests move, and a messenger that they start and kill."""

    def __init__(self, folder, programs, provider, mail):
        self.folder = pathlib.Path(folder)
        self.programs = programs
        lab.ROSTER = ROSTER
        # The daemon is started with a clock.
        start = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
        self._write("hotlined", f'#!/bin/sh\nexec "{programs.hotlined}" --clock {start} "$@"\n')
        self._write("sendmail", SENDMAIL.format(python=sys.executable, port=mail.port))
        self.hotline = lab.Hotline(folder, self.folder / "hotlined", programs.hotlinectl, settings(folder, provider))
        self.messenger = None
        # The gateway's clock goes with the daemon's.
        self.passed = 0
        lab.time = _Shifted(self)

    def _write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def open(self):
        self.hotline.start()
        secret = self.folder / "credentials" / "messenger-sms"
        secret.write_text(SECRET + "\n", encoding="utf-8")
        secret.chmod(0o600)

    def start_messenger(self):
        with open(self.folder / "messenger.log", "ab") as journal:
            self.messenger = subprocess.Popen(
                [self.programs.messenger, "--config", self.folder / "hotlined.yaml"], stdin=subprocess.DEVNULL, stdout=journal,
                stderr=journal, env=lab.environment())

    def stop_messenger(self, *, kill=False):
        """How it ended; it has half a minute to finish what is under way."""
        if self.messenger is None:
            return None
        (self.messenger.kill if kill else self.messenger.terminate)()
        try:
            return self.messenger.wait(PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.messenger.kill()
            return self.messenger.wait()
        finally:
            self.messenger = None

    def close(self):
        self.stop_messenger(kill=True)
        self.hotline.stop()

    def pass_time(self, seconds):
        body = json.dumps({"passes": seconds * 1000}).encode()
        reply = self.hotline.ask_control_socket("POST", "/api/v1/test-clock", body)
        if reply.status != 200:
            raise RuntimeError(f"the clock was not moved: {reply.text}")
        self.passed += seconds

    def outbox(self):
        return self.hotline.ask_control_socket("GET", "/api/v1/messages").json

    def alarms(self):
        return [alarm["code"] for alarm in self.hotline.ask_control_socket("GET", "/api/v1/status").json["alarms"]]

    def journals(self):
        return "".join((self.folder / name).read_text(encoding="utf-8", errors="replace")
                       for name in ("hotlined.log", "messenger.log"))


class _Shifted:
    """The module `time`, with the time that the tests have let pass."""

    def __init__(self, office):
        self.office = office

    def time(self):
        return time.time() + self.office.passed

    def __getattr__(self, name):
        return getattr(time, name)


def wait(what, condition, meanwhile=lambda: None):
    """Until something is so; says what was waited for where it never is."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            raise RuntimeError(f"waited in vain for {what}")
        meanwhile()
        time.sleep(0.2)


def ring(office, call, steps):
    """A call that rings one after the other; the last of them goes on ringing."""
    office.hotline.event("call.incoming", call, **{"from": "+4500000031", "to": "+4500201000"})
    for step in range(1, steps):
        office.hotline.event("leg.ended", call, leg=f"{step}.1", reason="no-answer")


def talk(office, call, leg):
    """Whoever rings takes the call, and speaks for a minute by the gateway's clock."""
    now = datetime.datetime.fromtimestamp(lab.time.time(), datetime.timezone.utc)
    ended = (now + datetime.timedelta(seconds=60)).strftime("%Y-%m-%dT%H:%M:%SZ")
    office.hotline.event("leg.accepted", call, leg=leg, at=now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    office.hotline.event("leg.ended", call, leg=leg, reason="completed", at=ended)
    office.hotline.event("call.ended", call, by="caller", at=ended)


def follow(office, provider, mail):
    """Yields what is wrong with the way of the messages."""
    provider.plan[NUMBERS["anna"]].extend([500, 503])
    provider.plan[NUMBERS["carl"]].append(400)
    provider.plan[NUMBERS["dorte"]].append("hang")
    provider.plan[NUMBERS["eva"]].append("close")
    provider.plan[NUMBERS["hans"]].extend([500] * 50)
    mail.refuse["bo@egetraeet.example"].append("451 try again")
    mail.refuse["tove@fjordby.example"].append("550 nobody of that name")
    ring(office, "c-1", len(LINES))
    office.start_messenger()
    tried = [NUMBERS[who] for who in ("anna", "carl", "dorte", "eva", "frida", "gina", "hans")]
    wait("each to be tried", lambda: all(provider.to(number) for number in tried))
    provider.release.set()
    # Each pause that passes at once spares a real one.
    wait("what failed to come after all",
         lambda: all(provider.taken(NUMBERS[who]) for who in ("anna", "dorte", "eva", "frida", "gina"))
         and any("bo@egetraeet.example" in to for _, to, _ in mail.letters), lambda: office.pass_time(2))
    wait("the refused one to fail", lambda: office.outbox()["failed"] >= 1)
    yield from check_sms(provider)
    yield from check_letters(mail)

    failures = {(failure["recipient"], failure["kind"]): failure["reason"] for failure in office.outbox()["failures"]}
    if failures.get(("carl", "ringing")) != "http-400":
        yield f"what the provider refused is told as {failures}"
    if len(provider.to(NUMBERS["carl"])) != 1:
        yield "what the provider refused was tried again"

    # After the call its note is asked for, and the caseworker hears, whose mail server knows no such name.
    talk(office, "c-1", f"{len(LINES)}.1")
    provider.plan[NUMBERS["hans"]].clear()
    wait("the note's message", lambda: any("/calls/1/note" in request["text"] for request in provider.taken(NUMBERS["hans"])),
         lambda: office.pass_time(2))
    wait("a call that is over to ring no more", lambda: office.outbox()["dropped"] >= 1, lambda: office.pass_time(2))
    wait("the caseworker's to fail", lambda: any(
        failure["recipient"] == "tove" and failure["reason"] == "exit-67" for failure in office.outbox()["failures"]))
    wait("the alarm", lambda: "messages-fail" in office.alarms())


def check_sms(provider):
    for who, number in NUMBERS.items():
        requests = provider.to(number)
        if len({request["key"] for request in requests}) != 1 or not re.fullmatch("[0-9a-f]{32}", requests[0]["key"]):
            yield f"{who}: the keys of one message are {[request['key'] for request in requests]}"
        if len(provider.taken(number)) > 1:
            yield f"{who}: one message was taken {len(provider.taken(number))} times"
        for request in requests:
            if request["authorization"] != f"Bearer {SECRET}":
                yield f"{who}: the provider is shown {request['authorization']}"
            if not request["text"].endswith(f"{CONSOLE}/console/calls/1/card") or "#1" not in request["text"]:
                yield f"{who}: is told {request['text']!r}"
            if ("The hotline" in request["text"]) != (who == "frida"):
                yield f"{who}: is told in the wrong language: {request['text']!r}"
    if len({request["key"] for request in provider.requests}) != len(NUMBERS):
        yield "two messages have one key"


def check_letters(mail):
    letters = [letter for letter in mail.letters if letter[1] == ["bo@egetraeet.example"]]
    if len(letters) != 1:
        yield f"bo has {len(letters)} letters"
        return
    sender, _, data = letters[0]
    letter = email.message_from_bytes(data, policy=email.policy.default)
    if sender != "akuttelefon@fjordby.example" or "akuttelefon@fjordby.example" not in letter["From"]:
        yield f"a letter comes from {sender}, {letter['From']}"
    if letter["Subject"] != "Akuttelefonen: opkald #1 ringer":
        yield f"a letter's subject is {letter['Subject']!r}"
    if letter["Auto-Submitted"] != "auto-generated" or not re.fullmatch("<[0-9a-f]{32}@fjordby.example>", letter["Message-ID"]):
        yield f"a letter has {letter['Auto-Submitted']}, {letter['Message-ID']}"
    if f"{CONSOLE}/console/calls/1/card" not in letter.get_content().replace("\n", " "):
        yield f"a letter tells {letter.get_content()!r}"
    if any(line and len(line) > 78 for line in data.decode("ascii").split("\r\n")):
        yield "a letter has a line of more than 78 characters"


def survive(office, provider):
    """A messenger that is killed while a message is under way; and one message that nobody takes until its deadline."""
    number = NUMBERS["frida"]
    ring(office, "c-2", LINES.index("frida") + 1)
    wait("frida to be told", lambda: any("/calls/2/card" in request["text"] for request in provider.taken(number)))
    provider.release.clear()
    provider.plan[number].append("hang")
    talk(office, "c-2", f"{LINES.index('frida') + 1}.1")

    def notes():
        return [request for request in provider.to(number) if "/calls/2/note" in request["text"]]
    wait("a message to be under way", notes)
    office.stop_messenger(kill=True)
    provider.release.set()
    office.start_messenger()
    # The lease of what the dead one held ends after five minutes.
    office.pass_time(301)
    wait("what was under way to come after all", lambda: len(notes()) > 1)
    if [note["answer"] for note in notes()] != ["hang", 200] or len({note["key"] for note in notes()}) != 1:
        yield f"what was under way came as {notes()}"

    provider.plan[NUMBERS["anna"]].extend([500] * 50)
    ring(office, "c-3", 1)
    wait("anna to be tried", lambda: any("/calls/3/card" in request["text"] for request in provider.to(NUMBERS["anna"])))
    office.pass_time(301)
    wait("what nobody took to fail", lambda: any(
        failure["recipient"] == "anna" and failure["call"] == 3 and failure["reason"] == "http-500"
        for failure in office.outbox()["failures"]))
    code = office.stop_messenger()
    if code != 0:
        yield f"the messenger ended with {code} when it was told to end"


def check_access(office):
    """Who may be handed messages: administrators and the settings' messenger."""
    due = "/api/v1/messages/due"
    if office.hotline.ask_control_socket("GET", due).status != 200:
        yield "an administrator is handed no messages"
    token = office.hotline.make_token("administrator")
    if office.hotline.ask("GET", due, token).status != 403:
        yield "messages are handed out over TCP"
    if os.geteuid() == 0:
        for user, wanted in [(MESSENGER, 200), ("nobody", 403)]:
            status = lab.as_user(user, lambda: office.hotline.ask_control_socket("GET", due).status)
            if status != wanted:
                yield f"user {user} asks for messages and gets {status}"
        if lab.as_user(MESSENGER, lambda: office.hotline.ask_control_socket("GET", "/api/v1/messages").status) != 403:
            yield "the messenger's user sees the outbox"


def check_privacy(office, provider, mail):
    told = [request["text"] for request in provider.requests]
    letters = [email.message_from_bytes(data, policy=email.policy.default) for _, _, data in mail.letters]
    told += [f"{letter['Subject']} {letter.get_content()}" for letter in letters]
    if len(told) < 8:
        yield f"only {len(told)} messages were told"
    for secret in SECRETS:
        for text in told:
            if secret in text:
                yield f"{secret} stands in a message: {text!r}"
    if any("messages-fail" in text for text in told):
        yield "a message tells that messages fail"
    journals = office.journals()
    for secret in [*SECRETS, SECRET, "@egetraeet.example"]:
        if secret in journals:
            yield f"{secret} stands in a journal"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("hotlined", "hotlinectl", "messenger"):
        parser.add_argument(name, type=pathlib.Path)
    programs = parser.parse_args()
    for name, program in vars(programs).items():
        if not os.access(program, os.X_OK):
            print(f"{program} is no program: build the project first", file=sys.stderr)
            return 64
        setattr(programs, name, program.resolve())
    folder = tempfile.mkdtemp(prefix="akuttelefon-messages-")
    mail, provider = MailServer(), Provider()
    office = Office(folder, programs, provider, mail)
    flaws = []
    try:
        office.open()
        for step in (lambda: follow(office, provider, mail), lambda: survive(office, provider), lambda: check_access(office),
                     lambda: check_privacy(office, provider, mail)):
            flaws += step()
    except RuntimeError as error:
        flaws.append(f"{error}; the outbox: {json.dumps(office.outbox()) if office.hotline.daemon else 'none'}")
        flaws += office.journals().splitlines()[-20:]
    finally:
        office.close()
        provider.close()
        mail.close()
        shutil.rmtree(folder, ignore_errors=True)
    for flaw in flaws:
        print(flaw, file=sys.stderr)
    print(f"{len(provider.requests)} requests for SMS, {len(mail.letters)} letters, {len(flaws)} flaws")
    return 1 if flaws else 0


if __name__ == "__main__":
    sys.exit(main())
