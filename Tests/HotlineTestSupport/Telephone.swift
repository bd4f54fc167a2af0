package import CallRouting
package import OnCallRoster

/// A hotline under test, as those who ring it and those whom it rings know it: the pure core, or a
/// daemon behind its real HTTP door.
///
/// Events are those of the call that the telephone has turned to.
package protocol Telephone: AnyObject {
    var now: Instant { get }
    /// A caller is on the line, whose number the gateway spells so; `nil` where it says none.
    func arrives(from: String?, to: String, rehearsal: Bool) throws -> Heard
    /// What is heard in reply to an event of the current call.
    func send(_ kind: CallEvent.Kind) throws -> Heard
    /// The latest delivery comes once more, byte for byte.
    func repeatsLast() throws -> Heard
    func turnTo(_ call: String)
    /// Time passes, and the daemon does what falls due meanwhile.
    func passes(seconds: Int) throws
    /// Somebody sets the daemon's clock.
    func clockIsSet(to instant: Instant) throws
    /// The daemon is killed and starts again.
    func restarts() throws
    func rosterBecomes(_ yaml: String) throws
    /// A person says what became of the call's follow-up of this number.
    func person(says how: FollowUpEnding, of followUp: Int) throws
    /// What the log has of the current call.
    func told() throws -> ToldCall
    /// The codes of the alarms that stand.
    func alarms() throws -> [String]
}

/// An instruction as a gateway hears it.
package struct Heard: Hashable, Sendable {
    package let name: Instruction.Name
    package var step: Int?
    package var seconds: Int?
    package var maxWaitSeconds: Int?
    package var targets: [Target] = []
    package var callerID: String?
    package var otherwise: String?
    package var leg: String?
    package var digits: Int?
    package var deadline: Instant?
    package var text: String?
    /// What this gateway is not told, so that nothing can be said of it.
    package var hidden: Set<Part> = []

    package init(_ name: Instruction.Name) {
        self.name = name
    }

    package enum Part: Sendable {
        case seconds, maxWait, otherwise, whisper, brief, offer
    }

    /// Throws where a target's brief is another, unless the gateway hears it later only.
    package func expectBrief(
        _ brief: String, of leg: String = "1.1", _ what: String = "the brief", line: Int = #line
    ) throws {
        guard !hidden.contains(.brief) else { return }
        try same(target(leg)?.brief, brief, what, line: line)
    }

    /// As `expectBrief`, of what is said before the key.
    package func expectWhisper(
        _ whisper: String, of leg: String = "1.1", line: Int = #line
    ) throws {
        guard !hidden.contains(.whisper) else { return }
        try same(target(leg)?.whisper, whisper, "the whisper", line: line)
    }

    package func target(_ leg: String) -> Target? { targets.first { $0.leg == leg } }

    package struct Target: Hashable, Sendable {
        package let leg: String
        /// A professional's id, `family ID`, or the URI of a last resort.
        package let who: String
        package let uri: String
        package let confirm: Bool
        package let whisper: String?
        package let brief: String?

        package init(
            leg: String, who: String, uri: String, confirm: Bool, whisper: String?, brief: String?
        ) {
            self.leg = leg
            self.who = who
            self.uri = uri
            self.confirm = confirm
            self.whisper = whisper
            self.brief = brief
        }
    }

    package var rings: [String] { targets.map(\.who) }
}

/// A call as the log tells it.
package struct ToldCall: Hashable, Sendable {
    package var callerKind = ""
    package var institution: String?
    package var outcome = ""
    package var isEnded = false
    package var endedBy: String?
    package var roster: String?
    package var legs: [Leg] = []
    package var promise: Promise?
    package var followUps: [Task] = []
    package var events = 0

    package init() {}

    package struct Leg: Hashable, Sendable {
        package let leg: String
        package let who: String
        package let accepted: Bool
        package let confirmed: Bool?
        package let reason: String?
        /// From its beginning to its end, by the gateway's clock.
        package let seconds: Int?

        package init(
            leg: String, who: String, accepted: Bool, confirmed: Bool?, reason: String?,
            seconds: Int?
        ) {
            self.leg = leg
            self.who = who
            self.accepted = accepted
            self.confirmed = confirmed
            self.reason = reason
            self.seconds = seconds
        }
    }

    package struct Promise: Hashable, Sendable {
        package let deadline: Instant
        package let owner: String?
        /// `open`, `kept` or `broken`.
        package let state: String

        package init(deadline: Instant, owner: String?, state: String) {
            self.deadline = deadline
            self.owner = owner
            self.state = state
        }
    }

    /// A follow-up.
    package struct Task: Hashable, Sendable {
        package let kind: String
        package let owner: String?
        package let deadline: Instant
        package let isReminded: Bool
        package let isEscalated: Bool
        /// `nil` while it is open.
        package let how: String?
        package let code: Int?

        package init(
            kind: String, owner: String?, deadline: Instant, isReminded: Bool, isEscalated: Bool,
            how: String?, code: Int?
        ) {
            self.kind = kind
            self.owner = owner
            self.deadline = deadline
            self.isReminded = isReminded
            self.isEscalated = isEscalated
            self.how = how
            self.code = code
        }
    }

    /// Who was rung, leg by leg.
    package var rung: [String] { legs.map(\.who) }
}

// MARK: What happens, in the words of a telephone

extension Telephone {
    @discardableResult
    package func callArrives(
        from: String?, to: String = hotline, as call: String = "c-1", rehearsal: Bool = false
    ) throws -> Heard {
        turnTo(call)
        return try arrives(from: from, to: to, rehearsal: rehearsal)
    }

    @discardableResult
    package func rings(_ leg: String) throws -> Heard { try send(.legRinging(try id(leg))) }

    /// The phone is picked up, by somebody or by a voicemail.
    @discardableResult
    package func isPickedUp(_ leg: String) throws -> Heard { try send(.legAnswered(try id(leg))) }

    @discardableResult
    package func accepts(_ leg: String, confirmed: Bool = true) throws -> Heard {
        try send(.legAccepted(try id(leg), confirmed: confirmed))
    }

    @discardableResult
    package func legEnds(_ leg: String, _ reason: LegEndReason = .noAnswer) throws -> Heard {
        try send(.legEnded(try id(leg), reason))
    }

    /// The professional hangs up; a caller who is still there has nothing more to hear.
    package func talkEnds(on leg: String) throws {
        let name = try legEnds(leg, .completed).name
        guard name == .wait || name == .hangup else {
            throw Conversation.Broken(description: "after the talk comes '\(name)'")
        }
    }

    /// Each leg of a step ends, one after the other; the reply to the last.
    @discardableResult
    package func nobodyAnswers(_ heard: Heard, _ reason: LegEndReason = .noAnswer) throws -> Heard {
        if reason == .noAnswer, let seconds = heard.seconds { try passes(seconds: seconds) }
        var reply = heard
        for target in heard.targets { reply = try legEnds(target.leg, reason) }
        return reply
    }

    /// The plan runs to its end, and no key is pressed; who was rung, and the last reply.
    @discardableResult
    package func nobodyEverAnswers(_ first: Heard) throws -> (rung: [[String]], end: Heard) {
        var (heard, rung) = (first, [[String]]())
        for _ in 0..<60 {
            switch heard.name {
            case .dial:
                rung.append(heard.rings)
                heard = try nobodyAnswers(heard)
            case .gather: heard = try keys("")
            case .connect, .release, .callback, .wait, .hangup: return (rung, heard)
            }
        }
        throw Conversation.Broken(description: "the call does not come to an end")
    }

    @discardableResult
    package func stepEnds(_ step: Int) throws -> Heard { try send(.stepEnded(step)) }

    @discardableResult
    package func keys(_ digits: String) throws -> Heard { try send(.digits(digits)) }

    @discardableResult
    package func wantsCallback() throws -> Heard { try send(.callbackRequested) }

    @discardableResult
    package func callEnds(by: EndedBy = .caller) throws -> Heard { try send(.ended(by: by)) }

    private func id(_ text: String) throws -> LegID {
        guard let leg = LegID(text) else {
            throw Conversation.Broken(description: "'\(text)' is no leg")
        }
        return leg
    }
}

/// Throws where two values differ, and says what they are of.
package func same<Value: Equatable>(
    _ found: Value, _ wanted: Value, _ what: String = "", line: Int = #line
) throws {
    guard found == wanted else {
        throw Conversation.Broken(
            description: "line \(line): \(what.isEmpty ? "" : what + " ")is \(found), not \(wanted)"
        )
    }
}
