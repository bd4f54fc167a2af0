import OnCallRoster

/// What happens after a call, and who else may call.
extension RosterRolesPage {
    var afterCall: [RosterRolesSheet.Entry] {
        municipalities.map { municipality in
            let rule = municipality.afterCall
            var sentences = [followUp(rule)]
            let readers = rule.digest.filter { $0 != .nobody }.map(words.owner)
            if !readers.isEmpty {
                sentences.append(
                    words(
                        "Besked om opkaldene næste morgen: \(words.listed(readers)).",
                        "Told of the calls the next morning: \(words.listed(readers))."))
            }
            sentences.append(caseworker(rule.caseworker))
            return RosterRolesSheet.Entry(
                "\(municipality.name): \(sentences.joined(separator: " "))")
        }
    }

    private func followUp(_ rule: AfterCall) -> String {
        guard rule.followUp != .nobody else {
            return words("Ingen er sat på opfølgningen.", "Nobody is put on the follow-up.")
        }
        let owner = words.owner(rule.followUp)
        let within = words.within(rule.within)
        return words(
            "Ansvarlig for opfølgningen: \(owner), inden \(within).",
            "Owner of the follow-up: \(owner), within \(within).")
    }

    private func caseworker(_ hears: AfterCall.CaseworkerHears) -> String {
        switch hears {
        case .whenNoted:
            words(
                "Myndighedsrådgiveren hører om et opkald, når den vagthavende skriver det.",
                "The caseworker hears of a call when the professional notes it.")
        case .always:
            words(
                "Myndighedsrådgiveren hører om hvert opkald.",
                "The caseworker hears of every call.")
        case .never:
            words(
                "Myndighedsrådgiveren hører ikke om opkaldene.",
                "The caseworker does not hear of the calls.")
        }
    }

    /// As the planner chooses: the municipality's, else the called number's, else the settings'.
    var lastResorts: [RosterRolesSheet.Entry] {
        let owned = municipalities.filter { !$0.lastResort.isEmpty }
        var entries = owned.map { municipality in
            let numbers = municipality.lastResort.map { entry in
                let hours = entry.windows.map { " (\(words.windows($0)))" } ?? ""
                return words.target(entry.target) + hours
            }
            return RosterRolesSheet.Entry(
                "\(municipality.name): \(numbers.joined(separator: "; "))")
        }
        let alwaysOpen = owned.filter { $0.lastResort.contains { $0.windows == nil } }
        if alwaysOpen.count < municipalities.count || municipalities.isEmpty {
            let number =
                settingsLastResort.map { words.target($0) }
                ?? words(
                    "det nummer, som akuttelefonens indstillinger nævner",
                    "the number that the hotline's settings name")
            let otherwise = entries.isEmpty ? "" : words("Ellers: ", "Otherwise: ")
            entries.append(RosterRolesSheet.Entry(otherwise + number))
        }
        return entries
    }

    /// Empty where the roster knows the number of none.
    var consultants: [RosterRolesSheet.Entry] {
        let homes = Set(municipalities.map(\.id))
        let areKnown = roster.contacts.values.contains { contact in
            !contact.phones.isEmpty && contact.municipality.map(homes.contains) ?? true
        }
        guard areKnown else { return [] }
        let rung = words.listed(othersForContacts)
        return [
            RosterRolesSheet.Entry(
                words(
                    "Familieplejekonsulenter og myndighedsrådgivere må selv ringe til samme "
                        + "nummer. De kendes på deres nummer og stilles igennem til: \(rung).",
                    "Family consultants and caseworkers may call the same number themselves. They "
                        + "are known by their number and put through to: \(rung)."))
        ]
    }
}
