import CallRouting
import OnCallRoster

/// What happens while a call is on its way.
extension RosterRolesPage {
    /// The steps in words, and what holds for all of them.
    var path: [RosterRolesSheet.Entry] {
        let steps = routing.effectiveSteps.filter { $0.isFor(.family) }
        let told = steps.compactMap { step in
            whom(step, for: homes).map { "\($0), \(words.span(step.ringTime))" }
        }
        var entries = told.enumerated().map { index, text in
            RosterRolesSheet.Entry(text, mark: "\(index + 1).")
        }
        entries += [passedOver, longest, key, code, unknown].compactMap {
            $0.map { RosterRolesSheet.Entry($0) }
        }
        return entries
    }

    private var homes: [MunicipalityID] { municipalities.map(\.id) }

    /// Whom a step rings; `nil` where the callers of these municipalities have nobody there.
    private func whom(_ step: RoutingStep, for homes: [MunicipalityID]) -> String? {
        switch step.ring {
        case .lines(let names):
            let known = names.map { naming($0, for: homes) }.filter { !$0.isEmpty }
            return known.isEmpty ? nil : words.both(known)
        case .contact:
            return words(
                "Familiens faste kontaktperson, på vagt eller til rådighed",
                "The family's own contact, on duty or available")
        case .lastAnswered(let within):
            return words(
                "Den, der sidst talte med familien inden for \(words.span(within)), hvis på vagt",
                "Who last spoke with the family within \(words.span(within)), if on duty")
        case .partners(let name):
            let partners = institution.partners.compactMap { partner -> String? in
                guard let partner = roster.institutions[partner], let line = partner.line(name)
                else { return nil }
                return words(
                    "\(line.name) hos \(partner.name)", "\(line.name) of \(partner.name)")
            }
            return partners.isEmpty ? nil : words.both(partners)
        case .lastResort: return words("Sidste udvej (se nedenfor)", "The last resort (see below)")
        }
    }

    private var passedOver: String? {
        let skipped = words(
            "Et trin, som ingen er på, springes over. Ingen ringes op to gange i samme runde.",
            "A step that nobody fills is passed over. Nobody is rung twice in one round.")
        guard routing.rounds > 1 else { return skipped }
        return skipped + " "
            + words(
                "Tager ingen telefonen, begynder trinnene forfra: \(routing.rounds) runder i alt.",
                "If nobody answers, the steps begin again: \(routing.rounds) rounds in all.")
    }

    private var longest: String? {
        words(
            "Familien venter højst \(words.span(routing.maxWait)).",
            "The family waits \(words.span(routing.maxWait)) at most.")
    }

    private var key: String? {
        guard routing.confirm else { return nil }
        let seconds = words.span(.seconds(CallRouter.confirmSeconds))
        return words(
            "Den vagthavende tager opkaldet med en tast inden \(seconds), så en telefonsvarer "
                + "aldrig tager det. På et kontor er det nok at løfte røret.",
            "The professional takes the call with a key within \(seconds), so that a voicemail "
                + "never takes it. At an office it is enough to pick up.")
    }

    private var code: String? {
        guard let length = roster.directory.pinLength, routing.unknown == .askPIN else {
            return nil
        }
        return words(
            "Fra et fremmed eller hemmeligt nummer bliver familien bedt om sin kode på \(length) "
                + "cifre, hvis telefonanlægget kan spørge. Der er \(CallRouter.pinTries) forsøg.",
            "From a strange or withheld number the family is asked for its code of \(length) "
                + "digits, if the gateway can ask. There are \(CallRouter.pinTries) tries.")
    }

    private var unknown: String? {
        guard !hotlineNumbers.isEmpty else { return nil }
        let rung = words.listed(others(.unknown, for: hotlineNumbers.compactMap(\.municipality)))
        return words(
            "Ukendte stilles igennem til: \(rung).", "Unknown callers are put through to: \(rung).")
    }

    /// Whom a caller who is no family may reach, in the order of the steps.
    private func others(_ kind: CallerKind, for homes: [MunicipalityID]) -> [String] {
        routing.effectiveSteps.filter { $0.isFor(kind) }.compactMap { step in
            switch step.ring {
            case .contact, .lastAnswered: nil
            case .lastResort: words("sidste udvej", "the last resort")
            case .lines, .partners: whom(step, for: homes)
            }
        }
    }

    /// Whom a consultant or caseworker may reach.
    var othersForContacts: [String] { others(.contact, for: homes) }

    var promise: [RosterRolesSheet.Entry] {
        let rule = routing.callback
        let owner = naming(rule.owner, for: homes)
        let next = naming(rule.escalate, for: homes)
        var sentences = [
            words(
                "Tager ingen telefonen, får familien et løfte: den ringes op inden "
                    + "\(words.span(rule.within)).",
                "If nobody answers, the family gets a promise: it is rung back within "
                    + "\(words.span(rule.within)).")
        ]
        let owners = [owner, next].filter { !$0.isEmpty }
        if Set(owners).count == 1 {
            sentences.append(
                words("Ansvarlig for løftet: \(owners[0]).", "Owner of the promise: \(owners[0])."))
        } else if owners.count == 2 {
            sentences.append(
                words(
                    "Ansvarlig for løftet: \(owner); er linjen tom, eller tog den vagthavende ikke "
                        + "telefonen: \(next).",
                    "Owner of the promise: \(owner); where the line is empty, or its professional "
                        + "did not answer: \(next)."))
        }
        sentences.append(
            words("Er nogen i fare nu: ring 112.", "If anyone is in danger now: ring 112."))
        return [RosterRolesSheet.Entry(sentences.joined(separator: " "))]
    }
}

extension RoutingStep {
    fileprivate func isFor(_ kind: CallerKind) -> Bool { callers?.contains(kind) ?? true }
}
