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
        var (told, warned): (Set<InstitutionID>, Set<InstitutionID>) = ([], [])
        for (key, families) in ordered {
            let persons = persons(of: key)
            let missing = IntervalSet([horizon]).subtracting(IntervalSet(persons.map(\.interval)))
            if !warned.contains(key.institution), let alone = firstAlone(persons),
                let institution = roster.institutions[key.institution]
            {
                warned.insert(key.institution)
                report(
                    .noBackup, at: institution.place,
                    "behind '\(alone.professional)' stands nobody \(span(alone.interval)): the plan of "
                        + "\(key.institution) reaches one person only",
                    fix: mend(key))
            }
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
    private func persons(of key: FamilyClass) -> [Duty] {
        var persons: [Duty] = []
        for step in steps(of: key) {
            switch step.ring {
            case .lines(let names):
                for name in names {
                    guard
                        let line = roster.lineID(
                            name, municipality: key.municipality, institution: key.institution)
                    else { continue }
                    persons += personDuties(line)
                }
            case .partners(let name):
                for partner in roster.institutions[key.institution]?.partners ?? [] {
                    persons += personDuties(LineID(.institution(partner), name))
                }
            case .contact, .lastAnswered, .lastResort: continue
            }
        }
        return persons
    }

    /// The first stretch in which the duties put just one person on.
    private func firstAlone(_ persons: [Duty]) -> Duty? {
        var changes: [(at: Instant, professional: ProfessionalID, by: Int)] = []
        for duty in persons {
            changes.append((duty.interval.start, duty.professional, 1))
            changes.append((duty.interval.end, duty.professional, -1))
        }
        changes.sort { $0.at < $1.at }
        var lines: [ProfessionalID: Int] = [:]
        for (index, change) in changes.enumerated() {
            let count = (lines[change.professional] ?? 0) + change.by
            lines[change.professional] = count == 0 ? nil : count
            guard index + 1 < changes.count, changes[index + 1].at > change.at, lines.count == 1,
                let (professional, _) = lines.first,
                let duty = persons.first(where: {
                    $0.professional == professional && $0.interval.contains(change.at)
                })
            else { continue }
            return Duty(
                interval: Interval(change.at, changes[index + 1].at), professional: professional,
                because: duty.because, source: duty.source)
        }
        return nil
    }

    private func personDuties(_ id: LineID) -> [Duty] {
        let hasDutyPhone = !(roster.line(id)?.phones.isEmpty ?? true)
        return table.duty(of: id).duties.filter {
            guard let professional = roster.professionals[$0.professional] else { return false }
            return professional.kind == .person && (hasDutyPhone || !professional.phones.isEmpty)
        }
    }

    private func isPersonWithPhone(_ id: ProfessionalID) -> Bool {
        guard let professional = roster.professionals[id] else { return false }
        return professional.kind == .person && !professional.phones.isEmpty
    }
}
