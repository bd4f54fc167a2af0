#!/usr/bin/env python3
"""Checks that `hotlinectl roster plan` says the same in every format.

The JSON is what the others are held to. The calendar is read with icalendar, the drawing with xml.etree, the table with
csv; wall times are told by zoneinfo. All of it is run on the shipped example and on a roster of rare cases.
"""

import argparse
import collections
import csv
import datetime
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zoneinfo

try:
    import icalendar
except ImportError as error:
    print(f"{error}: pip install -r Tests/requirements.txt", file=sys.stderr)
    sys.exit(64)

REPOSITORY = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = REPOSITORY / "config/roster.d"
ZONE = zoneinfo.ZoneInfo("Europe/Copenhagen")
SVG = "{http://www.w3.org/2000/svg}"
DAY = datetime.timedelta(days=1)
# Further than any shift of these rosters reaches that has an end.
FAR = 60 * DAY
LANGUAGES = ("da", "en")

PERIODS = [
    ("2026-11-02", "2026-11-09"),  # a week
    ("2026-11-05", "2026-11-06"),  # a day
    ("2026-10-21", "2026-10-28"),  # seven days of two weeks; the clocks go back
    ("2026-03-23", "2026-04-13"),  # Easter; the clocks go forward
    ("2026-12-15", "2027-01-12"),  # Christmas; week 53
]

# Names that must be escaped, notes that must not be evaluated, a day that is closed, mornings that nobody fills, turns
# that change in the hour that comes twice or never, and a line without an end.
RARE = """\
roster: 1
timezone: Europe/Copenhagen
holidays: { country: DK, also: [christmas-eve, constitution-day from 12:00], dates: { 2026-11-05: 'Lukkedag & <b>' } }
municipalities:
  fjordby:
    name: Fjordby Kommune; "Vest", \\ og Øst
    lines:
      office: { name: Kontor, covers: ["Mon-Fri 08:00-15:00 except holiday"],
                rotations: [{ professionals: [kontor], starts: 2026-01-01, turn: 1 week,
                              windows: ["Mon-Fri 08:00-15:00 except holiday"] }] }
institutions:
  egetraeet:
    name: '<Egetræet> & "Søn"'
    lines:
      first:
        name: Forvagt
        rotations:
          - { professionals: [anna, bo, carla], starts: 2026-01-01, turn: 1 day, handover: 02:30,
              windows: ["Mon-Sun 02:30-02:00"] }
        shifts:
          - { who: eva, from: 2026-12-24, to: 2026-12-24, note: "@SUM(A1:A9)" }
        overrides:
          - { who: bo, from: 2026-11-03 10:00, to: 2026-11-03 12:00, note: '=HYPERLINK("http://a.example";"x")' }
          - { who: nobody, from: 2026-11-05 08:00, to: 2026-11-05 20:00, note: "lukket; kursus" }
          - { who: eva, from: 2026-10-25 01:00, to: 2026-10-25 03:00, note: "-1 time" }
      backup:
        name: Bagvagt
        rotations: [{ professionals: [eva], starts: 2026-01-01, turn: 1 week }]
professionals:
  anna: { name: 'Anna "A" <Holm> & Søn', phones: ["+45 00 00 00 61"] }
  bo: { name: 'Bo, B; \\ Sønderskov', phones: ["+45 00 00 00 62"] }
  carla: { name: Carla-Constantia Rosenkrantz Gyldenstjerne Ægidius Ågesen Østergaard, phones: ["+45 00 00 00 63"] }
  eva: { name: Eva, phones: ["+45 00 00 00 64"] }
  kontor: { name: Familieplejen, kind: desk, phones: ["+45 00 00 00 65"] }
"""


class Plan:
    """The answers of one hotlinectl about one roster, each asked for once."""

    def __init__(self, hotlinectl, roster):
        self.hotlinectl = hotlinectl
        self.roster = roster
        self.answers = {}

    def run(self, *options):
        command = [self.hotlinectl, "roster", "plan", str(self.roster), *options]
        return subprocess.run(command, capture_output=True, cwd=REPOSITORY, timeout=120)

    def bytes(self, period, *options):
        if (period, options) not in self.answers:
            self.answers[period, options] = self.asked_again(period, *options)
        return self.answers[period, options]

    def asked_again(self, period, *options):
        done = self.run("--from", period[0], "--to", period[1], *options)
        expect(done.returncode == 0, f"exit {done.returncode}: {done.stderr.decode()}")
        return done.stdout

    def lines(self, period, *options):
        """The lines of the JSON, each with its name."""
        document = json.loads(self.bytes(period, "--format", "json", *options))
        for line in document["lines"]:
            line["name"] = f"{line['institution'] or line['municipality']}/{line['line']}"
        return document["lines"]

    def professionals(self, period):
        return sorted({shift["professional"] for line in self.lines(period) for shift in line["shifts"]})


class Wrong(Exception):
    """What was found is not what should be."""


def expect(holds, told):
    if not holds:
        raise Wrong(told)


def instant(text):
    return datetime.datetime.fromisoformat(text)


def midnight(day):
    return datetime.datetime.fromisoformat(day).replace(tzinfo=ZONE)


def moved(period, by):
    first, last = (datetime.date.fromisoformat(day) for day in period)
    return str(first - by), str(last + by)


def same(found, wanted, what):
    found, wanted = collections.Counter(found), collections.Counter(wanted)
    missing, more = list((wanted - found).elements()), list((found - wanted).elements())
    expect(not missing and not more, f"{what}: missing {missing[:3]}, too many {more[:3]}")


# What is checked. Each takes a plan and a period.


def text_fits_80_columns(plan, period):
    for language in LANGUAGES:
        text = plan.bytes(period, "--language", language).decode()
        wide = [line for line in text.split("\n") if len(line) > 80]
        expect(not wide, f"wider than 80: {wide[:2]}")
        for professional in plan.professionals(period):
            expect(f"({professional})" in text, f"{professional} is not named")
        gaps = sum(len(line["gaps"]) for line in plan.lines(period))
        expect(text.count("\n! ") >= gaps, "not every gap is marked")


def calendar_has_every_shift_whole(plan, period):
    wide = {line["name"]: line["shifts"] for line in plan.lines(moved(period, FAR))}
    begin, end = (midnight(day) for day in period)
    edges = [midnight(day) for day in moved(period, FAR)]
    for professional in [None, *plan.professionals(period)]:
        only = [] if professional is None else ["--for", professional]
        calendar = icalendar.Calendar.from_ical(plan.bytes(period, "--format", "ics", *only))
        wanted = []
        for name, shifts in wide.items():
            for shift in shifts:
                start, stop = instant(shift["from"]), instant(shift["to"])
                theirs = professional in (None, shift["professional"])
                if theirs and start < end and stop > begin:
                    # Where the wider plan cuts it too, nobody knows the start; without an end it ends as asked.
                    wanted.append((name, None if start == edges[0] else start, end if stop == edges[1] else stop))
        found = []
        for event in calendar.walk("VEVENT"):
            start, stop = event.decoded("DTSTART"), event.decoded("DTEND")
            name = categories(event)
            uid = f"{name.replace('/', '-')}-{start:%Y%m%dT%H%M%SZ}@akuttelefon"
            expect(str(event["UID"]) == uid, f"UID {event['UID']}, not {uid}")
            expect((event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT"), f"{uid}: status")
            expect(event["SUMMARY"] and event["DTSTAMP"], f"{uid}: no summary or stamp")
            expect(professional is None or f"({professional})" in event["DESCRIPTION"], f"{uid}: {professional}")
            found.append((name, None if start < edges[0] else start, stop))
        same(found, wanted, f"events of {professional or 'all'}")


def categories(event):
    names = [str(name) for name in event["CATEGORIES"].cats]
    expect(len(names) == 1, f"categories {names}")
    return names[0]


def calendar_is_well_formed(plan, period):
    for language in LANGUAGES:
        content = plan.bytes(period, "--format", "ics", "--language", language)
        expect(content.endswith(b"\r\n"), "the last line has no end")
        lines = content.split(b"\r\n")[:-1]
        for line in lines:
            expect(len(line) <= 75, f"{len(line)} octets: {line}")
            expect(b"\r" not in line and b"\n" not in line, f"a line break within {line}")
            line.decode("utf-8")
        for head in (b"BEGIN:VCALENDAR", b"VERSION:2.0"):
            expect(head in lines[:2], f"{head} does not come first")
        unfolded = content.replace(b"\r\n ", b"").decode()
        for private in ("+45", "sip:", "byttet", "kursus", "HYPERLINK"):
            expect(private not in unfolded, f"{private} in a calendar")
        calendar = icalendar.Calendar.from_ical(content)
        expect(not any(component.errors for component in calendar.walk()), "icalendar finds errors")
        uids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
        expect(len(set(uids)) == len(uids), "a UID twice")


def table_is_what_excel_opens_and_the_plan_says(plan, period):
    content = plan.bytes(period, "--format", "csv")
    expect(content.startswith(b"\xef\xbb\xbf"), "no byte order mark")
    text = content.decode("utf-8-sig")
    expect(text.endswith("\r\n") and "\n" not in text.replace("\r\n", ""), "a line that does not end in CR LF")
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";", strict=True))
    expect(rows[0] == ["line", "who", "from", "to", "note"], f"header {rows[0]}")
    for row in rows:
        for cell in row:
            expect(not cell.startswith(("=", "+", "-", "@", "\t", "\r")), f"Excel would evaluate {cell!r}")
    wanted = [
        (line["name"], shift["professional"], wall(shift["from"]), wall(shift["to"]))
        for line in plan.lines(period) for shift in line["shifts"]
    ]
    same([tuple(row[:4]) for row in rows[1:] if row[1] != "nobody"], wanted, "rows")
    for line in plan.lines(period):
        only = plan.bytes(period, "--format", "csv", "--line", line["name"]).decode("utf-8-sig")
        own = list(csv.reader(io.StringIO(only, newline=""), delimiter=";"))
        expect(own[1:] == [row for row in rows[1:] if row[0] == line["name"]], f"--line {line['name']}")


def wall(text):
    return f"{instant(text).astimezone(ZONE):%Y-%m-%d %H:%M}"


def table_reads_back_as_the_same_plan(plan, period):
    lines = plan.lines(period)
    owners = {"institutions": {}, "municipalities": {}}
    for line in lines:
        kind = "institutions" if line["institution"] else "municipalities"
        owners[kind].setdefault(line["name"].split("/")[0], []).append(line["line"])
    yaml = "roster: 1\ntimezone: Europe/Copenhagen\n"
    for kind, named in owners.items():
        yaml += f"{kind}:\n" if named else ""
        for owner, names in named.items():
            yaml += f"  {owner}:\n    lines:\n"
            yaml += "".join(f"      {name}: {{ shifts-from: plan.csv }}\n" for name in names)
    yaml += "professionals:\n"
    yaml += "".join(f"  {id}: {{ name: N, phones: ['112'] }}\n" for id in plan.professionals(period))
    with tempfile.TemporaryDirectory() as folder:
        (pathlib.Path(folder) / "roster.yaml").write_text(yaml)
        (pathlib.Path(folder) / "plan.csv").write_bytes(plan.bytes(period, "--format", "csv"))
        copy = Plan(plan.hotlinectl, folder)
        same(shifts(copy.lines(period)), shifts(lines), "shifts read back")
        tables = [sorted(each.bytes(period, "--format", "csv").split(b"\r\n")) for each in (plan, copy)]
        expect(tables[0] == tables[1], "the table of the plan read back")


def shifts(lines):
    return [
        (line["name"], shift["professional"], shift["from"], shift["to"]) for line in lines for shift in line["shifts"]
    ]


def drawing_has_every_shift_and_gap(plan, period):
    root = drawing(plan, period)
    bands = list(root.iter(f"{SVG}g"))
    bands = [group for group in bands if group.get("class") == "band"]
    weeks = weeks_of(period)
    expect(len({band.get("aria-label") for band in bands}) == len(weeks), f"bands {len(bands)}, weeks {len(weeks)}")
    found = collections.Counter()
    for row in (group for band in bands for group in band if group.get("class") == "line"):
        pieces = set()
        for bar in row.findall(f"{SVG}g"):
            kind = bar.get("class").split()[0]
            told = (bar.get(f"data-{name}") for name in ("professional", "from", "to"))
            pieces.add((row.get("data-line"), kind, *told))
            expect(bar.find(f"{SVG}title") is not None, "a bar without a tooltip")
        found.update(pieces)
    wanted = collections.Counter()
    for line in plan.lines(period):
        for kind, spans in (("shift", line["shifts"]), ("gap", line["gaps"])):
            for span in spans:
                key = (line["name"], kind, span.get("professional"), span["from"], span["to"])
                wanted[key] = sum(instant(span["from"]) < end and instant(span["to"]) > begin for begin, end in weeks)
    same(found.elements(), wanted.elements(), "bars")


def weeks_of(period):
    """The bands of a period: one of up to seven days, else one an ISO week."""
    begin, end = (midnight(day) for day in period)
    days = (end.date() - begin.date()).days
    if days <= 7:
        return [(begin, end)]
    weeks, monday = [], begin.date() - begin.weekday() * DAY
    while monday < end.date():
        weeks.append((max(begin, midnight(str(monday))), min(end, midnight(str(monday + 7 * DAY)))))
        monday += 7 * DAY
    return weeks


def drawing_says_what_one_needs(plan, period):
    words = {"da": ("Uge", "uret stilles", "Tegnforklaring"), "en": ("Week", "clocks go", "Key")}
    for language in LANGUAGES:
        root = drawing(plan, period, "--language", language)
        texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
        week, clock, legend = words[language]
        first = datetime.date.fromisoformat(period[0])
        expect(any(re.match(rf"{week} {first.isocalendar().week}\b", text) for text in texts), "no week")
        expect(legend in texts, "no legend")
        begin, end = (midnight(day) for day in period)
        changes = begin.utcoffset() != end.utcoffset()
        expect(changes == any(text.startswith(clock) for text in texts), "the clock change")
        for professional in plan.professionals(period):
            expect(any(text.endswith(f"({professional})") for text in texts), f"{professional} is not in the legend")
        expect(any(re.search(r"sha256 [0-9a-f]{12}$", text) for text in texts), "no hash of the roster")


def drawing(plan, period, *options):
    content = plan.bytes(period, "--format", "svg", *options)
    expect(content == plan.asked_again(period, "--format", "svg", *options), "two drawings of one plan")
    root = ElementTree.fromstring(content)
    expect(root.tag == f"{SVG}svg" and root.get("role") == "img" and root.get("aria-label"), "the root")
    left, top, width, height = (float(number) for number in root.get("viewBox").split())
    pages = [group for group in root if group.get("class") == "page"]
    expect((left, top, width, height) == (0, 0, 1188, 840 * len(pages)), "the size of the pages")
    names = {pattern.get("id") for pattern in root.iter(f"{SVG}pattern")}
    for element in root.iter():
        expect(element.tag.removeprefix(SVG) in KNOWN, f"a <{element.tag}>")
        for name, value in element.attrib.items():
            expect("href" not in name and not name.startswith("on"), f"an attribute {name}")
            expect(re.fullmatch(r"url\(#(.*)\)", value) is None or value[5:-1] in names, f"no pattern {value}")
            if name in ("x", "y", "width", "height", "x1", "x2", "y1", "y2") and element is not root:
                expect(-0.5 <= float(value) <= 1188, f"{name}={value} outside of the page")
    return root


KNOWN = {"svg", "title", "desc", "defs", "pattern", "g", "rect", "line", "circle", "text"}


def one_professional_is_a_part_of_the_whole(plan, period):
    whole = shifts(plan.lines(period))
    for professional in plan.professionals(period):
        lines = plan.lines(period, "--for", professional)
        same(shifts(lines), [shift for shift in whole if shift[1] == professional], professional)
        expect(all(line["shifts"] for line in lines), "a line without their shifts")
    unknown = plan.run("--from", period[0], "--to", period[1], "--for", "nobody-of-this-name")
    expect(unknown.returncode == 1 and b"no professional" in unknown.stderr, "an unknown professional")


def one_institution_is_a_part_of_the_whole(plan, period):
    whole = plan.lines(period)
    for institution in {line["institution"] for line in whole} - {None}:
        wanted = [line for line in whole if line["institution"] == institution]
        expect(plan.lines(period, "--institution", institution) == wanted, institution)
    both = plan.run("--institution", "egetraeet", "--line", "egetraeet/first")
    expect(both.returncode == 64, f"both: exit {both.returncode}")


def without_days_it_is_a_week_from_today(plan, period):
    document = json.loads(plan.run("--format", "json").stdout)
    begin, end = (instant(document[key]).astimezone(ZONE) for key in ("from", "to"))
    expect((begin.hour, end.hour, (end.date() - begin.date()).days) == (0, 0, 7), f"{begin} to {end}")
    document = json.loads(plan.run("--format", "json", "--from", period[0]).stdout)
    expect(instant(document["from"]) == midnight(period[0]), "from")
    turned = plan.run("--from", period[1], "--to", period[0])
    expect(turned.returncode == 64, f"turned: exit {turned.returncode}")


CHECKS = [
    text_fits_80_columns, calendar_has_every_shift_whole, calendar_is_well_formed,
    table_is_what_excel_opens_and_the_plan_says, table_reads_back_as_the_same_plan, drawing_has_every_shift_and_gap,
    drawing_says_what_one_needs, one_professional_is_a_part_of_the_whole, one_institution_is_a_part_of_the_whole,
    without_days_it_is_a_week_from_today,
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("hotlinectl", nargs="?", default=str(REPOSITORY / ".build/debug/hotlinectl"))
    hotlinectl = pathlib.Path(parser.parse_args().hotlinectl).resolve()
    if not hotlinectl.exists():
        print(f"missing: {hotlinectl}; build the project", file=sys.stderr)
        return 64
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        rare = pathlib.Path(folder) / "rare.yaml"
        rare.write_text(RARE)
        for roster in (EXAMPLE, rare):
            plan = Plan(str(hotlinectl), roster)
            for period in PERIODS:
                for check in CHECKS:
                    name = f"{check.__name__.replace('_', ' ')} ({roster.name}, {period[0]} to {period[1]})"
                    try:
                        check(plan, period)
                        passed += 1
                    except Exception as problem:
                        failed += 1
                        print(f"FAILED {name}: {problem or type(problem).__name__}", flush=True)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
