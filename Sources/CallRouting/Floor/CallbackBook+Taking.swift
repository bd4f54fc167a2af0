package import OnCallRoster

extension CallbackBook {
    /// The callbacks that a professional owes or may take, the earliest deadline first; `number` is
    /// the telephone in their hand, at which nobody is rung back by themselves.
    ///
    /// Taken may be those of the professional's own institution or municipality, and those of any
    /// line that the professional fills now. What is long overdue is nobody's to be put through to
    /// unasked: a person ends it.
    package func takeable(
        by id: ProfessionalID, from number: PhoneNumber?, at now: Instant,
        in inForce: RosterInForce
    ) -> [Callback] {
        guard !isEmpty, let professional = inForce.roster.professionals[id] else { return [] }
        let own = professional.phones.compactMap(\.number) + [number].compactMap { $0 }
        return all.filter { callback in
            guard let wanted = callback.number, !own.contains(wanted) else { return false }
            let isOwned = callback.owner == .professional(id)
            let limit = isOwned ? CallbackBook.owedFor : CallbackBook.takenFor
            guard now <= callback.deadline + limit else { return false }
            if isOwned { return true }
            if let institution = callback.institution {
                if professional.institution == institution { return true }
                let lines = inForce.roster.institutions[institution]?.lines ?? []
                if inForce.duty.fills(id, anyOf: lines, at: now) { return true }
            }
            if let municipality = callback.municipality {
                if professional.municipality == municipality { return true }
                let lines = inForce.roster.municipalities[municipality]?.lines ?? []
                if inForce.duty.fills(id, anyOf: lines, at: now) { return true }
            }
            return false
        }
    }
}

extension CallbackBook {
    /// How long after its deadline a callback's owner is put through, and anybody else.
    private static let owedFor: Duration = .days(7)
    private static let takenFor: Duration = .days(1)
}

extension DutyTable {
    fileprivate func fills(
        _ professional: ProfessionalID, anyOf lines: [Line], at now: Instant
    ) -> Bool {
        lines.contains { holder(of: $0.id, at: now)?.professional == professional }
    }
}
