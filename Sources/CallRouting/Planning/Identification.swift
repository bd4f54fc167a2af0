package import OnCallRoster

extension Caller {
    /// Whom the roster knows under this number. A number of several is family before contact
    /// before professional; a duty phone is whoever fills its line.
    package init(
        _ from: CallerID, dialled to: PhoneNumber?, at instant: Instant, in inForce: RosterInForce
    ) {
        let roster = inForce.roster
        let hotline = to.flatMap { roster.numbers[$0] }
        self.init(kind: from == .withheld ? .withheld : .unknown)
        institution = hotline?.institution
        municipality = hotline?.municipality
        guard let number = from.number else { return }
        let families = roster.directory.families[number] ?? []
        if families.count == 1, let family = roster.families[families[0]] {
            self = Caller(family)
        } else if families.isEmpty, let id = roster.directory.contacts[number]?.first {
            self.init(kind: .contact)
            contact = id
            institution = roster.institutions(of: id).first ?? hotline?.institution
            municipality = roster.contacts[id]?.municipality ?? hotline?.municipality
        } else if families.isEmpty,
            let id = roster.directory.professionals[number]?.first
                ?? inForce.holder(ofDutyPhone: number, at: instant)
        {
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
        traits = FamilyTraits(family)
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

extension RosterInForce {
    fileprivate func holder(ofDutyPhone number: PhoneNumber, at instant: Instant) -> ProfessionalID?
    {
        for line in roster.directory.dutyPhones[number] ?? [] {
            if let duty = duty.holder(of: line, at: instant) { return duty.professional }
        }
        return nil
    }
}
