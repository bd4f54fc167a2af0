import OnCallRoster

extension ConsoleNames {
    /// Somebody to whom a follow-up can be given.
    package struct Owner: Hashable, Sendable {
        /// `professional:ID` or `contact:ID`.
        package let value: String
        package let name: String
    }

    /// As many as a form offers.
    static let mostOwners = 60

    /// A professional or contact of whom it is not told which they are.
    func anybody(_ id: String) -> String {
        let name = professional(id)
        return name == id ? contact(id) : name
    }

    /// Who may be given work of a call: the family's contact, consultant and caseworkers, then the
    /// persons of its institution and municipality by their names.
    package func owners(
        family: String?, institution: String?, municipality: String?
    ) -> [Owner] {
        guard let roster else { return [] }
        var owners: [Owner] = []
        func add(_ professional: Professional?) {
            guard let professional, professional.kind == .person else { return }
            owners.append(
                Owner(value: "professional:\(professional.id)", name: professional.name))
        }
        func add(_ contact: Contact?) {
            guard let contact else { return }
            owners.append(Owner(value: "contact:\(contact.id)", name: contact.name))
        }
        if let family = family.flatMap({ roster.families[FamilyID(rawValue: $0)] }) {
            add(family.contact.flatMap { roster.professionals[$0] })
            for id in [family.consultant].compactMap({ $0 }) + family.caseworkers {
                add(roster.contacts[id])
            }
        }
        let institutionID = institution.map { InstitutionID(rawValue: $0) }
        let municipalityID = municipality.map { MunicipalityID(rawValue: $0) }
        let lines =
            (institutionID.flatMap { roster.institutions[$0]?.lines } ?? [])
            + (municipalityID.flatMap { roster.municipalities[$0]?.lines } ?? [])
        let named = Set(lines.flatMap { $0.rotations.flatMap(\.professionals) })
        let people = roster.professionals.values.filter { person in
            named.contains(person.id)
                || person.institution != nil && person.institution == institutionID
                || person.municipality != nil && person.municipality == municipalityID
        }
        for person in people.sorted(by: { $0.name < $1.name }) { add(person) }
        var seen: Set<String> = []
        return Array(
            owners.filter { seen.insert($0.value).inserted }.prefix(ConsoleNames.mostOwners))
    }

    /// The institutions that are named like a text, or have it as their id.
    package func institutions(named text: String) -> [(id: String, name: String)] {
        let all = roster?.institutions.values.map { (id: $0.id.rawValue, name: $0.name) } ?? []
        if let exact = all.first(where: { $0.id == text }) { return [exact] }
        let wanted = text.lowercased()
        let found = all.filter { $0.name.lowercased().contains(wanted) }
        let same = found.filter { $0.name.lowercased() == wanted }
        return same.isEmpty ? found : same
    }
}
