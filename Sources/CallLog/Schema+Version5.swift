extension Schema {
    /// Events are chained, so that none can be changed, taken out or put in between without being
    /// seen: `chain` is the SHA-256 of the link before and all that the row holds (`EventChain`). What
    /// may be erased stands in it by its salted commitment only. A delivery's id stands in its own
    /// table, which forgets it.
    static let version5 = Migration([
        .script(
            """
            CREATE TABLE event_5 (
                seq INTEGER NOT NULL PRIMARY KEY,
                call_id INTEGER NOT NULL REFERENCES call (call_id),
                family_key TEXT REFERENCES family_key (key),
                type TEXT NOT NULL CHECK (
                    type IN (
                        'call.incoming', 'call.digits', 'callback.requested', 'step.ended',
                        'leg.ringing', 'leg.answered', 'leg.accepted', 'leg.ended',
                        'call.fallback', 'call.ended', 'call.swept', 'call.noted',
                        'follow-up.reminded', 'follow-up.escalated', 'follow-up.ended',
                        'follow-up.assigned', 'follow-up.added')),
                at TEXT NOT NULL CHECK (length(at) = 24),
                received TEXT NOT NULL CHECK (length(received) = 24),
                late INTEGER NOT NULL CHECK (late IN (0, 1)),
                spooled INTEGER NOT NULL CHECK (spooled IN (0, 1)),
                instruction TEXT NOT NULL CHECK (
                    instruction IN (
                        'dial', 'connect', 'release', 'gather', 'callback', 'wait', 'hangup')),
                records TEXT NOT NULL,
                commitment BLOB NOT NULL CHECK (length(commitment) = 32),
                chain BLOB NOT NULL CHECK (length(chain) = 32)
            ) STRICT;
            """),
        .work { connection throws(LogError) in try connection.chainEarlierEvents() },
        .script(
            """
            DROP TABLE event;
            ALTER TABLE event_5 RENAME TO event;
            CREATE INDEX event_call ON event (call_id, seq);
            CREATE INDEX event_accepted ON event (seq) WHERE type = 'leg.accepted';
            CREATE INDEX event_connected ON event (call_id, seq)
                WHERE type = 'leg.accepted' AND instruction = 'connect';
            CREATE TRIGGER event_never_updated BEFORE UPDATE ON event
            BEGIN
                SELECT RAISE(ABORT, 'events are never updated');
            END;
            CREATE TRIGGER event_never_deleted BEFORE DELETE ON event
            BEGIN
                SELECT RAISE(ABORT, 'events are never deleted');
            END;

            -- How far a work that goes on for years has come.
            CREATE TABLE mark (
                name TEXT NOT NULL PRIMARY KEY,
                value TEXT NOT NULL
            ) STRICT;
            -- Earlier commitments are to the body alone.
            INSERT INTO mark (name, value)
                SELECT 'whole-commitments-after', coalesce(max(seq), 0) FROM event;

            -- What figures count is at hand without asking the legs.
            ALTER TABLE call ADD COLUMN legs INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE call ADD COLUMN taken_step INTEGER CHECK (taken_step > 0);
            -- The professional who had the call, and for how many milliseconds; while it goes on,
            -- and where nobody ever told the end, NULL.
            ALTER TABLE call ADD COLUMN taken_by TEXT;
            ALTER TABLE call ADD COLUMN taken_for INTEGER CHECK (taken_for >= 0);
            UPDATE call SET
                legs = (
                    SELECT count(*) FROM leg l WHERE l.call_id = call.call_id
                        AND coalesce(l.ended, l.accepted) IS NOT NULL),
                taken_step = (
                    SELECT min(l.step) FROM leg l
                    WHERE l.call_id = call.call_id AND l.accepted IS NOT NULL);
            UPDATE call SET (taken_by, taken_for) = (
                SELECT l.professional, iif(
                    call.swept = 1 AND l.reason IS NULL, NULL,
                    max(0, CAST(
                        round((julianday(l.ended) - julianday(l.accepted)) * 86400000)
                        AS INTEGER)))
                FROM leg l
                WHERE l.call_id = call.call_id AND l.accepted IS NOT NULL
                ORDER BY l.step, l.number LIMIT 1);

            CREATE INDEX call_institution ON call (institution, began, call_id);
            CREATE INDEX call_family ON call (family_key, began, call_id)
                WHERE family_key IS NOT NULL;
            CREATE INDEX call_unanswered ON call (outcome, began, call_id)
                WHERE outcome IN ('short', 'abandoned', 'failed', 'unknown');
            CREATE INDEX leg_professional ON leg (professional, call_id)
                WHERE professional IS NOT NULL;
            CREATE INDEX follow_up_code ON follow_up (id, code) WHERE code IS NOT NULL;
            CREATE INDEX follow_up_owner ON follow_up (coalesce(professional, contact), deadline);

            -- Who may read what over TCP; of the token itself only its hash is kept.
            CREATE TABLE token (
                id INTEGER NOT NULL PRIMARY KEY,
                name TEXT NOT NULL,
                sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
                role TEXT NOT NULL CHECK (
                    role IN (
                        'staff', 'leader', 'consultant', 'caseworker', 'administrator',
                        'evaluator', 'auditor')),
                subject TEXT,
                institutions TEXT NOT NULL,
                made TEXT NOT NULL CHECK (length(made) = 24),
                made_by TEXT NOT NULL,
                expires TEXT NOT NULL CHECK (length(expires) = 24),
                revoked TEXT CHECK (length(revoked) = 24)
            ) STRICT;

            -- Every read of personal data: who, when, what, why.
            CREATE TABLE access (
                id INTEGER NOT NULL PRIMARY KEY,
                at TEXT NOT NULL CHECK (length(at) = 24),
                who TEXT NOT NULL,
                role TEXT NOT NULL,
                door TEXT NOT NULL CHECK (door IN ('control', 'token')),
                what TEXT NOT NULL,
                call_id INTEGER REFERENCES call (call_id),
                shown INTEGER NOT NULL CHECK (shown >= 0)
            ) STRICT;
            CREATE INDEX access_at ON access (at, id);
            CREATE TABLE access_private (
                access INTEGER NOT NULL PRIMARY KEY REFERENCES access (id),
                why TEXT NOT NULL
            ) STRICT;
            CREATE TABLE access_subject (
                family_key TEXT NOT NULL REFERENCES family_key (key),
                access INTEGER NOT NULL REFERENCES access (id),
                PRIMARY KEY (family_key, access)
            ) STRICT, WITHOUT ROWID;

            -- What a person said of a call afterwards, in the settings' codes.
            CREATE TABLE call_note (
                call_id INTEGER NOT NULL PRIMARY KEY REFERENCES call (call_id),
                at TEXT NOT NULL CHECK (length(at) = 24),
                by_whom TEXT NOT NULL,
                noted TEXT CHECK (noted IN ('yes', 'no', 'not-relevant')),
                follow_up INTEGER CHECK (follow_up IN (0, 1)),
                caseworker INTEGER CHECK (caseworker IN (0, 1)),
                went TEXT,
                otherwise TEXT
            ) STRICT;
            CREATE TABLE call_note_code (
                call_id INTEGER NOT NULL REFERENCES call_note (call_id),
                list TEXT NOT NULL CHECK (list IN ('theme', 'done')),
                code TEXT NOT NULL,
                PRIMARY KEY (call_id, list, code)
            ) STRICT, WITHOUT ROWID;

            -- Who filled a line, and when nobody did though it was claimed: without caller data.
            CREATE TABLE duty (
                owner_kind TEXT NOT NULL CHECK (owner_kind IN ('institution', 'municipality')),
                owner TEXT NOT NULL,
                line TEXT NOT NULL,
                starts TEXT NOT NULL CHECK (length(starts) = 24),
                ends TEXT NOT NULL CHECK (length(ends) = 24),
                professional TEXT,
                desk INTEGER NOT NULL CHECK (desk IN (0, 1)),
                reachable INTEGER NOT NULL CHECK (reachable IN (0, 1)),
                kind TEXT NOT NULL CHECK (kind IN ('standby', 'awake')),
                claimed INTEGER NOT NULL CHECK (claimed IN (0, 1)),
                PRIMARY KEY (owner_kind, owner, line, starts),
                CHECK (starts < ends),
                CHECK (professional IS NOT NULL OR claimed = 1),
                CHECK (professional IS NOT NULL OR (desk = 0 AND reachable = 0))
            ) STRICT, WITHOUT ROWID;
            CREATE INDEX duty_ends ON duty (ends);
            CREATE INDEX duty_professional ON duty (professional, ends)
                WHERE professional IS NOT NULL;

            -- The key by which one study's families are named; gone when the study ends.
            CREATE TABLE study (
                name TEXT NOT NULL PRIMARY KEY,
                key BLOB NOT NULL CHECK (length(key) = 32),
                made TEXT NOT NULL CHECK (length(made) = 24),
                ends TEXT NOT NULL CHECK (length(ends) = 24)
            ) STRICT;

            -- What neither purge nor erasure touches: a family's, a call's, or all there is.
            CREATE TABLE hold (
                id INTEGER NOT NULL PRIMARY KEY,
                family_key TEXT REFERENCES family_key (key),
                call_id INTEGER REFERENCES call (call_id),
                why TEXT NOT NULL,
                made TEXT NOT NULL CHECK (length(made) = 24),
                made_by TEXT NOT NULL,
                lifted TEXT CHECK (length(lifted) = 24),
                lifted_by TEXT,
                CHECK (family_key IS NULL OR call_id IS NULL),
                CHECK ((lifted IS NULL) = (lifted_by IS NULL))
            ) STRICT;

            -- What was purged and erased, when, and by whom.
            CREATE TABLE erasure (
                id INTEGER NOT NULL PRIMARY KEY,
                at TEXT NOT NULL CHECK (length(at) = 24),
                by_whom TEXT NOT NULL,
                kind TEXT NOT NULL CHECK (kind IN ('purge', 'erase')),
                before TEXT CHECK (length(before) = 24),
                family_key TEXT REFERENCES family_key (key),
                calls INTEGER NOT NULL,
                events INTEGER NOT NULL,
                held INTEGER NOT NULL
            ) STRICT;

            -- Copies that still hold what has been erased since.
            CREATE TABLE backup (
                path TEXT NOT NULL PRIMARY KEY,
                made TEXT NOT NULL CHECK (length(made) = 24),
                last_event INTEGER NOT NULL,
                chain BLOB NOT NULL CHECK (length(chain) = 32)
            ) STRICT;
            """),
    ])
}

/// What brings a log from one version to the next.
package struct Migration: Sendable {
    enum Step: Sendable {
        case script(String)
        case work(@Sendable (Connection) throws(LogError) -> Void)
    }

    let steps: [Step]
    /// The one table whose references it touches; `nil`: all are looked at, which takes minutes in a
    /// log of ten years.
    let refersIn: String?

    init(_ steps: [Step]) {
        self.steps = steps
        refersIn = nil
    }

    init(_ script: String, refersIn: String? = nil) {
        steps = [.script(script)]
        self.refersIn = refersIn
    }

    func run(on connection: Connection) throws(LogError) {
        for step in steps {
            switch step {
            case .script(let script): try connection.execute(script: script)
            case .work(let work): try work(connection)
            }
        }
    }
}
