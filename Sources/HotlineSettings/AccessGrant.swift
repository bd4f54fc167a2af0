package import OnCallRoster

/// What somebody may see and do, and of whom.
package enum AccessRole: String, CaseIterable, Sendable {
    /// Calls routed to them, and their follow-ups.
    case staff
    /// All of their institutions.
    case leader
    /// Calls and follow-ups of their families.
    case consultant
    /// As a consultant, as far as the municipality's division of roles lets them hear.
    case caseworker
    case administrator
    /// Aggregates and pseudonymised rows only.
    case evaluator
    /// The access log only.
    case auditor
}

/// A role, and whose it is.
package struct AccessGrant: Hashable, Sendable {
    package let role: AccessRole
    /// Of `staff`: who they are.
    package let professional: ProfessionalID?
    /// Of `consultant` and `caseworker`: who they are.
    package let contact: ContactID?
    /// Of `leader`: theirs.
    package let institutions: Set<InstitutionID>

    package static let administrator = AccessGrant(
        role: .administrator, professional: nil, contact: nil, institutions: [])

    /// A grant with all that its role needs and nothing that means nothing to it; else what is
    /// wrong, as a sentence with its mend.
    package static func checked(
        _ role: AccessRole, professional: String? = nil, contact: String? = nil,
        institutions: [String] = []
    ) -> (grant: AccessGrant?, problem: String?) {
        func flaw(_ sentence: String) -> (AccessGrant?, String?) { (nil, sentence) }
        let named = [
            professional == nil ? nil : "professional", contact == nil ? nil : "contact",
            institutions.isEmpty ? nil : "institutions",
        ].compactMap { $0 }
        let needed = role.needs
        if let missing = needed, !named.contains(missing) {
            return flaw("role \(role.rawValue) needs '\(missing)': whose calls may be seen?")
        }
        if let extra = named.first(where: { $0 != needed }) {
            return flaw("'\(extra)' means nothing with role \(role.rawValue): leave it out")
        }
        for id in [professional, contact].compactMap({ $0 }) + institutions
        where !Identifier<AccessGrant>.isWellFormed(id) {
            return flaw("'\(id)' is no id of the roster: it has a-z, 0-9 and hyphens")
        }
        return (
            AccessGrant(
                role: role, professional: professional.map { ProfessionalID(rawValue: $0) },
                contact: contact.map { ContactID(rawValue: $0) },
                institutions: Set(institutions.map { InstitutionID(rawValue: $0) })), nil
        )
    }

    private init(
        role: AccessRole, professional: ProfessionalID?, contact: ContactID?,
        institutions: Set<InstitutionID>
    ) {
        self.role = role
        self.professional = professional
        self.contact = contact
        self.institutions = institutions
    }
}

extension AccessRole {
    /// The key that says of whom; `nil` where the role alone says all.
    package var needs: String? {
        switch self {
        case .staff: "professional"
        case .leader: "institutions"
        case .consultant, .caseworker: "contact"
        case .administrator, .evaluator, .auditor: nil
        }
    }
}

/// What one entry of the settings' `access` grants, and to whom.
package struct AccessEntrySettings: Hashable, Sendable {
    /// A Unix user, a group with a prefixed `@`, or a user of the console's proxy.
    package let who: String
    package let grant: AccessGrant
    /// Who of the roster signs in to it by a link, as `professional:ID` or `contact:ID`; `nil`:
    /// nobody.
    package let signIn: String?
}

extension AccessGrant {
    /// Whose own the grant is, as `professional:ID` or `contact:ID`.
    var subject: String? {
        professional.map { "professional:\($0)" } ?? contact.map { "contact:\($0)" }
    }
}
