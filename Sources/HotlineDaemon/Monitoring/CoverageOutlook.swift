import CallRouting
import OnCallRoster

/// When lines that claim to be filled have nobody who can be rung, over the days to come. It is
/// made apart from calls, for it takes calendar arithmetic; asking it takes none.
struct CoverageOutlook: Sendable {
    /// How far ahead a gap is told.
    static let reach: Duration = .days(7)
    /// It is made anew once it reaches less far.
    private static let made: Duration = .days(8)

    private let roster: String
    private let span: Interval
    /// One for each line and gap.
    private let gaps: [Interval]

    /// `nil` where duty is not known at that time, as after a clock was set by years.
    init?(_ inForce: RosterInForce, from now: Instant) {
        let span = Interval(now, now + CoverageOutlook.made).intersection(inForce.duty.span)
        guard span.start == now, !span.isEmpty else { return nil }
        roster = inForce.roster.sha256
        self.span = span
        gaps = inForce.roster.lines.flatMap { inForce.gaps(of: $0, in: span) }
    }

    /// Whether it is of this roster and reaches far enough.
    func holds(of inForce: RosterInForce, at now: Instant) -> Bool {
        roster == inForce.roster.sha256 && span.start <= now
            && now + CoverageOutlook.reach <= span.end
    }

    /// How many lines have nobody.
    func unfilled(at now: Instant) -> Int { gaps.count { $0.contains(now) } }

    /// Until the first gap begins, zero within one; `nil` if none does within `reach`.
    func nextGap(after now: Instant) -> Duration? {
        let first = gaps.filter { $0.end > now }.map(\.start).min()
        return first.map { max(.zero, $0 - now) }.flatMap {
            $0 <= CoverageOutlook.reach ? $0 : nil
        }
    }
}

extension RosterInForce {
    /// When a line claims to be filled and has nobody who can be rung. What a rule closes
    /// (`who: nobody`) is somebody's will and no gap.
    func gaps(of line: Line, in span: Interval) -> [Interval] {
        let held = duty.duty(of: line.id)
        let reachable = held.duties.filter { duty in
            !line.phones.isEmpty
                || roster.professionals[duty.professional]?.phones.isEmpty == false
        }
        return line.coverage(in: span, holidays: roster.holidays, zone: roster.zone)
            .subtracting(IntervalSet(reachable.map(\.interval)))
            .subtracting(held.closed).intervals
    }
}
