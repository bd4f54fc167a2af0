extension RosterChecker {
    /// Proves for every institution and family that the plan reaches a person at every instant;
    /// one problem a group of families, at the first instant at which a plan does not.
    mutating func checkReach() {
        var proof = ReachProof(of: roster, table)
        let families = familyClasses()
        var told: Set<InstitutionID> = []
        for group in Set(families.keys).union(roster.groupsOfInstitutions).sorted() {
            if let classes = families[group] {
                checkFamilies(classes, &proof)
            } else if !told.contains(group.institution),
                checkInstitution(FamilyClass(group: group, contact: nil), &proof)
            {
                told.insert(group.institution)
            }
        }
    }

    /// Families of one class: how many, and the first in the order of the files.
    private struct Members {
        let first: Family
        let position: Int
        var count = 0
    }

    /// A hundred thousand families are few classes: their contact is seldom more than a name.
    private func familyClasses() -> [FamilyGroup: [FamilyClass: Members]] {
        let rung = roster.numbersRung
        var classes: [FamilyClass: Members] = [:]
        let families = roster.families.values
        // By index: most of the families are never copied.
        for index in families.indices {
            let id = FamilyClass(
                group: FamilyGroup(
                    institution: families[index].institution,
                    municipality: families[index].municipality),
                contact: families[index].contact,
                ownNumbers: families[index].phones.filter(rung.contains))
            classes[id, default: Members(first: families[index], position: index)].count += 1
        }
        return classes.reduce(into: [:]) { $0[$1.key.group, default: [:]][$1.key] = $1.value }
    }

    /// One problem for all families of a group, of the earliest instant.
    private mutating func checkFamilies(
        _ classes: [FamilyClass: Members], _ proof: inout ReachProof
    ) {
        var count = 0
        var earliest: (families: FamilyClass, members: Members, holes: IntervalSet)?
        for (families, members) in classes {
            let holes = proof.holes(of: families)
            guard let start = holes.intervals.first?.start else { continue }
            count += members.count
            if let known = earliest, let knownStart = known.holes.intervals.first?.start,
                (knownStart.milliseconds, known.members.position)
                    < (start.milliseconds, members.position)
            {
                continue
            }
            earliest = (families, members, holes)
        }
        guard let (families, members, holes) = earliest else { return }
        let whose = name(of: families.group)
        let found =
            count == 1
            ? "the plan of family '\(members.first.id)' of \(whose) reaches"
            : "the plans of \(count) families of \(whose) reach"
        report(found, holes, of: families, at: members.first.place, &proof)
    }

    private mutating func checkInstitution(
        _ families: FamilyClass, _ proof: inout ReachProof
    ) -> Bool {
        let holes = proof.holes(of: families)
        guard !holes.isEmpty, let institution = roster.institutions[families.group.institution]
        else { return false }
        report(
            "the plan of \(name(of: families.group)) reaches", holes, of: families,
            at: institution.place, &proof)
        return true
    }

    private mutating func report(
        _ found: String, _ holes: IntervalSet, of families: FamilyClass, at place: Place,
        _ proof: inout ReachProof
    ) {
        guard let first = holes.intervals.first,
            let advice = proof.advice(for: families, at: first.start)
        else { return }
        let more = holes.intervals.count - 1
        let others = more > 0 ? ", and \(more) more \(more == 1 ? "time" : "times")" : ""
        report(
            .unreachable, at: place,
            "\(found) no person \(span(first))\(others): \(advice.reason)", fix: advice.fix)
    }

    /// The institution, and its municipality where it has several.
    private func name(of group: FamilyGroup) -> String {
        let isOneOfSeveral =
            roster.institutions[group.institution].map { $0.municipalities.count > 1 } ?? false
        guard isOneOfSeveral, let municipality = group.municipality else {
            return group.institution.rawValue
        }
        return "\(group.institution) in \(municipality)"
    }
}

extension Roster {
    /// The groups that an institution is there for, with families or not yet.
    var groupsOfInstitutions: [FamilyGroup] {
        institutions.values.flatMap { institution in
            let municipalities =
                institution.municipalities.isEmpty
                ? [nil] : institution.municipalities.map { Optional($0) }
            return municipalities.map {
                FamilyGroup(institution: institution.id, municipality: $0)
            }
        }
    }

    /// Every number that a plan may ring for a professional.
    fileprivate var numbersRung: Set<PhoneNumber> {
        Set(
            (professionals.values.flatMap(\.phones) + lines.flatMap(\.phones))
                .compactMap(\.number))
    }
}
