import CallRouting
package import OnCallRoster

/// The time that a professional spent on one call. Nothing tells whose call it was.
///
/// Small, for a year may hold a million of them.
package struct Handling: Hashable, Sendable {
    private let start: Instant
    private let milliseconds: UInt32
    package let variant: Family.Variant?

    /// From acceptance to the leg's end; empty where nobody ever told the end.
    package var interval: Interval {
        Interval(start, start + .milliseconds(Int64(milliseconds)))
    }

    package init(_ interval: Interval, variant: Family.Variant? = nil) {
        start = interval.start
        milliseconds = UInt32(clamping: interval.duration.wholeMilliseconds)
        self.variant = variant
    }
}

/// What each professional handled, in the order of acceptance.
package typealias Handlings = [ProfessionalID: [Handling]]

extension CallLog {
    /// No call of the log is handled longer (design.md, *Sweeper*: four hours), by far.
    private static let longestHandling: Duration = .days(1)

    /// Calls that somebody handled within an interval, whole; rehearsals and last resorts are none.
    ///
    /// Spans within a call are the gateway's, counted from when the daemon received the call, so
    /// that they stand beside duty.
    ///
    /// - Parameter now: Until when a call that goes on has been handled.
    package func handlings(in interval: Interval, now: Instant) throws(LogError) -> Handlings {
        let from = interval.start - CallLog.longestHandling
        // A connection of its own: the calls of years must not keep others from reading.
        let connection = try Schema.openReader(path: path)
        defer { connection.close() }
        var handlings: Handlings = [:]
        try connection.eachRow(
            """
            SELECT c.taken_by, c.began, c.began_at, c.answered_at, c.taken_for, c.state, c.variant
            FROM call c
            WHERE c.answered >= ? AND c.answered < ? AND c.rehearsal = 0
                AND c.taken_by IS NOT NULL
            ORDER BY c.answered, c.call_id
            """,
            [.instant(from), .instant(interval.end)]
        ) { row throws(LogError) in
            let handling = try Handling(row: row, now: now)
            let time = handling.interval
            guard time.overlaps(interval) || interval.contains(time.start) else { return }
            handlings[row.identifier(0) ?? "", default: []].append(handling)
        }
        return handlings
    }
}

extension Handling {
    /// - Parameters:
    ///   - talked: `nil` while it goes on, and where nobody ever told the end.
    init(
        from accepted: Instant, talked: Duration?, goesOn: Bool, now: Instant,
        variant: Family.Variant?
    ) {
        let end = talked.map { accepted + $0 } ?? (goesOn ? max(accepted, now) : accepted)
        self.init(Interval(accepted, end), variant: variant)
    }

    fileprivate init(row: Statement, now: Instant) throws(LogError) {
        let began = try row.instant(1)
        let wait = max(.zero, try row.instant(3) - row.instant(2))
        self.init(
            from: began + wait,
            talked: row.isNull(4) ? nil : .milliseconds(row.integer(4)),
            goesOn: row.text(5) == CallState.open.rawValue, now: now,
            variant: try row.value(6) { Family.Variant(rawValue: $0) })
    }
}
