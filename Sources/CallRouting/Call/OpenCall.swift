package import OnCallRoster

/// One event of a call as the log has it: what came, and what was recorded of it.
package struct LoggedEvent: Hashable, Sendable {
    package let type: EventType
    package let at: Instant
    package let received: Instant
    package let records: [CallRecord]

    package init(type: EventType, at: Instant, received: Instant, records: [CallRecord]) {
        self.type = type
        self.at = at
        self.received = received
        self.records = records
    }
}

/// The state of one call: the fold of its records.
package struct OpenCall: Hashable, Sendable {
    package let key: CallKey
    /// t0 by the daemon's clock: receipt of the first event.
    package let began: Instant
    /// t0 by the gateway's clock, from which intervals inside the call are taken.
    package let beganAt: Instant
    package private(set) var lastEvent: Instant
    @Boxed package private(set) var caller = Caller.unknown
    package private(set) var from: String?
    package private(set) var number: PhoneNumber?
    /// Whether a number is known at which the caller can be rung, also if retention took it.
    package private(set) var isNumberKnown = false
    package private(set) var to: String?
    /// The hotline's own number that was dialled; `nil` where it is none.
    package private(set) var hotline: PhoneNumber?
    package private(set) var rehearsal = false
    /// Checks the line, and rings nobody.
    package private(set) var isSelfCall = false
    package private(set) var roster: String?
    @Boxed package private(set) var plan: RingPlan? = nil
    package private(set) var phase: Phase = .new
    package private(set) var legs: [Leg] = []
    /// The place in the plan from which the next step is sought.
    package private(set) var nextIndex = 0
    package private(set) var step = 0
    package private(set) var pinTries = 0
    @Boxed package private(set) var instruction: Instruction = .wait
    /// The leg whose end ended the latest step that ended.
    package private(set) var closingLeg: LegID?
    package private(set) var accepted: Acceptance?
    package private(set) var promise: Promise?
    /// What the call leaves to be done, the promise among it; none of a rehearsal.
    package private(set) var followUps: [FollowUp] = []
    /// What people said of it afterwards.
    @Boxed package private(set) var facts: CallFacts? = nil
    /// Among which the caller chooses by key.
    package private(set) var offered: [InstitutionID] = []
    /// How often in a row the same digits were asked for.
    package private(set) var timesAsked = 0
    /// The plan was exhausted, and no number was known to ring back.
    package private(set) var exhausted = false
    package private(set) var fellBack = false
    package private(set) var ended: End?

    /// What the call waits for.
    package enum Phase: Hashable, Sendable {
        case new
        case gathering(GatherPurpose)
        /// The current step's legs ring.
        case ringing
        /// Somebody has the call.
        case taken
        /// Whoever had the call is gone; the call's end is awaited.
        case released
        case promised
        case withoutPromise
        case ended
    }

    package struct Leg: Hashable, Sendable {
        package let id: LegID
        package let round: Int
        package let professional: ProfessionalID?
        package let uri: DialTarget?
        package let because: Because
        package let began: Instant
        package var rang: Instant?
        package var answered: Instant?
        package var accepted: Instant?
        package var confirmed: Bool?
        package var ended: Instant?
        package var reason: LegEndReason?
        package var released = false

        package var isOpen: Bool { ended == nil }
    }

    package struct Acceptance: Hashable, Sendable {
        package let leg: LegID
        package let at: Instant
        package let received: Instant
        package let confirmed: Bool
        /// When the leg ended, by the daemon's clock.
        package var ended: Instant?
    }

    package struct End: Hashable, Sendable {
        package let by: EndedBy
        package let at: Instant
        package let received: Instant
    }

    /// A call that has no event yet.
    package init(key: CallKey, at: Instant, received: Instant) {
        self.key = key
        began = received
        beganAt = at
        lastEvent = received
    }

    /// Folds all events of a call; `nil` without any.
    package init?(key: CallKey, folding events: some Sequence<LoggedEvent>) {
        var call: OpenCall?
        for event in events {
            var next = call ?? OpenCall(key: key, at: event.at, received: event.received)
            next.apply(event)
            call = next
        }
        guard let call else { return nil }
        self = call
    }

    package mutating func apply(_ event: LoggedEvent) {
        note(event.type, received: event.received)
        for record in event.records { apply(record, at: event.at, received: event.received) }
    }

    /// An event came, whatever it records. What is owed after a call keeps nobody on the line.
    mutating func note(_ type: EventType, received: Instant) {
        if !type.isFollowUps { lastEvent = max(lastEvent, received) }
    }

    package func followUp(_ number: Int) -> FollowUp? {
        number > 0 && number <= followUps.count ? followUps[number - 1] : nil
    }

    package func leg(_ id: LegID) -> Leg? { legs.first { $0.id == id } }

    /// Who was rung in a round of the plan.
    package func rung(in round: Int) -> RingPlan.Rung {
        var rung = RingPlan.Rung()
        for leg in legs where leg.round == round { rung.insert(leg.professional, leg.uri) }
        return rung
    }

    package var lastResortRung: Bool { legs.contains { $0.because == .lastResort } }

    private mutating func change(_ id: LegID, _ body: (inout Leg) -> Void) {
        guard let index = legs.firstIndex(where: { $0.id == id }) else { return }
        body(&legs[index])
    }

    mutating func apply(_ record: CallRecord, at: Instant, received: Instant) {
        switch record {
        case .began(let facts):
            from = facts.from.value
            number = facts.number.value
            isNumberKnown = number != nil || facts.number.isGone
            to = facts.to.value
            hotline = to.flatMap { CallerID($0).number }
            rehearsal = facts.rehearsal
            isSelfCall = facts.selfCall
            if isSelfCall { phase = .released }
        case .planned(let facts):
            caller = facts.caller
            plan = facts.plan
            roster = facts.roster
        case .gatherAsked(let purpose):
            timesAsked = phase == .gathering(purpose) ? timesAsked + 1 : 1
            phase = .gathering(purpose)
        case .institutionsOffered(let institutions): offered = institutions
        case .pinTried(let right): if !right { pinTries += 1 }
        case .numberGiven(let given):
            number = given.value
            isNumberKnown = true
        case .stepBegan(let facts): begin(facts, at: at)
        case .legRang(let leg): change(leg) { $0.rang = $0.rang ?? at }
        case .legAnswered(let leg): change(leg) { $0.answered = $0.answered ?? at }
        case .legAccepted(let leg, let confirmed):
            change(leg) {
                $0.answered = $0.answered ?? at
                $0.accepted = at
                $0.confirmed = confirmed
            }
            accepted = Acceptance(leg: leg, at: at, received: received, confirmed: confirmed)
            phase = .taken
        case .legReleased(let leg): change(leg) { $0.released = true }
        case .legEnded(let leg, let reason):
            change(leg) {
                $0.ended = at
                $0.reason = reason
            }
            if accepted?.leg == leg {
                accepted?.ended = received
                if phase == .taken {
                    phase = .released
                    // Whoever asks from now on has nobody left to be joined with.
                    instruction = .hangup(nil)
                }
            }
        case .stepEnded(_, let last): closingLeg = last
        case .promiseMade(let made):
            // A rehearsal hears the words, and nothing is owed.
            promise = rehearsal ? nil : made
            phase = .promised
            owe(
                CallRecord.FollowUpDue(
                    kind: .promise, owner: made.owner.map { .professional($0) },
                    deadline: made.deadline, code: made.code), received)
        case .noPromise:
            phase = .withoutPromise
            exhausted = true
        case .fellBack: fellBack = true
        case .callEnded(let by):
            ended = End(by: by, at: at, received: received)
            phase = .ended
            instruction = .hangup(nil)
        case .followUpDue(let due): owe(due, received)
        case .followUpAssigned(let number, let owner): change(number) { $0.owner = owner }
        case .followUpReminded(let number): change(number) { $0.reminded = received }
        case .followUpEscalated(let number): change(number) { $0.escalated = received }
        case .followUpEnded(let number, let how, let at):
            change(number) { $0.done = FollowUp.Done(at: at, how: how) }
        case .noted(let said): facts = said.over(facts)
        case .messageDue, .alarmRaised: break
        case .instructed(let next):
            instruction = next
            // Older logs have a step's legs here only.
            if case .dial(let dial) = next, dial.step == step, !legs.contains(where: isOfStep) {
                begin(legsOf: dial, at: at)
            }
        }
    }

    private mutating func owe(_ due: CallRecord.FollowUpDue, _ received: Instant) {
        guard !rehearsal else { return }
        followUps.append(
            FollowUp(
                number: followUps.count + 1, kind: due.kind, made: received, owner: due.owner,
                deadline: due.deadline, code: due.code, note: due.note?.value))
    }

    private mutating func change(_ followUp: Int, _ body: (inout FollowUp) -> Void) {
        guard followUp > 0, followUp <= followUps.count else { return }
        body(&followUps[followUp - 1])
    }

    private func isOfStep(_ leg: Leg) -> Bool { leg.id.step == step }

    private mutating func begin(_ facts: CallRecord.StepBegan, at: Instant) {
        phase = .ringing
        step = facts.step
        nextIndex = facts.index + 1
        guard let dial = plan?.dial(facts, callerID: hotline) else { return }
        instruction = .dial(dial)
        begin(legsOf: dial, at: at)
    }

    private mutating func begin(legsOf dial: Dial, at: Instant) {
        legs += dial.targets.map { target in
            Leg(
                id: target.leg, round: dial.round, professional: target.professional,
                uri: target.uri.value, because: target.because, began: at)
        }
    }
}
