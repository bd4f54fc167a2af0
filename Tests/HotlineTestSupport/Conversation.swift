package import CallRouting
package import OnCallRoster

/// Two families of `RosterText`, and the number they ring.
package let jensen = "+4500000031"
package let hansen = "+4500000032"
package let hotline = "+4570201000"

/// Calls played against the pure core, as a gateway and a daemon together would.
///
/// The calls share who is busy and who answered last. After every event it is checked what must
/// hold of any call; `Broken` is thrown where it does not. A refused event throws the refusal.
package struct Conversation: Sendable {
    /// What must hold of any call does not hold.
    package struct Broken: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) {
            self.description = description
        }
    }

    /// The daemon's clock; it moves by `passes` and `clockIsSet` only.
    package private(set) var now: Instant
    /// What has passed since the conversation began, however the clock was set.
    package private(set) var monotonic: Duration = .zero
    package private(set) var inForce: RosterInForce?
    package var settings: RoutingSettings
    package var abilities = GatewayAbilities()
    /// What the daemon knows of all calls.
    package private(set) var floor = CallFloor()
    private var places = LogPlaces()
    package private(set) var calls: [CallKey: OpenCall] = [:]
    package private(set) var logs: [CallKey: [LoggedEvent]] = [:]
    /// Those of all calls, in the order in which they were decided.
    package private(set) var allEvents: [(CallKey, LoggedEvent)] = []
    /// The reply to the latest event that was not refused.
    package private(set) var reply: Instruction = .wait
    private var current = Conversation.key("c-1")

    /// Without a roster every call goes to the last resort of the settings.
    package init(yaml: String?, now: Instant = Fixtures.now) throws {
        guard let lastResort = DialTarget("sip:vagt@settings.example") else {
            throw Broken(description: "the last resort of the settings is no target")
        }
        settings = RoutingSettings(lastResort: lastResort)
        self.now = now
        if let yaml { try change(yaml: yaml) }
    }

    package init(_ roster: RosterText = RosterText(), now: Instant = Fixtures.now) throws {
        try self.init(yaml: roster.yaml, now: now)
    }

    /// Another roster takes effect.
    package mutating func change(yaml: String) throws {
        let reading = read(yaml, now: now)
        guard let roster = reading.roster else {
            throw Broken(description: reading.problems.map(\.description).joined(separator: "\n"))
        }
        inForce = RosterInForce(roster, around: now)
    }

    /// The daemon starts again: all that it knows of the calls is in their logs.
    package mutating func restart() {
        for (key, log) in logs { calls[key] = OpenCall(key: key, folding: log) }
        var past = CallFloor.Past(folding: calls.values, places: places)
        past.wrongPINs = wrongPINs
        floor = CallFloor(resuming: past, now: now, monotonic: monotonic)
    }

    /// Those of the logs, the oldest first.
    private var wrongPINs: [WrongPIN] {
        var found: [WrongPIN] = []
        for (key, log) in logs {
            guard let call = calls[key], !call.rehearsal else { continue }
            for event in log where event.records.contains(.pinTried(right: false)) {
                found.append(
                    WrongPIN(
                        at: event.received, number: CallerID(call.from).number, to: call.to))
            }
        }
        return found.sorted { $0.at < $1.at }
    }

    /// The daemon starts with what a log knows of earlier calls.
    package mutating func starts(with past: CallFloor.Past) {
        floor = CallFloor(resuming: past, now: now, monotonic: monotonic)
    }

    package mutating func passes(seconds: Int) { passes(milliseconds: seconds * 1000) }

    package mutating func passes(milliseconds: Int) {
        now = now + .milliseconds(milliseconds)
        monotonic += .milliseconds(milliseconds)
    }

    /// Somebody sets the clock; no time passes.
    package mutating func clockIsSet(to instant: Instant) { now = instant }

    /// The daemon looks what the clock and the log's evidence ask for, and does it.
    package mutating func daemonLooks() throws {
        let before = current
        defer { current = before }
        for call in floor.overdueCalls(monotonic).sorted(by: { $0.key < $1.key }) {
            current = call.key
            try send(.swept)
        }
        // What is done may ask for more: evidence comes before reminders.
        for _ in 0..<3 {
            for (key, action) in floor.callbacks.due(now: now, monotonic: monotonic) {
                current = key
                try send(.followUp(action))
            }
        }
    }

    /// Events from here on are those of this call.
    package mutating func turnTo(_ call: String) { current = Conversation.key(call) }

    package static func key(_ call: String) -> CallKey { CallKey(gateway: "lab", call: call) }
}

// MARK: What is heard and seen

extension Conversation {
    /// The call that the conversation has turned to; one without events if it was never seen.
    package var call: OpenCall {
        calls[current] ?? OpenCall(key: current, at: now, received: now)
    }

    package var records: [CallRecord] { (logs[current] ?? []).flatMap(\.records) }

    /// The step that rings by the call's current instruction.
    package var dial: Dial? {
        if case .dial(let dial) = call.instruction { dial } else { nil }
    }

    package var openLegs: [OpenCall.Leg] {
        let step = call.step
        return call.legs.filter { $0.isOpen && $0.id.step == step }
    }

    /// Who rings: a professional's id, or the URI of a last resort.
    package var ringing: [String] {
        guard call.phase == .ringing else { return [] }
        return openLegs.map { $0.professional?.rawValue ?? $0.uri?.uri ?? "gone" }
    }

    package var steps: [Dial] {
        var plan: RingPlan?
        return records.compactMap { record in
            if case .planned(let facts) = record { plan = facts.plan }
            guard case .stepBegan(let began) = record else { return nil }
            return plan?.dial(began, callerID: call.hotline)
        }
    }

    /// All who were rung, step by step; those of one step joined by `+`.
    package var rung: [String] {
        steps.map { step in
            step.targets.map { $0.professional?.rawValue ?? $0.uri.value?.uri ?? "gone" }
                .joined(separator: "+")
        }
    }

    package var promises: [Promise] {
        records.compactMap { record -> Promise? in
            if case .promiseMade(let promise) = record { promise } else { nil }
        }
    }

    package var followUps: [CallRecord.FollowUpDue] {
        records.compactMap { record -> CallRecord.FollowUpDue? in
            if case .followUpDue(let due) = record { due } else { nil }
        }
    }

    package var messages: [Message] {
        records.compactMap { record -> Message? in
            if case .messageDue(let message) = record { message } else { nil }
        }
    }

    package var alarms: [AlarmCode] {
        records.compactMap { record -> AlarmCode? in
            if case .alarmRaised(let code) = record { code } else { nil }
        }
    }
}

// MARK: What happens

extension Conversation {
    /// A new call, which the conversation turns to; named `c-1`, `c-2` and so on, unless told.
    @discardableResult
    package mutating func callArrives(
        from: String?, to: String = hotline, rehearsal: Bool = false, as name: String? = nil
    ) throws -> Instruction {
        turnTo(name ?? "c-\(calls.count + 1)")
        let incoming = CallEvent.Incoming(from: CallerID(from), to: to, rehearsal: rehearsal)
        return try send(.incoming(incoming))
    }

    /// Without a leg: the first that rings.
    @discardableResult
    package mutating func accepts(
        _ leg: String? = nil, confirmed: Bool = true
    ) throws -> Instruction {
        try send(.legAccepted(try legID(leg), confirmed: confirmed))
    }

    @discardableResult
    package mutating func legEnds(
        _ leg: String? = nil, _ reason: LegEndReason = .noAnswer
    ) throws -> Instruction {
        try send(.legEnded(try legID(leg), reason))
    }

    /// Every leg of the step ends; after the ringing time where nobody answers.
    @discardableResult
    package mutating func nobodyAnswers(_ reason: LegEndReason = .noAnswer) throws -> Instruction {
        if reason == .noAnswer, let dial { passes(seconds: dial.ringSeconds) }
        var reply = Instruction.wait
        for leg in openLegs { reply = try send(.legEnded(leg.id, reason)) }
        return reply
    }

    /// The plan runs to its end, and no keys are pressed.
    @discardableResult
    package mutating func nobodyEverAnswers() throws -> Instruction {
        for _ in 0..<500 {
            switch call.phase {
            case .gathering: try keys("")
            case .ringing: try nobodyAnswers()
            case .new, .taken, .released, .promised, .withoutPromise, .ended:
                return call.instruction
            }
        }
        throw Broken(description: "the call does not come to an end")
    }

    @discardableResult
    package mutating func stepEnds(_ step: Int? = nil) throws -> Instruction {
        try send(.stepEnded(step ?? call.step))
    }

    @discardableResult
    package mutating func keys(_ digits: String) throws -> Instruction { try send(.digits(digits)) }

    @discardableResult
    package mutating func wantsCallback() throws -> Instruction { try send(.callbackRequested) }

    @discardableResult
    package mutating func callerHangsUp() throws -> Instruction { try send(.ended(by: .caller)) }

    /// One event of the current call, decided, logged and checked; `at` is the gateway's clock.
    @discardableResult
    package mutating func send(_ kind: CallEvent.Kind, at: Instant? = nil) throws -> Instruction {
        let event = CallEvent(call: current, at: at, received: now, kind: kind)
        let before = calls[current]
        let rules = CallFloor.Rules(inForce: inForce, settings: settings, abilities: abilities)
        let outcome = try floor.decide(event, on: before, by: rules)
        floor.take(outcome, of: event, by: rules, monotonic: monotonic)
        floor.confirm(outcome, of: event)
        places.note(outcome.decision.records, of: current)
        floor.settle(current)
        let decision = outcome.decision
        calls[current] = decision.call
        reply = decision.reply
        logs[current, default: []].append(
            LoggedEvent(
                type: event.type, at: event.at, received: event.received,
                records: decision.records))
        if let event = logs[current]?.last { allEvents.append((current, event)) }
        let held = CallRules(event: event, before: before, decision: decision)
        try held.check(log: logs[current] ?? [])
        if !decision.call.rehearsal { try checkNobodyIsRungTwice(decision.call, before) }
        return decision.reply
    }

    private func legID(_ text: String?) throws -> LegID {
        let leg: LegID? = if let text { LegID(text) } else { openLegs.first?.id }
        guard let leg else { throw Broken(description: "there is no such leg") }
        return leg
    }

    /// Whoever rings for another call is not rung, unless that call has long been silent.
    private func checkNobodyIsRungTwice(_ call: OpenCall, _ before: OpenCall?) throws {
        let old = Set((before?.legs ?? []).map(\.id))
        for leg in call.legs where !old.contains(leg.id) {
            guard let professional = leg.professional,
                inForce?.roster.professionals[professional]?.kind == .person
            else { continue }
            for other in calls.values where other.key != call.key {
                guard other.heldLegs.contains(where: { $0.professional == professional }),
                    now - other.lastEvent < .minutes(90)
                else { continue }
                throw Broken(description: "\(professional) rings for \(other.key) and \(call.key)")
            }
        }
    }
}

// MARK: What must hold

/// What holds of any call after any event, whatever came before.
private struct CallRules {
    let event: CallEvent
    let before: OpenCall?
    let decision: CallRouter.Decision

    private var call: OpenCall { decision.call }

    func check(log: [LoggedEvent]) throws {
        try hold(
            OpenCall(key: call.key, folding: log) == call, "the log folds to another call")
        try checkSteps(log)
        try checkReply()
        if let before { try checkNothingEndedMoves(before) }
    }

    private func hold(_ condition: Bool, _ otherwise: String) throws {
        guard condition else {
            let phase = before?.phase ?? OpenCall.Phase.new
            throw Conversation.Broken(
                description: "\(event.type.rawValue) in \(phase): \(otherwise)")
        }
    }

    private func checkSteps(_ log: [LoggedEvent]) throws {
        var latest = 0
        for record in log.flatMap(\.records) {
            guard case .stepBegan(let step) = record else { continue }
            try hold(step.step > latest, "step \(step.step) begins after step \(latest)")
            latest = step.step
        }
        let legs = call.legs.map(\.id)
        try hold(Set(legs).count == legs.count, "a leg is used twice")
    }

    /// Nobody is left without an instruction, and a question's reply is the current one.
    private func checkReply() throws {
        let step = call.step
        if call.phase == .ringing {
            try hold(
                call.legs.contains { $0.isOpen && $0.id.step == step }, "nothing rings any more")
        }
        let mayWait = call.ended != nil || call.fellBack
        try hold(mayWait || call.instruction != .wait, "the caller is left without an instruction")
        if event.isQuestion {
            try hold(
                decision.reply == call.instruction, "the reply is not the current instruction")
        }
        if case .connect(let leg) = decision.reply {
            try hold(call.leg(leg)?.isOpen == true, "the caller is joined to an ended leg")
            try hold(call.accepted?.leg == leg, "the caller is joined to a leg without the call")
        }
    }

    private func checkNothingEndedMoves(_ before: OpenCall) throws {
        if before.ended != nil, !event.type.isFollowUps {
            try hold(decision.records.isEmpty, "an ended call moves")
            try hold(call.ended == before.ended, "an ended call ends again")
            try hold(decision.reply.name == .hangup, "an ended call goes on")
        }
        if let accepted = before.accepted {
            try hold(call.accepted?.leg == accepted.leg, "the call is taken twice")
            try hold(call.accepted?.at == accepted.at, "the call is taken at another time")
        }
        for (old, new) in zip(before.followUps, call.followUps) where old.done != nil {
            try hold(old == new, "a follow-up moves that is done")
        }
        try hold(call.followUps.count >= before.followUps.count, "a follow-up is lost")
        if let promise = before.promise {
            try hold(call.promise == promise, "the promise is made twice")
        }
        for leg in before.legs where !leg.isOpen {
            try hold(call.leg(leg.id) == leg, "ended leg \(leg.id) moves")
        }
    }
}
