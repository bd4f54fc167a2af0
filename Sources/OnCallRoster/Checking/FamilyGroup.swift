/// The families of one institution and municipality: the steps ring the same lines for all of them.
struct FamilyGroup: Hashable, Comparable {
    let institution: InstitutionID
    let municipality: MunicipalityID?

    static func < (left: FamilyGroup, right: FamilyGroup) -> Bool {
        (left.institution.rawValue, left.municipality?.rawValue ?? "")
            < (right.institution.rawValue, right.municipality?.rawValue ?? "")
    }
}

/// Families of a group whose plans are alike at every instant: one proof holds for all of them.
struct FamilyClass: Hashable {
    let group: FamilyGroup
    let contact: ProfessionalID?
    /// Those of their numbers that the roster rings somebody on; none in nearly all families.
    let ownNumbers: [PhoneNumber]

    init(group: FamilyGroup, contact: ProfessionalID?, ownNumbers: [PhoneNumber] = []) {
        self.group = group
        self.contact = contact
        self.ownNumbers = ownNumbers
    }
}

extension RoutingStep {
    var ringsFamilies: Bool { callers?.contains(.family) ?? true }
}

extension Roster {
    /// The lines that a step rings for a group: the municipality's before the institution's, and
    /// those of partners.
    func lines(rungBy step: RoutingStep, for group: FamilyGroup) -> [LineID] {
        let named: [LineID] =
            switch step.ring {
            case .lines(let names):
                names.compactMap {
                    lineID(
                        $0, municipality: group.municipality, institution: group.institution)
                }
            case .partners(let name):
                (institutions[group.institution]?.partners ?? []).map {
                    LineID(.institution($0), name)
                }
            case .contact, .lastAnswered, .lastResort: []
            }
        return named.filter { line($0) != nil }
    }

    /// Every last resort that a plan of the group may ring.
    func lastResorts(for group: FamilyGroup) -> Set<DialTarget> {
        let owners = [group.municipality] + numbers.values.map(\.municipality)
        return Set(
            owners.compactMap { $0 }.flatMap { municipalities[$0]?.lastResort ?? [] }
                .map(\.target))
    }
}
