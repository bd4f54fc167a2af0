package import OnCallRoster

/// Who fills the lines before and after a change, where that differs.
package struct ChangeEffect: Sendable {
    /// Who fills a line for a while, and why nobody does.
    package enum Holder: Hashable, Sendable {
        case professional(ProfessionalID)
        /// Nobody, though the line claims the time.
        case gap
        /// Nobody, because a rule says so.
        case closed
        case nobody
    }

    package struct Stretch: Hashable, Sendable {
        package let line: LineID
        package let interval: Interval
        package let was: Holder
        package let now: Holder

        package var opensGap: Bool { now == .gap && was != .gap }
    }

    /// Line by line, in the order of time.
    package let stretches: [Stretch]

    init(in interval: Interval, from old: Roster, to new: Roster) {
        let (before, after) = (DutyTable(of: old, in: interval), DutyTable(of: new, in: interval))
        stretches = new.lines.flatMap { line in
            let covers = line.coverage(in: interval, holidays: new.holidays, zone: new.zone)
            return ChangeEffect.stretches(
                of: line.id, in: interval,
                from: Standing(duty: before.duty(of: line.id), covers: covers),
                to: Standing(duty: after.duty(of: line.id), covers: covers))
        }
    }

    private static func stretches(
        of line: LineID, in interval: Interval, from old: Standing, to new: Standing
    ) -> [Stretch] {
        let bounds = Set(old.bounds + new.bounds + [interval.start, interval.end]).sorted()
        var result: [Stretch] = []
        for (start, end) in zip(bounds, bounds.dropFirst()) {
            let (was, now) = (old.holder(at: start), new.holder(at: start))
            guard was != now else { continue }
            var from = start
            if let last = result.last, last.interval.end == start, last.was == was, last.now == now
            {
                from = last.interval.start
                result.removeLast()
            }
            result.append(Stretch(line: line, interval: Interval(from, end), was: was, now: now))
        }
        return result
    }

    /// The duties that a professional's absence interrupts: where it ends, they are rung again.
    ///
    /// - Parameter roster: the roster with the change.
    package func resumptions(
        of who: ProfessionalID, after end: Instant, in roster: Roster
    ) -> [(line: LineID, interval: Interval)] {
        let later = DutyTable(of: roster, in: Interval(end, end + .days(14)))
        return stretches.filter {
            $0.interval.end == end && $0.was == .professional(who)
        }.compactMap { stretch in
            guard let duty = later.holder(of: stretch.line, at: end), duty.professional == who
            else { return nil }
            return (stretch.line, Interval(end, duty.interval.end))
        }
    }

    /// A line's duty within the interval, and the time that it claims.
    private struct Standing {
        let duty: LineDuty
        let covers: IntervalSet

        func holder(at instant: Instant) -> Holder {
            if let duty = duty.duty(at: instant) { return .professional(duty.professional) }
            guard covers.contains(instant) else { return .nobody }
            return duty.closed.contains(instant) ? .closed : .gap
        }

        var bounds: [Instant] {
            (duty.duties.map(\.interval) + duty.closed.intervals + covers.intervals)
                .flatMap { [$0.start, $0.end] }
        }
    }
}
