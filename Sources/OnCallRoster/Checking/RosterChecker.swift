/// Looks over a horizon for what errors are not: gaps, families out of reach, rules without
/// effect. It works by intervals, never by samples.
struct RosterChecker {
    let roster: Roster
    let horizon: Interval
    let table: DutyTable
    private(set) var problems: [Problem] = []

    init(roster: Roster, horizon: Interval) {
        self.roster = roster
        self.horizon = horizon
        table = DutyTable(of: roster, in: horizon)
    }

    mutating func check() -> [Problem] {
        for line in roster.lines {
            checkRotations(of: line)
            checkCoverage(of: line)
            checkRules(of: line)
        }
        checkReach()
        checkBackups()
        checkSteps()
        checkPeople()
        checkRest()
        return problems
    }

    mutating func report(
        _ code: Problem.Code, at place: Place, _ message: String, fix: String,
        severity: Problem.Severity? = nil
    ) {
        problems.append(Problem(code, at: place, message, fix: fix, severity: severity))
    }

    func span(_ interval: Interval) -> String {
        "from \(roster.wallText(interval.start)) to \(roster.wallText(interval.end))"
    }

    private mutating func checkRotations(of line: Line) {
        for (index, rotation) in line.rotations.enumerated() {
            let duties = rotation.duties(in: horizon, holidays: roster.holidays, zone: roster.zone)
            let filled = IntervalSet(duties.map(\.interval))
            for other in line.rotations[..<index] {
                let others = IntervalSet(
                    other.duties(in: horizon, holidays: roster.holidays, zone: roster.zone)
                        .map(\.interval))
                guard let shared = filled.intersection(others).intervals.first else { continue }
                report(
                    .overlap, at: rotation.place,
                    "two rotations fill \(line.id) \(span(shared)); the other is in \(other.place)",
                    fix: "let their windows or weeks exclude each other")
            }
            checkServing(rotation, of: line)
            checkClockChanges(rotation, of: line)
            checkWeeks(rotation, of: line)
        }
    }

    /// Everyone named in a rotation serves at some time of its cycle.
    private mutating func checkServing(_ rotation: Rotation, of line: Line) {
        guard case .days(let days) = rotation.turn else { return }
        let cycle = days * rotation.professionals.count
        var repeats = rotation.weeks == .all ? cycle : cycle * 2
        while repeats % 7 != 0 { repeats += cycle }
        guard repeats <= 1500 else { return }
        let begin = max(horizon.start, roster.zone.instant(rotation.starts, rotation.handover))
        let whole = Interval(begin, begin + .days(max(repeats, 56) + 1))
        let duties = rotation.duties(in: whole, holidays: roster.holidays, zone: roster.zone)
        let serving = Set(duties.map(\.professional))
        var told: Set<ProfessionalID> = []
        for professional in rotation.professionals
        where !serving.contains(professional) && told.insert(professional).inserted {
            report(
                .noDuty, at: roster.professionals[professional]?.place ?? rotation.place,
                "'\(professional)' never serves in the rotation of \(line.id) in line "
                    + "\(rotation.place.line)",
                fix: "count the turns in windows ('turn: 1 window'), or change the number of "
                    + "professionals")
        }
    }

    private mutating func checkClockChanges(_ rotation: Rotation, of line: Line) {
        guard let windows = rotation.windows else { return }
        for change in roster.zone.clockChanges(in: horizon) {
            let date = roster.zone.date(of: change)
            for day in [date + -1, date] {
                for window in windows
                where window.beginning(on: day, holidays: roster.holidays, zone: roster.zone)
                    == .emptiedByClockChange
                {
                    report(
                        .emptiedByClockChange, at: rotation.place,
                        "on \(day) the clock change swallows a window of \(line.id)",
                        fix: "nobody is on then; give the window to a neighbour if that matters")
                }
            }
        }
    }

    /// A year of 53 weeks has two odd weeks running.
    private mutating func checkWeeks(_ rotation: Rotation, of line: Line) {
        guard rotation.weeks == .odd else { return }
        var date = roster.zone.date(of: horizon.start)
        let last = roster.zone.date(of: horizon.end)
        while date <= last {
            if date.weekday == .monday, date.isoWeek == 1, (date + -7).isoWeek == 53,
                date + -7 >= rotation.starts
            {
                report(
                    .teamTwice, at: rotation.place,
                    "week 53 is followed by week 1 on \(date): the odd weeks of \(line.id) come "
                        + "twice running",
                    fix: "add an override if the other team should have one of them")
            }
            date = date + 1
        }
    }

    private mutating func checkCoverage(of line: Line) {
        let duty = table.duty(of: line.id)
        var covers = line.coverage(in: horizon, holidays: roster.holidays, zone: roster.zone)
        let dated = line.shifts + line.overrides
        let last = dated.filter { $0.who != nil }.map(\.interval.end).max()
        if line.rotations.isEmpty, let last, last < horizon.end,
            !covers.clipped(to: Interval(max(last, horizon.start), horizon.end)).isEmpty
        {
            let soon = last < horizon.start + .days(7)
            report(
                .endsEarly, at: line.place,
                "the last shift of \(line.id) ends at \(roster.wallText(last))",
                fix: "add shifts, or a rotation", severity: soon ? .alarm : .warning)
            covers = covers.clipped(to: Interval(horizon.start, max(horizon.start, last)))
        }
        let closed = covers.intersection(duty.closed)
        for rule in dated where rule.who == nil {
            let empty = closed.clipped(to: rule.interval)
            guard let first = empty.intervals.first else { continue }
            report(
                .closed, at: rule.place, "\(line.id) is closed \(span(first))",
                fix: "name somebody, if the line should be filled")
        }
        let gaps = covers.subtracting(duty.filled).subtracting(duty.closed)
        if let first = gaps.intervals.first {
            let more = gaps.intervals.count - 1
            report(
                .gap, at: line.place,
                "nobody fills \(line.id) \(span(first))"
                    + (more > 0 ? ", and \(more) more \(more == 1 ? "gap" : "gaps")" : ""),
                fix: roster.fixOfGap(first, on: line.id))
        }
    }

    private mutating func checkRules(of line: Line) {
        let duty = table.duty(of: line.id)
        let reported = Dictionary(grouping: duty.duties, by: \.source)
        for (source, duties) in reported.sorted(by: { "\($0.key)" < "\($1.key)" }) {
            for duty in duties {
                guard let professional = roster.professionals[duty.professional] else { continue }
                let outside = IntervalSet([duty.interval])
                    .subtracting(IntervalSet([roster.employment(of: professional)]))
                guard let first = outside.intervals.first else { continue }
                report(
                    .outsideEmployment, at: source,
                    "'\(professional.id)' is not employed \(span(first))",
                    fix: "let somebody else take \(line.id) then, or correct 'from' and 'until'")
                break
            }
        }
        checkEffect(of: line, duty)
    }

    private mutating func checkEffect(of line: Line, _ duty: LineDuty) {
        let sources = Set(duty.duties.map(\.source))
        let inHorizon = { [horizon] (rule: DatedDuty) in rule.interval.overlaps(horizon) }
        for shift in line.shifts
        where inHorizon(shift) && shift.who != nil && !sources.contains(shift.place) {
            report(
                .noEffect, at: shift.place, "this shift of \(line.id) puts nobody on",
                fix: "an override or an absence takes all of it: remove one of them")
        }
        guard line.overrides.contains(where: inHorizon) else { return }
        let without = Line(
            id: line.id, name: line.name, covers: line.covers, phones: line.phones,
            duty: line.duty, rotations: line.rotations, shifts: line.shifts, overrides: [],
            place: line.place
        ).duty(
            in: horizon, absences: roster.absent, holidays: roster.holidays, zone: roster.zone)
        for rule in line.overrides where inHorizon(rule) {
            let span = IntervalSet([rule.interval]).clipped(to: horizon)
            let before = without.duties.filter { $0.interval.overlaps(rule.interval) }
            let same = IntervalSet(
                before.filter { $0.professional == rule.who }.map(\.interval)
            ).intersection(span)
            let changesNothing =
                rule.who == nil
                ? before.isEmpty
                    && !line.coverage(
                        in: horizon, holidays: roster.holidays, zone: roster.zone
                    ).intersection(span).isEmpty == false
                : same == span || !sources.contains(rule.place)
            if changesNothing {
                report(
                    .noEffect, at: rule.place, "this override of \(line.id) changes nothing",
                    fix: "remove it, or correct its times")
            }
        }
    }
}

extension Roster {
    /// From the first to the last day of employment, both included.
    package func employment(of professional: Professional) -> Interval {
        Interval(
            professional.from.map { zone.instant($0) } ?? .distantPast,
            professional.until.map { zone.instant($0, .endOfDay) } ?? .distantFuture)
    }
}
