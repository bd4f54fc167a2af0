extension RosterChecker {
    /// Families of one class have the same municipality, institution and contact.
    private struct FamilyClass: Hashable {
        let municipality: MunicipalityID?
        let institution: InstitutionID
    }

    /// Proves for every institution and family that the plan reaches a person at every instant.
    mutating func checkReach() {
        var classes: [FamilyClass: [Family]] = [:]
        for institution in roster.institutions.values {
            for municipality in institution.municipalities {
                classes[FamilyClass(municipality: municipality, institution: institution.id)] = []
            }
            if institution.municipalities.isEmpty {
                classes[FamilyClass(municipality: nil, institution: institution.id)] = []
            }
        }
        for family in roster.families.values {
            let key = FamilyClass(
                municipality: family.municipality, institution: family.institution)
            classes[key, default: []].append(family)
        }
        let ordered = classes.sorted {
            ($0.key.institution, $0.key.municipality?.rawValue ?? "")
                < ($1.key.institution, $1.key.municipality?.rawValue ?? "")
        }
        var told: Set<InstitutionID> = []
        for (key, families) in ordered {
            let reached = reach(of: key)
            let missing = IntervalSet([horizon]).subtracting(reached)
            guard !missing.isEmpty else { continue }
            if families.isEmpty {
                guard let institution = roster.institutions[key.institution],
                    told.insert(key.institution).inserted, let first = missing.intervals.first
                else { continue }
                report(
                    .unreachable, at: institution.place,
                    "the plan of \(key.institution) reaches no person \(span(first))",
                    fix: mend(key))
            } else {
                checkFamilies(families, key, missing)
            }
        }
    }

    private mutating func checkFamilies(
        _ families: [Family], _ key: FamilyClass, _ missing: IntervalSet
    ) {
        var first: (family: Family, gap: Interval)?
        var count = 0
        let ringsContact = steps(of: key).contains { $0.ring == .contact }
        for family in families {
            var left = missing
            if ringsContact, let contact = family.contact, isPersonWithPhone(contact) {
                left = left.subtracting(table.reachableAsContact(contact))
            }
            guard let gap = left.intervals.first else { continue }
            count += 1
            if first == nil { first = (family, gap) }
        }
        guard let first else { return }
        let others = count > 1 ? " (and of \(count - 1) more families)" : ""
        report(
            .unreachable, at: first.family.place,
            "the plan of '\(first.family.id)'\(others) reaches no person \(span(first.gap))",
            fix: mend(key))
    }

    private func steps(of key: FamilyClass) -> [RoutingStep] {
        roster.routing(of: key.institution).effectiveSteps.filter {
            $0.callers?.contains(.family) ?? true
        }
    }

    private func mend(_ key: FamilyClass) -> String {
        for step in steps(of: key).reversed() {
            guard case .lines(let names) = step.ring, let name = names.last,
                let line = roster.lineID(
                    name, municipality: key.municipality, institution: key.institution)
            else { continue }
            return "let a rotation or a shift fill \(line) then"
        }
        return "let a step ring a line of \(key.institution) that somebody fills"
    }

    /// When the steps' lines and partners put a person with a phone on.
    private func reach(of key: FamilyClass) -> IntervalSet {
        var intervals: [Interval] = []
        for step in steps(of: key) {
            switch step.ring {
            case .lines(let names):
                for name in names {
                    guard let line = roster.lineID(
                        name, municipality: key.municipality, institution: key.institution)
                    else { continue }
                    intervals += personIntervals(line)
                }
            case .partners(let name):
                for partner in roster.institutions[key.institution]?.partners ?? [] {
                    intervals += personIntervals(LineID(.institution(partner), name))
                }
            case .contact, .lastAnswered, .lastResort: continue
            }
        }
        return IntervalSet(intervals)
    }

    private func personIntervals(_ id: LineID) -> [Interval] {
        let hasDutyPhone = !(roster.line(id)?.phones.isEmpty ?? true)
        return table.duty(of: id).duties.filter {
            guard let professional = roster.professionals[$0.professional] else { return false }
            return professional.kind == .person && (hasDutyPhone || !professional.phones.isEmpty)
        }.map(\.interval)
    }

    private func isPersonWithPhone(_ id: ProfessionalID) -> Bool {
        guard let professional = roster.professionals[id] else { return false }
        return professional.kind == .person && !professional.phones.isEmpty
    }
}
