#!/usr/bin/env python3
"""Holds the API of a running daemon to its own description.

The description is checked as OpenAPI 3.1. Every reply to the requests of each role, over TCP and over the control
socket, is compared with it; then schemathesis asks whatever else the description allows, and forbids. On the control
socket the roles of other Unix users are tried where this runs as root.
"""

import argparse
import concurrent.futures
import datetime
import http.client
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from hotline import ROLES, Forwarder, Hotline, as_user, environment

try:
    import jsonschema
    import openapi_spec_validator
    import schemathesis  # noqa: F401: run as a program
except ImportError as error:
    print(f"{error}: pip install -r Tests/requirements.txt", file=sys.stderr)
    sys.exit(64)

AT_ONCE = 2
LONGEST_RUN_SECONDS = 120

# Who asks, by which of schemathesis' phases, and how many examples of each operation it makes up.
EVERYTHING = "coverage,fuzzing"
RUNS = {"nobody": ("fuzzing", 1), "staff": ("fuzzing", 2), "leader": (EVERYTHING, 3), "consultant": ("fuzzing", 2),
        "caseworker": ("fuzzing", 2), "evaluator": (EVERYTHING, 3), "auditor": (EVERYTHING, 3),
        "administrator": ("fuzzing", 3), "control socket": ("fuzzing", 6)}

# Who asks without a token is soon told to wait, which these take for an answer; `check_strangers` asks instead.
NOT_CHECKED = ["ignored_auth", "missing_required_header"]

# Where a question may be wrong in a way that its schema cannot say: by two of its parts together, or, as in most
# bodies, by an instant, an id of the roster or a code of the settings.
BEYOND_SCHEMA = ['include-method = "POST"', 'include-name = "GET /on-call"', 'include-name = "GET /calls"',
                 'include-name = "GET /reports"']

# Users of every Debian, and what the settings below let them see: by their name, by their group, by both, or nothing.
QUARTER = "reports?from=2026-07-01&to=2026-10-01"
ACCESS = """\
access:
  games: { role: auditor }
  "@mail": { role: staff, professional: anna }
  "@news": { role: evaluator }
  backup: { role: leader, institutions: [solhjem] }
  "@backup": { role: evaluator }
"""
GROUP = 'access: { "@audio": { role: auditor } }\n'
USERS = {"games": {"access-log"}, "mail": {"on-call", "calls", "follow-ups"}, "news": {QUARTER},
         "backup": {"on-call", "calls", "follow-ups", QUARTER}, "nobody": set()}


class Flaws:
    def __init__(self):
        self.found = []

    def expect(self, is_so, what):
        if not is_so:
            self.found.append(what)


class Described:
    """The description, as what a reply is compared with."""

    def __init__(self, document):
        self.document = document

    def only(self, operations):
        """The document with these operations, as (method, path), and no others."""
        paths = {path: {method: operation for method, operation in item.items() if (method, path) in operations}
                 for path, item in self.document["paths"].items()}
        return {**self.document, "paths": {path: item for path, item in paths.items() if item}}

    def flaw(self, method, path, reply):
        """What of a reply is not as described; None where all is."""
        described_path = self.path_of(path)
        operation = described_path and self.document["paths"][described_path].get(method.lower())
        if not operation:
            return f"{method} {path} is not described"
        described = operation["responses"].get(str(reply.status))
        if described is None:
            return f"{method} {path}: {reply.status} is not described: {reply.text[:200]}"
        type_ = reply.headers.get("content-type", "")
        content = described.get("content", {}).get(type_)
        if content is None:
            return f"{method} {path}: {reply.status} of type {type_}"
        if not type_.endswith("json"):
            return None
        errors = jsonschema.Draft202012Validator(content["schema"]).iter_errors(reply.json)
        error = jsonschema.exceptions.best_match(errors)
        return error and f"{method} {path}: {reply.status}: {error.json_path}: {error.message[:200]}"

    def path_of(self, path):
        """The described path that a question's path is one of; None where it is none."""
        segments = path.split("?")[0].removeprefix("/api/v1/").split("/")
        for known in self.document["paths"]:
            names = known.strip("/").split("/")
            if len(names) == len(segments) and all(
                    name.startswith("{") or name == segment for name, segment in zip(names, segments)):
                return known
        return None


def requests(calls):
    """Questions that reach the log, as (method, path, body)."""
    reads = ["status", "openapi.json", "on-call", "on-call?institution=solhjem", "on-call?institution=none", "calls",
             "calls?state=ended&limit=2", "calls?outcome=answered", "calls?institution=egetraeet", "calls?limit=0",
             "calls?in=answered&from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z", "calls?after=x", "note-codes",
             "follow-ups", "follow-ups?state=all&owner=birgit", "follow-ups?state=none", "access-log",
             "messages", "messages?state=waiting&limit=2", "messages?state=lost", "messages/due", "messages/due?limit=0",
             "access-log?family=jensen&limit=1", QUARTER, f"reports?{_days()}", "reports?from=2026-07-01",
             "tokens", "backups", "log/erasures", "holds", "failing-numbers", "gateways/canonical", "gateways/none", "replays/latest"]
    questions = [("GET", f"/api/v1/{path}", None) for path in reads]
    for call in [*calls, "none"]:
        questions += [("GET", f"/api/v1/calls/{call}", None), ("GET", f"/api/v1/calls/{call}/note", None)]
    writes = [
        ("calls/answered/note", {"themes": ["behaviour"], "noted": "yes", "caseworker": True}),
        ("calls/answered/note", {"went": "4"}), ("calls/answered/note", {"themes": ["none"]}),
        ("calls/answered/note", {}), ("follow-ups", {"call": "none"}),
        ("follow-ups", {"call": "answered", "owner": "birgit", "note": "ring plejemor"}),
        ("follow-ups/1/owner", {"owner": "anna"}), ("follow-ups/1/owner", {"owner": "none"}),
        ("follow-ups/1/ending", {"how": "reached"}), ("follow-ups/1/ending", {}), ("follow-ups/x/ending", {}),
        ("replays", {}), ("rehearsals", {"from": "+4500000031"}), ("rehearsals/none/events", {"type": "step.ended"}),
        ("tokens", {"name": "one more", "role": "auditor"}), ("tokens", {"name": "one more", "role": "staff"}),
        ("tokens/none/revocation", {}), ("backups", {}), ("test-clock", {"passes": 1}),
        ("exports/evaluation", {"from": "2026-07-01", "to": "2026-10-01"}), ("exports/evaluation", {"from": "2026-07-01"}),
        ("log/purge", {"dry_run": True}), ("log/purge", {}), ("holds", {"why": "a duty"}), ("holds", {"why": ""}),
        ("holds", {"why": "a duty", "family": "jensen"}), ("holds", {"why": "a duty", "family": "none"}),
        ("holds/1/lifting", {}), ("holds/none/lifting", {}), ("subjects/record", {"family": "jensen"}),
        ("subjects/record", {"family": "none"}), ("subjects/erasure", {"family": "jensen", "dry_run": True}),
        ("subjects/erasure", {"family": "none", "dry_run": False}),
        ("messages/999/outcome", {"outcome": "sent", "attempt": 1, "channel": "sms"}), ("messages/999/outcome", {}),
    ]
    return questions + [("POST", f"/api/v1/{path}", json.dumps(body).encode()) for path, body in writes]


def check_replies(hotline, described, tokens, calls, flaws):
    """Every role's replies to questions that reach the log; returns their number, and what each role may ask."""
    count, allowed = 0, {}
    asked = {(method.lower(), described.path_of(path)) for method, path, _ in requests(calls)}
    described_all = {(method, path) for path, item in described.document["paths"].items() for method in item}
    for role, token in [*tokens.items(), ("control socket", None)]:
        answered, allowed[role] = 0, described_all - asked
        for method, path, body in requests(calls):
            headers = {"Access-Reason": "pr%C3%B8ve"}
            reply = (hotline.ask_control_socket(method, path, body, headers) if token is None
                     else hotline.ask(method, path, token, body, headers))
            count += 1
            answered += reply.status < 300
            if reply.status != 403:
                allowed[role].add((method.lower(), described.path_of(path)))
            flaw = described.flaw(method, path, reply)
            flaws.expect(flaw is None, f"{role}: {flaw}")
            flaws.expect(reply.headers.get("cache-control") == "no-store", f"{role}: {method} {path} may be stored")
        flaws.expect(answered >= 3, f"{role}: only {answered} questions were answered")
    return count, allowed


def check_strangers(hotline, described, tokens, flaws):
    """Who has no token that holds is told nothing, and soon to wait; whoever has one is not."""
    path = "/api/v1/calls"
    wrong = [{}, {"Authorization": "Bearer"}, {"Authorization": "Bearer "}, {"Authorization": "Basic YTpi"},
             {"Authorization": f"Token {tokens['leader']}"}, {"Authorization": f"Bearer {tokens['leader'][:-1]}"},
             {"Authorization": f"Bearer {tokens['leader']}x"}, {"Authorization": tokens["leader"]}]
    for headers in wrong:
        reply = hotline.ask("GET", path, headers=headers, source="127.0.0.9")
        flaws.expect(reply.status == 401, f"{headers}: {reply.status}")
        flaws.expect(reply.headers.get("www-authenticate") == "Bearer", f"{headers}: no WWW-Authenticate")
        flaws.expect(described.flaw("GET", path, reply) is None, f"{headers}: not as described")
    for number, (path_, item) in enumerate(described.document["paths"].items(), 1):
        for method in item:
            asked = f"/api/v1{path_}"
            for headers in ({}, {"Authorization": "Bearer none"}):
                reply = hotline.ask(method.upper(), asked, headers=headers, source=f"127.0.1.{number}")
                flaws.expect(reply.status == 401, f"{method} {asked} of a stranger: {reply.status}")
                flaw = described.flaw(method.upper(), asked, reply)
                flaws.expect(flaw is None, f"a stranger: {flaw}")
    statuses = [hotline.ask("GET", path, "none", source="127.0.0.9").status for _ in range(4)]
    flaws.expect(statuses[-1] == 429, f"a stranger may go on asking: {statuses}")
    reply = hotline.ask("GET", path, tokens["leader"], source="127.0.0.9")
    flaws.expect(reply.status == 200, f"a token that holds is refused beside a stranger: {reply.status}")


def check_users(hotline, described, flaws):
    """What other Unix users may see: who they are is told by the kernel, their groups by the user database."""
    paths = sorted(set().union(*USERS.values())) + ["tokens", "gateways/canonical"]
    for user, seen in USERS.items():
        for path in paths:
            method, path = "GET", f"/api/v1/{path}"
            reply = as_user(user, lambda path=path: hotline.ask_control_socket("GET", path))
            wanted = 200 if path.removeprefix("/api/v1/") in seen else 403
            flaws.expect(reply.status == wanted, f"user {user}: {path}: {reply.status} instead of {wanted}")
            flaws.expect(described.flaw(method, path, reply) is None, f"user {user}: {path}: not as described")
        status = as_user(user, lambda: hotline.ask_control_socket("GET", "/api/v1/status")).json
        flaws.expect(status["calls"]["open"] >= 1 and not status["alarms"] and not status["roster"]["files"],
                     f"user {user} sees more than counts: {status}")
    seen = as_user("backup", lambda: hotline.ask_control_socket("GET", "/api/v1/calls")).json["calls"]
    flaws.expect({call["call"] for call in seen} == {"promised", "withheld"}, f"a leader by user sees {seen}")
    report = as_user("backup", lambda: hotline.ask_control_socket("GET", f"/api/v1/reports?{_days()}")).text
    flaws.expect("solhjem" in report and "egetraeet" not in report, "an evaluator's group shows a leader all figures")
    log = hotline.ask_control_socket("GET", "/api/v1/access-log?who=mail").json["accesses"]
    flaws.expect({(read["who"], read["role"], read["door"]) for read in log} == {("mail", "staff", "control")},
                 f"the reads of user mail are not in the access log: {log}")


def check_groups(folder, programs, flaws):
    """Who is put into a group has its role with the next question, and who is taken out of it has it no more."""
    if subprocess.run(["unshare", "--mount", "true"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode:
        print("no file system of its own may be had: groups are not changed")
        return
    own = pathlib.Path(folder) / "groups"
    own.mkdir()
    text = pathlib.Path("/etc/group").read_text(encoding="utf-8")
    groups = own / "group"
    groups.write_text(text, encoding="utf-8")
    groups.chmod(0o644)
    hotline = Hotline(own, *programs, GROUP)
    # The daemon alone sees this list of groups; it is written in its place, for it is mounted as a file.
    hotline.launcher = ["unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/group && exec "$@"', str(groups)]

    def status(path):
        return as_user("nobody", lambda: hotline.ask_control_socket("GET", f"/api/v1/{path}")).status

    try:
        hotline.start()
        for turn in range(2):
            flaws.expect(status("access-log") == 403, f"turn {turn}: a group's role is held by who is not in it")
            member = re.sub(r"(?m)^(audio:[^:\n]*:\d+:)(.*)$", lambda row: row[1] + ",".join(filter(None, [row[2], "nobody"])), text)
            groups.write_text(member, encoding="utf-8")
            flaws.expect(status("access-log") == 200, f"turn {turn}: who is put into a group has not its role at once")
            flaws.expect(status("calls") == 403, f"turn {turn}: a group's role shows more than its own")
            groups.write_text(text, encoding="utf-8")
    finally:
        hotline.stop()


def _days():
    """Yesterday to tomorrow."""
    today = datetime.date.today()
    return f"from={today - datetime.timedelta(1)}&to={today + datetime.timedelta(2)}"


def explore(folder, hotline, role, token, document):
    """What schemathesis finds as this role, over a port of its own; None where nothing is wrong."""
    name = role.replace(" ", "-")
    own = pathlib.Path(folder) / name
    own.mkdir()
    (own / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    (own / "schemathesis.toml").write_text("".join(
        f"[[operations]]\n{which}\nchecks.positive_data_acceptance.enabled = false\n" for which in BEYOND_SCHEMA),
        encoding="utf-8")
    forwarder = Forwarder(hotline.control_socket) if role == "control socket" else None
    port = hotline.port if forwarder is None else forwarder.port
    header = [] if token is None else ["--header", f"Authorization: Bearer {token}"]
    phases, examples = RUNS[role]
    try:
        done = subprocess.run(
            [pathlib.Path(sys.executable).parent / "schemathesis", "--config-file", "schemathesis.toml",
             "run", "openapi.json", "--url", f"http://127.0.0.1:{port}/api/v1", *header,
             "--phases", phases, "--max-examples", str(examples), "--exclude-checks", ",".join(NOT_CHECKED),
             "--generation-deterministic", "--continue-on-failure", "--request-timeout", "20",
             "--suppress-health-check", "all", "--warnings", "off", "--no-color"],
            cwd=own, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            text=True, timeout=LONGEST_RUN_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"{role}: schemathesis did not end in {LONGEST_RUN_SECONDS} s"
    finally:
        if forwarder is not None:
            forwarder.close()
    return None if done.returncode == 0 else f"{role}: schemathesis:\n{done.stdout}"


def check_by_chance(folder, hotline, described, tokens, allowed, flaws):
    """Each role explores what it may; administrators come last, for they may revoke the tokens of the others."""
    # On the control socket nobody shows a token.
    open_document = {key: value for key, value in described.document.items() if key not in ("security", "components")}
    documents = {"nobody": described.document, **{role: described.only(allowed[role]) for role in tokens},
                 "control socket": open_document}
    # The longest first.
    others = {role: tokens.get(role) for role in sorted({"nobody", *tokens}, key=lambda role: role != "leader")}
    administrator = others.pop("administrator")
    with concurrent.futures.ThreadPoolExecutor(AT_ONCE) as pool:
        for rounds in [others, {"administrator": administrator, "control socket": None}]:
            found = pool.map(
                explore, *zip(*[(folder, hotline, role, token, documents[role]) for role, token in rounds.items()]))
            for problem in found:
                flaws.expect(problem is None, problem)
    for role in others:
        if role != "nobody":
            status = hotline.ask("GET", "/api/v1/status", tokens[role]).status
            flaws.expect(status in (200, 401), f"{role}: status answers {status} afterwards")
    flaws.expect(hotline.daemon.poll() is None, "the daemon has ended")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("hotlined", type=pathlib.Path)
    parser.add_argument("hotlinectl", type=pathlib.Path)
    parser.add_argument("--keep", action="store_true", help="keep the folder when all is well, too")
    arguments = parser.parse_args()
    for program in (arguments.hotlined, arguments.hotlinectl):
        if not os.access(program, os.X_OK):
            print(f"{program} is no program: build the project first", file=sys.stderr)
            return 64
    folder = tempfile.mkdtemp(prefix="akuttelefon-api-")
    hotline = Hotline(folder, arguments.hotlined.resolve(), arguments.hotlinectl.resolve(), ACCESS)
    flaws, count = Flaws(), 0
    try:
        hotline.start()
        calls = hotline.place_calls()
        tokens = {role: hotline.make_token(role) for role in ROLES}
        document = hotline.ask("GET", "/api/v1/openapi.json", tokens["auditor"]).json
        flaws.expect(document["openapi"].startswith("3.1."), f"this is OpenAPI {document['openapi']}")
        for error in openapi_spec_validator.OpenAPIV31SpecValidator(document).iter_errors():
            flaws.expect(False, f"openapi.json: {error.json_path}: {error.message}")
        described = Described(document)
        count, allowed = check_replies(hotline, described, tokens, calls, flaws)
        check_strangers(hotline, described, tokens, flaws)
        if os.geteuid() == 0:
            check_users(hotline, described, flaws)
            check_groups(folder, (hotline.hotlined, hotline.hotlinectl), flaws)
        else:
            print("not root: the control socket is not tried as other users")
        check_by_chance(folder, hotline, described, tokens, allowed, flaws)
    except (OSError, http.client.HTTPException) as problem:
        if hotline.daemon is None or hotline.daemon.poll() is None:
            raise
        flaws.expect(False, f"the daemon ended ({problem}): see {folder}/hotlined.log")
    finally:
        hotline.stop()
    for flaw in flaws.found:
        print(flaw, file=sys.stderr)
    if flaws.found or arguments.keep:
        print(f"kept {folder}")
    else:
        shutil.rmtree(folder)
    print(f"{count} replies compared, {len(flaws.found)} flaws")
    return 1 if flaws.found else 0


if __name__ == "__main__":
    sys.exit(main())
