import OnCallRoster

/// Decides what happens to one call: its state and an event in, records and an instruction out.
///
/// It reads no clock, file or socket, so that every decision can be made again from the log. A
/// reference, for it is handed on within a decision.
package final class CallRouter: Sendable {
    /// `nil` while no good roster is in force: every call then goes to the settings' last resort.
    package let inForce: RosterInForce?
    package let settings: RoutingSettings
    package let abilities: GatewayAbilities
    package let context: RoutingContext

    package init(
        inForce: RosterInForce?, settings: RoutingSettings, abilities: GatewayAbilities,
        context: RoutingContext
    ) {
        self.inForce = inForce
        self.settings = settings
        self.abilities = abilities
        self.context = context
    }

    /// Why an event contradicts the log; it then changes nothing.
    package enum Refusal: Error, Hashable, Sendable {
        case unknownCall
        case unknownLeg(LegID)
        /// The call has no open follow-up of this number.
        case noOpenFollowUp(Int)
    }

    package struct Decision: Hashable, Sendable {
        /// The call after the event.
        package let call: OpenCall
        /// What is new, in order.
        package let records: [CallRecord]
        package let reply: Instruction
    }

    /// `call` is `nil` for a call not seen before.
    package func decide(_ event: CallEvent, on call: OpenCall?) throws(Refusal) -> Decision {
        var turn = Turn(
            router: self, event: event,
            call: call ?? OpenCall(key: event.call, at: event.at, received: event.received),
            isNew: call == nil)
        let reply = try turn.handle()
        return Decision(call: turn.call, records: turn.records, reply: reply)
    }

    /// What a gateway may say is over beyond what the log knows; the steps of the plan that follow
    /// still have names (`LegID`).
    package static let lateStepLimit = 8999
}

/// One event at one call, while it is being decided.
struct Turn {
    let router: CallRouter
    let event: CallEvent
    private(set) var call: OpenCall
    let isNew: Bool
    private(set) var records: [CallRecord] = []

    init(router: CallRouter, event: CallEvent, call: OpenCall, isNew: Bool) {
        self.router = router
        self.event = event
        self.call = call
        self.isNew = isNew
        // An event that records nothing is one all the same: the sweeper counts from it.
        self.call.note(event.type, received: event.received)
    }

    mutating func record(_ record: CallRecord) {
        records.append(record)
        call.apply(record, at: event.at, received: event.received)
    }

    mutating func instruct(_ instruction: Instruction) -> Instruction {
        record(.instructed(instruction))
        return instruction
    }

    mutating func handle() throws(CallRouter.Refusal) -> Instruction {
        if isNew { return try meet() }
        if case .followUp(let action) = event.kind { return try act(action) }
        // An ended thing is never moved; a caller's question after it is told so.
        if call.phase == .ended { return .hangup(nil) }
        switch event.kind {
        case .incoming(let incoming):
            // The gateway's fallback may be heard of before the call itself.
            return call.step == 0 && call.phase == .new ? arrived(incoming) : call.instruction
        case .digits(let digits): return take(digits)
        case .callbackRequested: return callbackRequested()
        case .stepEnded(let step): return stepEnded(step)
        case .legRinging(let leg):
            try report(leg) { $0.isOpen ? .legRang(leg) : nil }
            return .wait
        case .legAnswered(let leg):
            try report(leg) { $0.isOpen ? .legAnswered(leg) : nil }
            return .wait
        case .legAccepted(let leg, let confirmed):
            return try accepted(leg, confirmed: confirmed)
        case .legEnded(let leg, let reason): return try ended(leg, reason)
        case .fallback(_, _, let uri):
            if !call.fellBack { record(.fellBack(Private(uri))) }
            return .wait
        case .ended(let by): return callEnded(by)
        case .swept: return callEnded(.sweeper)
        case .followUp: return .wait
        }
    }

    /// The first event of a call.
    private mutating func meet() throws(CallRouter.Refusal) -> Instruction {
        switch event.kind {
        case .incoming(let incoming): return arrived(incoming)
        case .stepEnded(let step): return lastResort(afterUnknownStep: step)
        case .fallback(let from, let to, let uri):
            began(from: from, to: to, forwardedFrom: nil, rehearsal: false, late: true)
            planWithoutRoster()
            record(.fellBack(Private(uri)))
            return .wait
        case .digits, .callbackRequested, .legRinging, .legAnswered, .legAccepted, .legEnded,
            .ended, .swept, .followUp:
            throw .unknownCall
        }
    }

    mutating func began(
        from: CallerID, to: String, forwardedFrom: String?, rehearsal: Bool,
        selfCall: Bool = false, late: Bool
    ) {
        let text: String? =
            switch from {
            case .withheld: nil
            case .number(let number): number.e164
            case .unparsed(let text): text
            }
        record(
            .began(
                CallRecord.Began(
                    from: Private(text), number: Private(from.number), to: Private(to),
                    forwardedFrom: forwardedFrom.map { Private($0) }, rehearsal: rehearsal,
                    selfCall: selfCall, late: late)))
    }

    mutating func planWithoutRoster(isLate: Bool = false) {
        let plan = RingPlanner.lastResortOnly(router.settings, isLate: isLate)
        record(.planned(CallRecord.Planned(caller: .unknown, plan: plan, roster: nil)))
    }

    /// A step of a call that the log never saw: the settings' last resort, one step further.
    private mutating func lastResort(afterUnknownStep step: Int) -> Instruction {
        began(from: .withheld, to: "", forwardedFrom: nil, rehearsal: false, late: true)
        planWithoutRoster(isLate: true)
        return advance(numbered: min(step, CallRouter.lateStepLimit) + 1)
    }

    private mutating func report(
        _ id: LegID, _ body: (OpenCall.Leg) -> CallRecord?
    ) throws(CallRouter.Refusal) {
        guard let leg = call.leg(id) else { throw .unknownLeg(id) }
        if let new = body(leg) { record(new) }
    }

    /// The first to press the key has the call; who comes later is let go.
    private mutating func accepted(
        _ id: LegID, confirmed: Bool
    ) throws(CallRouter.Refusal) -> Instruction {
        guard let leg = call.leg(id) else { throw .unknownLeg(id) }
        if call.phase == .taken, call.accepted?.leg == id { return .connect(id) }
        guard call.phase == .ringing, leg.isOpen, id.step == call.step else {
            if leg.isOpen && !leg.released { record(.legReleased(id)) }
            return .release(id, taken(for: leg))
        }
        record(.legAccepted(id, confirmed: confirmed))
        return instruct(.connect(id))
    }

    private func taken(for leg: OpenCall.Leg) -> Announcement {
        let professional = leg.professional.flatMap { router.inForce?.roster.professionals[$0] }
        return phrasebook.say(.taken, in: professional?.languages.first ?? Phrasebook.danish)
    }

    private mutating func ended(
        _ id: LegID, _ reason: LegEndReason
    ) throws(CallRouter.Refusal) -> Instruction {
        guard let leg = call.leg(id) else { throw .unknownLeg(id) }
        guard leg.isOpen else { return repliesToEnd(of: id) ? call.instruction : .wait }
        record(.legEnded(id, reason))
        if call.accepted?.leg == id { return lostAfterAcceptance(id) }
        let siblings = call.legs.filter { $0.id.step == id.step }
        guard call.phase == .ringing, id.step == call.step, !siblings.contains(where: \.isOpen)
        else { return .wait }
        record(.stepEnded(id.step, last: id))
        return advance()
    }

    /// The end of this leg was answered with the current instruction, and is again.
    private func repliesToEnd(of id: LegID) -> Bool {
        call.closingLeg == id
    }

    /// A line that drops soon after acceptance leaves a caller who reached nobody.
    private mutating func lostAfterAcceptance(_ id: LegID) -> Instruction {
        guard !hasSpoken else { return .wait }
        record(.stepEnded(id.step, last: id))
        guard call.plan?.callback == nil else {
            oweAgain()
            return familyUnreached()
        }
        return promise(byKey: false)
    }

    private mutating func stepEnded(_ step: Int) -> Instruction {
        if call.phase == .new || call.phase == .ringing && step > call.step {
            // The log knows less than the gateway: the plan goes on beyond what that has begun.
            for leg in call.legs where leg.isOpen { record(.legEnded(leg.id, nil)) }
            // No number is used twice, whatever it says.
            return advance(
                numbered: max(call.step, min(step, CallRouter.lateStepLimit)) + 1)
        }
        guard call.phase == .ringing, step == call.step else { return call.instruction }
        for leg in call.legs where leg.id.step == step && leg.isOpen {
            record(.legEnded(leg.id, nil))
        }
        record(.stepEnded(step, last: nil))
        return advance()
    }

    private mutating func callEnded(_ by: EndedBy) -> Instruction {
        let waited = call.phase
        for leg in call.legs where leg.isOpen {
            let talked = call.accepted?.leg == leg.id
            let reason: LegEndReason? = by == .sweeper ? nil : talked ? .completed : .cancelled
            record(.legEnded(leg.id, reason))
        }
        record(.callEnded(by))
        oweAfterEnd(by, waited)
        return .hangup(nil)
    }

    /// Whether a professional and the caller had a conversation.
    var hasSpoken: Bool {
        guard let accepted = call.accepted else { return false }
        let end = call.leg(accepted.leg)?.ended ?? event.at
        return end - accepted.at > CallRouter.lostWithin
    }
}

extension CallRouter {
    /// A leg that ends sooner than this after acceptance was no conversation.
    package static let lostWithin: Duration = .seconds(10)
}
