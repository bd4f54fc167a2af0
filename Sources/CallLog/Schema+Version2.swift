extension Schema {
    /// Takes away what cost a page or two of every commit. Nobody asks by family or for one call's
    /// follow-ups yet, and a call is found through each gateway's own calls. A leg's row is written
    /// once it has ended, or when it is accepted; before that, and its URI always, the call's events
    /// tell it. Events are never deleted, so their numbers go up without AUTOINCREMENT's table.
    /// Deliveries stand in the order of their events, from which the oldest are forgotten.
    static let version2 = """
        DROP INDEX call_family;
        DROP INDEX call_name;
        DROP INDEX follow_up_call;
        DROP TABLE leg_private;

        CREATE TABLE delivery_2 (
            seq INTEGER NOT NULL PRIMARY KEY REFERENCES event (seq),
            gateway TEXT NOT NULL,
            delivery TEXT NOT NULL,
            body_sha256 BLOB NOT NULL CHECK (length(body_sha256) = 32),
            received TEXT NOT NULL CHECK (length(received) = 24),
            UNIQUE (gateway, delivery)
        ) STRICT;
        INSERT INTO delivery_2
            SELECT seq, gateway, delivery, body_sha256, received FROM delivery ORDER BY seq;
        DROP TABLE delivery;
        ALTER TABLE delivery_2 RENAME TO delivery;

        CREATE TABLE event_2 (
            seq INTEGER NOT NULL PRIMARY KEY,
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
        INSERT INTO event_2
            SELECT seq, call_id, family_key, type, at, received, delivery, late, spooled,
                instruction, records, commitment
            FROM event ORDER BY seq;
        DROP TABLE event;
        ALTER TABLE event_2 RENAME TO event;
        CREATE INDEX event_call ON event (call_id, seq);
        CREATE TRIGGER event_never_updated BEFORE UPDATE ON event
        BEGIN
            SELECT RAISE(ABORT, 'events are never updated');
        END;
        CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
        BEGIN
            SELECT RAISE(ABORT, 'events are never deleted');
        END;
        """
}
