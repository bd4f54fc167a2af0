package import OnCallRoster

extension CallLog {
    /// Keeps a new token, of which only the hash is known here; returns its number.
    package func add(_ token: NewToken) async throws(LogError) -> Int64 {
        try await change { connection throws(LogError) in
            try connection.run(
                """
                INSERT INTO token
                    (name, sha256, role, subject, institutions, made, made_by, expires)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    .text(token.name), .blob(token.sha256), .text(token.role),
                    .optional(token.subject),
                    .text(token.institutions.map(\.rawValue).joined(separator: " ")),
                    .moment(token.made), .text(token.madeBy), .moment(token.expires),
                ])
            return connection.lastInsertedRow
        }
    }

    /// Ends a token from an instant on.
    ///
    /// - Returns: false if there is none of this number that could be revoked.
    package func revokeToken(_ id: Int64, at: Instant) async throws(LogError) -> Bool {
        try await change { connection throws(LogError) in
            try connection.run(
                "UPDATE token SET revoked = ? WHERE id = ? AND revoked IS NULL",
                [.moment(at), .integer(id)])
            return connection.changes
        } > 0
    }

    /// All tokens, the newest last.
    package func tokens() throws(LogError) -> [StoredToken] {
        try reader.ask { connection throws(LogError) -> [StoredToken] in
            try connection.tokens("SELECT \(StoredToken.columns) FROM token ORDER BY id", [])
        }
    }

    /// The token of a number, whether it still holds or not.
    package func token(_ id: Int64) throws(LogError) -> StoredToken? {
        try reader.ask { connection throws(LogError) -> StoredToken? in
            try connection.tokens(
                "SELECT \(StoredToken.columns) FROM token WHERE id = ?", [.integer(id)]
            ).first
        }
    }

    /// The token of a hash, whether it still holds or not.
    package func token(sha256: [UInt8]) throws(LogError) -> StoredToken? {
        try reader.ask { connection throws(LogError) -> StoredToken? in
            try connection.tokens(
                "SELECT \(StoredToken.columns) FROM token WHERE sha256 = ?", [.blob(sha256)]
            ).first
        }
    }
}

/// A token as it is made.
package struct NewToken: Hashable, Sendable {
    package let name: String
    package let sha256: [UInt8]
    package let role: String
    /// A professional's or contact's id.
    package let subject: String?
    package let institutions: [InstitutionID]
    package let made: Instant
    package let madeBy: String
    package let expires: Instant

    package init(
        name: String, sha256: [UInt8], role: String, subject: String?,
        institutions: [InstitutionID], made: Instant, madeBy: String, expires: Instant
    ) {
        self.name = name
        self.sha256 = sha256
        self.role = role
        self.subject = subject
        self.institutions = institutions
        self.made = made
        self.madeBy = madeBy
        self.expires = expires
    }
}

/// A token as the log keeps it.
package struct StoredToken: Hashable, Sendable {
    package let id: Int64
    package let name: String
    package let role: String
    package let subject: String?
    package let institutions: [InstitutionID]
    package let made: Instant
    package let madeBy: String
    package let expires: Instant
    package let revoked: Instant?

    package func holds(at now: Instant) -> Bool { revoked == nil && now < expires }

    fileprivate static let columns =
        "id, name, role, subject, institutions, made, made_by, expires, revoked"
}

extension Connection {
    fileprivate func tokens(
        _ sql: String, _ values: [SQLValue]
    ) throws(LogError) -> [StoredToken] {
        try rows(composed: sql, values) { row throws(LogError) in
            StoredToken(
                id: row.integer(0), name: row.text(1) ?? "", role: row.text(2) ?? "",
                subject: row.text(3),
                institutions: (row.text(4) ?? "").split(separator: " ").map {
                    InstitutionID(rawValue: String($0))
                },
                made: try row.instant(5), madeBy: row.text(6) ?? "",
                expires: try row.instant(7), revoked: try row.instantIfAny(8))
        }
    }
}
