package import OnCallRoster

extension Caller {
    /// Whom the roster knows under this number. A number of several is family before contact
    /// before professional.
    package init(_ from: CallerID, dialled to: PhoneNumber?, in roster: Roster) {
        let number = from.number
        let hotline = to.flatMap { roster.numbers[$0] }
        self.init(kind: from == .withheld ? .withheld : .unknown)
        institution = hotline?.institution
        municipality = hotline?.municipality
        guard let number else { return }
        let families = roster.directory.families[number] ?? []
        if families.count == 1, let family = roster.families[families[0]] {
            self = Caller(family)
        } else if families.isEmpty, let id = roster.directory.contacts[number]?.first {
            self.init(kind: .contact)
            contact = id
            let first = roster.directory.familiesOfContact[id]?.first
            institution = first.flatMap { roster.families[$0]?.institution } ?? hotline?.institution
            municipality = roster.contacts[id]?.municipality ?? hotline?.municipality
        } else if families.isEmpty, let id = roster.directory.professionals[number]?.first {
            self.init(kind: .professional)
            professional = id
            institution = roster.professionals[id]?.institution ?? hotline?.institution
            municipality = roster.professionals[id]?.municipality ?? hotline?.municipality
        }
    }

    package init(_ family: Family) {
        self.init(kind: .family)
        self.family = Private(family.id)
        institution = family.institution
        municipality = family.municipality
        variant = family.variant
        group = family.group
    }

    /// Whether a PIN could tell which family this is.
    package func isAskedForPIN(in roster: Roster) -> Bool {
        guard roster.directory.pinLength != nil else { return false }
        switch kind {
        case .unknown, .withheld: return roster.routing(of: institution).unknown == .askPIN
        case .family, .contact, .professional: return false
        }
    }
}
