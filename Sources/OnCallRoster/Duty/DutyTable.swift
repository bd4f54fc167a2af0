/// A roster's duty as instants: asking who fills a line is a search, not calendar arithmetic.
package struct DutyTable: Sendable {
    /// Outside it nothing is known.
    package let span: Interval
    private let lines: [LineID: LineDuty]
    /// When each professional fills any line.
    private let onDuty: [ProfessionalID: IntervalSet]
    /// When each professional may be rung as a contact, off duty too, absences taken out.
    private let available: [ProfessionalID: IntervalSet]
    private let absent: [ProfessionalID: IntervalSet]

    package init(of roster: Roster, in span: Interval) {
        self.span = span
        let absent = roster.absent
        var lines: [LineID: LineDuty] = [:]
        var worked: [ProfessionalID: [Interval]] = [:]
        for line in roster.lines {
            let duty = line.duty(
                in: span, absences: absent, holidays: roster.holidays, zone: roster.zone)
            lines[line.id] = duty
            for duty in duty.duties { worked[duty.professional, default: []].append(duty.interval) }
        }
        self.lines = lines
        self.absent = absent
        onDuty = worked.mapValues { IntervalSet($0) }
        var available: [ProfessionalID: IntervalSet] = [:]
        for professional in roster.professionals.values where !professional.available.isEmpty {
            let spans = Window.spans(
                of: professional.available, meeting: span, holidays: roster.holidays,
                zone: roster.zone)
            available[professional.id] = IntervalSet(spans).clipped(to: span)
                .clipped(to: roster.employment(of: professional))
                .subtracting(absent[professional.id] ?? IntervalSet())
        }
        self.available = available
    }

    package func duty(of line: LineID) -> LineDuty {
        lines[line] ?? LineDuty(duties: [], closed: IntervalSet())
    }

    /// Who fills a line at an instant, until when, and by which rule.
    package func holder(of line: LineID, at instant: Instant) -> Duty? {
        lines[line]?.duty(at: instant)
    }

    package func isOnDuty(_ professional: ProfessionalID, at instant: Instant) -> Bool {
        onDuty[professional]?.contains(instant) ?? false
    }

    package func isAbsent(_ professional: ProfessionalID, at instant: Instant) -> Bool {
        absent[professional]?.contains(instant) ?? false
    }

    /// On duty on any line, or available and not absent.
    package func mayBeRungAsContact(_ professional: ProfessionalID, at instant: Instant) -> Bool {
        isOnDuty(professional, at: instant) || available[professional]?.contains(instant) ?? false
    }

    /// When a professional may be rung as a contact.
    package func reachableAsContact(_ professional: ProfessionalID) -> IntervalSet {
        (onDuty[professional] ?? IntervalSet()).union(available[professional] ?? IntervalSet())
    }
}

extension Roster {
    /// When each professional is away.
    package var absent: [ProfessionalID: IntervalSet] {
        Dictionary(grouping: absences, by: \.who).mapValues { IntervalSet($0.map(\.interval)) }
    }

    /// The lines that a caller's step of this name rings: the municipality's, then the institution's.
    package func lineID(
        _ name: LineName, municipality: MunicipalityID?, institution: InstitutionID?
    ) -> LineID? {
        if let municipality, municipalities[municipality]?.line(name) != nil {
            return LineID(.municipality(municipality), name)
        }
        if let institution, institutions[institution]?.line(name) != nil {
            return LineID(.institution(institution), name)
        }
        return nil
    }
}
