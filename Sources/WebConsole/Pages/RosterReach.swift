package import OnCallRoster

/// How far who plans some institutions' duty may plan a professional.
package enum RosterReach: Sendable {
    /// One of theirs: may be absent, and may fill a line.
    case own
    /// One of another place, who takes turns on a line of theirs: may fill one, and is taken off it
    /// by letting somebody else have it.
    case helper
    case none

    /// - Parameter institutions: `nil`: all.
    package init(
        of person: Professional, for institutions: Set<InstitutionID>?, in roster: Roster
    ) {
        guard let institutions else {
            self = .own
            return
        }
        if let home = person.institution, institutions.contains(home) {
            self = .own
            return
        }
        let takesTurns = institutions.contains { id in
            roster.institutions[id]?.lines.contains { line in
                line.rotations.contains { $0.professionals.contains(person.id) }
            } ?? false
        }
        let hasHome = person.institution != nil || person.municipality != nil
        self = takesTurns ? hasHome ? .helper : .own : .none
    }
}
