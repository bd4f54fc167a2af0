extension RosterChecker {
    mutating func checkSteps() {
        checkLength(roster.routing)
        for institution in roster.institutions.values {
            if let own = institution.routing { checkLength(own) }
            checkSamePerson(institution)
        }
    }

    private mutating func checkLength(_ routing: Routing) {
        guard let place = routing.place else { return }
        let longest =
            CallerKind.allCases.map { kind in
                routing.roundSteps.filter { $0.callers?.contains(kind) ?? true }
                    .reduce(Duration.zero) { $0 + $1.ringTime }
            }.max() ?? .zero
        let whole = longest * routing.rounds + (routing.addedLastResort?.ringTime ?? .zero)
        guard whole > routing.maxWait else { return }
        report(
            .tooLong, at: place,
            "the steps add up to \(whole.wholeSeconds) s, 'max-wait' is "
                + "\(routing.maxWait.wholeSeconds) s",
            fix: "shorten the steps or the rounds, or lengthen 'max-wait'")
    }

    private mutating func checkSamePerson(_ institution: Institution) {
        let municipalities =
            institution.municipalities.isEmpty
            ? [nil] : institution.municipalities.map { Optional($0) }
        for step in roster.routing(of: institution.id).effectiveSteps {
            guard case .lines(let names) = step.ring, names.count > 1, let place = step.place
            else { continue }
            for municipality in municipalities {
                let lines = names.compactMap {
                    roster.lineID($0, municipality: municipality, institution: institution.id)
                }
                guard let (professional, shared) = sharedDuty(of: lines) else { continue }
                report(
                    .samePersonInStep, at: place,
                    "'\(professional)' fills two lines of this step at \(institution.id) "
                        + span(shared),
                    fix: "one person answers one phone: let somebody else fill one of them")
                break
            }
        }
    }

    private func sharedDuty(of lines: [LineID]) -> (ProfessionalID, Interval)? {
        for (index, line) in lines.enumerated() {
            for other in lines[..<index] where other != line {
                let others = Dictionary(
                    grouping: table.duty(of: other).duties, by: \.professional)
                for duty in table.duty(of: line).duties {
                    for second in others[duty.professional] ?? []
                    where second.interval.overlaps(duty.interval) {
                        return (
                            duty.professional, duty.interval.intersection(second.interval)
                        )
                    }
                }
            }
        }
        return nil
    }

    mutating func checkPeople() {
        let contacts = Set(roster.families.values.lazy.compactMap { $0.contact })
        var named: Set<ProfessionalID> = []
        var needsPhone: Set<ProfessionalID> = []
        for line in roster.lines {
            named.formUnion(line.rotations.flatMap(\.professionals))
            named.formUnion((line.shifts + line.overrides).compactMap(\.who))
            if line.phones.isEmpty {
                needsPhone.formUnion(table.duty(of: line.id).duties.map(\.professional))
            }
        }
        for professional in roster.professionals.values {
            let id = professional.id
            if professional.phones.isEmpty && (needsPhone.contains(id) || contacts.contains(id)) {
                report(
                    .noPhone, at: professional.place, "'\(id)' is to be rung but has no phone",
                    fix: "add 'phones: [\"+45 …\"]'")
            }
            if !named.contains(id) && !contacts.contains(id) && professional.available.isEmpty {
                report(
                    .noDuty, at: professional.place, "'\(id)' stands on no line",
                    fix: "put them in a rotation or shift, or remove them")
            }
        }
        checkSharedNumbers()
    }

    /// The first who has a number is family before contact before professional.
    private mutating func checkSharedNumbers() {
        let (directory, families) = (roster.directory, roster.families.values)
        // By index: a copy of each of 100,000 families costs more than looking it up.
        for index in families.indices {
            for number in families[index].phones {
                guard let first = directory.families[number]?.first, first != families[index].id
                else { continue }
                reportShared("family '\(families[index].id)'", number, families[index].place)
            }
        }
        for contact in roster.contacts.values {
            for number in contact.phones.compactMap(\.number)
            where directory.families[number] != nil
                || directory.contacts[number]?.first != contact.id
            {
                reportShared("contact '\(contact.id)'", number, contact.place)
            }
        }
        for professional in roster.professionals.values {
            for number in professional.phones.compactMap(\.number)
            where directory.families[number] != nil || directory.contacts[number] != nil
                || directory.professionals[number]?.first != professional.id
            {
                reportShared("professional '\(professional.id)'", number, professional.place)
            }
        }
    }

    private mutating func reportShared(_ owner: String, _ number: PhoneNumber, _ place: Place) {
        let directory = roster.directory
        let first =
            directory.families[number]?.first.map { "family '\($0)'" }
            ?? directory.contacts[number]?.first.map { "contact '\($0)'" }
            ?? directory.professionals[number]?.first.map { "professional '\($0)'" } ?? ""
        report(
            .sharedNumber, at: place, "\(owner) has a number of \(first) too",
            fix: "whoever rings from it is asked for the PIN, or taken for the first")
    }
}
