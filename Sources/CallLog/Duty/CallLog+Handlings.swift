package import OnCallRoster

/// The time that one professional spent on one call. Nothing tells whose call it was.
package struct Handling: Hashable, Sendable {
    /// The call's number in the log.
    package let call: Int64
    package let professional: ProfessionalID
    /// From acceptance to the leg's end; empty where nobody ever told the end.
    package let interval: Interval
    /// Whether a family called, or somebody of whom nobody knows whether they are one.
    package let isOffered: Bool
    package let variant: Family.Variant?

    package init(
        call: Int64, professional: ProfessionalID, interval: Interval, isOffered: Bool = true,
        variant: Family.Variant? = nil
    ) {
        self.call = call
        self.professional = professional
        self.interval = interval
        self.isOffered = isOffered
        self.variant = variant
    }
}

extension CallLog {
    /// No call of the log is handled longer (design.md, *Sweeper*: four hours), by far.
    private static let longestHandling: Duration = .days(1)

    /// Calls that somebody handled within an interval, whole, in the order of acceptance; rehearsals
    /// and last resorts are none.
    ///
    /// Spans within a call are the gateway's, counted from when the daemon received the call, so
    /// that they stand beside duty.
    ///
    /// - Parameter now: Until when a call that goes on has been handled.
    package func handlings(in interval: Interval, now: Instant) throws(LogError) -> [Handling] {
        let from = interval.start - CallLog.longestHandling
        // A connection of its own: the calls of years must not keep others from reading.
        let connection = try Schema.openReader(path: path)
        defer { connection.close() }
        let all = try connection.rows(
            """
            SELECT c.call_id, l.professional, c.began, c.began_at, l.accepted, l.ended,
                c.swept = 1 AND l.reason IS NULL, c.caller_kind, c.variant
            FROM call c JOIN leg l ON l.call_id = c.call_id
            WHERE c.answered >= ? AND c.answered < ? AND c.rehearsal = 0
                AND l.accepted IS NOT NULL AND l.professional IS NOT NULL
            ORDER BY c.answered, c.call_id
            """,
            [.instant(from), .instant(interval.end)]
        ) { row throws(LogError) in try Handling(row: row, now: now) }
        return all.filter {
            $0.interval.overlaps(interval) || interval.contains($0.interval.start)
        }
    }
}

extension Handling {
    fileprivate init(row: Statement, now: Instant) throws(LogError) {
        let began = try row.instant(2)
        let shift = began - (try row.instant(3))
        let accepted = max(began, try row.instant(4) + shift)
        let ended = try row.instantIfAny(5).map { $0 + shift }
        let isUnknown = row.flag(6)
        let kind = row.text(7) ?? ""
        self.init(
            call: row.integer(0), professional: row.identifier(1) ?? "",
            interval: Interval(accepted, isUnknown ? accepted : max(accepted, ended ?? now)),
            isOffered: kind != "contact" && kind != "professional",
            variant: try row.value(8) { Family.Variant(rawValue: $0) })
    }
}
