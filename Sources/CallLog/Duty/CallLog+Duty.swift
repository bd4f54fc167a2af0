package import OnCallRoster

/// How far duty is written down, and by which roster the latest of it.
package struct DutyMark: Hashable, Sendable {
    package let until: Instant
    package let roster: String

    package init(until: Instant, roster: String) {
        self.until = until
        self.roster = roster
    }
}

/// Who filled each line is written down as time passes, by the roster that calls were routed by then.
/// The rows hold nothing of callers, and stay when numbers and names of calls go.
extension CallLog {
    private static let mostInOneChange = 256

    /// `nil` before anything was written.
    package func dutyMark() throws(LogError) -> DutyMark? {
        try reader.askAtOnce { connection throws(LogError) -> DutyMark? in
            let until = try connection.mark("duty-recorded-until")
            guard let until = until.flatMap({ Instant(rfc3339: $0) }) else { return nil }
            return DutyMark(
                until: until, roster: try connection.mark("duty-recorded-by") ?? "")
        }
    }

    /// When the first event of all was received; `nil` in an empty log.
    package func firstEvent() throws(LogError) -> Instant? {
        try reader.ask { connection throws(LogError) -> Instant? in
            try connection.row("SELECT received FROM event ORDER BY seq LIMIT 1") {
                row throws(LogError) in try row.instant(0)
            }
        }
    }

    /// Writes down what was, and how far.
    ///
    /// What is written already stays as it is, and only what it leaves open is added: no two rows of
    /// a line overlap, whatever a clock was set to. A stretch that goes on where a row ends with
    /// nothing else changed lengthens that row.
    package func record(
        _ stretches: [DutyStretch], until mark: DutyMark
    ) async throws(LogError) {
        var rest = stretches[...]
        repeat {
            let some = Array(rest.prefix(CallLog.mostInOneChange))
            rest = rest.dropFirst(CallLog.mostInOneChange)
            let isLast = rest.isEmpty
            _ = try await change { connection throws(LogError) in
                for stretch in some { try connection.add(stretch) }
                if isLast {
                    try connection.set("duty-recorded-until", to: mark.until.logText)
                    try connection.set("duty-recorded-by", to: mark.roster)
                }
                return Int64(some.count)
            }
        } while !rest.isEmpty
    }

    /// All duty within an interval, cut to it, in the order in which it began.
    package func duty(in interval: Interval) throws(LogError) -> [DutyStretch] {
        // A connection of its own: the duty of years must not keep others from reading.
        let connection = try Schema.openReader(path: path)
        defer { connection.close() }
        return try connection.rows(
            """
            SELECT owner_kind, owner, line, starts, ends, professional, desk, reachable, kind,
                claimed
            FROM duty
            WHERE ends > ? AND starts < ?
            ORDER BY starts, owner_kind, owner, line
            """,
            [.instant(interval.start), .instant(interval.end)]
        ) { row throws(LogError) in try DutyStretch(row: row).clipped(to: interval) }
    }

    /// One professional's duty within an interval, cut to it, in the order in which it began.
    package func duty(
        of professional: ProfessionalID, in interval: Interval
    ) throws(LogError) -> [DutyStretch] {
        try reader.ask { connection throws(LogError) -> [DutyStretch] in
            try connection.rows(
                """
                SELECT owner_kind, owner, line, starts, ends, professional, desk, reachable,
                    kind, claimed
                FROM duty
                WHERE professional = ? AND ends > ? AND starts < ?
                ORDER BY starts, owner_kind, owner, line
                """,
                [.coded(professional), .instant(interval.start), .instant(interval.end)]
            ) { row throws(LogError) in try DutyStretch(row: row).clipped(to: interval) }
        }
    }

    /// Forgets duty before an instant; what lies across it is cut. Returns how many rows went.
    package func forgetDuty(before instant: Instant) async throws(LogError) -> Int64 {
        try await change { connection throws(LogError) in
            try connection.run("DELETE FROM duty WHERE ends <= ?", [.instant(instant)])
            let gone = connection.changes
            try connection.run(
                "UPDATE duty SET starts = ? WHERE starts < ? AND ends > ?",
                [.instant(instant), .instant(instant), .instant(instant)])
            return gone
        }
    }
}

extension Connection {
    fileprivate func mark(_ name: String) throws(LogError) -> String? {
        try row("SELECT value FROM mark WHERE name = ?", [.text(name)]) { $0.text(0) } ?? nil
    }

    fileprivate func set(_ name: String, to value: String) throws(LogError) {
        try run(
            """
            INSERT INTO mark (name, value) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value
            """, [.text(name), .text(value)])
    }

    fileprivate func add(_ stretch: DutyStretch) throws(LogError) {
        let line = stretch.line.values
        let (start, end) = (
            SQLValue.instant(stretch.interval.start), SQLValue.instant(stretch.interval.end)
        )
        // Rows of a line do not overlap: of those that began before, only the last may reach in.
        let known = try rows(
            """
            SELECT starts, ends FROM duty
            WHERE owner_kind = ?1 AND owner = ?2 AND line = ?3 AND starts < ?5
                AND starts >= coalesce(
                    (SELECT max(starts) FROM duty
                    WHERE owner_kind = ?1 AND owner = ?2 AND line = ?3 AND starts <= ?4), ?4)
            """, line + [start, end]
        ) { row throws(LogError) in Interval(try row.instant(0), try row.instant(1)) }
        let open = IntervalSet([stretch.interval]).subtracting(IntervalSet(known))
        for piece in open.intervals { try insert(stretch.over(piece)) }
    }

    private func insert(_ stretch: DutyStretch) throws(LogError) {
        let facts: [SQLValue] = [
            .coded(stretch.professional), .flag(stretch.isDesk), .flag(stretch.isReachable),
            .coded(stretch.kind), .flag(stretch.isClaimed),
        ]
        let (start, end) = (
            SQLValue.instant(stretch.interval.start), SQLValue.instant(stretch.interval.end)
        )
        try run(
            """
            UPDATE duty SET ends = ?5
            WHERE owner_kind = ?1 AND owner = ?2 AND line = ?3 AND ends = ?4
                AND starts = (
                    SELECT max(starts) FROM duty
                    WHERE owner_kind = ?1 AND owner = ?2 AND line = ?3 AND starts < ?4)
                AND professional IS ?6 AND desk = ?7 AND reachable = ?8 AND kind = ?9
                AND claimed = ?10
            """, stretch.line.values + [start, end], facts)
        guard changes == 0 else { return }
        try run(
            """
            INSERT INTO duty (
                owner_kind, owner, line, starts, ends, professional, desk, reachable, kind,
                claimed)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """, stretch.line.values + [start, end], facts)
    }
}

extension LineID {
    fileprivate var values: [SQLValue] {
        let kind =
            switch owner {
            case .institution: "institution"
            case .municipality: "municipality"
            }
        return [.text(kind), .text(owner.name), .coded(name)]
    }
}

extension DutyStretch {
    fileprivate init(row: Statement) throws(LogError) {
        let owner = try row.required(1) { $0 }
        let kind = try row.required(0) { word -> LineID.Owner? in
            switch word {
            case "institution": .institution(InstitutionID(rawValue: owner))
            case "municipality": .municipality(MunicipalityID(rawValue: owner))
            default: nil
            }
        }
        self.init(
            line: LineID(kind, try row.required(2) { LineName(rawValue: $0) }),
            interval: Interval(try row.instant(3), try row.instant(4)),
            professional: row.identifier(5), isDesk: row.flag(6), isReachable: row.flag(7),
            kind: try row.required(8) { Line.DutyKind(rawValue: $0) }, isClaimed: row.flag(9))
    }
}
