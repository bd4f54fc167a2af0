package import OnCallRoster

extension Turn {
    var phrasebook: Phrasebook {
        Phrasebook(router.inForce?.roster.routing(of: call.caller.institution).announcements ?? [:])
    }

    /// A caller is on the line: who is it, and whom does the plan ring?
    mutating func arrived(_ incoming: CallEvent.Incoming) -> Instruction {
        began(
            from: incoming.from, to: incoming.to, forwardedFrom: incoming.forwardedFrom,
            rehearsal: incoming.rehearsal, late: false)
        guard let inForce = router.inForce else {
            planWithoutRoster()
            return advance()
        }
        let caller = Caller(incoming.from, dialled: call.hotline, in: inForce.roster)
        plan(for: caller, inForce)
        let shared =
            incoming.from.number.map {
                (inForce.roster.directory.families[$0] ?? []).count > 1
            } ?? false
        if mayAskPIN(inForce), shared || caller.isAskedForPIN(in: inForce.roster),
            let length = inForce.roster.directory.pinLength
        {
            record(.gatherAsked(.pin))
            return instruct(.gather(digits: length, phrasebook.say(.askPIN, in: language)))
        }
        return advance()
    }

    private var language: Language { call.plan?.language ?? Phrasebook.danish }

    private func mayAskPIN(_ inForce: RosterInForce) -> Bool {
        router.abilities.gathers && router.context.mayAskPIN
    }

    /// Duty is that of the call's receipt, also where a PIN tells later who it is.
    private mutating func plan(for caller: Caller, _ inForce: RosterInForce) {
        var planner = RingPlanner(
            caller: caller, number: call.number, dialled: call.hotline, at: call.began,
            inForce: inForce, settings: router.settings, abilities: router.abilities,
            context: router.context)
        let plan = planner.plan()
        record(
            .planned(
                CallRecord.Planned(caller: caller, plan: plan, roster: inForce.roster.sha256)))
    }

    /// A caller of an institution whose plan rings nobody but the last resort.
    private mutating func noteNobodyOnDuty(_ plan: RingPlan) {
        guard call.step == 0, !call.rehearsal, call.caller.institution != nil,
            !plan.steps.contains(where: { $0.targets.contains { $0.professional != nil } })
        else { return }
        record(.alarmRaised(.nobodyOnDuty))
    }

    /// Keys of the caller: a PIN, or the number to be rung back at.
    mutating func take(_ digits: String) -> Instruction {
        if call.phase == .new { return advance() }
        guard case .gathering(let purpose) = call.phase else { return call.instruction }
        switch purpose {
        case .pin: return tryPIN(digits)
        case .callbackNumber: return take(number: digits, byKey: false)
        case .requestedCallbackNumber: return take(number: digits, byKey: true)
        }
    }

    private mutating func take(number digits: String, byKey: Bool) -> Instruction {
        guard digits.utf8.count == 8, let number = PhoneNumber(digits) else {
            return endWithoutPromise()
        }
        record(.numberGiven(Private(number)))
        return promise(byKey: byKey)
    }

    private mutating func tryPIN(_ digits: String) -> Instruction {
        guard let inForce = router.inForce, !digits.isEmpty else { return advance() }
        let family = inForce.roster.family(withPIN: digits)
        record(.pinTried(right: family != nil))
        if let family {
            plan(for: Caller(family), inForce)
            return advance()
        }
        guard call.pinTries < CallRouter.pinTries, router.context.mayAskPIN else {
            return advance()
        }
        record(.gatherAsked(.pin))
        return instruct(
            .gather(
                digits: inForce.roster.directory.pinLength ?? 0,
                phrasebook.say(.wrongPIN, in: language)))
    }

    /// Since the call began, by the gateway's clock: a step of the daemon's own moves no call.
    private var waited: Duration { max(.zero, event.at - call.beganAt) }

    /// The next step of the plan that has somebody to ring, else the promise.
    mutating func advance(numbered number: Int? = nil) -> Instruction {
        guard let plan = call.plan else { return endWithoutPromise() }
        noteNobodyOnDuty(plan)
        let elapsed = waited
        let call = call
        let next = plan.next(
            from: call.nextIndex, elapsed: elapsed, lastResortRung: call.lastResortRung,
            now: event.received, rung: { call.rung(in: $0) }, context: router.context)
        switch next {
        case .over: return promise(byKey: false)
        case .step(let index, let ringSeconds, let rung):
            let remaining = plan.remainingSeconds(after: elapsed)
            record(
                .stepBegan(
                    CallRecord.StepBegan(
                        step: number ?? call.step + 1, index: index, ringSeconds: ringSeconds,
                        maxWaitSeconds: max(ringSeconds, remaining), rung: rung)))
            return self.call.instruction
        }
    }

    /// The caller would rather be rung back.
    mutating func callbackRequested() -> Instruction {
        switch call.phase {
        case .gathering(.callbackNumber), .gathering(.requestedCallbackNumber):
            return call.instruction
        case .new, .gathering(.pin), .ringing:
            for leg in call.legs where leg.isOpen { record(.legEnded(leg.id, .cancelled)) }
            if call.step > 0 { record(.stepEnded(call.step, last: nil)) }
            return promise(byKey: true)
        case .taken, .released, .promised, .withoutPromise, .ended:
            return call.instruction
        }
    }

    /// Promises to ring back; a rehearsal hears the words, and nothing is owed.
    mutating func promise(byKey: Bool) -> Instruction {
        guard let plan = call.plan else { return endWithoutPromise() }
        guard numberToRingBack != nil else {
            guard router.abilities.gathers else { return endWithoutPromise() }
            record(.gatherAsked(byKey ? .requestedCallbackNumber : .callbackNumber))
            return instruct(.gather(digits: 8, phrasebook.say(.askNumber, in: language)))
        }
        let deadline = event.received.wholeSecond + .seconds(plan.callbackWithinSeconds)
        record(
            .promiseMade(
                Promise(deadline: deadline, owner: owner(of: plan), byKey: byKey)))
        let zone = router.inForce?.roster.zone ?? TimeZoneRules.danish
        let time = zone.wall(of: deadline).time.description
        return instruct(
            .callback(
                deadline: deadline, phrasebook.say(.callback, in: language, ["time": time])))
    }

    /// The number that rang, else the family's own.
    private var numberToRingBack: PhoneNumber? {
        call.number
            ?? call.caller.family?.value.flatMap {
                router.inForce?.roster.families[$0]?.phones.first
            }
    }

    private func owner(of plan: RingPlan) -> ProfessionalID? {
        plan.owner(
            unanswered: Set(call.legs.filter { $0.accepted == nil }.compactMap(\.professional)))
    }

    private mutating func endWithoutPromise() -> Instruction {
        record(.noPromise)
        if !call.rehearsal { record(.alarmRaised(.noPromise)) }
        let target = call.plan?.otherwise.value ?? router.settings.lastResort
        let spoken = target.number?.e164 ?? target.spoken
        return instruct(
            .hangup(phrasebook.say(.noPromise, in: language, ["number": spoken])))
    }

    /// A caller who was lost while waiting is owed a call, where a number is known.
    mutating func owe() {
        guard !call.rehearsal, let plan = call.plan, numberToRingBack != nil else { return }
        record(
            .followUpDue(
                CallRecord.FollowUpDue(
                    kind: .callback, owner: owner(of: plan),
                    deadline: event.received.wholeSecond + .seconds(plan.callbackWithinSeconds))))
    }
}

extension CallRouter {
    /// Tries of a PIN in one call.
    package static let pinTries = 2
    /// How long a gateway waits for the key.
    package static let confirmSeconds = 10
}

extension TimeZoneRules {
    /// Denmark's time, where no roster says otherwise.
    static let danish = TimeZoneRules(identifier: "Europe/Copenhagen") ?? .utc
}

extension DialTarget {
    /// What can be said of the target aloud: a short number, or the user of a `sip:` URI.
    fileprivate var spoken: String {
        let address = uri.split(separator: ":", maxSplits: 1).last ?? ""
        return String(address.prefix { $0 != "@" })
    }
}

extension Roster {
    /// The family of a PIN, found in a time that does not tell how much of it was right.
    package func family(withPIN digits: String) -> Family? {
        var found: FamilyID?
        let tried = Array(digits.utf8)
        for (pin, family) in directory.pins {
            var difference = UInt8(pin.utf8.count == tried.count ? 0 : 1)
            for (a, b) in zip(pin.utf8, tried) { difference |= a ^ b }
            if difference == 0 { found = family }
        }
        return found.flatMap { families[$0] }
    }
}
