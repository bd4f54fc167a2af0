package import OnCallRoster

extension CallLog {
    /// What is known of a study by its name.
    package enum StudyAnswer: Hashable, Sendable {
        case key([UInt8], ends: Instant)
        /// There is none, and no end was given with which to begin one.
        case unknown
        /// It ends at another instant than the one that was given.
        case endsOtherwise(Instant)
    }

    /// The key of a study, by which all its exports name a family alike. Studies that have ended are
    /// forgotten first, keys and all.
    ///
    /// - Parameters:
    ///   - ends: When a study that is new ends, after `now`; `nil` to ask for one that goes on.
    ///   - fresh: 256 bits, the key of a study that is new.
    package func studyKey(
        _ name: String, ends: Instant?, now: Instant, fresh: [UInt8]
    ) async throws(LogError) -> StudyAnswer {
        try await forgetEndedStudies(now: now)
        if let ends {
            _ = try await change { connection throws(LogError) in
                try connection.run(
                    "INSERT OR IGNORE INTO study (name, key, made, ends) VALUES (?, ?, ?, ?)",
                    [.text(name), .blob(fresh), .moment(now), .moment(ends)])
                return connection.changes
            }
        }
        let known = try reader.ask { connection throws(LogError) in
            try connection.row("SELECT key, ends FROM study WHERE name = ?", [.text(name)]) {
                row throws(LogError) in (row.blob(0) ?? [], try row.instant(1))
            }
        }
        guard let (key, end) = known, end > now else { return .unknown }
        if let ends, ends != end { return .endsOtherwise(end) }
        return .key(key, ends: end)
    }

    /// Deletes the keys of studies that have ended; whoever has two of their exports can tell of no
    /// third that it is of the same families.
    ///
    /// - Returns: how many have gone.
    @discardableResult
    package func forgetEndedStudies(now: Instant) async throws(LogError) -> Int {
        let ended = try reader.ask { connection throws(LogError) in
            try connection.row("SELECT count(*) FROM study WHERE ends <= ?", [.moment(now)]) {
                $0.integer(0)
            }
        }
        guard ended ?? 0 > 0 else { return 0 }
        return Int(
            try await change { connection throws(LogError) in
                try connection.run("DELETE FROM study WHERE ends <= ?", [.moment(now)])
                return connection.changes
            })
    }
}
