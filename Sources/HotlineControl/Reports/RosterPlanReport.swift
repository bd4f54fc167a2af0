import HotlineAPI
import OnCallRoster

/// What `roster plan` answers to programs, and the alarms that it names.
struct RosterPlanReport {
    let document: RosterPlanDocument
    /// The alarms of the asked interval, for standard error.
    let tonedAlarms: [Toned]

    var alarms: [String] { tonedAlarms.map(\.text) }

    init(_ plan: ResolvedPlan) {
        document = plan.document
        tonedAlarms = plan.alarms.map { Toned($0) }
    }

    /// The plan of all lines of a roster.
    init(_ roster: Roster, in interval: Interval) {
        self.init(ResolvedPlan(of: roster, lines: roster.lines, in: interval))
    }
}

extension ResolvedPlan {
    fileprivate var document: RosterPlanDocument {
        RosterPlanDocument(
            from: interval.texts.from, to: interval.texts.to,
            lines: lines.map { line in
                RosterPlanDocument.Line(
                    institution: line.id.institution?.rawValue,
                    municipality: line.id.municipality?.rawValue, line: line.id.name.rawValue,
                    shifts: line.shifts.map { RosterPlanDocument.Shift($0.duty) },
                    gaps: line.gaps.intervals.map {
                        RosterPlanDocument.Span(from: $0.texts.from, to: $0.texts.to)
                    })
            })
    }

    /// What the roster's check would raise for the interval: gaps, and duty outside employment.
    fileprivate var alarms: [OnCallRoster.Problem] {
        lines.flatMap { line in
            [gapAlarm(of: line)].compactMap { $0 } + employmentAlarms(of: line)
        }
    }

    private func gapAlarm(of line: PlannedLine) -> OnCallRoster.Problem? {
        var open = line.gaps.subtracting(line.duty.closed)
        if line.line.rotations.isEmpty,
            let last = (line.line.shifts + line.line.overrides).filter({ $0.who != nil })
                .map(\.interval.end).max()
        {
            // A line of dated shifts alone ends with the last of them.
            open = open.clipped(to: Interval(.distantPast, last))
        }
        guard let first = open.intervals.first else { return nil }
        let more = open.intervals.count - 1
        let others = more > 0 ? ", and \(more) more \(more == 1 ? "gap" : "gaps")" : ""
        return OnCallRoster.Problem(
            .gap, at: line.line.place,
            "nobody fills \(line.id) \(roster.spanText(first))\(others)",
            fix: roster.fixOfGap(first, on: line.id))
    }

    private func employmentAlarms(of line: PlannedLine) -> [OnCallRoster.Problem] {
        var told: Set<Place> = []
        return line.duty.duties.compactMap { held in
            guard let professional = roster.professionals[held.professional] else { return nil }
            let outside = IntervalSet([held.interval])
                .subtracting(IntervalSet([roster.employment(of: professional)]))
            guard let first = outside.intervals.first, told.insert(held.source).inserted else {
                return nil
            }
            return OnCallRoster.Problem(
                .outsideEmployment, at: held.source,
                "'\(professional.id)' is not employed \(roster.spanText(first))",
                fix: "let somebody else take \(line.id) then, or correct 'from' and 'until'")
        }
    }
}

extension RosterPlanDocument.Shift {
    fileprivate init(_ duty: Duty) {
        self.init(
            from: duty.interval.texts.from, to: duty.interval.texts.to,
            professional: duty.professional.rawValue, because: duty.because.rawValue,
            source: duty.source.description)
    }
}

extension Roster {
    fileprivate func spanText(_ interval: Interval) -> String {
        "from \(wallText(interval.start)) to \(wallText(interval.end))"
    }
}
