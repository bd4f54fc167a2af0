package import OnCallRoster

/// Who could take a line for a while: not away, and on duty nowhere else.
package struct Substitutes {
    private let roster: Roster
    private let away: [ProfessionalID: IntervalSet]

    package init(in roster: Roster, during interval: Interval) {
        self.roster = roster
        var away = roster.absent.mapValues(\.intervals)
        let table = DutyTable(of: roster, in: interval)
        for line in roster.lines {
            for duty in table.duty(of: line.id).duties {
                away[duty.professional, default: []].append(duty.interval)
            }
        }
        self.away = away.mapValues { IntervalSet($0) }
    }

    /// Those of the line who are free the whole while, else those of the place that has the line.
    package func of(_ line: Line, during interval: Interval) -> [ProfessionalID] {
        let dated = (line.shifts + line.overrides).compactMap(\.who)
        let own = free(line.rotations.flatMap(\.professionals) + dated, for: line, during: interval)
        if !own.isEmpty { return own }
        let place = roster.professionals.values.filter {
            switch line.id.owner {
            case .institution(let owner): $0.institution == owner
            case .municipality(let owner): $0.municipality == owner
            }
        }
        return free(place.map(\.id), for: line, during: interval)
    }

    private func free(
        _ candidates: [ProfessionalID], for line: Line, during interval: Interval
    ) -> [ProfessionalID] {
        var seen: Set<ProfessionalID> = []
        return candidates.filter { id in
            guard seen.insert(id).inserted, let professional = roster.professionals[id],
                professional.kind == .person,
                !professional.phones.isEmpty || !line.phones.isEmpty
            else { return false }
            let employment = roster.employment(of: professional)
            return employment.intersection(interval) == interval
                && away[id]?.clipped(to: interval).isEmpty ?? true
        }
    }
}
