import OnCallRoster

/// The plan as a calendar of weeks to read in a terminal, never wider than 80 characters.
///
/// Each week stands for itself: a shift that reaches over Sunday is told in both. Times are the
/// shift's own, also where the asked interval cuts it; one that lies far off, or is not known, is …
struct PlanText {
    static let width = 80

    let plan: ResolvedPlan
    let words: PlanWords

    init(_ plan: ResolvedPlan, _ words: PlanWords) {
        self.plan = plan
        self.words = words
    }

    var text: String { toned.text }

    var toned: Toned { Toned(lines: head + plan.weeks.flatMap(rows)) }

    // MARK: Headings

    private var head: [Toned] {
        guard let first = plan.dates.first, let last = plan.dates.last else { return [] }
        let period = words.period(first, last)
        let roster = "\(plan.roster.zone.identifier), sha256 \(plan.roster.sha256.prefix(12))"
        var subject = plan.subject.map { [$0.onOneLine.shortened(to: PlanText.width)] } ?? []
        if let professional = plan.professional {
            subject = label(
                plan.roster.name(of: professional), professional.rawValue, in: PlanText.width)
        }
        return [Toned(words.title(period), .heading)] + subject.map { Toned($0) } + [Toned(roster)]
    }

    private func rows(of week: PlanWeek) -> [Toned] {
        guard let first = week.dates.first, let last = week.dates.last else { return [] }
        let number = words.week(first.isoWeek, first.isoWeek).uppercased()
        let notes = week.dates.flatMap(notes)
        let lines = plan.lines.flatMap { rows(of: $0, in: week) }
        let head = Toned("\(number)  \(words.period(first, last))", .heading)
        return ["", head] + notes.map { Toned($0) }
            + [Toned(String(repeating: "-", count: PlanText.width))]
            + (lines.isEmpty ? [Toned(words.noShifts)] : lines)
    }

    /// The holiday and the clock changes of a day.
    private func notes(of date: CivilDate) -> [String] {
        let zone = plan.roster.zone
        var notes: [String] = []
        if let holiday = plan.roster.holidays.holiday(on: date) {
            notes.append("* \(words.alignedDay(date))  \(words.holiday(holiday))")
        }
        for change in zone.changesOfClock(in: Interval(zone.instant(date), zone.instant(date + 1)))
        {
            notes.append("! \(words.alignedDay(change.date))  \(words.clockChange(change))")
        }
        return notes.map { $0.shortened(to: PlanText.width) }
    }

    // MARK: Rows

    private func rows(of line: PlannedLine, in week: PlanWeek) -> [Toned] {
        let span = week.span(in: plan.roster.zone).intersection(plan.interval)
        var rows = line.shifts.filter { $0.interval.overlaps(span) }.map(row)
        rows += line.holes.filter { $0.interval.overlaps(span) }.map(row)
        guard !rows.isEmpty else { return [] }
        rows.sort { $0.interval.start < $1.interval.start }
        let name = "\(line.line.name), \(line.ownerName)"
        return label(name, line.id.description, in: PlanText.width).map { Toned($0) }
            + rows.flatMap { lines(of: $0, around: week) }
    }

    private struct Row {
        /// As it is told.
        let interval: Interval
        let isHole: Bool
        var tone: Tone?
        /// Lines, each short enough for its column.
        let who: [String]
    }

    private func row(of shift: PlannedShift) -> Row {
        let professional = shift.professional
        let who = label(
            plan.roster.name(of: professional), professional.rawValue, in: whoWidth)
        return Row(
            interval: shift.whole, isHole: false, who: joined(who, remark(of: shift)))
    }

    /// What is said of a shift beside who has it.
    private func remark(of shift: PlannedShift) -> String {
        let note = shift.note?.onOneLine ?? ""
        switch shift.duty.because {
        case .rotation: return ""
        case .shift: return note
        case .override: return note.isEmpty ? words.override : "\(words.override): \(note)"
        }
    }

    private func row(of hole: PlannedLine.Hole) -> Row {
        guard let closure = hole.closure else {
            let text = "*** \(words.gap.uppercased()): \(words.nobody.uppercased()) ***"
            return Row(interval: hole.interval, isHole: true, tone: .trouble, who: [text])
        }
        let text = "\(words.closed.uppercased()): \(words.nobody)"
        return Row(
            interval: hole.interval, isHole: true, tone: .aside,
            who: joined([text], closure.note?.onOneLine ?? ""))
    }

    private func mark(of row: Row, in week: PlanWeek) -> String {
        if row.isHole { return "! " }
        let (date, time) = plan.roster.zone.wall(of: row.interval.start)
        let holiday = plan.roster.holidays.holiday(on: date)
        let beginsOnOne = holiday.map { $0.from <= time } ?? false
        return beginsOnOne && isNear(date, week) ? "* " : "  "
    }

    private func lines(of row: Row, around week: PlanWeek) -> [Toned] {
        row.who.enumerated().map { index, who in
            if index == 0 {
                let times = times(of: row.interval, around: week)
                return Toned("\(mark(of: row, in: week))\(times)  \(who)", row.tone)
            }
            // An id that is wider than its column begins further left.
            let indent = PlanText.width - max(whoWidth, who.count)
            return Toned(String(repeating: " ", count: indent) + who, row.tone)
        }
    }
}
