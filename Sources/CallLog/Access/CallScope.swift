package import CallRouting
package import OnCallRoster

/// Which calls somebody may see: those of which one of the parts is true.
package struct CallScope: Hashable, Sendable {
    /// All there are; the other parts then count for nothing.
    package var isAll = false
    package var institutions: Set<InstitutionID> = []
    /// Whose telephone was rung, or who rang the hotline.
    package var professionals: Set<ProfessionalID> = []
    /// Whose families rang.
    package var families: Set<FamilyID> = []
    /// Of these families the calls whose note says that the caseworker is to be told.
    package var familiesWhenNoted: Set<FamilyID> = []
    /// Consultants and caseworkers who rang the hotline, and who own follow-ups.
    package var contacts: Set<ContactID> = []
    /// These calls: a leg that still rings has no row yet by which its professional would be found.
    package var calls: Set<CallKey> = []

    package init() {}

    package static let all: CallScope = {
        var scope = CallScope()
        scope.isAll = true
        return scope
    }()

    package var isEmpty: Bool { self == CallScope() }

    package mutating func formUnion(_ other: CallScope) {
        isAll = isAll || other.isAll
        institutions.formUnion(other.institutions)
        professionals.formUnion(other.professionals)
        families.formUnion(other.families)
        familiesWhenNoted.formUnion(other.familiesWhenNoted)
        contacts.formUnion(other.contacts)
        calls.formUnion(other.calls)
    }
}

/// One way into the calls, each with an index of its own: a condition, and what it is asked with.
struct ScopePart {
    /// What is joined for the condition's sake; of follow-ups: how their calls are joined.
    let join: String
    let condition: String
    let values: [SQLValue]
}

extension CallScope {
    /// One part for each id, so that each is found in the order of time; none for all calls.
    var parts: [ScopePart] {
        func part(_ condition: String, _ value: String, join: String = "") -> ScopePart {
            ScopePart(join: join, condition: condition, values: [.text(value)])
        }
        let rung = "JOIN leg s ON s.call_id = c.call_id"
        let family = "c.family_key = (SELECT key FROM family_key_private WHERE family = ?)"
        return institutions.sorted().map { part("c.institution = ?", $0.rawValue) }
            + professionals.sorted().flatMap {
                [
                    part("s.professional = ?", $0.rawValue, join: rung),
                    part("c.professional = ?", $0.rawValue),
                ]
            }
            + families.sorted().map { part(family, $0.rawValue) }
            + familiesWhenNoted.subtracting(families).sorted().map {
                part(
                    family, $0.rawValue,
                    join: "JOIN call_note o ON o.call_id = c.call_id AND o.caseworker = 1")
            }
            + contacts.sorted().map { part("c.contact = ?", $0.rawValue) }
            + calls.sorted().map { key in
                ScopePart(
                    join: "", condition: "c.gateway = ? AND c.call = ?",
                    values: [.coded(key.gateway), .text(key.call)])
            }
    }

    /// As `parts`, of follow-ups: an owner's own, and those of calls of one's own families and
    /// institutions. A family has few calls; the follow-ups of others are gone through by deadline.
    var followUpParts: [ScopePart] {
        func part(_ condition: String, _ value: String, join: String = "CROSS JOIN") -> ScopePart {
            ScopePart(join: join, condition: condition, values: [.text(value)])
        }
        let family = "c.family_key = (SELECT key FROM family_key_private WHERE family = ?)"
        let owner = "coalesce(u.professional, u.contact) = ?"
        return institutions.sorted().map { part("c.institution = ?", $0.rawValue) }
            + professionals.sorted().map {
                part("\(owner) AND u.professional IS NOT NULL", $0.rawValue)
            }
            + families.sorted().map { part(family, $0.rawValue, join: "JOIN") }
            + contacts.sorted().map { part("\(owner) AND u.contact IS NOT NULL", $0.rawValue) }
    }
}
