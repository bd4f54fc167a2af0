"""Rosters made up by chance, and who is on duty by a reckoning of our own: wall times by zoneinfo, day by day.

It follows docs/roster-format.md, section Meaning, and shares nothing with the daemon's.
"""

import bisect
import dataclasses
import datetime
import functools
import zoneinfo

ZONE = zoneinfo.ZoneInfo("Europe/Copenhagen")
UTC = datetime.timezone.utc
DAY = datetime.timedelta(days=1)
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FIRST, END = datetime.date(2024, 1, 1), datetime.date(2036, 1, 1)
PEOPLE = ("p1", "p2", "p3", "p4", "p5", "p6", "p7")
# These are never away, and so may stand in for others.
STEADY = ("p8", "p9")


@functools.lru_cache(maxsize=None)
def instant(day, minutes):
    """A wall time as an instant: one that does not exist is the end of the gap, one that comes twice the first."""
    wall = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(minutes=minutes)
    found = wall.replace(tzinfo=ZONE, fold=0).astimezone(UTC)
    if found.astimezone(ZONE).replace(tzinfo=None) == wall:
        return found
    # Within a gap: the clock's change lies between these two, to the minute.
    low, high = found - DAY, found + DAY
    while high - low > datetime.timedelta(minutes=1):
        middle = low + datetime.timedelta(minutes=((high - low) // 2).total_seconds() // 60)
        low, high = (low, middle) if middle.astimezone(ZONE).replace(tzinfo=None) >= wall else (middle, high)
    return high


def midnight(day):
    return instant(day, 0)


def easter(year):
    """Gauss's rule in Oudin's form (Gregorian)."""
    century, golden = year // 100, year % 19
    full = (century - century // 4 - (century - (century - 17) // 25) // 3 + 19 * golden + 15) % 30
    full -= (full // 28) * (1 - (29 // (full + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + full + 2 - century + century // 4) % 7
    offset = full - weekday
    month = 3 + (offset + 40) // 44
    return datetime.date(year, month, offset + 28 - 31 * (month // 4))


@functools.lru_cache(maxsize=None)
def holidays(year):
    """Denmark's, since 2024, and the days that `HOLIDAYS` adds: each with the minute from which it is one."""
    of_easter = [easter(year) + days * DAY for days in (-3, -2, 0, 1, 39, 49, 50)]
    fixed = [datetime.date(year, month, day) for month, day in ((1, 1), (12, 24), (12, 25), (12, 26), (12, 31))]
    return {**{day: 0 for day in (*of_easter, *fixed)}, datetime.date(year, 6, 5): holidays_half(year)}


def holidays_half(year):
    """Constitution day is half a holiday, unless it is a whole one."""
    day = datetime.date(year, 6, 5)
    return 0 if day in (easter(year) + days * DAY for days in (39, 49, 50)) else 12 * 60


HOLIDAYS = "holidays: { country: DK, also: [christmas-eve, new-years-eve, constitution-day from 12:00] }"


@dataclasses.dataclass(frozen=True)
class Window:
    days: frozenset
    on_holidays: bool
    begin: int
    end: int
    except_holiday: bool

    def text(self):
        days = [name for number, name in enumerate(DAYS) if number in self.days] + ["holiday"] * self.on_holidays
        return f"{','.join(days)} {clock(self.begin)}-{clock(self.end)}{' except holiday' * self.except_holiday}"

    def spans(self, day):
        """The stretches of this window that begin on a day, as instants."""
        half = holidays(day.year).get(day)
        end = self.end if self.end > self.begin else self.end + 24 * 60
        if day.weekday() in self.days:
            if not self.except_holiday or half is None:
                yield instant(day, self.begin), instant(day, end)
            elif self.begin < half:
                yield instant(day, self.begin), instant(day, min(end, half))
        if self.on_holidays and half is not None and end > max(self.begin, half):
            yield instant(day, max(self.begin, half)), instant(day, end)


WHOLE_DAY = Window(frozenset(range(7)), False, 0, 24 * 60, False)


@dataclasses.dataclass
class Rotation:
    who: tuple
    starts: datetime.date
    turn: int
    unit: str
    handover: int
    windows: tuple
    weeks: str

    def text(self):
        parts = [f"professionals: [{', '.join(self.who)}]", f"starts: {self.starts}", f"turn: {self.turn} {self.unit}"]
        if self.unit != "windows" and self.handover:
            parts.append(f'handover: "{clock(self.handover)}"')
        if self.windows != (WHOLE_DAY,):
            parts.append("windows: [" + ", ".join(f'"{window.text()}"' for window in self.windows) + "]")
        if self.weeks != "all":
            parts.append(f"weeks: {self.weeks}")
        return "{ " + ", ".join(parts) + " }"

    def _begins(self, day):
        return self.weeks == "all" or (day.isocalendar().week % 2 == 1) == (self.weeks == "odd")

    @functools.cached_property
    def spans(self):
        """All stretches of its windows, and when the last of those up to each one ends, for searching."""
        found, day = [], min(self.starts, FIRST) - 3 * DAY
        while day < END + 2 * DAY:
            if self._begins(day):
                found += [span for window in self.windows for span in window.spans(day) if span[0] < span[1]]
            day += DAY
        return sorted(found)

    @functools.cached_property
    def turns(self):
        """When each turn begins."""
        if self.unit == "windows":
            return sorted({begin for begin, _ in self.spans if begin >= midnight(self.starts)})
        days = self.turn * (7 if self.unit == "weeks" else 1)
        return [instant(self.starts + number * days * DAY, self.handover) for number in range((END - self.starts).days // days + 2)]

    def holder(self, at):
        """Who is on, by the turn; None where no window is open."""
        begun = bisect.bisect_right(self.spans, (at, datetime.datetime.max.replace(tzinfo=UTC)))
        open_ones = [span for span in self.spans[max(0, begun - 12):begun] if span[1] > at]
        number = bisect.bisect_right(self.turns, at) - 1
        if not open_ones or number < 0:
            return None
        # In turns of windows one who began before the first turn belongs to nobody.
        if self.unit == "windows":
            since = self.turns[number]
            return self.who[number // self.turn % len(self.who)] if self._reaches(since, at) else None
        return self.who[number % len(self.who)]

    def _reaches(self, since, at):
        """Whether the union of the windows begun on or after the first turn, up to `since`, lasts until `at`."""
        return any(begin >= self.turns[0] and begin <= since and end > at for begin, end in self.spans[
            max(0, bisect.bisect_left(self.spans, (since,)) - 12):bisect.bisect_right(self.spans, (since, at + 9 * DAY))])


@dataclasses.dataclass
class Rule:
    """A shift or an override; `who` is None for nobody."""

    who: str
    begin: datetime.datetime
    end: datetime.datetime
    text: str


@dataclasses.dataclass
class Line:
    name: str
    rotations: list
    shifts: list
    overrides: list


class Duties:
    """A roster of chance."""

    def __init__(self, random):
        self.absences = []
        for who in random.sample(PEOPLE, 3):
            self.absences += [(who, *_days(random, 1, 20)) for _ in range(random.randrange(1, 6))]
        self.lines = [_line(random, f"line{number}") for number in range(random.randrange(2, 5))]

    def holder(self, line, at):
        """Who fills a line at an instant, or None."""
        for rule in line.overrides:
            if rule.begin <= at < rule.end:
                return rule.who
        for rule in line.shifts:
            if rule.begin <= at < rule.end:
                return None if self._is_away(rule.who, at) else rule.who
        for rotation in line.rotations:
            who = rotation.holder(at)
            if who:
                return None if self._is_away(who, at) else who
        return None

    def _is_away(self, who, at):
        return any(who == away and midnight(first) <= at < midnight(last + DAY) for away, first, last in self.absences)

    def text(self, more=""):
        lines = ["roster: 1", "timezone: Europe/Copenhagen", HOLIDAYS, "institutions:", "  egetraeet:", "    name: N", "    lines:"]
        for line in self.lines:
            lines.append(f"      {line.name}:")
            for name, rules in (("rotations", line.rotations), ("shifts", line.shifts), ("overrides", line.overrides)):
                if rules:
                    lines.append(f"        {name}:")
                    lines += [f"          - {rule.text() if callable(rule.text) else rule.text}" for rule in rules]
        lines.append("professionals:")
        lines += [f"  {who}: {{ name: N, phones: ['sip:{who}@x.example'] }}" for who in (*PEOPLE, *STEADY)]
        lines.append("absences:")
        lines += [f"  - {{ who: {who}, from: {first}, to: {last} }}" for who, first, last in self.absences]
        return "\n".join(lines) + "\n" + more


def clock(minutes):
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _days(random, shortest, longest):
    first = FIRST + random.randrange((END - FIRST).days - longest) * DAY
    return first, first + random.randrange(shortest, longest + 1) * DAY


def _line(random, name):
    rules = []
    for count, people in ((random.randrange(8), PEOPLE), (random.randrange(8), STEADY)):
        taken, found = [], []
        for _ in range(count):
            first, last = _days(random, 1, 4)
            begin, end = random.choice((0, 90, 120, 150, 180, 480, 900)), random.choice((0, 120, 150, 180, 480))
            # Often over a night in which the clocks change, where wrong reckonings differ.
            if random.random() < 0.4:
                change = random.choice(clock_changes())
                first, last = change - DAY * random.randrange(2), change + DAY * random.randrange(2)
                end = max(end, begin + 30) if first == last else end
            who = random.choice((*people, None))
            span = instant(first, begin), instant(last, end)
            if span[0] < span[1] and all(span[1] <= other[0] or other[1] <= span[0] for other in taken):
                taken.append(span)
                found.append(Rule(who, *span, f"{{ who: {who or 'nobody'}, from: {first} {clock(begin)}, to: {last} {clock(end)} }}"))
        rules.append(found)
    return Line(name, _rotations(random), *rules)


@functools.lru_cache(maxsize=None)
def clock_changes():
    """The days on which the clocks change, by the zone's own offsets."""
    days = [FIRST + number * DAY for number in range((END - FIRST).days)]
    return [day for day in days if midnight(day + DAY) - midnight(day) != DAY]


def _rotations(random):
    def new(windows, unit=None, weeks="all"):
        unit = unit or random.choice(("days", "weeks"))
        return Rotation(tuple(random.sample(PEOPLE, random.randrange(1, 6))),
                        datetime.date(2023, 1, 1) + random.randrange(500) * DAY, random.randrange(1, 5), unit,
                        random.choice((0, 0, 120, 150, 180, 480, 900, 1410)), windows, weeks)

    def window(days, begin, end, except_holiday=False, on_holidays=False):
        return Window(frozenset(days), on_holidays, begin, end, except_holiday)

    kind = random.randrange(6)
    hours = random.choice((0, 60, 120, 150, 180, 480, 900))
    if kind == 0:
        return [new((WHOLE_DAY,))]
    if kind == 1:
        return [new((window(range(4), 900, 480), window([4], 780, 480), window([5, 6], 480, 480, on_holidays=True)))]
    if kind == 2:
        return [new((window(range(4), 480, 900, True), window([4], 480, 780, True)))]
    if kind == 3:
        return [new((window(range(4), hours, hours),), "windows"), new((window((4, 5, 6), hours, hours),), "windows")]
    if kind == 4:
        return [new((window(range(7), 480, 480),), weeks="odd"), new((window(range(7), 480, 480),), weeks="even")]
    return [new((window(random.sample(range(7), 3), hours, random.choice((150, 180, 240, 1380))),))]
