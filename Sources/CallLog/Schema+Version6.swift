extension Schema {
    /// The outbox of all messages. `key` says what a message is for and who hears of it, so that
    /// nothing is sent twice to one person. What is told is composed when a message is handed out:
    /// only a link with a token in it is kept, apart, until it is sent.
    static let version6 = """
        CREATE TABLE message_6 (
            id INTEGER NOT NULL PRIMARY KEY,
            key TEXT NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (
                kind IN (
                    'callback-due', 'callback-overdue', 'ringing', 'after-call', 'caseworker',
                    'alarm', 'sign-in', 'duty-reminder', 'duty-unconfirmed', 'digest',
                    'roster-change')),
            call_id INTEGER REFERENCES call (call_id),
            follow_up INTEGER,
            -- What else is the cause, in coded form: a shift, a day, a roster's hash, an alarm.
            about TEXT,
            -- Neither is the settings' administrator.
            professional TEXT,
            contact TEXT,
            made TEXT NOT NULL CHECK (length(made) = 24),
            not_before TEXT NOT NULL CHECK (length(not_before) = 24),
            deadline TEXT NOT NULL CHECK (length(deadline) = 24),
            state TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'failed', 'dropped')),
            -- How often it was handed out, and when it may be again.
            attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
            next_try TEXT NOT NULL CHECK (length(next_try) = 24),
            channel TEXT CHECK (channel IN ('email', 'sms')),
            error TEXT CHECK (length(error) <= 40 AND error NOT GLOB '*[^a-z0-9-]*'),
            ended TEXT CHECK (length(ended) = 24),
            FOREIGN KEY (call_id, follow_up) REFERENCES follow_up (call_id, number),
            CHECK (professional IS NULL OR contact IS NULL),
            CHECK (follow_up IS NULL OR call_id IS NOT NULL),
            CHECK ((state = 'waiting') = (ended IS NULL))
        ) STRICT;
        -- Nobody delivered these: what waited is too late to be sent now.
        INSERT OR IGNORE INTO message_6
                (id, key, kind, call_id, follow_up, professional, contact, made, not_before,
                deadline, state, next_try, error, ended)
            SELECT id,
                kind || '/' || call_id || '/' || follow_up || '/'
                    || coalesce('p:' || professional, 'c:' || contact),
                kind, call_id, follow_up, professional, contact, made, made,
                strftime(
                    '%Y-%m-%dT%H:%M:%fZ', made,
                    iif(kind = 'callback-due', '+30 minutes', '+2 hours')),
                iif(state = 'waiting', 'dropped', state), made,
                iif(state = 'waiting', 'before-messenger', NULL), made
            FROM message ORDER BY id;
        DROP TABLE message;
        ALTER TABLE message_6 RENAME TO message;
        CREATE INDEX message_waiting ON message (next_try) WHERE state = 'waiting';
        CREATE INDEX message_ended ON message (ended) WHERE ended IS NOT NULL;

        CREATE TABLE message_private (
            message INTEGER NOT NULL PRIMARY KEY REFERENCES message (id),
            link TEXT NOT NULL
        ) STRICT;

        -- Who was asked to say that they are there for a duty; of the link's token only the hash.
        CREATE TABLE duty_check (
            id INTEGER NOT NULL PRIMARY KEY,
            owner_kind TEXT NOT NULL CHECK (owner_kind IN ('institution', 'municipality')),
            owner TEXT NOT NULL,
            line TEXT NOT NULL,
            starts TEXT NOT NULL CHECK (length(starts) = 24),
            professional TEXT NOT NULL,
            token_sha256 BLOB NOT NULL UNIQUE CHECK (length(token_sha256) = 32),
            asked TEXT NOT NULL CHECK (length(asked) = 24),
            confirmed TEXT CHECK (length(confirmed) = 24),
            told TEXT CHECK (length(told) = 24),
            UNIQUE (owner_kind, owner, line, starts, professional)
        ) STRICT;
        CREATE INDEX duty_check_open ON duty_check (asked)
            WHERE confirmed IS NULL AND told IS NULL;
        """
}
