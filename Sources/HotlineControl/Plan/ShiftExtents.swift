import OnCallRoster

/// The true extents of shifts that reach over the ends of an interval.
///
/// Most end within some weeks of it. For the others duty is expanded once more, as far as the rules
/// behind them can reach.
struct ShiftExtents {
    private let interval: Interval
    private var found: [LineID: [Duty]] = [:]

    /// `shifts` are those of the interval, merged and cut to it.
    init(of shifts: [LineID: [Duty]], in interval: Interval, of roster: Roster) {
        self.interval = interval
        let cut = shifts.filter { $1.contains { $0.touchesEnd(of: interval) } }.map(\.key)
        let weeks = Duration.days(32)
        let open = expand(cut, over: Interval(interval.start - weeks, interval.end + weeks), roster)
        let reaches = open.map { reach(of: $0, in: roster) }
        guard let start = reaches.map(\.start).min(), let end = reaches.map(\.end).max() else {
            return
        }
        for line in expand(open, over: Interval(start - .days(1), end + .days(1)), roster) {
            found[line] = found[line]?.map { $0.interval.end > end ? $0.withoutEnd : $0 }
        }
    }

    /// The whole of a shift that may have been cut to the interval; its end is
    /// `Instant.distantFuture` where none is in sight.
    func whole(_ duty: Duty, of line: LineID) -> Interval {
        found[line]?.first {
            $0.professional == duty.professional && $0.source == duty.source
                && $0.interval.overlaps(duty.interval)
        }?.interval ?? duty.interval
    }

    /// Expands lines over a span, and returns those whose shifts reach the span's ends.
    private mutating func expand(
        _ lines: [LineID], over span: Interval, _ roster: Roster
    ) -> [LineID] {
        guard !lines.isEmpty else { return [] }
        let table = DutyTable(of: roster.keeping(Set(lines.map(\.owner))), in: span)
        return lines.filter { line in
            let shifts = table.duty(of: line).duties.merged.filter {
                $0.interval.overlaps(interval)
            }
            found[line] = shifts
            return shifts.contains { $0.touchesEnd(of: span) }
        }
    }

    /// From the first beginning to the last end that the rules behind a line's shifts allow; of a
    /// rotation, which may have no end, so far that each turn is seen whole.
    private func reach(of id: LineID, in roster: Roster) -> Interval {
        let sources = Set((found[id] ?? []).map(\.source))
        guard let line = roster.line(id) else { return interval }
        var reaches = (line.shifts + line.overrides).filter { sources.contains($0.place) }
            .map(\.interval)
        for rotation in line.rotations where sources.contains(rotation.place) {
            let turn =
                switch rotation.turn {
                case .days(let days): days
                case .windows: 0
                }
            reaches.append(
                Interval(
                    roster.zone.instant(rotation.starts), interval.end + .days(max(turn, 400))))
        }
        return Interval(
            reaches.map(\.start).min() ?? interval.start, reaches.map(\.end).max() ?? interval.end)
    }
}

extension Duty {
    fileprivate func touchesEnd(of span: Interval) -> Bool {
        interval.start == span.start || interval.end == span.end
    }
}

extension [Duty] {
    /// Neighbours of one professional from one rule are one shift.
    var merged: [Duty] {
        var result: [Duty] = []
        for duty in self {
            guard let last = result.last, last.interval.end == duty.interval.start,
                last.professional == duty.professional, last.source == duty.source
            else {
                result.append(duty)
                continue
            }
            result[result.count - 1] = last.ending(at: duty.interval.end)
        }
        return result
    }
}

extension Duty {
    fileprivate func ending(at end: Instant) -> Duty {
        Duty(
            interval: Interval(interval.start, end), professional: professional, because: because,
            source: source)
    }

    fileprivate var withoutEnd: Duty { ending(at: .distantFuture) }
}

extension Roster {
    /// The same rules for the lines of these owners alone, and nobody's availability: quick to
    /// expand.
    fileprivate func keeping(_ owners: Set<LineID.Owner>) -> Roster {
        var kept = self
        kept.professionals = Table()
        kept.institutions = Table()
        kept.municipalities = Table()
        for institution in institutions.values where owners.contains(.institution(institution.id)) {
            kept.institutions.insert(institution, as: institution.id)
        }
        for municipality in municipalities.values
        where owners.contains(.municipality(municipality.id)) {
            kept.municipalities.insert(municipality, as: municipality.id)
        }
        return kept
    }
}
