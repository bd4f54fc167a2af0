import OnCallRoster

extension RosterChange {
    /// Refuses what is so already, and what another rule of the roster would undo.
    func checkConflicts(in roster: Roster) throws(ChangeRefusal) {
        switch rule {
        case .override(let line, let who):
            if let other = line.overrides.first(where: { $0.interval.overlaps(interval) }) {
                let isSame =
                    other.who == who && other.interval.intersection(interval) == interval
                throw ChangeRefusal(
                    isSame ? .isOverriddenSo(line.id, other) : .hasOverride(line.id, other),
                    in: roster)
            }
            guard let who, let absence = absence(throughout: who, in: roster) else { return }
            throw ChangeRefusal(.isAbsent(who, absence.place), in: roster)
        case .absence(let who):
            guard let absence = absence(throughout: who, in: roster) else { return }
            throw ChangeRefusal(.isAbsentAlready(who, absence.place), in: roster)
        }
    }

    /// An absence of the professional, if absences take up the whole of the change.
    private func absence(throughout who: ProfessionalID, in roster: Roster) -> Absence? {
        let present = IntervalSet([interval]).subtracting(roster.absent[who] ?? IntervalSet())
        guard present.isEmpty else { return nil }
        return roster.absences.first { $0.who == who && $0.interval.overlaps(interval) }
    }
}
