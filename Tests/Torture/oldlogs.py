"""A log as an earlier version left it: what later versions added is taken away, the events stay."""

import hashlib
import sqlite3

VERSIONS = (3, 4)

_TO_4 = """
    CREATE TABLE event_4 (
        seq INTEGER NOT NULL PRIMARY KEY,
        call_id INTEGER NOT NULL REFERENCES call (call_id),
        family_key TEXT REFERENCES family_key (key),
        type TEXT NOT NULL,
        at TEXT NOT NULL CHECK (length(at) = 24),
        received TEXT NOT NULL CHECK (length(received) = 24),
        delivery TEXT,
        late INTEGER NOT NULL CHECK (late IN (0, 1)),
        spooled INTEGER NOT NULL CHECK (spooled IN (0, 1)),
        instruction TEXT NOT NULL,
        records TEXT NOT NULL,
        commitment BLOB NOT NULL CHECK (length(commitment) = 32)
    ) STRICT;
    INSERT INTO event_4
        SELECT e.seq, e.call_id, e.family_key, e.type, e.at, e.received, d.delivery, e.late, e.spooled,
            e.instruction, e.records, coalesce(earlier_commitment(p.salt, p.body), e.commitment)
        FROM event e LEFT JOIN delivery d ON d.seq = e.seq LEFT JOIN event_private p ON p.seq = e.seq
        ORDER BY e.seq;
    DROP TABLE event;
    ALTER TABLE event_4 RENAME TO event;
    CREATE INDEX event_call ON event (call_id, seq);
    CREATE INDEX event_accepted ON event (seq) WHERE type = 'leg.accepted';
    CREATE TRIGGER event_never_updated BEFORE UPDATE ON event
    BEGIN
        SELECT RAISE(ABORT, 'events are never updated');
    END;
    CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
    BEGIN
        SELECT RAISE(ABORT, 'events are never deleted');
    END;
"""

# What the fourth version has, as long as a test's log uses it.
_TABLES = {
    "alarm", "call", "call_private", "delivery", "event", "event_private", "family_key", "family_key_private", "follow_up",
    "follow_up_private", "gateway_seen", "leg", "message", "pin_try"}
_INDEXES = {
    "alarm_at", "call_answered", "call_began", "call_open", "call_swept", "event_accepted", "event_call", "follow_up_deadline",
    "follow_up_open", "follow_up_promise", "message_waiting", "pin_try_wrong"}
_TRIGGERS = {"event_never_deleted", "event_never_updated"}
_CALL_COLUMNS = 23

# The outbox as the third version made it; of later kinds of messages it knew nothing.
_OUTBOX = """
    CREATE TABLE message_4 (
        id INTEGER NOT NULL PRIMARY KEY,
        call_id INTEGER NOT NULL,
        follow_up INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('callback-due', 'callback-overdue')),
        professional TEXT,
        contact TEXT,
        made TEXT NOT NULL CHECK (length(made) = 24),
        state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed')),
        FOREIGN KEY (call_id, follow_up) REFERENCES follow_up (call_id, number),
        CHECK ((professional IS NULL) <> (contact IS NULL))
    ) STRICT;
    INSERT INTO message_4
        SELECT id, call_id, follow_up, kind, professional, contact, made, iif(state = 'dropped', 'failed', state)
        FROM message WHERE kind IN ('callback-due', 'callback-overdue');
    DROP TABLE message;
    ALTER TABLE message_4 RENAME TO message;
    CREATE INDEX message_waiting ON message (id) WHERE state = 'waiting';
"""

_TO_3 = """
    CREATE TABLE gateway_seen_3 (
        gateway TEXT NOT NULL PRIMARY KEY,
        last_event TEXT NOT NULL CHECK (length(last_event) = 24)
    ) STRICT;
    INSERT INTO gateway_seen_3 SELECT gateway, last_event FROM gateway_seen;
    DROP TABLE gateway_seen;
    ALTER TABLE gateway_seen_3 RENAME TO gateway_seen;
"""


def bring(path, version):
    """Takes a closed log of the newest version back to an earlier one."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.create_function("earlier_commitment", 2, _commitment, deterministic=True)
        script = _TO_4 + _drops(connection) + _OUTBOX + (_TO_3 if version == 3 else "")
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {version}; COMMIT;")
    finally:
        connection.close()


def _drops(connection):
    """Takes away what later versions have beside the fourth's."""
    names = connection.execute("SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").fetchall()
    columns = [row[1] for row in connection.execute("PRAGMA table_info(call)")][_CALL_COLUMNS:]
    drops = [f"DROP TRIGGER IF EXISTS {name};" for type_, name in names if type_ == "trigger" and name not in _TRIGGERS]
    drops += [f"DROP INDEX IF EXISTS {name};" for type_, name in names if type_ == "index" and name not in _INDEXES]
    drops += [f"DROP TABLE {name};" for type_, name in names if type_ == "table" and name not in _TABLES]
    drops += [f"ALTER TABLE call DROP COLUMN {name};" for name in columns]
    drops.append("ALTER TABLE follow_up DROP COLUMN institution;")
    return "\n".join(drops)


def _commitment(salt, body):
    """To the body alone, as the versions before the fifth made it."""
    return None if salt is None else hashlib.sha256(salt + body).digest()
