package import OnCallRoster

/// Somebody who is asked to say that they are there for a duty.
package struct DutyCheck: Hashable, Sendable {
    package let line: LineID
    package let starts: Instant
    package let professional: ProfessionalID
    package let asked: Instant

    package init(line: LineID, starts: Instant, professional: ProfessionalID, asked: Instant) {
        self.line = line
        self.starts = starts
        self.professional = professional
        self.asked = asked
    }
}

extension CallLog {
    /// Puts a reminder with its question into the outbox, both or neither.
    ///
    /// - Parameters:
    ///   - reminder: Its link holds the token.
    ///   - tokenSHA256: SHA-256 of that token.
    /// - Returns: false where it stood there already.
    @discardableResult
    package func add(
        _ reminder: NewMessage, asking check: DutyCheck, tokenSHA256: [UInt8]
    ) async throws(LogError) -> Bool {
        try await change { connection throws(LogError) in
            guard try connection.add(reminder) else { return 0 }
            try connection.run(
                """
                INSERT INTO duty_check
                    (owner_kind, owner, line, starts, professional, token_sha256, asked)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (owner_kind, owner, line, starts, professional) DO NOTHING
                """,
                [
                    .text(check.line.institution == nil ? "municipality" : "institution"),
                    .text(check.line.owner.name), .coded(check.line.name), .moment(check.starts),
                    .coded(check.professional), .blob(tokenSHA256), .moment(check.asked),
                ])
            return 1
        } > 0
    }

    /// The question that a token answers; `nil` if there is none.
    package func dutyCheck(tokenSHA256: [UInt8]) throws(LogError) -> DutyCheck? {
        try reader.ask { connection throws(LogError) -> DutyCheck? in
            try connection.row(
                """
                SELECT id, owner_kind, owner, line, starts, professional, asked
                FROM duty_check WHERE token_sha256 = ?
                """, [.blob(tokenSHA256)]
            ) { row throws(LogError) in try DutyCheck(row: row) }
        }
    }

    /// Somebody says that they are there; a second time changes nothing.
    ///
    /// - Returns: false if the token asks nothing.
    package func confirmDuty(tokenSHA256: [UInt8], at now: Instant) async throws(LogError) -> Bool {
        try await change { connection throws(LogError) in
            try connection.run(
                """
                UPDATE duty_check SET confirmed = coalesce(confirmed, ?) WHERE token_sha256 = ?
                """, [.moment(now), .blob(tokenSHA256)])
            return connection.changes
        } > 0
    }

    /// Questions asked by an instant that nobody has answered, and of which nobody was told.
    package func unansweredDutyChecks(askedBy instant: Instant) throws(LogError) -> [DutyCheck] {
        try reader.ask { connection throws(LogError) -> [DutyCheck] in
            try connection.rows(
                """
                SELECT id, owner_kind, owner, line, starts, professional, asked
                FROM duty_check WHERE asked <= ? AND confirmed IS NULL AND told IS NULL
                ORDER BY asked, id
                """, [.moment(instant)]
            ) { row throws(LogError) in try DutyCheck(row: row) }
        }
    }

    /// Somebody else is told of an unanswered question: both are written together.
    package func tell(
        _ message: NewMessage, ofUnanswered check: DutyCheck, at now: Instant
    ) async throws(LogError) {
        _ = try await change { connection throws(LogError) in
            try connection.run(
                """
                UPDATE duty_check SET told = ?
                WHERE owner_kind = ? AND owner = ? AND line = ? AND starts = ?
                    AND professional = ? AND confirmed IS NULL AND told IS NULL
                """,
                [
                    .moment(now),
                    .text(check.line.institution == nil ? "municipality" : "institution"),
                    .text(check.line.owner.name), .coded(check.line.name), .moment(check.starts),
                    .coded(check.professional),
                ])
            guard connection.changes > 0 else { return 0 }
            return try connection.add(message) ? 1 : 0
        }
    }
}

extension DutyCheck {
    fileprivate init(row: Statement) throws(LogError) {
        let name = row.text(2) ?? ""
        line = LineID(
            row.text(1) == "institution"
                ? .institution(InstitutionID(rawValue: name))
                : .municipality(MunicipalityID(rawValue: name)),
            LineName(rawValue: row.text(3) ?? ""))
        starts = try row.instant(4)
        professional = try row.required(5) { ProfessionalID(rawValue: $0) }
        asked = try row.instant(6)
    }
}

extension CallLog {
    /// The roster of which everybody whose duty it changed was told; `nil` before the first.
    package func toldRoster() throws(LogError) -> String? {
        try reader.ask { connection throws(LogError) -> String? in
            try connection.row("SELECT value FROM mark WHERE name = 'told-roster'") {
                $0.text(0)
            } ?? nil
        }
    }

    /// Puts what changed with a roster into the outbox, and remembers that it was told.
    package func tell(_ messages: [NewMessage], ofRoster sha256: String) async throws(LogError) {
        _ = try await change { connection throws(LogError) in
            for message in messages { _ = try connection.add(message) }
            try connection.run(
                """
                INSERT INTO mark (name, value) VALUES ('told-roster', ?)
                ON CONFLICT (name) DO UPDATE SET value = excluded.value
                """, [.text(sha256)])
            return 0
        }
    }
}
