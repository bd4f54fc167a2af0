package import CallRouting
package import OnCallRoster

extension CallLog {
    /// Writes down that personal data was read; returns once it is on disk.
    package func note(_ access: AccessEntry) async throws(LogError) {
        _ = try await change { connection throws(LogError) in try connection.insert(access) }
    }

    /// A page of the access log, newest first.
    package func accesses(_ query: AccessQuery) throws(LogError) -> AccessPage {
        let limit = min(max(query.limit, 1), AccessQuery.mostRows)
        var conditions: [String] = []
        var values: [SQLValue] = []
        if let who = query.who {
            conditions.append("a.who = ?")
            values.append(.text(who))
        }
        if let family = query.family {
            conditions.append(
                """
                a.id IN (SELECT s.access FROM access_subject s
                    JOIN family_key_private f ON f.key = s.family_key WHERE f.family = ?)
                """)
            values.append(.coded(family))
        }
        if let from = query.from {
            conditions.append("a.at >= ?")
            values.append(.moment(from))
        }
        if let to = query.to {
            conditions.append("a.at < ?")
            values.append(.moment(to))
        }
        if let after = query.after {
            conditions.append("(a.at, a.id) < (SELECT at, id FROM access WHERE id = ?)")
            values.append(.integer(after))
        }
        let sql =
            """
            SELECT a.id, a.at, a.who, a.role, a.door, a.what, a.shown, p.why, c.gateway, c.call
            FROM access a LEFT JOIN access_private p ON p.access = a.id
                LEFT JOIN call c ON c.call_id = a.call_id
            """ + (conditions.isEmpty ? "" : "\nWHERE " + conditions.joined(separator: " AND "))
            + "\nORDER BY a.at DESC, a.id DESC LIMIT ?"
        let rest = values + [.number(limit + 1)]
        let found = try reader.ask { connection throws(LogError) -> [LoggedAccess] in
            try connection.rows(composed: sql, rest) { row throws(LogError) in
                LoggedAccess(
                    id: row.integer(0), at: try row.instant(1), who: row.text(2) ?? "",
                    role: row.text(3) ?? "",
                    door: try row.required(4) { AccessDoor(rawValue: $0) },
                    what: row.text(5) ?? "", shown: Int(row.integer(6)), why: row.text(7),
                    call: row.isNull(8) ? nil : CallKey(row: row, from: 8))
            }
        }
        let page = Array(found.prefix(limit))
        return AccessPage(accesses: page, next: found.count > limit ? page.last?.id : nil)
    }
}

/// By which way personal data was read.
package enum AccessDoor: String, CaseIterable, Sendable {
    /// The control socket.
    case control
    /// TCP, with a bearer token.
    case token
    /// The console, in a session.
    case console
}

/// One read of personal data: who, when, what, why.
package struct AccessEntry: Hashable, Sendable {
    package let at: Instant
    /// A Unix user's name, a token's, or the settings' name of who is in a session.
    package let who: String
    package let role: String
    package let door: AccessDoor
    /// What was read, in a word: `calls`, `call`, `follow-ups` and the like.
    package let what: String
    package let why: String?
    package let call: CallKey?
    /// The families of whom something was shown.
    package let families: Set<FamilyID>
    /// How many rows were shown.
    package let shown: Int

    package init(
        at: Instant, who: String, role: String, door: AccessDoor, what: String, why: String?,
        call: CallKey? = nil, families: Set<FamilyID> = [], shown: Int
    ) {
        self.at = at
        self.who = who
        self.role = role
        self.door = door
        self.what = what
        self.why = why
        self.call = call
        self.families = families
        self.shown = shown
    }
}

/// One read as the log has it.
package struct LoggedAccess: Hashable, Sendable {
    package let id: Int64
    package let at: Instant
    package let who: String
    package let role: String
    package let door: AccessDoor
    package let what: String
    package let shown: Int
    /// `nil` where none was given, or retention took it.
    package let why: String?
    package let call: CallKey?
}

/// Which reads are asked for.
package struct AccessQuery: Hashable, Sendable {
    package var who: String?
    /// Reads that showed something of this family.
    package var family: FamilyID?
    package var from: Instant?
    package var to: Instant?
    /// Rows of a page, 1 to `mostRows`.
    package var limit = 100
    /// The `next` of the page before.
    package var after: Int64?

    package init() {}

    package static let mostRows = 1000
}

package struct AccessPage: Hashable, Sendable {
    package let accesses: [LoggedAccess]
    /// Where the next page begins; `nil` on the last.
    package let next: Int64?
}

extension Connection {
    fileprivate func insert(_ access: AccessEntry) throws(LogError) -> Int64 {
        try run(
            """
            INSERT INTO access (at, who, role, door, what, call_id, shown)
            VALUES (?, ?, ?, ?, ?, (SELECT call_id FROM call WHERE gateway = ? AND call = ?), ?)
            """,
            [
                .moment(access.at), .text(access.who), .text(access.role),
                .coded(access.door), .text(access.what),
                .coded(access.call?.gateway), .optional(access.call?.call),
                .number(access.shown),
            ])
        let id = lastInsertedRow
        if let why = access.why {
            try run(
                "INSERT INTO access_private (access, why) VALUES (?, ?)",
                [.integer(id), .text(why)])
        }
        for family in access.families.sorted() {
            try run(
                """
                INSERT INTO access_subject (family_key, access)
                SELECT key, ? FROM family_key_private WHERE family = ?
                """, [.integer(id), .coded(family)])
        }
        return id
    }
}
