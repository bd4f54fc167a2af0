package import OnCallRoster

extension Turn {
    var phrasebook: Phrasebook {
        Phrasebook(router.inForce?.roster.routing(of: call.caller.institution).announcements ?? [:])
    }

    /// A caller is on the line: who is it, and whom does the plan ring?
    mutating func arrived(_ incoming: CallEvent.Incoming) -> Instruction {
        let number = incoming.from.number
        let isKnown = number.map { router.inForce?.roster.knows($0) ?? false } ?? true
        let selfCall = incoming.selfCall && !isKnown
        began(
            from: incoming.from, to: incoming.to, forwardedFrom: incoming.forwardedFrom,
            rehearsal: incoming.rehearsal || selfCall, selfCall: selfCall, late: false)
        guard let inForce = router.inForce else {
            planWithoutRoster()
            return selfCall ? instruct(.hangup(nil)) : advance()
        }
        let caller = Caller(
            incoming.from, dialled: call.hotline, at: call.began, in: inForce)
        if selfCall {
            plan(for: caller, inForce)
            return instruct(.hangup(nil))
        }
        if let professional = caller.professional {
            let callbacks = router.context.callbacks.takeable(
                by: professional, from: call.number, at: call.began, in: inForce)
            if !callbacks.isEmpty { return ringBack(callbacks, caller, inForce) }
        }
        plan(for: caller, inForce)
        if let contact = caller.contact, router.abilities.gathers {
            let institutions = inForce.roster.institutions(of: contact)
            if institutions.count > 1 { return offer(institutions, inForce) }
        }
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

    var language: Language { call.plan?.language ?? Phrasebook.danish }

    private func mayAskPIN(_ inForce: RosterInForce) -> Bool {
        router.abilities.gathers && router.context.mayAskPIN
    }

    /// Duty is that of the call's receipt, also where a PIN tells later who it is.
    mutating func plan(for identified: Caller, _ inForce: RosterInForce) {
        var caller = identified
        if let family = caller.family?.value, let last = router.context.lastAnswers[family] {
            caller.traits?.lastAnswer = last
        }
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
            plan.callback == nil,
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
        case .institution: return choose(institution: digits)
        case .callbackCode: return choose(callback: digits)
        }
    }

    private mutating func take(number digits: String, byKey: Bool) -> Instruction {
        guard digits.utf8.count == 8, let number = PhoneNumber(digits), number.mayBeKeyedIn else {
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
            now: event.received, own: call.key, rung: { call.rung(in: $0) }, context: router.context
        )
        switch next {
        case .over: return plan.callback == nil ? promise(byKey: false) : familyUnreached()
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
        case .new, .gathering(.pin), .gathering(.institution), .gathering(.callbackCode),
            .ringing:
            for leg in call.legs where leg.isOpen { record(.legEnded(leg.id, .cancelled)) }
            if call.step > 0 { record(.stepEnded(call.step, last: nil)) }
            return call.plan?.callback == nil ? promise(byKey: true) : familyUnreached()
        case .taken, .released, .promised, .withoutPromise, .ended:
            return call.instruction
        }
    }

    /// Promises to ring back; a rehearsal hears the words, and nothing is owed.
    mutating func promise(byKey: Bool) -> Instruction {
        guard let plan = call.plan else { return endWithoutPromise() }
        guard call.isNumberKnown || numberToRingBack != nil else {
            guard router.abilities.gathers else { return endWithoutPromise() }
            record(.gatherAsked(byKey ? .requestedCallbackNumber : .callbackNumber))
            return instruct(.gather(digits: 8, phrasebook.say(.askNumber, in: language)))
        }
        noteNumberToRingBack()
        let deadline = callbackDeadline(plan)
        record(
            .promiseMade(
                Promise(
                    deadline: deadline, owner: owner(of: plan), byKey: byKey,
                    code: router.context.callbacks.freeCode)))
        let zone = router.inForce?.roster.zone ?? TimeZoneRules.danish
        let time = zone.wall(of: deadline).time.description
        return instruct(
            .callback(
                deadline: deadline, phrasebook.say(.callback, in: language, ["time": time])))
    }

    func callbackDeadline(_ plan: RingPlan) -> Instant {
        event.received.wholeSecond + .seconds(plan.callbackWithinSeconds)
    }

    /// The number that rang, else the family's own.
    var numberToRingBack: PhoneNumber? {
        call.number
            ?? call.caller.family?.value.flatMap {
                router.inForce?.roster.families[$0]?.phones.first
            }
    }

    /// A family that showed no number is rung back at its own.
    mutating func noteNumberToRingBack() {
        guard !call.isNumberKnown, let number = numberToRingBack else { return }
        record(.numberGiven(Private(number)))
    }

    func owner(of plan: RingPlan) -> ProfessionalID? {
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
}

extension CallRouter {
    /// Tries of a PIN in one call.
    package static let pinTries = 2
    /// How long a gateway waits for the key.
    package static let confirmSeconds = 10
}

extension TimeZoneRules {
    /// Denmark's time, where no roster says otherwise.
    package static let danish = TimeZoneRules(identifier: "Europe/Copenhagen") ?? .utc
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
