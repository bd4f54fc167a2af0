import OnCallRoster

/// Who fills which line over an interval, and where nobody does: what every format of
/// `roster plan` renders.
struct ResolvedPlan {
    let roster: Roster
    let interval: Interval
    /// Whose shifts alone are left; `nil`: everybody's.
    private(set) var professional: ProfessionalID?
    private(set) var lines: [PlannedLine]

    /// The plan of some of the roster's lines, in their order.
    init(of roster: Roster, lines: [Line], in interval: Interval) {
        self.roster = roster
        self.interval = interval
        let table = DutyTable(of: roster, in: interval)
        var merged: [LineID: [Duty]] = [:]
        for line in lines { merged[line.id] = table.duty(of: line.id).duties.merged }
        let extents = ShiftExtents(of: merged, in: interval, of: roster)
        self.lines = lines.map { line in
            PlannedLine(
                line, duty: table.duty(of: line.id), merged: merged[line.id] ?? [],
                extents: extents, in: interval, of: roster)
        }
    }

    /// The shifts of one professional alone, without the lines on which they have none, and without
    /// gaps.
    ///
    /// - Throws: if the roster has no such professional.
    func only(_ professional: ProfessionalID) throws(Failure) -> ResolvedPlan {
        guard roster.professionals.contains(professional) else {
            throw unknownID(
                .professional, professional.rawValue,
                among: roster.professionals.values.map(\.id.rawValue))
        }
        var plan = self
        plan.professional = professional
        plan.lines = lines.map { $0.only(professional) }.filter { !$0.shifts.isEmpty }
        return plan
    }

    /// Whose plan it is, by name: the professional's, else the only owner's of its lines.
    var subject: String? {
        if let professional { return roster.name(of: professional) }
        let owners = Set(lines.map(\.id.owner))
        return owners.count == 1 ? owners.first.map(roster.name) : nil
    }
}

/// One line of a plan.
struct PlannedLine {
    let line: Line
    /// The name of its institution or municipality.
    let ownerName: String
    /// Sorted; neighbours of one professional by one rule are one shift.
    private(set) var shifts: [PlannedShift]
    /// What the line claims to cover and nobody fills, closed time included.
    private(set) var gaps: IntervalSet
    /// The stretches in which a rule says that nobody fills it, sorted.
    private(set) var closures: [Closure]
    /// The line's duty over the plan's interval, as it was expanded.
    let duty: LineDuty

    var id: LineID { line.id }

    fileprivate init(
        _ line: Line, duty: LineDuty, merged: [Duty], extents: ShiftExtents, in interval: Interval,
        of roster: Roster
    ) {
        self.line = line
        self.duty = duty
        ownerName = roster.name(of: line.id.owner)
        let notes = Dictionary(
            (line.shifts + line.overrides).map { ($0.place, $0.note) },
            uniquingKeysWith: { first, _ in first })
        shifts = merged.map { duty in
            PlannedShift(
                duty: duty, whole: extents.whole(duty, of: line.id),
                note: notes[duty.source] ?? nil)
        }
        gaps = line.coverage(in: interval, holidays: roster.holidays, zone: roster.zone)
            .subtracting(duty.filled)
        closures = line.closures(in: interval)
    }

    fileprivate func only(_ professional: ProfessionalID) -> PlannedLine {
        var line = self
        line.shifts = shifts.filter { $0.professional == professional }
        (line.gaps, line.closures) = (IntervalSet(), [])
        return line
    }

    /// The gaps, the closed parts of them apart from those that no rule explains, sorted.
    var holes: [Hole] {
        let open = gaps.subtracting(IntervalSet(closures.map(\.interval)))
        var holes = open.intervals.map { Hole(interval: $0, closure: nil) }
        for closure in closures {
            holes += gaps.clipped(to: closure.interval).intervals.map {
                Hole(interval: $0, closure: closure)
            }
        }
        return holes.sorted { $0.interval.start < $1.interval.start }
    }

    /// A stretch that the line claims to cover and nobody fills; `closure` if a rule wants it so.
    struct Hole: Equatable {
        let interval: Interval
        let closure: Closure?
    }

    /// A stretch of `who: nobody`.
    struct Closure: Equatable {
        let interval: Interval
        let note: String?
    }
}

/// One professional's stretch on a line, within a plan's interval and beyond it.
struct PlannedShift {
    /// Cut to the plan's interval.
    let duty: Duty
    /// From the true start to the true end; `Instant.distantFuture` where no end is in sight.
    let whole: Interval
    /// What the rule says of itself.
    let note: String?

    var interval: Interval { duty.interval }
    var professional: ProfessionalID { duty.professional }
    var isEndless: Bool { whole.end == .distantFuture }
}

extension Line {
    /// Where `who: nobody` empties the line: an override at all times, a shift where none is.
    fileprivate func closures(in interval: Interval) -> [PlannedLine.Closure] {
        let overridden = IntervalSet(overrides.map(\.interval))
        var closures: [PlannedLine.Closure] = []
        for rule in overrides where rule.who == nil {
            let inside = rule.interval.intersection(interval)
            guard !inside.isEmpty else { continue }
            closures.append(PlannedLine.Closure(interval: inside, note: rule.note))
        }
        for rule in shifts where rule.who == nil {
            let inside = IntervalSet([rule.interval.intersection(interval)])
            closures += inside.subtracting(overridden).intervals.map {
                PlannedLine.Closure(interval: $0, note: rule.note)
            }
        }
        return closures.sorted { $0.interval.start < $1.interval.start }
    }
}

extension Roster {
    /// The name of an institution or municipality, else its id.
    func name(of owner: LineID.Owner) -> String {
        switch owner {
        case .institution(let id): institutions[id]?.name ?? id.rawValue
        case .municipality(let id): municipalities[id]?.name ?? id.rawValue
        }
    }
}
