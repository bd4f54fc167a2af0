package import OnCallRoster

extension CallLog {
    /// Keeps a new session, of which only the hash is known here; returns its number.
    package func open(_ session: NewSession) async throws(LogError) -> Int64 {
        try await change { connection throws(LogError) in try connection.insert(session) }
    }

    /// As `open`, in exchange for a link, which is used up by it.
    ///
    /// - Returns: `nil` where the link was used before, has ended, or is none.
    package func open(
        _ session: NewSession, byLink sha256: [UInt8]
    ) async throws(LogError) -> Int64? {
        let id = try await change { connection throws(LogError) -> Int64 in
            try connection.run(
                """
                UPDATE sign_in_link SET used = ?
                WHERE sha256 = ? AND used IS NULL AND expires > ?
                """,
                [.moment(session.made), .blob(sha256), .moment(session.made)])
            guard connection.changes == 1 else { return 0 }
            return try connection.insert(session)
        }
        return id == 0 ? nil : id
    }

    /// The session of a hash, whether it still holds or not.
    package func session(sha256: [UInt8]) throws(LogError) -> StoredSession? {
        try reader.ask { connection throws(LogError) -> StoredSession? in
            try connection.sessions("WHERE sha256 = ?", [.blob(sha256)]).first
        }
    }

    /// The sessions that are kept, the newest last.
    package func sessions() throws(LogError) -> [StoredSession] {
        try reader.ask { connection throws(LogError) -> [StoredSession] in
            try connection.sessions("ORDER BY id", [])
        }
    }

    /// Writes down that a session was used.
    package func noteSeen(session id: Int64, at: Instant) async throws(LogError) {
        _ = try await change { connection throws(LogError) in
            try connection.run(
                "UPDATE session SET seen = ? WHERE id = ? AND seen < ?",
                [.moment(at), .integer(id), .moment(at)])
            return 0
        }
    }

    /// Ends a session from an instant on.
    ///
    /// - Returns: false if there is none of this number that could be revoked.
    package func revokeSession(_ id: Int64, at: Instant) async throws(LogError) -> Bool {
        try await change { connection throws(LogError) in
            try connection.run(
                "UPDATE session SET revoked = ? WHERE id = ? AND revoked IS NULL AND expires > ?",
                [.moment(at), .integer(id), .moment(at)])
            return connection.changes
        } > 0
    }

    /// Keeps a link by which somebody may sign in once.
    package func add(_ link: SignInLinkRow) async throws(LogError) {
        _ = try await change { connection throws(LogError) in
            try connection.run(
                "INSERT INTO sign_in_link (sha256, subject, made, expires) VALUES (?, ?, ?, ?)",
                [
                    .blob(link.sha256), .text(link.subject), .moment(link.made),
                    .moment(link.expires),
                ])
            return 0
        }
    }

    /// Whom a link would sign in at an instant; `nil` where it was used, has ended, or is none.
    package func subject(ofLink sha256: [UInt8], at now: Instant) throws(LogError) -> String? {
        try reader.ask { connection throws(LogError) -> String? in
            try connection.row(
                """
                SELECT subject FROM sign_in_link
                WHERE sha256 = ? AND used IS NULL AND expires > ?
                """, [.blob(sha256), .moment(now)]
            ) { $0.text(0) ?? "" }
        }
    }

    /// Forgets the sessions and links that had ended before an instant.
    package func forgetSessions(endedBefore instant: Instant) async throws(LogError) {
        _ = try await change { connection throws(LogError) in
            try connection.run("DELETE FROM session WHERE expires < ?", [.moment(instant)])
            try connection.run("DELETE FROM sign_in_link WHERE expires < ?", [.moment(instant)])
            return 0
        }
    }
}

/// How somebody came to a session.
package enum SessionWay: String, CaseIterable, Sendable {
    /// In exchange for a bearer token.
    case token
    /// By a link that was sent to them.
    case link
    /// A reverse proxy of ours said who they are.
    case proxy
}

/// A session as it is made.
package struct NewSession: Hashable, Sendable {
    package let sha256: [UInt8]
    /// Who stands in the access log: a token's name, a key of the settings' `access`.
    package let who: String
    package let way: SessionWay
    /// The token that it came from; of no other way.
    package let token: Int64?
    /// `professional:ID` or `contact:ID` by a link, the user's name by a proxy.
    package let subject: String?
    package let made: Instant
    package let expires: Instant

    package init(
        sha256: [UInt8], who: String, way: SessionWay, token: Int64? = nil,
        subject: String? = nil, made: Instant, expires: Instant
    ) {
        self.sha256 = sha256
        self.who = who
        self.way = way
        self.token = token
        self.subject = subject
        self.made = made
        self.expires = expires
    }
}

/// A session as the log keeps it.
package struct StoredSession: Hashable, Sendable {
    package let id: Int64
    package let who: String
    package let way: SessionWay
    package let token: Int64?
    package let subject: String?
    package let made: Instant
    /// When it was last used, to a minute.
    package let seen: Instant
    package let expires: Instant
    package let revoked: Instant?

    /// Whether it still holds: neither revoked nor at its end, and used within `idle`.
    package func holds(at now: Instant, idle: Duration) -> Bool {
        revoked == nil && now < expires && now < seen + idle
    }
}

/// A link by which somebody may sign in once, of which only the hash is known here.
package struct SignInLinkRow: Hashable, Sendable {
    package let sha256: [UInt8]
    /// `professional:ID` or `contact:ID`.
    package let subject: String
    package let made: Instant
    package let expires: Instant

    package init(sha256: [UInt8], subject: String, made: Instant, expires: Instant) {
        self.sha256 = sha256
        self.subject = subject
        self.made = made
        self.expires = expires
    }
}

extension Connection {
    fileprivate func insert(_ session: NewSession) throws(LogError) -> Int64 {
        try run(
            """
            INSERT INTO session (sha256, who, way, token, subject, made, seen, expires)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                .blob(session.sha256), .text(session.who), .coded(session.way),
                session.token.map { .integer($0) } ?? .null, .optional(session.subject),
                .moment(session.made), .moment(session.made), .moment(session.expires),
            ])
        return lastInsertedRow
    }

    fileprivate func sessions(
        _ clause: String, _ values: [SQLValue]
    ) throws(LogError) -> [StoredSession] {
        try rows(
            composed: """
                SELECT id, who, way, token, subject, made, seen, expires, revoked
                FROM session \(clause)
                """, values
        ) { row throws(LogError) in
            StoredSession(
                id: row.integer(0), who: row.text(1) ?? "",
                way: try row.required(2) { SessionWay(rawValue: $0) },
                token: row.isNull(3) ? nil : row.integer(3), subject: row.text(4),
                made: try row.instant(5), seen: try row.instant(6), expires: try row.instant(7),
                revoked: try row.instantIfAny(8))
        }
    }
}
