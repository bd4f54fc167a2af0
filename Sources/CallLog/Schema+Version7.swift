extension Schema {
    /// The console is a door of its own in the access log. A session is known by the SHA-256 of its
    /// secret; what it lets see is found anew at each question, from the token that it came from or
    /// from the settings' grants of its subject. A link to sign in is used once.
    static let version7 = """
        CREATE TABLE access_7 (
            id INTEGER NOT NULL PRIMARY KEY,
            at TEXT NOT NULL CHECK (length(at) = 24),
            who TEXT NOT NULL,
            role TEXT NOT NULL,
            door TEXT NOT NULL CHECK (door IN ('control', 'token', 'console')),
            what TEXT NOT NULL,
            call_id INTEGER REFERENCES call (call_id),
            shown INTEGER NOT NULL CHECK (shown >= 0)
        ) STRICT;
        INSERT INTO access_7 (id, at, who, role, door, what, call_id, shown)
            SELECT id, at, who, role, door, what, call_id, shown FROM access ORDER BY id;
        DROP TABLE access;
        ALTER TABLE access_7 RENAME TO access;
        CREATE INDEX access_at ON access (at, id);

        CREATE TABLE session (
            id INTEGER NOT NULL PRIMARY KEY,
            sha256 BLOB NOT NULL UNIQUE CHECK (length(sha256) = 32),
            who TEXT NOT NULL,
            way TEXT NOT NULL CHECK (way IN ('token', 'link', 'proxy')),
            token INTEGER REFERENCES token (id),
            subject TEXT,
            made TEXT NOT NULL CHECK (length(made) = 24),
            seen TEXT NOT NULL CHECK (length(seen) = 24),
            expires TEXT NOT NULL CHECK (length(expires) = 24),
            revoked TEXT CHECK (length(revoked) = 24),
            CHECK ((way = 'token') = (token IS NOT NULL)),
            CHECK ((way = 'token') = (subject IS NULL))
        ) STRICT;
        CREATE INDEX session_expires ON session (expires);

        CREATE TABLE sign_in_link (
            sha256 BLOB NOT NULL PRIMARY KEY CHECK (length(sha256) = 32),
            subject TEXT NOT NULL,
            made TEXT NOT NULL CHECK (length(made) = 24),
            expires TEXT NOT NULL CHECK (length(expires) = 24),
            used TEXT CHECK (length(used) = 24)
        ) STRICT;
        CREATE INDEX sign_in_link_expires ON sign_in_link (expires);
        """
}
