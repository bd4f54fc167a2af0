extension Schema {
    /// The first schema. Tables ending in `_private` hold what retention and erasure delete; all
    /// others hold coded facts that identify nobody. Instants are text of one width, so that
    /// their order is that of time; without a suffix they are the daemon's clock, with `_at` the
    /// gateway's.
    static let version1 = """
        CREATE TABLE family_key (
            key TEXT NOT NULL PRIMARY KEY CHECK (length(key) = 32)
        ) STRICT;

        CREATE TABLE family_key_private (
            key TEXT NOT NULL PRIMARY KEY REFERENCES family_key (key),
            family TEXT NOT NULL UNIQUE
        ) STRICT;

        CREATE TABLE call (
            call_id INTEGER NOT NULL PRIMARY KEY,
            gateway TEXT NOT NULL,
            call TEXT NOT NULL,
            rehearsal INTEGER NOT NULL CHECK (rehearsal IN (0, 1)),
            state TEXT NOT NULL CHECK (state IN ('open', 'ended')),
            outcome TEXT NOT NULL CHECK (
                outcome IN ('open', 'answered', 'short', 'abandoned', 'failed', 'unknown')),
            caller_kind TEXT NOT NULL CHECK (
                caller_kind IN ('family', 'contact', 'professional', 'unknown', 'withheld')),
            family_key TEXT REFERENCES family_key (key),
            contact TEXT,
            professional TEXT,
            institution TEXT,
            municipality TEXT,
            variant TEXT CHECK (variant IN ('individual', 'group')),
            group_name TEXT,
            began TEXT NOT NULL CHECK (length(began) = 24),
            began_at TEXT NOT NULL CHECK (length(began_at) = 24),
            answered TEXT CHECK (length(answered) = 24),
            answered_at TEXT CHECK (length(answered_at) = 24),
            ended TEXT CHECK (length(ended) = 24),
            ended_at TEXT CHECK (length(ended_at) = 24),
            ended_by TEXT CHECK (ended_by IN ('caller', 'professional', 'gateway', 'sweeper')),
            roster_sha256 TEXT,
            swept INTEGER NOT NULL CHECK (swept IN (0, 1)),
            UNIQUE (gateway, call),
            CHECK ((answered IS NULL) = (answered_at IS NULL)),
            CHECK ((state = 'ended') = (ended IS NOT NULL)),
            CHECK ((ended IS NULL) = (ended_at IS NULL)),
            CHECK ((ended IS NULL) = (ended_by IS NULL)),
            CHECK (swept = (ended_by IS NOT NULL AND ended_by = 'sweeper'))
        ) STRICT;
        CREATE INDEX call_began ON call (began, call_id);
        CREATE INDEX call_answered ON call (answered) WHERE answered IS NOT NULL;
        CREATE INDEX call_open ON call (call_id) WHERE state = 'open';
        CREATE INDEX call_swept ON call (call_id) WHERE swept = 1;
        CREATE INDEX call_family ON call (family_key) WHERE family_key IS NOT NULL;
        CREATE INDEX call_name ON call (call);

        CREATE TABLE call_private (
            call_id INTEGER NOT NULL PRIMARY KEY REFERENCES call (call_id),
            caller_number TEXT,
            from_text TEXT,
            to_number TEXT,
            forwarded_from TEXT,
            callback_number TEXT
        ) STRICT;

        CREATE TABLE event (
            seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
            call_id INTEGER NOT NULL REFERENCES call (call_id),
            family_key TEXT REFERENCES family_key (key),
            type TEXT NOT NULL CHECK (
                type IN (
                    'call.incoming', 'call.digits', 'callback.requested', 'step.ended',
                    'leg.ringing', 'leg.answered', 'leg.accepted', 'leg.ended',
                    'call.fallback', 'call.ended', 'call.swept')),
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
        CREATE INDEX event_call ON event (call_id, seq);
        CREATE TRIGGER event_never_updated BEFORE UPDATE ON event
        BEGIN
            SELECT RAISE(ABORT, 'events are never updated');
        END;
        CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
        BEGIN
            SELECT RAISE(ABORT, 'events are never deleted');
        END;

        CREATE TABLE event_private (
            seq INTEGER NOT NULL PRIMARY KEY REFERENCES event (seq),
            salt BLOB NOT NULL CHECK (length(salt) = 16),
            body BLOB NOT NULL,
            private_values TEXT NOT NULL,
            reply BLOB NOT NULL,
            reply_status INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE delivery (
            gateway TEXT NOT NULL,
            delivery TEXT NOT NULL,
            body_sha256 BLOB NOT NULL CHECK (length(body_sha256) = 32),
            seq INTEGER NOT NULL REFERENCES event (seq),
            received TEXT NOT NULL CHECK (length(received) = 24),
            PRIMARY KEY (gateway, delivery)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX delivery_received ON delivery (received);

        CREATE TABLE gateway_seen (
            gateway TEXT NOT NULL PRIMARY KEY,
            last_event TEXT NOT NULL CHECK (length(last_event) = 24)
        ) STRICT;

        CREATE TABLE leg (
            call_id INTEGER NOT NULL REFERENCES call (call_id),
            leg TEXT NOT NULL,
            step INTEGER NOT NULL CHECK (step > 0),
            number INTEGER NOT NULL CHECK (number > 0),
            round INTEGER NOT NULL CHECK (round > 0),
            professional TEXT,
            because TEXT NOT NULL CHECK (
                because IN ('contact', 'last-answered', 'last-resort', 'callback')
                OR because LIKE 'line:_%' OR because LIKE 'partner:_%'),
            began TEXT NOT NULL CHECK (length(began) = 24),
            rang TEXT CHECK (length(rang) = 24),
            answered TEXT CHECK (length(answered) = 24),
            accepted TEXT CHECK (length(accepted) = 24),
            confirmed INTEGER CHECK (confirmed IN (0, 1)),
            ended TEXT CHECK (length(ended) = 24),
            reason TEXT CHECK (
                reason IN (
                    'no-answer', 'busy', 'declined', 'not-accepted', 'unreachable',
                    'cancelled', 'gateway-error', 'completed')),
            PRIMARY KEY (call_id, leg),
            CHECK (leg = step || '.' || number),
            CHECK ((accepted IS NULL) = (confirmed IS NULL)),
            CHECK (reason IS NULL OR ended IS NOT NULL)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE leg_private (
            call_id INTEGER NOT NULL,
            leg TEXT NOT NULL,
            uri TEXT NOT NULL,
            PRIMARY KEY (call_id, leg),
            FOREIGN KEY (call_id, leg) REFERENCES leg (call_id, leg)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE promise (
            call_id INTEGER NOT NULL PRIMARY KEY REFERENCES call (call_id),
            deadline TEXT NOT NULL CHECK (length(deadline) = 24),
            owner TEXT,
            by_key INTEGER NOT NULL CHECK (by_key IN (0, 1)),
            state TEXT NOT NULL CHECK (state IN ('open', 'kept', 'broken')),
            kept TEXT CHECK (length(kept) = 24),
            CHECK ((state = 'kept') = (kept IS NOT NULL))
        ) STRICT;
        CREATE INDEX promise_open ON promise (deadline) WHERE state = 'open';

        CREATE TABLE follow_up (
            id INTEGER NOT NULL PRIMARY KEY,
            call_id INTEGER NOT NULL REFERENCES call (call_id),
            kind TEXT NOT NULL,
            owner TEXT,
            deadline TEXT NOT NULL CHECK (length(deadline) = 24),
            state TEXT NOT NULL CHECK (state IN ('open', 'done'))
        ) STRICT;
        CREATE INDEX follow_up_call ON follow_up (call_id);
        CREATE INDEX follow_up_open ON follow_up (deadline) WHERE state = 'open';

        CREATE TABLE alarm (
            id INTEGER NOT NULL PRIMARY KEY,
            code TEXT NOT NULL,
            call_id INTEGER NOT NULL REFERENCES call (call_id),
            at TEXT NOT NULL CHECK (length(at) = 24)
        ) STRICT;
        CREATE INDEX alarm_at ON alarm (at);

        CREATE TABLE pin_try (
            id INTEGER NOT NULL PRIMARY KEY,
            call_id INTEGER NOT NULL REFERENCES call (call_id),
            at TEXT NOT NULL CHECK (length(at) = 24),
            correct INTEGER NOT NULL CHECK (correct IN (0, 1))
        ) STRICT;
        CREATE INDEX pin_try_wrong ON pin_try (at) WHERE correct = 0;
        """
}
