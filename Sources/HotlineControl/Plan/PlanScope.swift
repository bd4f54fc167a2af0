import OnCallRoster

/// Which of the roster's lines a plan holds.
enum PlanScope: Equatable {
    case all
    case institution(InstitutionID)
    /// One line, written `INSTITUTION/LINE` or `MUNICIPALITY/LINE`.
    case line(String)
}

extension Roster {
    /// The lines within a scope, in the order of the roster.
    ///
    /// - Throws: if the roster has no such institution or line.
    func lines(within scope: PlanScope) throws(Failure) -> [Line] {
        switch scope {
        case .all: return lines
        case .institution(let id):
            guard let institution = institutions[id] else {
                throw unknownID(
                    .institution, id.rawValue, among: institutions.values.map(\.id.rawValue))
            }
            return institution.lines
        case .line(let name):
            let named = lines.filter { $0.id.description == name }
            guard !named.isEmpty else {
                throw unknownID(.line, name, among: lines.map(\.id.description))
            }
            return named
        }
    }
}
