package import OnCallRoster

/// What neither purge nor erasure touches, and why.
package struct LegalHold: Hashable, Sendable {
    package let id: Int64
    package let covers: Cover
    package let why: String
    package let made: Instant
    package let madeBy: String
    package let lifted: Instant?
    package let liftedBy: String?

    package enum Cover: Hashable, Sendable {
        case everything
        /// `nil` where the family's id has gone.
        case family(FamilyID?)
        /// The call's number in the log.
        case call(Int64)
    }
}

/// A purge or an erasure that was made.
package struct PastErasure: Hashable, Sendable {
    package let at: Instant
    package let by: String
    /// `purge` or `erase`.
    package let kind: String
    package let calls: Int
    package let events: Int
    package let held: Int
}

extension CallLog {
    /// Holds a family's calls, a call, or everything, from now on.
    ///
    /// - Returns: its number; `nil` where the log knows no such family.
    package func hold(
        _ cover: LegalHold.Cover, why: String, by who: String, at now: Instant
    ) async throws(LogError) -> Int64? {
        let id = try await change { connection throws(LogError) in
            var (key, number) = (SQLValue.null, SQLValue.null)
            switch cover {
            case .everything: break
            case .call(let call): number = .integer(call)
            case .family(let family):
                guard let known = try connection.key(of: family) else { return 0 }
                key = .text(known)
            }
            try connection.run(
                "INSERT INTO hold (family_key, call_id, why, made, made_by) VALUES (?, ?, ?, ?, ?)",
                [key, number, .text(why), .moment(now), .text(who)])
            return connection.lastInsertedRow
        }
        return id > 0 ? id : nil
    }

    /// - Returns: false if no hold of this number stands.
    package func lift(
        hold id: Int64, by who: String, at now: Instant
    ) async throws(LogError) -> Bool {
        try await change { connection throws(LogError) in
            try connection.run(
                "UPDATE hold SET lifted = ?, lifted_by = ? WHERE id = ? AND lifted IS NULL",
                [.moment(now), .text(who), .integer(id)])
            return connection.changes
        } > 0
    }

    /// All holds, also those that were lifted, the newest last.
    package func holds() throws(LogError) -> [LegalHold] {
        try reader.ask { connection throws(LogError) in
            try connection.rows(
                """
                SELECT h.id, h.family_key IS NOT NULL, f.family, h.call_id, h.why, h.made,
                    h.made_by, h.lifted, h.lifted_by
                FROM hold h LEFT JOIN family_key_private f ON f.key = h.family_key ORDER BY h.id
                """
            ) { row throws(LogError) in
                let cover: LegalHold.Cover =
                    row.flag(1)
                    ? .family(row.identifier(2))
                    : row.isNull(3) ? .everything : .call(row.integer(3))
                return LegalHold(
                    id: row.integer(0), covers: cover, why: row.text(4) ?? "",
                    made: try row.instant(5), madeBy: row.text(6) ?? "",
                    lifted: try row.instantIfAny(7), liftedBy: row.text(8))
            }
        }
    }

    /// What was purged and erased, the newest last.
    package func erasures() throws(LogError) -> [PastErasure] {
        try reader.ask { connection throws(LogError) in
            try connection.rows(
                "SELECT at, by_whom, kind, calls, events, held FROM erasure ORDER BY id"
            ) { row throws(LogError) in
                PastErasure(
                    at: try row.instant(0), by: row.text(1) ?? "", kind: row.text(2) ?? "",
                    calls: Int(row.integer(3)), events: Int(row.integer(4)),
                    held: Int(row.integer(5)))
            }
        }
    }
}

extension Connection {
    /// By which key a family stands in the log; `nil` where it knows none of this id.
    func key(of family: FamilyID?) throws(LogError) -> String? {
        guard let family else { return nil }
        return try row(
            "SELECT key FROM family_key_private WHERE family = ?", [.text(family.rawValue)]
        ) { $0.text(0) ?? "" }
    }
}
