import OnCallRoster

extension RosterChange {
    /// Refuses what is so already, and what another rule of the roster would undo.
    func checkConflicts(in roster: Roster) throws(Failure) {
        switch rule {
        case .override(let line, let who):
            if let other = line.overrides.first(where: { $0.interval.overlaps(interval) }) {
                throw conflict(of: line, with: other, who: who, in: roster)
            }
            guard let who, let absence = absence(throughout: who, in: roster) else { return }
            throw Failure(
                .answerIsNo,
                "\(roster.naming(who)) is absent then (\(absence.place)): name somebody else, or "
                    + "end the absence there")
        case .absence(let who):
            guard let absence = absence(throughout: who, in: roster) else { return }
            throw Failure(
                .answerIsNo, "\(roster.naming(who)) is absent then already (\(absence.place))")
        }
    }

    private func conflict(
        of line: Line, with other: DatedDuty, who: ProfessionalID?, in roster: Roster
    ) -> Failure {
        let holder = other.who.map { roster.naming($0) } ?? "nobody"
        if other.who == who, other.interval.intersection(interval) == interval {
            return Failure(
                .answerIsNo,
                "it is so already: an override gives \(line.id) to \(holder) then (\(other.place))")
        }
        return Failure(
            .answerIsNo,
            "\(line.id) has an override then already: \(holder) from "
                + "\(roster.dayText(other.interval.start)) to \(roster.dayText(other.interval.end)) "
                + "(\(other.place)); end it where this one begins, change its 'who', or remove it")
    }

    /// An absence of the professional, if absences take up the whole of the change.
    private func absence(throughout who: ProfessionalID, in roster: Roster) -> Absence? {
        let present = IntervalSet([interval]).subtracting(roster.absent[who] ?? IntervalSet())
        guard present.isEmpty else { return nil }
        return roster.absences.first { $0.who == who && $0.interval.overlaps(interval) }
    }
}

extension Roster {
    /// A professional by id and name: `bo (Bo Sønderskov)`.
    func naming(_ professional: ProfessionalID) -> String {
        let name = name(of: professional)
        return name.isEmpty || name == professional.rawValue
            ? professional.rawValue : "\(professional) (\(name))"
    }

    /// A line by id and name: `egetraeet/first (Forvagt)`.
    func naming(_ line: LineID) -> String {
        guard let name = self.line(line)?.name, name != line.name.rawValue else {
            return line.description
        }
        return "\(line) (\(name))"
    }
}
