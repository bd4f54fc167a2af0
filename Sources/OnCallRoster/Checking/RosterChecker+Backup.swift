extension RosterChecker {
    /// Warns where the lines of a plan put one person on, and nobody behind them.
    mutating func checkBackups() {
        let groups = Set(
            roster.groupsOfInstitutions
                + roster.families.values.map {
                    FamilyGroup(institution: $0.institution, municipality: $0.municipality)
                })
        var warned: Set<InstitutionID> = []
        for group in groups.sorted() where !warned.contains(group.institution) {
            guard let alone = firstAlone(persons(of: group)),
                let institution = roster.institutions[group.institution]
            else { continue }
            warned.insert(group.institution)
            report(
                .noBackup, at: institution.place,
                "behind '\(alone.professional)' stands nobody \(span(alone.interval)): the plan of "
                    + "\(group.institution) reaches one person only",
                fix: lineBehind(group).map { "let a rotation or a shift fill \($0) then" }
                    ?? "let a step ring a line of \(group.institution) that somebody fills")
        }
    }

    private func familySteps(of group: FamilyGroup) -> [RoutingStep] {
        roster.routing(of: group.institution).effectiveSteps.filter(\.ringsFamilies)
    }

    /// The line that is rung last.
    private func lineBehind(_ group: FamilyGroup) -> LineID? {
        for step in familySteps(of: group).reversed() {
            guard case .lines(let names) = step.ring, let name = names.last,
                let line = roster.lineID(
                    name, municipality: group.municipality, institution: group.institution)
            else { continue }
            return line
        }
        return nil
    }

    /// When the steps' lines and partners put a person with a phone on.
    private func persons(of group: FamilyGroup) -> [Duty] {
        familySteps(of: group).flatMap { roster.lines(rungBy: $0, for: group) }
            .flatMap { personDuties($0) }
    }

    /// The first stretch in which the duties put just one person on.
    private func firstAlone(_ persons: [Duty]) -> Duty? {
        var changes: [(at: Instant, professional: ProfessionalID, by: Int)] = []
        for duty in persons {
            changes.append((duty.interval.start, duty.professional, 1))
            changes.append((duty.interval.end, duty.professional, -1))
        }
        changes.sort { $0.at < $1.at }
        var lines: [ProfessionalID: Int] = [:]
        for (index, change) in changes.enumerated() {
            let count = (lines[change.professional] ?? 0) + change.by
            lines[change.professional] = count == 0 ? nil : count
            guard index + 1 < changes.count, changes[index + 1].at > change.at, lines.count == 1,
                let (professional, _) = lines.first,
                let duty = persons.first(where: {
                    $0.professional == professional && $0.interval.contains(change.at)
                })
            else { continue }
            return Duty(
                interval: Interval(change.at, changes[index + 1].at), professional: professional,
                because: duty.because, source: duty.source)
        }
        return nil
    }

    private func personDuties(_ id: LineID) -> [Duty] {
        let hasDutyPhone = !(roster.line(id)?.phones.isEmpty ?? true)
        return table.duty(of: id).duties.filter {
            guard let professional = roster.professionals[$0.professional] else { return false }
            return professional.kind == .person && (hasDutyPhone || !professional.phones.isEmpty)
        }
    }
}
