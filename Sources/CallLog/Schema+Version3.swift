extension Schema {
    /// What a call leaves to be done has its own life: events of the daemon's own move it after the
    /// call has ended. The promise is one of the follow-ups. `since` is the event that one came up
    /// with, for the order of the log outlives a clock that is set back. Messages wait in an outbox until
    /// somebody delivers them.
    static let version3 = """
        CREATE TABLE event_3 (
            seq INTEGER NOT NULL PRIMARY KEY,
            call_id INTEGER NOT NULL REFERENCES call (call_id),
            family_key TEXT REFERENCES family_key (key),
            type TEXT NOT NULL CHECK (
                type IN (
                    'call.incoming', 'call.digits', 'callback.requested', 'step.ended',
                    'leg.ringing', 'leg.answered', 'leg.accepted', 'leg.ended',
                    'call.fallback', 'call.ended', 'call.swept',
                    'follow-up.reminded', 'follow-up.escalated', 'follow-up.ended',
                    'follow-up.assigned', 'follow-up.added')),
            at TEXT NOT NULL CHECK (length(at) = 24),
            received TEXT NOT NULL CHECK (length(received) = 24),
            delivery TEXT,
            late INTEGER NOT NULL CHECK (late IN (0, 1)),
            spooled INTEGER NOT NULL CHECK (spooled IN (0, 1)),
            instruction TEXT NOT NULL CHECK (
                instruction IN (
                    'dial', 'connect', 'release', 'gather', 'callback', 'wait', 'hangup')),
            records TEXT NOT NULL,
            commitment BLOB NOT NULL CHECK (length(commitment) = 32)
        ) STRICT;
        INSERT INTO event_3
            SELECT seq, call_id, family_key, type, at, received, delivery, late, spooled,
                instruction, records, commitment
            FROM event ORDER BY seq;
        DROP TABLE event;
        ALTER TABLE event_3 RENAME TO event;
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

        CREATE TABLE follow_up_3 (
            id INTEGER NOT NULL PRIMARY KEY,
            call_id INTEGER NOT NULL REFERENCES call (call_id),
            number INTEGER NOT NULL CHECK (number > 0),
            kind TEXT NOT NULL CHECK (kind IN ('promise', 'callback', 'after-call', 'added')),
            by_key INTEGER CHECK (by_key IN (0, 1)),
            since INTEGER NOT NULL,
            made TEXT NOT NULL CHECK (length(made) = 24),
            professional TEXT,
            contact TEXT,
            deadline TEXT NOT NULL CHECK (length(deadline) = 24),
            code INTEGER CHECK (code BETWEEN 10 AND 99),
            reminded TEXT CHECK (length(reminded) = 24),
            escalated TEXT CHECK (length(escalated) = 24),
            ended TEXT CHECK (length(ended) = 24),
            how TEXT CHECK (
                how IN (
                    'rang-again', 'rang-back', 'reached', 'not-reached', 'done', 'not-needed')),
            UNIQUE (call_id, number),
            CHECK (professional IS NULL OR contact IS NULL),
            CHECK ((ended IS NULL) = (how IS NULL)),
            CHECK ((kind = 'promise') = (by_key IS NOT NULL))
        ) STRICT;
        INSERT INTO follow_up_3 (call_id, number, kind, by_key, since, made, professional,
                deadline, ended, how)
            SELECT p.call_id, 1, 'promise', p.by_key, coalesce(
                    (SELECT min(e.seq) FROM event e
                    WHERE e.call_id = p.call_id AND e.instruction = 'callback'), 0),
                coalesce(
                    (SELECT e.received FROM event e
                    WHERE e.call_id = p.call_id AND e.instruction = 'callback'
                    ORDER BY e.seq LIMIT 1), c.began),
                p.owner, p.deadline, p.kept,
                CASE WHEN p.kept IS NOT NULL THEN 'reached' END
            FROM promise p JOIN call c ON c.call_id = p.call_id
            ORDER BY p.call_id;
        INSERT INTO follow_up_3 (call_id, number, kind, since, made, professional, deadline)
            SELECT f.call_id,
                row_number() OVER (PARTITION BY f.call_id ORDER BY f.id)
                    + (SELECT count(*) FROM promise p WHERE p.call_id = f.call_id),
                'callback', coalesce(
                    (SELECT min(e.seq) FROM event e
                    WHERE e.call_id = f.call_id AND e.type IN ('call.ended', 'call.swept')), 0), coalesce(c.ended, c.began), f.owner, f.deadline
            FROM follow_up f JOIN call c ON c.call_id = f.call_id
            ORDER BY f.id;
        DROP TABLE promise;
        DROP TABLE follow_up;
        ALTER TABLE follow_up_3 RENAME TO follow_up;
        CREATE INDEX follow_up_open ON follow_up (deadline) WHERE ended IS NULL;
        CREATE INDEX follow_up_deadline ON follow_up (deadline);
        CREATE UNIQUE INDEX follow_up_promise ON follow_up (call_id) WHERE kind = 'promise';

        CREATE TABLE follow_up_private (
            follow_up INTEGER NOT NULL PRIMARY KEY REFERENCES follow_up (id),
            note TEXT NOT NULL
        ) STRICT;

        CREATE TABLE message (
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
        CREATE INDEX message_waiting ON message (id) WHERE state = 'waiting';
        """
}
