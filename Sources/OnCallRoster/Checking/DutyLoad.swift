/// What duty asks of each professional over a span, and how evenly the lines share it out.
///
/// Desks are places and have none. Duty is that of the roster's rules, standby at home too: what
/// calls come of it is not known here.
package struct DutyLoad: Hashable, Sendable {
    package let span: Interval
    /// Everybody who fills a line within the span or stands in a rotation; most duty first.
    package let professionals: [ProfessionalLoad]
    /// The lines with a rotation of persons, in the order of `Roster.lines`.
    package let lines: [LineLoad]

    /// `table` expands at least the span.
    package init(of roster: Roster, _ table: DutyTable, over span: Interval) {
        var stretches: [ProfessionalID: [LoadedShift]] = [:]
        for line in roster.lines {
            for id in line.rotations.flatMap(\.professionals) {
                stretches[id, default: []] += []
            }
            for shift in table.duty(of: line.id).shifts(within: span) {
                stretches[shift.professional, default: []].append(
                    LoadedShift(interval: shift.interval, kind: line.duty))
            }
        }
        let calendar = LoadCalendar(of: roster, over: span)
        self.span = span
        professionals =
            stretches.filter { roster.professionals[$0.key]?.kind == .person }
            .map { ProfessionalLoad($0.key, $0.value, calendar) }
            .sorted { ($1.duty, $0.professional) < ($0.duty, $1.professional) }
        lines = roster.lines.compactMap { line in
            LineLoad(line, table.duty(of: line.id).shifts(within: span), in: roster)
        }
    }
}

extension LineDuty {
    /// The shifts within a span, cut to it.
    fileprivate func shifts(within span: Interval) -> [Duty] {
        duties.filter { $0.interval.overlaps(span) }.map { duty in
            Duty(
                interval: duty.interval.intersection(span), professional: duty.professional,
                because: duty.because, source: duty.source)
        }
    }
}
