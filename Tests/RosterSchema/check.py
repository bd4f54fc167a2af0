#!/usr/bin/env python3
"""Checks that config/roster.schema.json takes what the roster's reader takes, and refuses what it can see in one file.

Every YAML is read twice and must get the same verdict: with all scalars as text, as the reader takes them, and with the
types that an editor gives them.
"""

import ast
import json
import pathlib
import re
import sys

try:
    import yaml
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError
except ImportError as error:
    print(f"{error}: pip install -r Tests/requirements.txt", file=sys.stderr)
    sys.exit(64)

ITSELF = pathlib.Path(__file__).resolve()
REPOSITORY = ITSELF.parents[2]
SCHEMA = REPOSITORY / "config/roster.schema.json"
SHIPPED = REPOSITORY / "config/roster.d"
FIXTURES = REPOSITORY / "Tests/Fixtures/rosters"
FORMAT = REPOSITORY / "docs/roster-format.md"
READER = REPOSITORY / "Sources/OnCallRoster/Reading"
MODEL = REPOSITORY / "Sources/OnCallRoster/Model"

SEEN, UNSEEN, UNREADABLE = "seen", "unseen", "unreadable"
# What a schema of one file can do about each problem: refuse it, nothing, or nothing because no YAML is left to judge.
CODES = {
    "type": SEEN, "unknown-key": SEEN, "bad-number": SEEN, "bad-date": SEEN,
    "no-institution": SEEN,  # a family's
    "syntax": UNREADABLE, "encoding": UNREADABLE,
    # Gone before a schema sees the value.
    "alias": UNSEEN,
    # Needs another place of this file, or another file.
    "unknown-id": UNSEEN, "unknown-line": UNSEEN, "duplicate-id": UNSEEN, "duplicate-pin": UNSEEN,
    "pin-too-short": UNSEEN, "one-file-only": UNSEEN,
    # Needs the calendar.
    "overlap": UNSEEN, "gap": UNSEEN, "unreachable": UNSEEN, "outside-employment": UNSEEN, "no-phone": UNSEEN,
    "closed": UNSEEN, "ends-early": UNSEEN, "no-backup": UNSEEN, "same-person-in-step": UNSEEN, "no-duty": UNSEEN,
    "emptied-by-clock-change": UNSEEN, "team-twice": UNSEEN, "shared-number": UNSEEN, "no-effect": UNSEEN,
    "too-long": UNSEEN, "short-rest": UNSEEN,
}
# Fixtures whose problem has a code that is seen and yet cannot be: the name, and why.
EXCEPTIONS = {}

# Maps whose keys are ids: any other id will do.
MAPS_OF_IDS = {"municipalities", "institutions", "professionals", "contacts", "families", "lines", "announce"}
# What the entries of a list or map need.
REQUIRED = {
    "absences": {"who", "from", "to"}, "shifts": {"who", "from", "to"}, "overrides": {"line", "who", "from", "to"},
    "rotations": {"professionals", "starts", "turn"}, "courses": {"variant", "from"},
    "families": {"institution"}, "last-resort": {"number"}, "steps": {"ring"},
}
LISTS_OF_TEXTS = {"skills", "needs"}
# Keys that neither a fixture nor the format names: spoken texts, described where the model lists them.
NAMED_NOWHERE = {
    "wrong-pin", "ask-number", "no-promise", "taken", "whisper", "display", "brief", "rang-before", "caller-unknown",
    "ask-institution", "institution-choice", "ask-callback-code", "family-whisper", "family-unreached", "family-busy",
    "offer-callback",
}
# Enums of the model whose values are keys of a roster.
ENUMS_OF_KEYS = {"AnnouncementKey"}

ANNOTATIONS = {"description", "default", "examples", "$comment"}
# A misspelt keyword would be an annotation without effect, so others are refused. Older editors know each of these.
KEYWORDS = ANNOTATIONS | {
    "$schema", "$defs", "$ref", "type", "enum", "properties", "required", "additionalProperties", "propertyNames",
    "items", "minItems", "minimum", "maximum", "multipleOf", "pattern", "allOf", "anyOf", "not", "if", "then",
    "errorMessage", "enumDescriptions",
}

# Values in their place: those that are taken, and those that are refused.
PROFESSIONAL = "professionals: { anna: { %s } }"
FAMILY = "families: { jensen: { institution: egetraeet, %s } }"
LINE = "institutions: { egetraeet: { lines: { first: { %s } } } }"
ROTATION = LINE % "rotations: [{ professionals: [bo], starts: 2026-01-01, %s }]"
STEP = "routing: { steps: [{ ring: contact, %s }] }"
VALUES = [
    ("%s", ["", "{}", "roster: 1"], ["[]", "roster", "rooster: 1"]),
    ("roster: %s", ["1", "'1'", ""], ["0", "2", "v1", "1.5", "[1]"]),
    ("timezone: %s", ["Europe/Copenhagen", "UTC", "~"], ["Copenhagen", "CET", "1"]),
    ("holidays: { country: %s }", ["DK", "none", ""], ["dk", "SE", "45"]),
    ("holidays: { also: [%s] }",
     ["may-day", "christmas-eve from 14:00", "constitution-day  from  00:00"],
     ["easter", "may-day at 12:00", "may-day from 24:00", "may-day from 12", "~", "1"]),
    ("holidays: { dates: { %s } }",
     ["2026-05-15: Lukkedag", "2028-02-29:", "2026-05-15: 7"],
     ["15-05-2026: Lukkedag", "2027-02-29: Lukkedag", "2026-05-15: [Lukkedag]"]),
    ("numbers: { %s }",
     ['"+45 00 20 10 00":', '"0020-1000": {}', '"0045 00201000": {}', '"00201000": { institution: egetraeet }'],
     ['"114": {}', '"0020100": {}', '"sip:a@b": {}', '"00201000": []', '"00201000": { institusion: egetraeet }']),
    ("professionals: { %s }",
     ["anna:", "anna: {}", "p1: {}", "1-a: {}", "nobody-else: {}", "7: {}"],
     ["Anna: {}", "-a: {}", "a_b: {}", "søren: {}", '"": {}', "nobody: {}", "anna: []", "anna: Anna"]),
    (PROFESSIONAL % "name: %s",
     ["Anna Holm", "1e3", "0x1F", "on", "Yes", "Null", "true", "", '""', "2026-01-01"], ["[Anna]", "{ a: b }"]),
    (PROFESSIONAL % "institution: %s",
     ["egetraeet", "1", "no", "true", "~"], ["Egetræet", "-1", "1.5", "''", "a b", "[egetraeet]"]),
    (PROFESSIONAL % "languages: %s", ["[da, no]", "[]", ""], ["da", "[Dansk]", "[~]", "[[da]]", "{ da: }"]),
    (PROFESSIONAL % "skills: %s", ["[handicap, 1, på dansk]", ""], ["handicap", "[[a]]"]),
    (PROFESSIONAL % "kind: %s", ["person", "desk", "~"], ["Desk", "office", "true"]),
    (PROFESSIONAL % "confirm: %s", ["true", "false", "'true'", ""], ["yes", "1", "'on'", "[true]"]),
    (PROFESSIONAL % "until: %s",
     ["2026-11-02", "'2026-11-02'", "2028-02-29", "2000-02-29", "0000-02-29", "1999-12-31", "~"],
     ["24-12-2026", "24.12.2026", "24/12/2026", "2026-02-29", "1900-02-29", "2026-04-31", "2026-13-01", "2026-00-10",
      "2026-01-00", "2026-01-32", "2026-1-2", "2026-11-02 08:00", "2026", "20261102", "[2026-11-02]"]),
    (PROFESSIONAL % "phones: [%s]",
     ['"+45 12 34 56 78"', "+4512345678", "12345678", "00000031", '"00000031"', '"12 34 56 78"', '"(12)34-56.78"',
      '"0045 12345678"', '"+1234567"', '"+123456789012345"', '"114"', "114", "112", '"1 1 4"', '"123456"',
      '"12\\u00a034\\u00a056\\u00a078"', "sip:anna@egetraeet.example", "sips:a@b:5061;transport=tls", '" 12345678"'],
     ['"0000031"', '"12"', '"+123456"', '"+1234567890123456"', '"+0012345678"', '"4512345678"', '"123456789"',
      '"12345678a"', "sip:anna", "sip:@b", "sip:a@", "sip:a@b@c", '"sip:a b@c"', '"sip:<a>@b"', "tel:114", "-5", "1.5",
      "~", "[114]", "1000000000000000"]),
    (FAMILY % "phones: [%s]",
     ['"+45 00 00 00 31"', "00000031", "+4500000031"],
     ['"114"', "sip:a@b", '"0000031"', "~", "-1", "1000000000000000"]),
    (FAMILY % "pin: %s", ["0123", '"470811"', "12345678", "0000", "~"],
     ['"123"', '"123456789"', "123456789", "12 34", "-1234", "1234.5", "abcd", "[1234]"]),
    (FAMILY % "variant: %s", ["individual", "group", ""], ["grupper", "1", "[group]"]),
    (FAMILY % "courses: [%s]",
     ["{ variant: group, from: 2026-09-01 }", "{ variant: individual, from: 2026-09-01, until: }"],
     ["{ variant: group }", "{ from: 2026-09-01 }", "{ variant:, from: 2026-09-01 }", "~"]),
    ("families: { jensen: %s }", ["{ institution: 7 }"], ["", "{}", "{ institution: }", "[]"]),
    (LINE % "covers: %s",
     ["always", "never", "", "[]", "Mon-Fri 08:00-16:00", "[man 08:00-16:00, tir 08:00-16:00]"],
     ["Always", "sometimes", "1", "[always]", "[~]", "{ Mon: }"]),
    (LINE % 'covers: ["%s"]',
     [f"{day} 08:00-16:00" for day in (*"Mon Tue Wed Thu Fri Sat Sun holiday".split(),
                                       *"man tir ons tor fre lør søn helligdag".split())]
     + ["Mon-Thu 15:00-08:00", "Fri-Mon 00:00-24:00", "MON , TUE - wed 08:00-08:00", "Mon-Thu,Sat,holiday 08:00-08:00",
        " man-fri  20:00-08:00  UNDTAGEN  Helligdag ", "Mon,Tue 08:00-16:00 except helligdag", "LØR,SØN 23:59-00:00"],
     ["08:00-16:00", "Mon", "Mon-Fri", "Mon-Fri 8-16", "Mon-Fri 08:00", "Mon-Fri 24:00-08:00", "Mon 08:00-24:01",
      "Mon 08:60-16:00", "Mon 08.00-16.00", "Mon 08:00 - 16:00", "Mon Tue 08:00-16:00", "Mon, 08:00-16:00",
      ",Mon 08:00-16:00", "Mon- 08:00-16:00", "-Mon 08:00-16:00", "Mon-Tue-Wed 08:00-16:00", "Mon-holiday 08:00-16:00",
      "holiday-Mon 08:00-16:00", "Monday 08:00-16:00", "mandag 08:00-16:00", "Mon08:00-16:00", "Mon 08:00-16:00 except",
      "Mon 08:00-16:00 except Mon", "except holiday Mon 08:00-16:00", "Mon,,Tue 08:00-16:00", ""]),
    (LINE % "duty: %s", ["standby", "awake", ""], ["sleeping", "1"]),
    (LINE % "shifts-from: %s", ["vagter.csv", "2026/vagter.csv", "7", "a..b.csv", ""],
     ["/tmp/vagter.csv", "../vagter.csv", "a/../../b.csv", "..", "[a.csv]"]),
    (LINE % "shifts: [{ who: %s, from: 2026-12-24, to: 2026-12-25 }]", ["bo", "nobody", "7"], ["", "Bo", "[bo]"]),
    (LINE % "overrides: [{ who: bo, from: %s, to: 2026-12-25 }]",
     ["2026-12-24", "2026-12-24 15:00", "'2026-12-24 00:00'"],
     ["", "24-12-2026", "24-12-2026 15:00", "2026-12-24 24:00", "2026-12-24 kl. 15", "2026-12-24T15:00",
      "2026-12-24  15:00", "2026-12-24 15", "2026-12-24 15:00:00", "2026-02-29 15:00", "2026"]),
    ("absences: [{ who: bo, from: 2026-12-24, to: %s }]",
     ["2026-12-24", "2026-12-24 24:00", "2026-12-24 08:00"], ["", "2026-12-24 24:01", "2026-12-24 8:00", "31.12.2026"]),
    ("overrides: [{ line: %s, who: nobody, from: 2026-12-24, to: 2026-12-25 }]",
     ["egetraeet/first", "'1/2'"], ["", "first", "egetraeet/", "/first", "a/b/c", "Egetræet/first", "[a/b]"]),
    ("overrides: %s",
     ["", "[]", "[{ line: a/b, who: bo, from: 2026-12-24 15:00, to: 2026-12-25, note: bytte }]"],
     ["{}", "[~]", "[{ who: bo, from: 2026-12-24, to: 2026-12-25 }]",
      "[{ line: a/b, from: 2026-12-24, to: 2026-12-25 }]", "[{ line: a/b, who: bo, to: 2026-12-25 }]",
      "[{ line: a/b, who: bo, from: 2026-12-24 }]", "[{ line: a/b, who: bo, from: 24.12.2026, to: 2026-12-25 }]",
      "[{ line: a/b, who: bo, from: 2026-12-24, to: 2026-12-25, linje: a/b }]", "[a/b]"]),
    ("absences: %s", ["", "[]"], ["{}", "[~]", "[{}]", "[{ who: bo, from: 2026-12-24 }]", "[bo]"]),
    (ROTATION % "%s",
     ["turn: 1 week", "turn: 1 week, handover: 08:00, weeks: odd, windows: always", "turn: 2 weeks, windows:",
      'turn: 3 windows, windows: ["Fri-Sun 08:00-08:00"]', "turn: 1 window, windows: Mon 20:00-08:00"],
     ["handover: 08:00", "turn: 1 window", "turn: 2 windows, windows:", "turn: 1 week, windows: []",
      "turn: 2 windows, windows: always, handover: 08:00", "turn: 2 windows, windows: always, handover:"]),
    (ROTATION % "turn: 1 week, weeks: %s", ["all", "odd", "even", ""], ["each", "53"]),
    (ROTATION % "turn: %s", ["1 day", "366 days", "01 week", "7  weeks", "'1 week '"],
     ["", "weekly", "1", "1 month", "0 days", "367 days", "week 1", "1week", "-1 week", "[1 week]"]),
    (ROTATION % "turn: 1 week, handover: %s", ["00:00", "08:00", "23:59", "~"],
     ["24:00", "kl. 8", "8", "8:00", "08.00", "08:60", "0800"]),
    (LINE % "rotations: [{ professionals: %s, starts: 2026-01-01, turn: 1 week }]",
     ["[bo]", "[bo, anna, 7]"], ["", "[]", "bo", "[Bo]", "[~]"]),
    (LINE % "rotations: [{ professionals: [bo], turn: 1 week, starts: %s }]",
     ["2000-01-01", "9999-12-31"], ["", "1999-12-31", "0999-01-01", "2026-02-30", "2026-01-01 08:00"]),
    ("municipalities: { fjordby: { last-resort: [{ %s }] } }",
     ["number: 114", 'number: "114", windows: man 08:00-15:00, confirm: true', "number: sip:a@b, windows: []"],
     ["", "number:", "number: [114]", "windows: always", "number: 114, confirm: no"]),
    ("municipalities: { fjordby: { after-call: { within: %s } } }",
     ["1 working day", "60 working days", "48 hours", "7 days", ""],
     ["0 working days", "61 working days", "1 workday", "soon", "1", "24"]),
    ("municipalities: { fjordby: { after-call: { follow-up: %s } } }",
     ["consultant", "caseworker", "contact", "nobody", ""], ["leader", "[consultant]"]),
    ("municipalities: { fjordby: { after-call: { caseworker: %s } } }",
     ["when-noted", "always", "never", ""], ["sometimes", "false"]),
    ("municipalities: { fjordby: { after-call: { digest: %s } } }",
     ["[consultant, caseworker, contact, nobody]", "[]", ""], ["consultant", "[leader]", "[~]"]),
    ("routing: { steps: [{ ring: %s }] }",
     ["contact", "last-answered", "partners", "last-resort", "[first]", "[first, day]"],
     ["", "first", "[]", "[First]", "[~]", "nobody"]),
    (STEP % "seconds: %s", ["1", "25", "600", "'25'", "+5", "007", ""],
     ["0", "601", "-1", "2.5", "25 s", "true", "'0'", "'601'", "[25]"]),
    (STEP % "callers: %s",
     ["[family, contact, professional, unknown, withheld]", "[]", ""], ["family", "[all]", "[~]"]),
    ("routing: { steps: [{ ring: last-answered, within: %s }] }",
     ["48 hours", "52 weeks", "366 days", "8784 hours", "527040 min", "1000000 s", "500 ms", "1 h", "90 sec", ""],
     ["53 weeks", "367 days", "8785 hours", "527041 min", "1000001 s", "48", "0 hours", "1 month", "two hours",
      "-1 h", "1.5 hours", "30m"]),
    ("routing: { rounds: %s }", ["1", "10", "'2'", ""], ["0", "11", "twice", "1.5"]),
    ("routing: { max-wait: %s }", ["4 min", "60 min", "3600 s", "1 hour", "1000000 ms", ""],
     ["61 min", "3601 s", "2 hours", "1 day", "4", "0 min"]),
    ("routing: { callback: { within: %s } }", ["30 min", "1440 min", "24 hours", "86400 s", "1 day", ""],
     ["1441 min", "25 hours", "86401 s", "2 days", "1 week", "30"]),
    ("routing: { unknown: %s }", ["ask-pin", "route", ""], ["ask", "false"]),
    ("routing: { announce: { %s } }",
     ["da:", "da: { waiting: Vent. }", "no: { waiting: 5 }"],
     ["Dansk: {}", "da: []", "da: { hello: Hej }", "da: { waiting: [a] }"]),
    ("rest: { days-in-a-row: %s }", ["1", "31", ""], ["0", "32", "six"]),
    ("rest: { daily: %s }", ["11 hours", ""], ["11", "eleven hours"]),
]


# YAML, as the reader and as an editor take it.

def as_text(node):
    return None if node.style is None and node.value in ("", "~", "null") else node.value


# YAML 1.2.2, 10.3.2: the core schema.
CORE = [
    (re.compile(r"|~|null|Null|NULL"), lambda text: None),
    (re.compile(r"true|True|TRUE|false|False|FALSE"), lambda text: text.lower() == "true"),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text[2:], 8)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text[2:], 16)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
    (re.compile(r"[-+]?\.(inf|Inf|INF)"), lambda text: float(text.replace(".", ""))),
    (re.compile(r"\.(nan|NaN|NAN)"), lambda text: float("nan")),
]


def as_typed(node):
    if node.style is None:
        for pattern, read in CORE:
            if pattern.fullmatch(node.value):
                return read(node.value)
    return node.value


WAYS = {"as text": as_text, "as an editor types it": as_typed}


def value_of(node, scalar):
    if node is None:
        return None
    if isinstance(node, yaml.MappingNode):
        return {key.value: value_of(value, scalar) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item, scalar) for item in node.value]
    return scalar(node)


def compose(source):
    return yaml.compose(source, Loader=yaml.SafeLoader)


def find(root, path):
    """The node at a path, and the key that leads to it; an item of a list is its own key."""
    key = node = root
    for step in path:
        if isinstance(node, yaml.MappingNode):
            key, node = next(pair for pair in reversed(node.value) if pair[0].value == step)
        else:
            key = node = node.value[step]
    return key, node


def place(node):
    return (node.start_mark.line + 1, node.start_mark.column + 1) if node else (1, 1)


def deepest(error):
    """What is wrong with the alternative of an error that fits best: the one that fails deepest in the value."""
    if not error.context:
        return [error]
    leaves = [leaf for inner in error.context for leaf in deepest(inner)]
    depth = max(len(leaf.absolute_path) for leaf in leaves)
    return [leaf for leaf in leaves if len(leaf.absolute_path) == depth]


def places(error, root):
    """Where the reader would tell of an error: an unknown key, the key of what lacks something, else the value."""
    if error.context:
        return {at for leaf in deepest(error) for at in places(leaf, root)}
    key, node = find(root, error.absolute_path)
    if error.validator == "additionalProperties":
        nodes = [name for name, _ in node.value if name.value not in error.schema["properties"]]
    elif "propertyNames" in error.absolute_schema_path:
        nodes = [name for name, _ in node.value if name.value == error.instance]
    else:
        nodes = [key if error.validator in ("required", None) else node]
    return {place(node) for node in nodes}


class Tally:
    def __init__(self):
        self.passed = self.failed = 0

    def check(self, holds, path, line, what):
        if holds:
            self.passed += 1
        else:
            self.failed += 1
            print(f"{path.relative_to(REPOSITORY)}:{line}: {what}")


# The fixtures.

def check_good(tally, validator, path):
    root = compose(path.read_bytes())
    for way, scalar in WAYS.items():
        errors = list(validator.iter_errors(value_of(root, scalar)))
        line = min((line for error in errors for line, _ in places(error, root)), default=1)
        tally.check(not errors, path, line, f"refused {way}: {'; '.join(error.message for error in errors)}")


def changed(value, steps, change, depth=0):
    """A copy of what matters of a value: `change` is made to the mapping or list that has the last of the steps."""
    if len(steps) == 1:
        return change(value.copy(), steps[0])
    inner = changed(value[steps[0]], steps[1:], change, depth + 1)
    # Neither sections nor their entries bear on each other: the rest would be the same each time.
    if isinstance(value, dict) and depth < 2:
        return {steps[0]: inner}
    copy = value.copy()
    copy[steps[0]] = inner
    return copy


def renamed(part, key):
    return {(key[:-1] + ("x" if key[-1] != "x" else "y") if name == key else name): part[name] for name in part}


def in_capitals(part, key):
    return {(key.upper() if name == key else name): part[name] for name in part}


def removed(part, key):
    del part[key]
    return part


def replaced(by):
    def change(part, step):
        part[step] = by
        return part
    return change


def steps_in(value, steps=()):
    """The way to each value, and what holds it."""
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield steps + (step,), value
        if isinstance(inner, (dict, list)):
            yield from steps_in(inner, steps + (step,))


def changes_of(steps, part):
    """What can be done to a value and the mapping or list that has it: its name, itself, and whether it is refused."""
    *parents, holder = (None, None, None) + steps[:-1]
    step, value = steps[-1], part[steps[-1]]
    if isinstance(part, list):
        yield "emptied", replaced(None), holder not in LISTS_OF_TEXTS
    else:
        needed = step in REQUIRED.get(parents[-1], ()) or (step == "windows" and "window" in str(part.get("turn")))
        is_id = holder in MAPS_OF_IDS
        yield "renamed", renamed, not is_id
        yield "removed", removed, needed
        yield "emptied", replaced(None), needed or holder == "families"
        if is_id:
            yield "in capitals", in_capitals, True
    yield "a mapping", replaced("a" if isinstance(value, dict) else {"a": "b"}), True
    if isinstance(value, (dict, list)):
        yield "a text or list", replaced(["a"] if isinstance(value, dict) else "a"), True


def check_changes(tally, validator, path):
    """Whatever is changed in a good file in one place: the schema must be able to fail everywhere."""
    root = compose(path.read_bytes())
    value = value_of(root, as_typed)
    for steps, part in steps_in(value):
        line, _ = place(find(root, steps)[0])
        for name, change, is_refused in changes_of(steps, part):
            tally.check(validator.is_valid(changed(value, steps, change)) != is_refused, path, line,
                        f"'{steps[-1]}' {name} is {'taken' if is_refused else 'refused'}")


def expected_places(path):
    """The places and codes of an expectation by file name; '' where it is of one file."""
    expected = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        name, line_number, column, code = re.fullmatch(r"(?:([^:]+):)?(\d+):(\d+): .* \[([a-z-]+)\]", line).groups()
        expected.setdefault(name or "", []).append(((int(line_number), int(column)), code))
    return expected


def check_bad(tally, validator, path, name, problems):
    is_readable = not any(CODES.get(code) == UNREADABLE for _, code in problems)
    try:
        root = compose(path.read_bytes())
    except yaml.YAMLError as error:
        tally.check(not is_readable, path, 1, f"is no YAML: {error}")
        return
    tally.check(is_readable, path, 1, "is readable YAML")
    wanted = {at for at, code in problems if CODES.get(code) == SEEN and name not in EXCEPTIONS}
    for way, scalar in WAYS.items():
        found = {at for error in validator.iter_errors(value_of(root, scalar)) for at in places(error, root)}
        line = min(found ^ wanted, default=(1, 1))[0]
        tally.check(found == wanted, path, line, f"refused {way} at {sorted(found)}, expected at {sorted(wanted)}")


def check_fixtures(tally, validator):
    good = sorted(SHIPPED.glob("*.yaml"))
    for entry in sorted(FIXTURES.iterdir()):
        files = sorted(entry.glob("*.yaml")) if entry.is_dir() else [entry] if entry.suffix == ".yaml" else []
        if entry.name.startswith("bad-"):
            beside = entry / "expected" if entry.is_dir() else entry.with_suffix(".expected")
            expected = expected_places(beside) if files else {}
            for file in files:
                check_bad(tally, validator, file, entry.name, expected.get(file.name if entry.is_dir() else "", []))
        else:
            good += files
    for file in good:
        check_good(tally, validator, file)
        check_changes(tally, validator, file)
    for name in EXCEPTIONS:
        tally.check((FIXTURES / name).exists(), ITSELF, 1, f"EXCEPTIONS: no fixture {name}")


def check_values(tally, validator):
    rows = next(node.value.elts for node in ast.parse(ITSELF.read_text()).body
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "VALUES")
    for row, (template, taken, refused) in zip(rows, VALUES):
        for text, is_taken in [(text, True) for text in taken] + [(text, False) for text in refused]:
            root = compose(template % text)
            for way, scalar in WAYS.items():
                tally.check(validator.is_valid(value_of(root, scalar)) == is_taken, ITSELF, row.lineno,
                            f"{'refused' if is_taken else 'taken'} {way}: {template % text}")


# The schema itself.

def subschemas(schema, path=()):
    if not isinstance(schema, dict):
        return
    yield path, schema
    for keyword, part in schema.items():
        if keyword in ("properties", "$defs"):
            for name, inner in part.items():
                yield from subschemas(inner, path + (keyword, name))
        elif keyword in ("allOf", "anyOf"):
            for index, inner in enumerate(part):
                yield from subschemas(inner, path + (keyword, index))
        elif keyword in ("items", "additionalProperties", "propertyNames", "not", "if", "then"):
            yield from subschemas(part, path + (keyword,))


def check_schema(tally, schema, root):
    try:
        Draft202012Validator.check_schema(schema)
        tally.check(schema["$schema"] == Draft202012Validator.META_SCHEMA["$schema"], SCHEMA, 1, "is not of 2020-12")
    except SchemaError as error:
        tally.check(False, SCHEMA, place(find(root, error.absolute_path)[1])[0], error.message)
    for path, part in subschemas(schema):
        line, _ = place(find(root, path)[0])
        unknown = set(part) - KEYWORDS
        tally.check(not unknown, SCHEMA, line, f"unknown keywords {sorted(unknown)}")
        beside = set(part) - ANNOTATIONS - {"$ref"} if "$ref" in part else set()
        tally.check(not beside, SCHEMA, line, f"older editors do not read {sorted(beside)} beside $ref")
        if len(path) > 1 and path[-2] == "properties" and "then" not in path and "if" not in path:
            shape = schema["$defs"].get(part.get("$ref", "").rsplit("/", 1)[-1], {})
            tally.check("description" in {**shape, **part}, SCHEMA, line, "has no description")
        itself = Draft202012Validator({**part, "$defs": schema["$defs"]})
        for example in part.get("examples", []) + ([part["default"]] if "default" in part else []):
            tally.check(itself.is_valid(example), SCHEMA, line, f"refuses its own {example!r}")


def key_sets(schema):
    return {path: frozenset(part["properties"]) for path, part in subschemas(schema) if "additionalProperties" in part
            and part["additionalProperties"] is False}


def swift_enums(path):
    """The raw values of the enums of strings in a Swift file, by name."""
    pattern = r"^( *)package enum (\w+): String, CaseIterable[^\n]*\{\n(.*?)^\1\}"
    for match in re.finditer(pattern, path.read_text(), re.MULTILINE | re.DOTALL):
        values = set()
        for cases in re.findall(r"^ *case ([a-z][^:\n]*)$", match[3], re.MULTILINE):
            for case in cases.split(", "):
                name, _, raw = case.partition(" = ")
                values.add(raw.strip('"') or name)
        yield match[2], values, path.read_text()[:match.start()].count("\n") + 1


def reader_key_sets():
    """The keys that the reader knows in each mapping, with their file and line; columns of tables are left out."""
    announcements = {name: values for name, values, _ in swift_enums(MODEL / "Routing.swift")}["AnnouncementKey"]
    for path in sorted(READER.glob("*.swift")):
        text = path.read_text()
        for match in re.finditer(r"(?<!table, )known:\s*(\[[^\]]*\"[^\]]*\]|AnnouncementKey\b)"
                                 r"|static let (?:sections|familyKeys) = (\[[^\]]*\])", text):
            names = re.findall(r'"([^"]+)"', match[1] or match[2])
            yield path, text[:match.start()].count("\n") + 1, frozenset(names or announcements)


def check_against_reader(tally, schema, root):
    own = key_sets(schema)
    known = list(reader_key_sets())
    for path, line, names in known:
        tally.check(names in own.values(), path, line, f"the schema has no mapping of just the keys {sorted(names)}")
    for path, names in own.items():
        line, _ = place(find(root, path)[0])
        tally.check(names in [others for _, _, others in known], SCHEMA, line,
                    f"the reader has no mapping of just the keys {sorted(names)}")
    choices = [set(part["enum"]) - {None} for _, part in subschemas(schema) if "enum" in part]
    for path in (MODEL / "Roster.swift", MODEL / "Routing.swift"):
        for name, values, line in swift_enums(path):
            tally.check(values in choices or name in ENUMS_OF_KEYS, path, line,
                        f"the schema lacks the values of {name}")
    for name, values, line in swift_enums(MODEL / "Problem.swift"):
        if name == "Code":
            tally.check(values == CODES.keys(), MODEL / "Problem.swift", line,
                        f"CODES differs by {sorted(values ^ set(CODES))}")


def keys_in(node):
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value
            yield from keys_in(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from keys_in(item)


def check_names_are_in_use(tally, schema, root):
    code = re.findall(r"```.*?```|`[^`\n]+`", FORMAT.read_text(), re.DOTALL)
    used = {word for span in code for word in re.findall(r"[a-z-]+", span)}
    for path in [*SHIPPED.glob("*.yaml"), *FIXTURES.glob("good-*.yaml"), *FIXTURES.glob("printed/*.yaml")]:
        used.update(keys_in(compose(path.read_bytes())))
    for path, names in key_sets(schema).items():
        line, _ = place(find(root, path)[0])
        for name in sorted(names):
            tally.check(name in used or name in NAMED_NOWHERE, SCHEMA, line,
                        f"'{name}' stands in no fixture, nor in the format")
    for name in NAMED_NOWHERE & used:
        tally.check(False, ITSELF, 1, f"NAMED_NOWHERE has '{name}', which is named now")


def main():
    tally = Tally()
    schema, root = json.loads(SCHEMA.read_text()), compose(SCHEMA.read_bytes())
    validator = Draft202012Validator(schema)
    check_schema(tally, schema, root)
    check_against_reader(tally, schema, root)
    check_names_are_in_use(tally, schema, root)
    check_values(tally, validator)
    check_fixtures(tally, validator)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
