import HotlineAPI
import OnCallRoster

/// What `roster plan` answers: who fills every line over an interval, and where nobody does.
struct RosterPlanReport {
    let document: RosterPlanDocument
    let text: String
    /// The alarms of the asked interval, for standard error.
    let alarms: [String]

    /// `timeless` are alarms that hold whatever the interval.
    init(_ roster: Roster, in interval: Interval, timeless: [String] = []) {
        let table = DutyTable(of: roster, in: interval)
        var lines: [RosterPlanDocument.Line] = []
        var alarms = timeless
        var text: [String] = []
        for line in roster.lines {
            let duty = table.duty(of: line.id)
            let shifts = RosterPlanReport.merged(duty.duties)
            let covers = line.coverage(
                in: interval, holidays: roster.holidays, zone: roster.zone)
            let gaps = covers.subtracting(duty.filled)
            lines.append(
                RosterPlanDocument.Line(
                    institution: line.id.institution?.rawValue,
                    municipality: line.id.municipality?.rawValue, line: line.id.name.rawValue,
                    shifts: shifts.map { RosterPlanDocument.Shift($0) },
                    gaps: gaps.intervals.map {
                        RosterPlanDocument.Span(from: $0.texts.from, to: $0.texts.to)
                    }))
            alarms += line.alarms(duty, gaps: gaps, in: roster)
            text.append("\(line.id) (\(line.name))")
            text += RosterPlanReport.rows(shifts, gaps, in: roster)
        }
        document = RosterPlanDocument(
            from: interval.texts.from, to: interval.texts.to, lines: lines)
        self.text = text.joined(separator: "\n")
        self.alarms = alarms
    }

    /// Neighbours of one professional from one rule are one shift.
    private static func merged(_ duties: [Duty]) -> [Duty] {
        var result: [Duty] = []
        for duty in duties {
            guard let last = result.last, last.interval.end == duty.interval.start,
                last.professional == duty.professional, last.source == duty.source
            else {
                result.append(duty)
                continue
            }
            result[result.count - 1] = Duty(
                interval: Interval(last.interval.start, duty.interval.end),
                professional: last.professional, because: last.because, source: last.source)
        }
        return result
    }

    /// Shifts and gaps in the order of time.
    private static func rows(_ shifts: [Duty], _ gaps: IntervalSet, in roster: Roster) -> [String] {
        var rows: [Row] = []
        for shift in shifts {
            rows.append(
                Row(
                    interval: shift.interval, who: shift.professional.rawValue,
                    name: roster.name(of: shift.professional), because: shift.because.rawValue,
                    source: shift.source.description))
        }
        for gap in gaps.intervals {
            rows.append(Row(interval: gap, who: "nobody", name: "", because: "gap", source: ""))
        }
        rows.sort { $0.interval.start < $1.interval.start }
        var columns = Columns()
        for row in rows {
            columns.add(
                " ", roster.dayText(row.interval.start), roster.dayText(row.interval.end),
                row.who, row.name, row.because, row.source)
        }
        return columns.lines
    }

    /// A shift or a gap of the text form.
    private struct Row {
        let interval: Interval
        let who: String
        let name: String
        let because: String
        let source: String
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

extension Line {
    /// What the roster's check would raise for the interval: gaps, and duty outside employment.
    fileprivate func alarms(_ duty: LineDuty, gaps: IntervalSet, in roster: Roster) -> [String] {
        var open = gaps.subtracting(duty.closed)
        if rotations.isEmpty, let last = (shifts + overrides).map(\.interval.end).max() {
            // A line of dated shifts alone ends with the last of them.
            open = open.clipped(to: Interval(.distantPast, last))
        }
        var alarms: [OnCallRoster.Problem] = []
        if let first = open.intervals.first {
            let more = open.intervals.count - 1
            let others = more > 0 ? ", and \(more) more \(more == 1 ? "gap" : "gaps")" : ""
            alarms.append(
                OnCallRoster.Problem(
                    .gap, at: place,
                    "nobody fills \(id) \(roster.spanText(first))\(others)",
                    fix: "add a shift or an override then, or narrow 'covers'"))
        }
        var told: Set<Place> = []
        for held in duty.duties {
            guard let professional = roster.professionals[held.professional] else { continue }
            let outside = IntervalSet([held.interval])
                .subtracting(IntervalSet([roster.employment(of: professional)]))
            guard let first = outside.intervals.first, told.insert(held.source).inserted else {
                continue
            }
            alarms.append(
                OnCallRoster.Problem(
                    .outsideEmployment, at: held.source,
                    "'\(professional.id)' is not employed \(roster.spanText(first))",
                    fix: "let somebody else take \(id) then, or correct 'from' and 'until'"))
        }
        return alarms.map(\.description)
    }
}

extension Roster {
    fileprivate func spanText(_ interval: Interval) -> String {
        "from \(wallText(interval.start)) to \(wallText(interval.end))"
    }
}
