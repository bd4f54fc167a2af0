import OnCallRoster

/// One line's time, stretch by stretch: who fills it, where nobody does, where it is closed.
struct DutyStrip {
    enum Holder: Hashable {
        case professional(ProfessionalID)
        case gap, closed
    }

    struct Stretch {
        let holder: Holder
        /// Whole where it is known: it may begin before the strip and end after it.
        let whole: Interval
        let interval: Interval
        /// Whether it began before, or ends after, all that was looked at.
        let isCutBefore: Bool
        let isCutAfter: Bool
    }

    /// Sorted.
    let stretches: [Stretch]

    /// Duty is looked for so far around a strip, to tell when it begins and ends.
    static let around: Duration = .days(15)

    /// - Parameter seen: The span over which the duty was expanded.
    init(of line: Line, _ duty: LineDuty, in interval: Interval, seen: Interval, roster: Roster) {
        var found: [Stretch] = []
        func add(_ holder: Holder, _ whole: Interval) {
            guard whole.overlaps(interval) else { return }
            found.append(
                Stretch(
                    holder: holder, whole: whole, interval: whole.intersection(interval),
                    isCutBefore: whole.start <= seen.start, isCutAfter: whole.end >= seen.end))
        }
        var last: (who: ProfessionalID, interval: Interval)?
        for next in duty.duties {
            if let known = last, known.who == next.professional,
                known.interval.end == next.interval.start
            {
                last = (known.who, Interval(known.interval.start, next.interval.end))
                continue
            }
            if let known = last { add(.professional(known.who), known.interval) }
            last = (next.professional, next.interval)
        }
        if let known = last { add(.professional(known.who), known.interval) }
        let covers = line.coverage(in: seen, holidays: roster.holidays, zone: roster.zone)
        let empty = covers.subtracting(duty.filled)
        for gap in empty.subtracting(duty.closed).intervals { add(.gap, gap) }
        for closure in empty.intersection(duty.closed).intervals { add(.closed, closure) }
        stretches = found.sorted { $0.interval.start < $1.interval.start }
    }
}

extension Roster {
    /// The lines of these institutions and municipalities with those who stand in their rules, and
    /// nobody's availability: quick to expand.
    func keeping(_ owners: Set<LineID.Owner>) -> Roster {
        var kept = self
        kept.institutions = Table()
        kept.municipalities = Table()
        kept.professionals = Table()
        for institution in institutions.values where owners.contains(.institution(institution.id)) {
            kept.institutions.insert(institution, as: institution.id)
        }
        for municipality in municipalities.values
        where owners.contains(.municipality(municipality.id)) {
            kept.municipalities.insert(municipality, as: municipality.id)
        }
        let named = kept.lines.flatMap { line in
            line.rotations.flatMap(\.professionals)
                + (line.shifts + line.overrides).compactMap(\.who)
        }
        for id in Set(named) {
            guard let person = professionals[id] else { continue }
            kept.professionals.insert(person, as: id)
        }
        return kept
    }
}
