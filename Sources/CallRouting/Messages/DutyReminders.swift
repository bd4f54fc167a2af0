package import OnCallRoster

/// Somebody's duty on a line begins.
package struct DutyBeginning: Hashable, Sendable {
    package let line: LineID
    package let professional: ProfessionalID
    package let starts: Instant
}

extension RosterInForce {
    /// Duties of persons that begin within a span, in the order of the lines. Whoever stays on a line
    /// begins nothing; a desk needs no reminder.
    package func dutyBeginnings(in span: Interval) -> [DutyBeginning] {
        roster.lines.flatMap { line -> [DutyBeginning] in
            let duties = duty.duty(of: line.id).duties
            var index = duties.partitionPoint { $0.interval.start >= span.start }
            var found: [DutyBeginning] = []
            while index < duties.count, duties[index].interval.start < span.end {
                let next = duties[index]
                let before = index > 0 ? duties[index - 1] : nil
                let staysOn =
                    before?.professional == next.professional
                    && before?.interval.end == next.interval.start
                if !staysOn, roster.professionals[next.professional]?.kind == .person {
                    found.append(
                        DutyBeginning(
                            line: line.id, professional: next.professional,
                            starts: next.interval.start))
                }
                index += 1
            }
            return found
        }
    }

    /// Who fills the line to which callbacks of these are escalated.
    package func escalationHolder(
        institution: InstitutionID?, municipality: MunicipalityID?, at now: Instant
    ) -> ProfessionalID? {
        roster.lineID(
            roster.routing(of: institution).callback.escalate, municipality: municipality,
            institution: institution
        ).flatMap { duty.holder(of: $0, at: now)?.professional }
    }

    /// Who hears that a duty of a line is not confirmed: the escalation line's professional, unless
    /// that is who was asked; then the administrator.
    package func hearsOfSilence(
        of professional: ProfessionalID, on line: LineID, at now: Instant
    ) -> MessageRecipient {
        let municipality =
            line.municipality
            ?? line.institution.flatMap { roster.institutions[$0]?.municipalities.first }
        let holder = escalationHolder(
            institution: line.institution, municipality: municipality, at: now)
        return holder.flatMap { $0 == professional ? nil : .professional($0) } ?? .administrator
    }
}
