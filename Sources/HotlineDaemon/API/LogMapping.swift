import CallLog
import CallRouting
import Foundation
import HotlineAPI
import OnCallRoster

// What the log knows, in the words that clients exchange. Times inside a call are the gateway's.

extension HotlineAPI.CallSummary {
    init(_ call: LoggedCall) {
        self.init(
            call: call.key.call, gateway: call.key.gateway.rawValue, number: Int(call.number),
            state: call.state.rawValue, outcome: call.outcome.rawValue, rehearsal: call.rehearsal,
            caller: CallerFacts(
                kind: call.callerKind.rawValue, family: call.family?.rawValue,
                institution: call.institution?.rawValue, municipality: call.municipality?.rawValue),
            to: call.to, began: call.beganAt.description,
            answered: call.answeredAt?.description, ended: call.endedAt?.description,
            endedBy: call.endedBy?.rawValue, roster: call.roster,
            promise: call.promise.map {
                PromiseFacts(
                    deadline: $0.deadline.description, owner: $0.owner,
                    state: $0.state.rawValue, kept: $0.kept?.description)
            })
    }
}

extension HotlineAPI.CallStory {
    /// - Parameter tellsFamilies: Whether the numbers of families that are rung back are told: to
    ///   whoever has the machine, and so the log's file, in hand.
    init(_ story: LoggedStory, tellsFamilies: Bool) {
        self.init(
            summary: HotlineAPI.CallSummary(story.summary),
            plan: story.plan.map { RouteDocument.steps(of: $0, tellsFamilies: tellsFamilies) }
                ?? [],
            leftOut: (story.plan?.leftOut ?? []).map {
                RouteDocument.Omission(
                    professional: $0.professional.rawValue, because: $0.because.rawValue)
            },
            legs: story.legs.map { Leg($0, tellsFamilies: tellsFamilies) },
            events: story.events.map { Event($0) })
    }
}

extension HotlineAPI.CallStory.Leg {
    init(_ leg: OpenCall.Leg, tellsFamilies: Bool) {
        self.init(
            leg: leg.id.description, step: leg.id.step, round: leg.round,
            professional: leg.professional?.rawValue,
            uri: leg.because.shown(leg.uri, tellsFamilies),
            because: leg.because.description, began: leg.began.description,
            answered: leg.answered?.description, accepted: leg.accepted?.description,
            confirmed: leg.confirmed, ended: leg.ended?.description, reason: leg.reason?.rawValue)
    }
}

extension HotlineAPI.CallStory.Event {
    init(_ event: LoggedStory.Event) {
        self.init(
            seq: Int(event.seq), type: event.type.rawValue, at: event.at.description,
            received: event.received.description, delivery: event.delivery, late: event.late,
            spooled: event.spooled, instruction: event.instruction.rawValue)
    }
}

extension RouteDocument {
    /// A plan's steps as they would be rung if nobody answered and nobody were busy.
    static func steps(of plan: RingPlan, tellsFamilies: Bool) -> [Step] {
        plan.dryRun(at: .distantPast, context: RoutingContext()).steps.enumerated().map {
            index, rung in
            Step(
                step: index + 1, round: rung.step.round, ringSeconds: rung.ringSeconds,
                targets: rung.step.targets.map { target in
                    Target(
                        professional: target.professional?.rawValue,
                        uri: target.because.shown(target.uri.value, tellsFamilies),
                        confirm: target.confirm, because: target.because.description)
                })
        }
    }
}

extension Because {
    /// What of a target's address is told: a family that is rung back keeps its number.
    fileprivate func shown(_ target: DialTarget?, _ tellsFamilies: Bool) -> String? {
        self == .callback && !tellsFamilies ? nil : target?.uri
    }
}

extension RehearsalReply {
    init(_ instruction: Instruction, call: String) {
        let name = instruction.name.rawValue
        switch instruction {
        case .dial(let dial):
            self.init(
                call: call, instruction: name, step: dial.step, round: dial.round,
                ringSeconds: dial.ringSeconds, maxWaitSeconds: dial.maxWaitSeconds,
                targets: dial.targets.map { RehearsalTarget($0) },
                announce: dial.announce?.text.value)
        case .connect(let leg):
            self.init(call: call, instruction: name, leg: leg.description)
        case .release(let leg, let announcement):
            self.init(
                call: call, instruction: name, leg: leg.description,
                announce: announcement.text.value)
        case .gather(let digits, let announcement):
            self.init(
                call: call, instruction: name, digits: digits, announce: announcement.text.value)
        case .callback(let deadline, let announcement):
            self.init(
                call: call, instruction: name, deadline: deadline.description,
                announce: announcement.text.value)
        case .wait: self.init(call: call, instruction: name)
        case .hangup(let announcement):
            self.init(call: call, instruction: name, announce: announcement?.text.value)
        }
    }
}

extension RehearsalTarget {
    init(_ target: Dial.Target) {
        self.init(
            leg: target.leg.description, professional: target.professional?.rawValue,
            uri: target.uri.value?.uri ?? "", confirm: target.confirm,
            whisper: target.whisper?.text.value, brief: target.brief?.text.value,
            because: target.because.description)
    }
}

extension CallEvent.Kind {
    /// `nil` where the event misses what its type must carry.
    init?(_ event: RehearsalEvent) {
        let leg = event.leg.flatMap { LegID($0) }
        switch EventType(rawValue: event.type) {
        case .stepEnded:
            guard let step = event.step else { return nil }
            self = .stepEnded(step)
        case .legRinging:
            guard let leg else { return nil }
            self = .legRinging(leg)
        case .legAnswered:
            guard let leg else { return nil }
            self = .legAnswered(leg)
        case .legAccepted:
            guard let leg else { return nil }
            self = .legAccepted(leg, confirmed: event.confirmed ?? true)
        case .legEnded:
            guard let leg, let reason = event.reason.flatMap({ LegEndReason(rawValue: $0) }) else {
                return nil
            }
            self = .legEnded(leg, reason)
        case .callDigits: self = .digits(event.digits ?? "")
        case .callbackRequested: self = .callbackRequested
        case .callEnded: self = .ended(by: event.by.flatMap { EndedBy(rawValue: $0) } ?? .caller)
        case .callIncoming, .callFallback, .callSwept, .callNoted, .followUpReminded,
            .followUpEscalated,
            .followUpEnded, .followUpAssigned, .followUpAdded, nil:
            return nil
        }
    }
}

extension CallQuery {
    /// Reads a question for calls.
    init(_ target: APITarget) throws(APIFlaw) {
        self.init()
        from = try target.instant("from")
        to = try target.instant("to")
        state = try target.value("state") { CallState(rawValue: $0) }
        outcome = try target.value("outcome") { Outcome(rawValue: $0) }
        institution = target.query["institution"].map { InstitutionID(rawValue: $0) }
        after = try target.value("after") { Int64($0) }
        limit = try target.rows(most: CallQuery.mostRows) ?? limit
    }
}

extension FollowUpQuery {
    /// Reads a question for follow-ups: open ones, unless all are asked for.
    init(_ target: APITarget) throws(APIFlaw) {
        self.init()
        switch target.query["state"] ?? "open" {
        case "open": isOpen = true
        case "done": isOpen = false
        case "all": isOpen = nil
        case let other: throw APIFlaw("'state' is '\(other)': use open, done or all")
        }
        owner = target.query["owner"]
        institution = target.query["institution"].map { InstitutionID(rawValue: $0) }
        kinds = try target.kinds("kind")
        after = try target.value("after") { Int64($0) }
        limit = try target.rows(most: FollowUpQuery.mostRows) ?? limit
    }
}

extension APITarget {
    func value<Value>(
        _ key: String, _ parse: (String) -> Value?
    ) throws(APIFlaw) -> Value? {
        guard let text = query[key] else { return nil }
        guard let value = parse(text) else {
            throw APIFlaw("'\(key)' is '\(text)'")
        }
        return value
    }

    /// Kinds of follow-ups with commas between; none: all.
    func kinds(_ key: String) throws(APIFlaw) -> Set<FollowUpKind> {
        guard let text = query[key] else { return [] }
        var kinds: Set<FollowUpKind> = []
        for word in text.split(separator: ",", omittingEmptySubsequences: false) {
            guard let kind = FollowUpKind(rawValue: String(word)) else {
                let known = FollowUpKind.allCases.map(\.rawValue).joined(separator: ", ")
                throw APIFlaw("'\(key)' has '\(word)': use of \(known)")
            }
            kinds.insert(kind)
        }
        return kinds
    }

    func instant(_ key: String) throws(APIFlaw) -> Instant? {
        try value(key) { Instant(rfc3339: $0) }
    }

    /// How many rows a page may have.
    func rows(most: Int) throws(APIFlaw) -> Int? {
        try value("limit") { Int($0).flatMap { (1...most).contains($0) ? $0 : nil } }
    }
}
