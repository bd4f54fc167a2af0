package import OnCallRoster

// Callers who are no family: consultants and caseworkers, and professionals who ring back.

extension Turn {
    /// Digits of the code that names a callback.
    private static let codeDigits = 2
    /// How often the same key is asked for.
    private static let timesAsked = 2

    /// A contact's families are of several institutions: which one is it about?
    mutating func offer(_ institutions: [InstitutionID], _ inForce: RosterInForce) -> Instruction {
        let offered = Array(institutions.prefix(CallRouter.mostOffered))
        record(.institutionsOffered(offered))
        record(.gatherAsked(.institution))
        let choices = offered.enumerated().map { index, institution in
            phrasebook.say(
                .institutionChoice, in: language,
                [
                    "key": String(index + 1),
                    "institution": inForce.roster.institutions[institution]?.name ?? "",
                ]
            ).text.value ?? ""
        }
        return instruct(
            .gather(
                digits: 1,
                phrasebook.say(
                    .askInstitution, in: language, ["choices": choices.joined(separator: " ")])))
    }

    mutating func choose(institution digits: String) -> Instruction {
        if let key = Int(digits), call.offered.indices.contains(key - 1),
            let inForce = router.inForce
        {
            var caller = call.caller
            caller.institution = call.offered[key - 1]
            plan(for: caller, inForce)
            return advance()
        }
        guard !digits.isEmpty, call.timesAsked < Turn.timesAsked, let inForce = router.inForce
        else { return advance() }
        return offer(call.offered, inForce)
    }

    /// A professional rings back: for the only callback there is, else by its code.
    mutating func ringBack(
        _ callbacks: [CallbackBook.Callback], _ caller: Caller, _ inForce: RosterInForce
    ) -> Instruction {
        if callbacks.count == 1 || !router.abilities.gathers {
            let owed = callbacks.first { $0.owner?.professional == caller.professional }
            return ringBack(owed ?? callbacks[0], caller, inForce)
        }
        plan(for: caller, inForce)
        return askForCode()
    }

    private mutating func askForCode() -> Instruction {
        record(.gatherAsked(.callbackCode))
        return instruct(
            .gather(digits: Turn.codeDigits, phrasebook.say(.askCallbackCode, in: language)))
    }

    /// Without a code that fits no family is woken: the professional is routed as a contact.
    mutating func choose(callback digits: String) -> Instruction {
        guard let inForce = router.inForce, let id = call.caller.professional else {
            return advance()
        }
        let callbacks = router.context.callbacks.takeable(
            by: id, from: call.number, at: call.began, in: inForce)
        if let code = Int(digits), let chosen = callbacks.first(where: { $0.code == code }) {
            return ringBack(chosen, call.caller, inForce)
        }
        if !digits.isEmpty, call.timesAsked < Turn.timesAsked { return askForCode() }
        return advance()
    }

    private mutating func ringBack(
        _ callback: CallbackBook.Callback, _ caller: Caller, _ inForce: RosterInForce
    ) -> Instruction {
        var planner = RingPlanner(
            caller: caller, number: call.number, dialled: call.hotline, at: call.began,
            inForce: inForce, settings: router.settings, abilities: router.abilities,
            context: router.context)
        let plan = planner.plan(toRingBack: callback)
        record(
            .planned(
                CallRecord.Planned(caller: caller, plan: plan, roster: inForce.roster.sha256)))
        // A colleague rings the family already, or is on the line with it.
        let other = router.context.ringingBack[callback.key]
        return other == nil || other == call.key ? advance() : familyUnreached()
    }

    /// The family that was to be rung back is not reached, and is owed the call as before.
    mutating func familyUnreached() -> Instruction {
        record(.noPromise)
        // With nobody rung at all a colleague is on the line with the family.
        let key: AnnouncementKey = call.legs.isEmpty ? .familyBusy : .familyUnreached
        return instruct(.hangup(phrasebook.say(key, in: language)))
    }
}

extension CallRouter {
    /// Among how many institutions a contact may choose: one key each.
    package static let mostOffered = 9
}

extension Roster {
    /// The institutions of a contact's families, in the order of the files.
    package func institutions(of contact: ContactID) -> [InstitutionID] {
        let theirs = Set(
            (directory.familiesOfContact[contact] ?? []).compactMap { families[$0]?.institution })
        guard theirs.count > 1 else { return Array(theirs) }
        return institutions.values.map(\.id).filter(theirs.contains)
    }
}
