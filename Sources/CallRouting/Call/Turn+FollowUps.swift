import OnCallRoster

// What a call leaves to be done.

extension Turn {
    /// Who was lost is owed a call where a number is known; of an answered call the division of
    /// roles says who follows up. A rehearsal leaves nothing.
    mutating func oweAfterEnd(_ by: EndedBy, _ waited: OpenCall.Phase) {
        guard !call.rehearsal else { return }
        if call.plan?.callback != nil {
            if call.accepted != nil, !hasSpoken, waited == .taken { oweAgain() }
            return
        }
        if !hasSpoken, waited != .promised, by != .professional || call.accepted != nil {
            oweCallback()
        }
        if call.accepted != nil {
            oweAfterCall()
            tellCaseworkers(where: .always)
        }
    }

    private mutating func oweCallback() {
        guard let plan = call.plan, call.isNumberKnown || numberToRingBack != nil else { return }
        noteNumberToRingBack()
        record(
            .followUpDue(
                CallRecord.FollowUpDue(
                    kind: .callback, owner: owner(of: plan).map { .professional($0) },
                    deadline: callbackDeadline(plan), code: router.context.callbacks.freeCode)))
    }

    /// Whoever rang back lost the family at once: it is owed the call as before.
    mutating func oweAgain() {
        guard !call.rehearsal, let plan = call.plan, let professional = call.caller.professional
        else { return }
        record(
            .followUpDue(
                CallRecord.FollowUpDue(
                    kind: .callback, owner: .professional(professional),
                    deadline: callbackDeadline(plan), code: router.context.callbacks.freeCode)))
    }

    /// The follow-up of an answered call, as the municipality's division of roles says.
    private mutating func oweAfterCall() {
        switch call.caller.kind {
        case .family, .unknown, .withheld: break
        case .contact, .professional: return
        }
        let roster = router.inForce?.roster
        let rules = afterCall
        guard rules.followUp != .nobody else { return }
        let deadline: Instant =
            switch rules.within {
            case .duration(let duration): event.received.wholeSecond + duration
            case .workingDays(let count):
                roster.map { $0.holidays.end(ofWorkingDay: count, after: call.began, in: $0.zone) }
                    ?? HolidayCalendar(denmark: true).end(
                        ofWorkingDay: count, after: call.began, in: .danish)
            }
        record(
            .followUpDue(
                CallRecord.FollowUpDue(
                    kind: .afterCall, owner: owner(by: rules), deadline: deadline)))
    }

    /// The written division of roles that holds for the caller.
    private var afterCall: AfterCall {
        call.caller.municipality
            .flatMap { router.inForce?.roster.municipalities[$0]?.afterCall } ?? AfterCall()
    }

    /// The family's caseworkers hear of the call, where the division of roles says so.
    private mutating func tellCaseworkers(where rule: AfterCall.CaseworkerHears) {
        guard afterCall.caseworker == rule else { return }
        for caseworker in call.caller.traits?.caseworkers ?? [] {
            tell(.contact(caseworker), .caseworker, nil)
        }
    }

    /// Whom the rule names; where the family has nobody such, whoever is nearest to it, and at last
    /// who took the call.
    private func owner(by rules: AfterCall) -> FollowUpOwner? {
        let traits = call.caller.traits
        let consultant = traits?.consultant.map { FollowUpOwner.contact($0) }
        let caseworker = traits?.caseworkers.first.map { FollowUpOwner.contact($0) }
        let contact = traits?.contact.map { FollowUpOwner.professional($0) }
        let answered = call.accepted.flatMap { call.leg($0.leg)?.professional }
            .map { FollowUpOwner.professional($0) }
        return switch rules.followUp {
        case .consultant: consultant ?? caseworker ?? contact ?? answered
        case .caseworker: caseworker ?? consultant ?? contact ?? answered
        case .contact: contact ?? consultant ?? caseworker ?? answered
        case .nobody: nil
        }
    }

    /// The clock, evidence or a person moves one of the call's follow-ups.
    mutating func act(_ action: FollowUpAction) throws(CallRouter.Refusal) -> Instruction {
        switch action {
        case .add(let owner, let deadline, let note):
            guard !call.rehearsal else { throw .noOpenFollowUp(0) }
            record(
                .followUpDue(
                    CallRecord.FollowUpDue(
                        kind: .added, owner: owner, deadline: deadline,
                        note: note.map { Private($0) })))
        case .note(let facts):
            guard !call.rehearsal else { throw .noOpenFollowUp(0) }
            record(.noted(facts))
            if facts.caseworker == true { tellCaseworkers(where: .whenNoted) }
        case .assign(let number, let owner):
            try open(number)
            record(.followUpAssigned(number, owner))
        case .end(let number, let how, let at):
            try open(number)
            record(.followUpEnded(number, how, at: at))
        case .remind(let number):
            let followUp = try open(number)
            guard followUp.reminded == nil else { throw .noOpenFollowUp(number) }
            record(.followUpReminded(number))
            tell(followUp.owner, .callbackDue, number)
            let next = escalation.map { FollowUpOwner.professional($0) }
            if next != followUp.owner { tell(next, .callbackDue, number) }
        case .escalate(let number):
            let followUp = try open(number)
            guard followUp.escalated == nil else { throw .noOpenFollowUp(number) }
            record(.followUpEscalated(number))
            let next = escalation.map { FollowUpOwner.professional($0) } ?? followUp.owner
            if next != followUp.owner { record(.followUpAssigned(number, next)) }
            tell(next, .callbackOverdue, number)
        }
        return .wait
    }

    @discardableResult
    private func open(_ number: Int) throws(CallRouter.Refusal) -> FollowUp {
        guard let followUp = call.followUp(number), followUp.isOpen else {
            throw .noOpenFollowUp(number)
        }
        return followUp
    }

    private mutating func tell(_ owner: FollowUpOwner?, _ kind: MessageKind, _ number: Int?) {
        guard let owner else { return }
        record(.messageDue(Message(kind: kind, to: owner, followUp: number)))
    }

    /// Who fills the escalation line now, else who filled it when the call came.
    private var escalation: ProfessionalID? {
        let callback = call.plan?.callback
        let institution = callback.map(\.institution) ?? call.caller.institution
        let municipality = callback.map(\.municipality) ?? call.caller.municipality
        let now = router.inForce.flatMap {
            $0.escalationHolder(
                institution: institution, municipality: municipality, at: event.received)
        }
        return now ?? call.plan?.callbackEscalate
    }
}
