import CallRouting
package import OnCallRoster
import Synchronization

extension CallLog {
    /// Deletes what is past its time, a few calls in each transaction so that no call waits for it, and
    /// overwrites where it stood. Events, their chain and coded facts stay. What is still owed, and what
    /// a hold covers, stays whole.
    ///
    /// - Parameters:
    ///   - who: By whom, for the list of erasures.
    ///   - isDry: Counts the same and deletes nothing.
    package func purge(
        _ policy: PurgePolicy, by who: String, at now: Instant, isDry: Bool
    ) async throws(LogError) -> PurgeResult {
        var result = PurgeResult()
        let erasure = isDry ? nil : try await begin(.purge, policy.personalBefore, nil, who, now)
        var from: Int64 = 0
        // Bounded by the number of events there are.
        while true {
            let after = from
            let page = try reader.ask { connection throws(LogError) in
                try connection.purgeable(after: after, before: policy.personalBefore)
            }
            guard let last = page.last else { break }
            from = last.seq
            let ready = Set(page.filter { !$0.isHeld && $0.isOld }.map(\.call)).sorted()
            result.calls += ready.count
            result.events += try await delete(ready, erasure: erasure)
        }
        let held = try reader.ask { connection throws(LogError) in
            try connection.heldCalls(before: policy.personalBefore)
        }
        result.held = held
        if let erasure {
            let rest = Kept()
            _ = try await change { connection throws(LogError) in
                let deleted = try connection.deleteOld(policy, isDry: false)
                try connection.end(erasure, held: held)
                rest.value.withLock { $0 = deleted }
                return 0
            }
            result.take(rest.value.withLock { $0 })
        } else {
            // A dry run has left in place what it counted, so that families are told by their calls.
            result.take(
                try reader.ask { connection throws(LogError) in
                    try connection.deleteOld(policy, isDry: true)
                })
        }
        result.backups = try backups()
        if !isDry { result.isOverwritten = try await rewriteWhereDue() }
        return result
    }

    /// Writes the file anew where something was deleted since it last was, so that nothing of it is left.
    ///
    /// - Returns: false where somebody who reads was in the way all the time; the next purge tries
    ///   again.
    func rewriteWhereDue() async throws(LogError) -> Bool {
        let isDue = try reader.ask { connection throws(LogError) in
            try connection.row("SELECT 1 FROM mark WHERE name = 'rewrite-due'") { _ in true }
        }
        guard isDue == true else { return true }
        for _ in 0..<5 {
            let left = try await writer.submit(LogWriter.Work.rewriteFile).seq()
            guard left == 0 else { continue }
            _ = try await change { connection throws(LogError) in
                try connection.run("DELETE FROM mark WHERE name = 'rewrite-due'")
                return 0
            }
            return true
        }
        return false
    }

    /// Writes down that an erasure begins; what it takes is added as it goes, so that the log knows of
    /// each part that is gone.
    ///
    /// - Returns: its number.
    func begin(
        _ kind: Connection.Erasure, _ before: Instant?, _ family: String?, _ who: String,
        _ now: Instant
    ) async throws(LogError) -> Int64 {
        try await change { connection throws(LogError) in
            try connection.run(
                """
                INSERT INTO erasure (at, by_whom, kind, before, family_key, calls, events, held)
                VALUES (?, ?, ?, ?, ?, 0, 0, 0)
                """,
                [
                    .moment(now), .text(who), .coded(kind), .instant(before), .optional(family),
                ])
            return connection.lastInsertedRow
        }
    }

    /// Deletes whatever identifies somebody in calls.
    ///
    /// - Returns: of how many events.
    ///
    /// - Parameter erasure: The number of that in which it is done; `nil`: it is only counted.
    func delete(_ calls: [Int64], erasure: Int64?) async throws(LogError) -> Int {
        guard !calls.isEmpty else { return 0 }
        guard let erasure else {
            return try reader.ask { connection throws(LogError) in
                try connection.countPrivate(of: calls)
            }
        }
        return Int(
            try await change { connection throws(LogError) in
                let events = try connection.deletePrivate(of: calls)
                try connection.add(calls: calls.count, events: events, to: erasure)
                return events
            })
    }
}

extension PurgeResult {
    fileprivate mutating func take(_ rest: OldRows) {
        (families, reasons) = (rest.families, rest.reasons)
        (duties, accesses) = (rest.duties, rest.accesses)
    }
}

/// What the writer's thread hands back.
private final class Kept: Sendable {
    let value = Mutex(OldRows())
}

struct OldRows: Hashable, Sendable {
    var families = 0
    var reasons = 0
    var duties = 0
    var accesses = 0
}

/// An event that still holds what identifies somebody.
private struct Purgeable {
    let seq: Int64
    let call: Int64
    let isOld: Bool
    let isHeld: Bool
}

extension SQL {
    /// Of a call `c`: somebody must still be rung back, or a hold covers it, its family or
    /// everything.
    static let isHeld = """
        (EXISTS (
            SELECT 1 FROM follow_up f
            WHERE f.call_id = c.call_id AND f.ended IS NULL AND f.kind IN ('promise', 'callback'))
        OR EXISTS (
            SELECT 1 FROM hold h WHERE h.lifted IS NULL AND (
                h.call_id = c.call_id OR h.family_key = c.family_key
                OR h.call_id IS NULL AND h.family_key IS NULL)))
        """
}

extension Connection {
    fileprivate func purgeable(
        after seq: Int64, before: Instant
    ) throws(LogError) -> [Purgeable] {
        try rows(
            composed: """
                SELECT p.seq, c.call_id,
                    c.state = 'ended' AND coalesce(c.ended, c.began) < ?, \(SQL.isHeld)
                FROM event_private p JOIN event e ON e.seq = p.seq
                    JOIN call c ON c.call_id = e.call_id
                WHERE p.seq > ? ORDER BY p.seq LIMIT 1000
                """, [.moment(before), .integer(seq)]
        ) {
            Purgeable(
                seq: $0.integer(0), call: $0.integer(1), isOld: $0.flag(2), isHeld: $0.flag(3))
        }
    }

    fileprivate func heldCalls(before: Instant) throws(LogError) -> Int {
        let count = try rows(
            composed: """
                SELECT count(*) FROM call_private p JOIN call c ON c.call_id = p.call_id
                WHERE c.state = 'ended' AND coalesce(c.ended, c.began) < ? AND \(SQL.isHeld)
                """, [.moment(before)]
        ) { Int($0.integer(0)) }
        return count.first ?? 0
    }

    fileprivate func countPrivate(of calls: [Int64]) throws(LogError) -> Int {
        var count: Int64 = 0
        for call in calls {
            count +=
                try row(
                    """
                    SELECT count(*) FROM event e JOIN event_private p ON p.seq = e.seq
                    WHERE e.call_id = ?
                    """, [.integer(call)]
                ) { $0.integer(0) } ?? 0
        }
        return Int(count)
    }

    /// - Returns: of how many events.
    func deletePrivate(of calls: [Int64]) throws(LogError) -> Int64 {
        var events: Int64 = 0
        for call in calls {
            let own = [SQLValue.integer(call)]
            try run(
                """
                DELETE FROM event_private
                WHERE seq IN (SELECT seq FROM event WHERE call_id = ?)
                """, own)
            events += changes
            try run("DELETE FROM call_private WHERE call_id = ?", own)
            try run(
                """
                DELETE FROM follow_up_private
                WHERE follow_up IN (SELECT id FROM follow_up WHERE call_id = ?)
                """, own)
            try run(
                "DELETE FROM delivery WHERE seq IN (SELECT seq FROM event WHERE call_id = ?)", own)
            try run(
                """
                DELETE FROM access_private
                WHERE access IN (SELECT id FROM access WHERE call_id = ?)
                """, own)
        }
        return events
    }

    /// What is old without being a call's.
    fileprivate func deleteOld(
        _ policy: PurgePolicy, isDry: Bool
    ) throws(LogError) -> OldRows {
        var old = OldRows()
        let isAllHeld = try row(
            "SELECT 1 FROM hold WHERE lifted IS NULL AND call_id IS NULL AND family_key IS NULL"
        ) { _ in true }
        guard isAllHeld != true else { return old }
        for (key, family) in try idleFamilies(before: policy.personalBefore)
        where !policy.enrolled.contains(FamilyID(rawValue: family)) {
            old.families += 1
            if !isDry { try forgetFamily(key) }
        }
        func delete(_ count: SQL, _ delete: SQL, _ before: Instant) throws(LogError) -> Int {
            guard isDry else {
                try run(delete, [.moment(before)])
                return Int(changes)
            }
            return try row(count, [.moment(before)]) { Int($0.integer(0)) } ?? 0
        }
        old.reasons = try delete(
            """
            SELECT count(*) FROM access_private
            WHERE access IN (SELECT id FROM access WHERE at < ?)
            """,
            "DELETE FROM access_private WHERE access IN (SELECT id FROM access WHERE at < ?)",
            policy.personalBefore)
        if !isDry {
            for table: SQL in [
                "DELETE FROM access_subject WHERE access IN (SELECT id FROM access WHERE at < ?)",
                "DELETE FROM access_private WHERE access IN (SELECT id FROM access WHERE at < ?)",
            ] {
                try run(table, [.moment(policy.accessBefore)])
            }
        }
        old.accesses = try delete(
            "SELECT count(*) FROM access WHERE at < ?", "DELETE FROM access WHERE at < ?",
            policy.accessBefore)
        old.duties = try delete(
            "SELECT count(*) FROM duty WHERE ends < ?", "DELETE FROM duty WHERE ends < ?",
            policy.workingTimeBefore)
        if !isDry, old != OldRows() { try needRewrite() }
        return old
    }

    /// Families without a call since an instant, of whom nothing is owed and nothing is held.
    private func idleFamilies(before: Instant) throws(LogError) -> [(String, String)] {
        try rows(
            """
            SELECT f.key, f.family FROM family_key_private f
            WHERE NOT EXISTS (
                    SELECT 1 FROM call c WHERE c.family_key = f.key
                        AND (c.state = 'open' OR coalesce(c.ended, c.began) >= ?))
                AND NOT EXISTS (
                    SELECT 1 FROM call c JOIN follow_up u ON u.call_id = c.call_id
                    WHERE c.family_key = f.key AND u.ended IS NULL
                        AND u.kind IN ('promise', 'callback'))
                AND NOT EXISTS (
                    SELECT 1 FROM hold h WHERE h.lifted IS NULL AND (
                        h.family_key = f.key OR h.call_id IS NULL AND h.family_key IS NULL
                        OR h.call_id IN (SELECT call_id FROM call WHERE family_key = f.key)))
            """, [.moment(before)]
        ) { ($0.text(0) ?? "", $0.text(1) ?? "") }
    }

    /// Its calls stand by a key that leads to nobody.
    func forgetFamily(_ key: String) throws(LogError) {
        try run("DELETE FROM family_key_private WHERE key = ?", [.text(key)])
        familyKeys = [:]
    }

    enum Erasure: String {
        case purge, erase
    }

    /// Adds to an erasure what one of its transactions took.
    func add(calls: Int, events: Int64, to erasure: Int64) throws(LogError) {
        try run(
            "UPDATE erasure SET calls = calls + ?, events = events + ? WHERE id = ?",
            [.number(calls), .integer(events), .integer(erasure)])
        try needRewrite()
    }

    func end(_ erasure: Int64, held: Int) throws(LogError) {
        try run("UPDATE erasure SET held = ? WHERE id = ?", [.number(held), .integer(erasure)])
    }

    func needRewrite() throws(LogError) {
        try run("INSERT OR IGNORE INTO mark (name, value) VALUES ('rewrite-due', '1')")
    }
}
