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

/// One way into the calls or follow-ups of a scope, by an index that gives its rows in their order.
struct ScopePart {
    /// What is gone through, and by which index.
    let source: String
    let condition: String
    let values: [SQLValue]
    /// Where `began` and `call_id` stand in the list's order.
    var order = "c"
}

extension CallScope {
    /// One part for each id, so that each is found in the order of time; none for all calls.
    ///
    /// - Parameter isUnanswered: Whether only calls are asked for that nobody answered.
    func parts(unanswered isUnanswered: Bool) -> [ScopePart] {
        let kind = isUnanswered ? "_unanswered" : ""
        let families = "call c INDEXED BY call_family\(kind)"
        let family = "c.family_key = (SELECT key FROM family_key_private WHERE family = ?)"
        func part(_ source: String, _ condition: String, _ value: String) -> ScopePart {
            ScopePart(source: source, condition: condition, values: [.text(value)])
        }
        return institutions.sorted().map {
            part("call c INDEXED BY call_institution\(kind)", "c.institution = ?", $0.rawValue)
        }
            + professionals.sorted().flatMap {
                [
                    ScopePart(
                        source: "rung s CROSS JOIN call c ON c.call_id = s.call_id",
                        condition: "s.professional = ?", values: [.text($0.rawValue)], order: "s"),
                    part("call c INDEXED BY call_professional", "c.professional = ?", $0.rawValue),
                ]
            }
            + self.families.sorted().map { part(families, family, $0.rawValue) }
            + familiesWhenNoted.subtracting(self.families).sorted().map {
                part(
                    families
                        + " CROSS JOIN call_note o ON o.call_id = c.call_id AND o.caseworker = 1",
                    family, $0.rawValue)
            }
            + contacts.sorted().map {
                part("call c INDEXED BY call_contact", "c.contact = ?", $0.rawValue)
            }
            + calls.sorted().map { key in
                ScopePart(
                    source: "call c", condition: "c.gateway = ? AND c.call = ?",
                    values: [.coded(key.gateway), .text(key.call)])
            }
    }

    /// As `parts`, of follow-ups: an owner's own, and those of calls of one's own families and
    /// institutions. A family has few calls, whose follow-ups are put in order.
    var followUpParts: [ScopePart] {
        let owner = "coalesce(u.professional, u.contact) = ?"
        func part(_ source: String, _ condition: String, _ value: String) -> ScopePart {
            ScopePart(source: source, condition: condition, values: [.text(value)])
        }
        func owned(_ column: String, _ value: String) -> ScopePart {
            part(
                "follow_up u INDEXED BY follow_up_owner",
                "\(owner) AND u.\(column) IS NOT NULL", value)
        }
        return institutions.sorted().map {
            part(
                "follow_up u INDEXED BY follow_up_institution", "u.institution = ?", $0.rawValue)
        }
            + professionals.sorted().map { owned("professional", $0.rawValue) }
            + families.sorted().map {
                part(
                    "call c INDEXED BY call_family CROSS JOIN follow_up u ON u.call_id = c.call_id",
                    "c.family_key = (SELECT key FROM family_key_private WHERE family = ?)",
                    $0.rawValue)
            }
            + contacts.sorted().map { owned("contact", $0.rawValue) }
    }

    /// All parts as one condition, for where few calls are gone through one by one.
    var conditionOfCalls: (text: String, values: [SQLValue]) {
        var either = Alternatives()
        either.add("c.institution IN", institutions)
        either.add("c.professional IN", professionals)
        either.add(
            "EXISTS (SELECT 1 FROM leg l WHERE l.call_id = c.call_id AND l.professional IN",
            professionals, ")")
        either.add("c.family_key IN (\(Alternatives.keys)", families, ")")
        either.add(
            """
            EXISTS (SELECT 1 FROM call_note o WHERE o.call_id = c.call_id AND o.caseworker = 1) \
            AND c.family_key IN (\(Alternatives.keys)
            """, familiesWhenNoted, ")")
        either.add("c.contact IN", contacts)
        for key in calls.sorted() {
            either.add("c.gateway = ? AND c.call = ?", [.coded(key.gateway), .text(key.call)])
        }
        return (either.text, either.values)
    }

    /// As `conditionOfCalls`, of follow-ups with their calls.
    var conditionOfFollowUps: (text: String, values: [SQLValue]) {
        var either = Alternatives()
        either.add("u.institution IN", institutions)
        either.add("u.professional IN", professionals)
        either.add("u.contact IN", contacts)
        either.add("c.family_key IN (\(Alternatives.keys)", families, ")")
        return (either.text, either.values)
    }

    /// Conditions of which one is enough.
    private struct Alternatives {
        static let keys = "SELECT key FROM family_key_private WHERE family IN"

        private var texts: [String] = []
        private(set) var values: [SQLValue] = []

        var text: String { "(\(texts.map { "(\($0))" }.joined(separator: " OR ")))" }

        mutating func add(_ condition: String, _ values: [SQLValue]) {
            texts.append(condition)
            self.values += values
        }

        mutating func add<ID: RawRepresentable<String> & Comparable>(
            _ begin: String, _ ids: Set<ID>, _ end: String = ""
        ) {
            guard !ids.isEmpty else { return }
            let marks = ids.map { _ in "?" }.joined(separator: ", ")
            add("\(begin) (\(marks))\(end)", ids.sorted().map { .text($0.rawValue) })
        }
    }
}

/// What is found by any of many parts. SQLite takes 500 selects in one compound (its limits, 3),
/// so that more of them stand in selects of their own.
func union(_ selects: [String]) -> String {
    var selects = selects
    while selects.count > 100 {
        selects = stride(from: 0, to: selects.count, by: 100).map { start in
            let some = selects[start..<min(start + 100, selects.count)]
            return "SELECT * FROM (\(some.joined(separator: "\nUNION ")))"
        }
    }
    return selects.joined(separator: "\nUNION ")
}
