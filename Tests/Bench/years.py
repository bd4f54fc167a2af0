"""A log of many years, made from a seed: calls that a real daemon has logged, told again and again at other times.

Rows are copied with the schema's own columns, so nothing is left out of them; only the chain of the copies is not one.
"""

import datetime
import os
import random
import sqlite3

from server import NUMBER

DAY = 86_400_000
FAMILIES, INSTITUTIONS, MUNICIPALITIES = 20_000, 300, 98
TEMPLATES = 200
# An institution of the example's roster, with as many calls as each of the others.
OWN = "egetraeet"
_INSTANT = "strftime('%Y-%m-%dT%H:%M:%fZ', ({}) / 1000.0, 'unixepoch')"
# A second of a copied call for each millisecond that the template took.
STRETCH = 1000


def place_templates(server, seed):
    """Calls of every kind, as gateways report them; eight events each at the mean."""
    chance = random.Random(seed)
    families = server.families()
    for number in range(TEMPLATES):
        _Call(server, f"t-{number}", families[number % len(families)]).play(chance)


class _Call:
    def __init__(self, server, name, family):
        self.server, self.name, self.family, self.sent = server, name, family, 0

    def send(self, type_, **members):
        self.sent += 1
        return self.server.send(f"{self.name}-{self.sent}", type=type_, call=self.name, **members)

    def play(self, chance):
        reply = self.send("call.incoming", **{"from": self.family, "to": NUMBER})
        kind = chance.random()
        patience = 99 if kind > 0.88 else chance.choice([0, 0, 1, 1, 1, 2])
        # One who gives up, one whom nobody answers, and most who are answered at the first or second try.
        for _ in range(40):
            if reply["instruction"] != "dial":
                break
            for target in reply["targets"]:
                self.send("leg.ringing", leg=target["leg"])
            leg = reply["targets"][0]["leg"]
            if kind < 0.06:
                break
            if patience == 0:
                self.send("leg.answered", leg=leg)
                self.send("leg.accepted", leg=leg, confirmed=True)
                # They talk for ten minutes, by the gateway's clock.
                later = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=10)
                self.send("leg.ended", leg=leg, reason="completed", at=f"{later:%Y-%m-%dT%H:%M:%SZ}")
                self.send("call.ended", by="caller", at=f"{later:%Y-%m-%dT%H:%M:%SZ}")
                return
            patience -= 1
            for target in reply["targets"]:
                reply = self.send("leg.ended", leg=target["leg"], reason="no-answer")
        self.send("call.ended", by="caller")


def grow(path, calls, years, end, seed, events_of=365, families=FAMILIES, has_duty=True):
    """Makes of the log at `path` one of so many calls in so many years up to `end` (milliseconds), whatever identifies
    somebody kept for the last 90 days, deliveries for the last seven, and events for the last `events_of` days: the file
    of all would be larger than most disks. Duty grows by lines and years and not by calls."""
    log = sqlite3.connect(path, isolation_level=None)
    log.create_function("key_of", 1, lambda number: f"{number * 0x9E3779B97F4A7C15 % (1 << 128):032x}", deterministic=True)
    log.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; "
                      "PRAGMA foreign_keys = OFF; PRAGMA locking_mode = EXCLUSIVE; PRAGMA secure_delete = OFF;")
    left = _schema(log)
    for kind, name, _ in left:
        log.execute(f"DROP {kind} {name}")
    _families(log, families)
    template = _Template(log, events_of, families)
    begun, block, copies = end - round(years * 365.2425 * DAY), 0, -(-calls // template.calls)
    step = (end - begun) / copies
    chance = random.Random(seed)
    log.execute("BEGIN")
    while block < copies:
        template.copy(round(begun + block * step), step, block, end, chance.randrange(families))
        block += 1
    log.execute("COMMIT")
    # Of so many calls nobody owes anything any more; the latest ones are as they came.
    log.execute("UPDATE follow_up SET ended = made, how = iif(kind = 'after-call', 'done', 'reached') "
                "WHERE ended IS NULL AND call_id < (SELECT max(call_id) FROM call) - 200")
    if has_duty:
        _duty(log, begun, end)
    for _, _, sql in left:
        log.execute(sql)
    # As the daemon keeps it: what was replied goes with the delivery.
    log.execute("UPDATE event_private SET reply = x'' WHERE seq < (SELECT min(seq) FROM delivery)")
    log.execute("PRAGMA journal_mode = WAL")
    log.execute("PRAGMA optimize")
    made = log.execute("SELECT (SELECT count(*) FROM call), (SELECT count(*) FROM event)").fetchone()
    log.close()
    return made


def _schema(log):
    """Indexes and triggers of the tables that grow; they are made again when all rows are there."""
    return log.execute("SELECT type, name, sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL "
                       "AND tbl_name IN ('call', 'event', 'event_private', 'leg', 'rung', 'follow_up', 'call_private', 'delivery')"
                       ).fetchall()


def _families(log, families):
    log.executescript(f"""
        CREATE TEMP TABLE family (number INTEGER PRIMARY KEY, key TEXT, institution TEXT, municipality TEXT, variant TEXT);
        INSERT INTO family
            WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {families})
            SELECT i, key_of(i + 1), iif(i % {INSTITUTIONS}, 'institution-' || (i % {INSTITUTIONS}), '{OWN}'),
                'municipality-' || (i % {MUNICIPALITIES}), iif(i % 2, 'group', 'individual') FROM n;
        -- The roster's own families are among them, so that its people have years of calls.
        CREATE TEMP TABLE own AS SELECT key, (row_number() OVER (ORDER BY family) - 1) * {INSTITUTIONS} AS number
            FROM family_key_private;
        UPDATE family SET key = (SELECT own.key FROM own WHERE own.number = family.number)
            WHERE number IN (SELECT number FROM own);
        INSERT OR IGNORE INTO family_key (key) SELECT key FROM family;
        INSERT OR IGNORE INTO family_key_private (key, family) SELECT key, 'family-' || number FROM family;
    """)


def _duty(log, begun, end):
    """Each institution's first line and its backup, filled by two professionals in turns of a week."""
    log.execute(f"""
        INSERT INTO duty (owner_kind, owner, line, starts, ends, professional, desk, reachable, kind, claimed)
            WITH RECURSIVE w (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM w WHERE :begun + (i + 1) * {7 * DAY} < :end),
            o (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM o WHERE i + 1 < {INSTITUTIONS}),
            l (line, first, second) AS (VALUES ('first', 'bo', 'frida'), ('backup', 'dorte', 'bo'))
            SELECT 'institution', 'institution-' || o.i, l.line, {_INSTANT.format(f':begun + w.i * {7 * DAY}')},
                {_INSTANT.format(f':begun + (w.i + 1) * {7 * DAY}')}, iif(w.i % 2, l.first, l.second) || '-' || o.i,
                0, 1, 'standby', 1 FROM w, o, l""", {"begun": begun, "end": end})


class _Template:
    """The calls to copy, their instants as milliseconds since the call began."""

    TABLES = {"call": "call_id", "call_private": "call_id", "leg": "call_id", "follow_up": "call_id", "event": "seq",
              "event_private": "seq", "delivery": "seq", "rung": "call_id"}

    def __init__(self, log, events_of, families):
        self.log = log
        self.families = families
        self.events_of = events_of
        self.calls, self.events = log.execute("SELECT count(*), (SELECT count(*) FROM event) FROM call").fetchone()
        log.executescript("""
            CREATE TEMP TABLE first AS SELECT call_id, min(seq) AS seq, call.began AS began,
                row_number() OVER (ORDER BY call_id) - 1 AS place FROM call JOIN event USING (call_id) GROUP BY call_id;
            CREATE TEMP TABLE event_place AS SELECT seq, call_id, row_number() OVER (ORDER BY seq) AS place FROM event;
        """)
        self.statements = [self._statement(table) for table in self.TABLES if self._columns(table)]
        self.last_call = log.execute("SELECT max(call_id) FROM call").fetchone()[0]
        self.last_event = log.execute("SELECT max(seq) FROM event").fetchone()[0]
        self.last_follow_up = log.execute("SELECT coalesce(max(id), 0) FROM follow_up").fetchone()[0]
        self.follow_ups = log.execute("SELECT count(*) FROM follow_up").fetchone()[0]

    def _columns(self, table):
        return self.log.execute(f"SELECT name FROM pragma_table_info('{table}')").fetchall()

    def _statement(self, table):
        """How one block of copies is made of the template's rows of a table, which stand in a table of their own."""
        names = [name for (name,) in self._columns(table)]
        of_event = self.TABLES[table] == "seq"
        join = ("JOIN event_place p USING (seq) JOIN first f ON f.call_id = p.call_id" if of_event
                else "JOIN first f USING (call_id)")
        self.log.execute(f"CREATE TEMP TABLE t_{table} AS SELECT t.*, f.place AS f_place, "
                         f"{'p.place' if of_event else 0} AS p_place, f.began AS f_began FROM {table} t {join}")
        values = []
        for name in names:
            sample = self.log.execute(
                f"SELECT {name} FROM t_{table} WHERE {name} IS NOT NULL LIMIT 1").fetchone() or (None,)
            is_instant = isinstance(sample[0], str) and len(sample[0]) == 24 and sample[0].endswith("Z")
            if name == "seq":
                values.append(":event + t.p_place")
            elif name == "call_id":
                values.append(":call + t.f_place")
            elif name == "id":
                values.append(":follow_up + row_number() OVER ()")
            elif is_instant:
                self.log.execute(
                    f"UPDATE t_{table} SET {name} = CAST(round((julianday({name}) - julianday(f_began)) * {DAY}) AS INTEGER) "
                    f"WHERE {name} IS NOT NULL")
                self.log.execute(f"UPDATE t_{table} SET {name} = {name} * {STRETCH} WHERE {name} < 60000")
                values.append(_INSTANT.format(f":began + CAST(t.f_place * :apart AS INTEGER) + t.{name}"))
            elif name == "family_key":
                values.append("iif(t.family_key IS NULL, NULL, a.key)")
            elif name in ("institution", "municipality", "variant") and table in ("call", "follow_up"):
                values.append(f"iif(t.{name} IS NULL, NULL, a.{name})")
            elif name == "professional" and table in ("leg", "rung"):
                values.append(f"t.professional || iif(a.number % {INSTITUTIONS}, '-' || (a.number % {INSTITUTIONS}), '')")
            elif name in ("call", "delivery"):
                values.append(f"t.{name} || '-' || :block")
            else:
                values.append(f"t.{name}")
        columns = ", ".join(names)
        kept = {"event": self.events_of, "event_private": 90, "call_private": 90, "delivery": 7}.get(table)
        return kept, (f"INSERT INTO {table} ({columns}) SELECT {', '.join(values)} FROM t_{table} t "
                      f"JOIN family a ON a.number = (:family + t.f_place * 7919) % {self.families}"
                      + (" ORDER BY t.p_place" if of_event else ""))

    def copy(self, began, step, block, end, family):
        arguments = {"call": self.last_call + 1 + block * self.calls, "event": self.last_event + block * self.events,
                     "follow_up": self.last_follow_up + block * self.follow_ups, "began": began, "apart": step / self.calls,
                     "block": block, "family": family}
        for kept, statement in self.statements:
            if kept is None or began > end - kept * DAY:
                self.log.execute(statement, arguments)


def size(path):
    """Bytes of a log's file."""
    return sum(os.path.getsize(path + suffix) for suffix in ("", "-wal") if os.path.exists(path + suffix))


def count(path, statement, *arguments):
    log = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return log.execute(statement, arguments).fetchone()
    finally:
        log.close()
