package import OnCallRoster

/// What the roster in force calls those whom documents name by their ids; an id that it does not
/// have stays an id.
package struct ConsoleNames: Sendable {
    let roster: Roster?

    package init(_ roster: Roster?) {
        self.roster = roster
    }

    var hasRoster: Bool { roster != nil }

    package func professional(_ id: String) -> String {
        roster?.professionals[ProfessionalID(rawValue: id)]?.name ?? id
    }

    func contact(_ id: String) -> String {
        roster?.contacts[ContactID(rawValue: id)]?.name ?? id
    }

    /// Of `professional` or `contact`.
    func person(_ id: String, kind: String?) -> String {
        kind == "contact" ? contact(id) : professional(id)
    }

    func family(_ id: String) -> String { roster?.families[FamilyID(rawValue: id)]?.name ?? id }

    func institution(_ id: String) -> String {
        roster?.institutions[InstitutionID(rawValue: id)]?.name ?? id
    }

    func municipality(_ id: String) -> String {
        roster?.municipalities[MunicipalityID(rawValue: id)]?.name ?? id
    }

    /// A line's name, whose owner is an institution or a municipality.
    func line(_ name: String, institution: String?, municipality: String?) -> String {
        let line = LineName(rawValue: name)
        let owned =
            institution.flatMap { roster?.institutions[InstitutionID(rawValue: $0)]?.line(line) }
            ?? municipality.flatMap {
                roster?.municipalities[MunicipalityID(rawValue: $0)]?.line(line)
            }
        return owned?.name ?? name
    }

    /// Of `OWNER/LINE`.
    func line(_ text: String) -> String {
        guard let line = roster?.line(named: text) else { return text }
        let owner =
            switch line.id.owner {
            case .institution(let id): institution(id.rawValue)
            case .municipality(let id): municipality(id.rawValue)
            }
        return "\(line.name), \(owner)"
    }
}
