package import CallRouting
package import OnCallRoster

/// What stands in the way of an erasure.
package struct ErasureRefusal: Hashable, Sendable {
    package var openCalls = 0
    /// Promises and callbacks that are open.
    package var owed = 0
    /// Numbers of the holds that cover the family, a call of it, or everything.
    package var holds: [Int64] = []

    package var isNone: Bool { openCalls == 0 && owed == 0 && holds.isEmpty }
}

/// What came of an erasure.
package enum SubjectErasure: Hashable, Sendable {
    /// The log knows no family of this id.
    case unknown
    case refused(ErasureRefusal)
    case done(PurgeResult)
}

extension CallLog {
    /// Erases whatever identifies a family, of whatever age: numbers, texts, and its id. Events, their
    /// chain and coded facts stay, by a key that leads to nobody.
    package func erase(
        _ family: FamilyID, by who: String, at now: Instant, isDry: Bool
    ) async throws(LogError) -> SubjectErasure {
        let asked = try reader.ask { connection throws(LogError) -> Erasable? in
            try connection.erasable(family)
        }
        guard let asked else { return .unknown }
        guard asked.refusal.isNone else { return .refused(asked.refusal) }
        var result = PurgeResult()
        result.calls = asked.calls.count
        result.families = 1
        let erasure = isDry ? nil : try await begin(.erase, nil, asked.key, who, now)
        for start in stride(from: 0, to: asked.calls.count, by: 200) {
            let batch = Array(asked.calls[start..<min(start + 200, asked.calls.count)])
            result.events += try await delete(batch, erasure: erasure)
        }
        result.backups = try backups()
        guard !isDry else { return .done(result) }
        _ = try await change { connection throws(LogError) in
            try connection.run(
                """
                DELETE FROM access_private
                WHERE access IN (SELECT access FROM access_subject WHERE family_key = ?)
                """, [.text(asked.key)])
            try connection.forgetFamily(asked.key)
            try connection.needRewrite()
            return 0
        }
        result.isOverwritten = try await rewriteWhereDue()
        return .done(result)
    }

    /// The numbers of a family's calls in the log, and whom it is known by; the oldest first.
    package func callNumbers(of family: FamilyID) throws(LogError) -> [CallKey]? {
        try reader.ask { connection throws(LogError) -> [CallKey]? in
            guard let key = try connection.key(of: family) else { return nil }
            return try connection.rows(
                "SELECT gateway, call FROM call WHERE family_key = ? ORDER BY began, call_id",
                [.text(key)]
            ) { CallKey(row: $0, from: 0) }
        }
    }

    /// What a call's private rows hold: its numbers, and what each event brought.
    package func privateFacts(of key: CallKey) throws(LogError) -> PrivateFacts {
        try reader.ask { connection throws(LogError) -> PrivateFacts in
            let call = [SQLValue.text(key.gateway.rawValue), .text(key.call)]
            let numbers = try connection.row(
                """
                SELECT p.caller_number, p.from_text, p.to_number, p.forwarded_from,
                    p.callback_number
                FROM call c JOIN call_private p ON p.call_id = c.call_id
                WHERE c.gateway = ? AND c.call = ?
                """, call
            ) { row in (0..<5).map { row.text($0) } }
            let events = try connection.rows(
                """
                SELECT e.seq, p.body, p.private_values
                FROM call c JOIN event e ON e.call_id = c.call_id
                    JOIN event_private p ON p.seq = e.seq
                WHERE c.gateway = ? AND c.call = ? ORDER BY e.seq
                """, call
            ) { row in
                PrivateFacts.Event(
                    seq: row.integer(0), body: row.blob(1) ?? [], values: row.text(2) ?? "[]")
            }
            return PrivateFacts(numbers: (numbers ?? []).compactMap { $0 }, events: events)
        }
    }
}

/// Whatever identifies somebody in a call.
package struct PrivateFacts: Hashable, Sendable {
    /// From, to, and where it was forwarded from, as they came.
    package let numbers: [String]
    package let events: [Event]

    package struct Event: Hashable, Sendable {
        package let seq: Int64
        /// As the gateway sent it.
        package let body: [UInt8]
        /// Texts that the event's records name by their place.
        package let values: String
    }
}

private struct Erasable {
    let key: String
    let calls: [Int64]
    let refusal: ErasureRefusal
}

extension Connection {
    fileprivate func erasable(_ family: FamilyID) throws(LogError) -> Erasable? {
        guard let key = try key(of: family) else { return nil }
        let own = [SQLValue.text(key)]
        var refusal = ErasureRefusal()
        refusal.openCalls =
            try row("SELECT count(*) FROM call WHERE family_key = ? AND state = 'open'", own) {
                Int($0.integer(0))
            } ?? 0
        refusal.owed =
            try row(
                """
                SELECT count(*) FROM call c JOIN follow_up f ON f.call_id = c.call_id
                WHERE c.family_key = ? AND f.ended IS NULL
                    AND f.kind IN ('promise', 'callback')
                """, own
            ) { Int($0.integer(0)) } ?? 0
        refusal.holds = try rows(
            """
            SELECT id FROM hold WHERE lifted IS NULL AND (
                family_key = ?1 OR family_key IS NULL AND call_id IS NULL
                OR call_id IN (SELECT call_id FROM call WHERE family_key = ?1))
            ORDER BY id
            """, own
        ) { $0.integer(0) }
        let calls = try rows(
            "SELECT call_id FROM call WHERE family_key = ? ORDER BY call_id", own
        ) { $0.integer(0) }
        return Erasable(key: key, calls: calls, refusal: refusal)
    }
}
