import HotlineAPI
import HotlineTexts

/// Plays the gateway of one call: shows who is rung, reports what happens, and follows what the
/// daemon says next.
struct Rehearsal {
    /// The daemon's side of the conversation.
    struct Daemon {
        let begin: (RehearsalStart) throws -> RehearsalReply
        let report: (_ event: RehearsalEvent, _ call: String) throws -> RehearsalReply
    }

    /// How the call came out.
    enum Ending: Equatable {
        case accepted, promised
        /// The caller heard that no promise can be made.
        case turnedAway
        /// Whoever plays the caller hung up.
        case hungUp
    }

    /// No call has more turns than this.
    static let mostTurns = 200

    private let daemon: Daemon
    private var answers: AnswerSource
    private let language: WrittenLanguage
    private let say: (String) -> Void
    private let ask: (String) -> Void
    private var step: Int?

    /// `say` shows a line, `ask` a question whose answer follows on the same line.
    init(
        daemon: Daemon, answers: AnswerSource, in language: WrittenLanguage = .english,
        say: @escaping (String) -> Void, ask: @escaping (String) -> Void
    ) {
        self.daemon = daemon
        self.answers = answers
        self.language = language
        self.say = say
        self.ask = ask
    }

    /// Plays the call to its end.
    mutating func play(_ start: RehearsalStart) throws -> (call: String, ending: Ending) {
        var reply = try daemon.begin(start)
        let call = reply.call
        for _ in 0..<Rehearsal.mostTurns {
            if let ending = try end(reply, call) { return (call, ending) }
            guard let next = try follow(reply, call) else {
                _ = try report(.init(type: "call.ended", by: "caller"), call)
                return (call, .hungUp)
            }
            reply = next
        }
        throw failure(.endless, ["call": call, "turns": "\(Rehearsal.mostTurns)"])
    }

    private func tell(
        _ words: RehearsalWords, _ values: [String: String] = [:], indent: Int = 0
    ) {
        say(String(repeating: " ", count: indent) + language(words, values))
    }

    private func failure(_ words: RehearsalWords, _ values: [String: String]) -> Failure {
        Failure(.answerIsNo, words.text.filled(values))
    }

    private func report(_ event: RehearsalEvent, _ call: String) throws -> RehearsalReply {
        try daemon.report(event, call)
    }

    /// Ends the call if the instruction is one that ends it.
    private func end(_ reply: RehearsalReply, _ call: String) throws -> Ending? {
        let ending: Ending
        switch reply.instruction {
        case "connect": ending = .accepted
        case "callback": ending = .promised
        case "hangup": ending = .turnedAway
        default: return nil
        }
        if ending == .accepted { tell(.putThrough) }
        if let announce = reply.announce { tell(.callerHears, ["words": announce]) }
        if let deadline = reply.deadline { tell(.ringBack, ["deadline": deadline]) }
        let by = ending == .accepted ? "caller" : "gateway"
        _ = try report(.init(type: "call.ended", by: by), call)
        return ending
    }

    /// Does what the instruction says; the next one, or `nil` if the caller hangs up.
    private mutating func follow(
        _ reply: RehearsalReply, _ call: String
    ) throws -> RehearsalReply? {
        switch reply.instruction {
        case "dial": return try ring(reply, call)
        case "gather":
            if let announce = reply.announce { tell(.callerHears, ["words": announce]) }
            guard let digits = answers.digits(ask: ask, in: language) else { return nil }
            return try report(.init(type: "call.digits", digits: digits), call)
        case "wait", "release":
            guard let step else {
                throw failure(.ringsNobody, ["instruction": reply.instruction])
            }
            return try report(.init(type: "step.ended", step: step), call)
        default:
            throw failure(.notKnown, ["instruction": reply.instruction])
        }
    }

    /// Rings the legs of a step, each to its end, until one takes the call.
    private mutating func ring(
        _ dial: RehearsalReply, _ call: String
    ) throws -> RehearsalReply? {
        step = dial.step
        tell(
            .step,
            [
                "step": "\(dial.step ?? 0)", "round": "\(dial.round ?? 1)",
                "seconds": "\(dial.ringSeconds ?? 0)",
            ])
        for target in dial.targets { show(target) }
        var reply = dial
        var waiting = dial.targets[...]
        while let target = waiting.popFirst() {
            if dial.targets.count > 1 { tell(.leg, ["leg": target.leg], indent: 2) }
            guard let answer = answers.next(ask: ask, in: language) else { return nil }
            tell(
                .answered,
                ["who": who(target), "answer": language.code(answer.rawValue)], indent: 2)
            reply = try give(answer, to: target, call)
            guard reply.instruction == "connect" else { continue }
            for other in waiting { _ = try end(leg: other.leg, "cancelled", call) }
            return reply
        }
        // The last leg's end says what comes next, unless the step's end must be told.
        guard reply.instruction == "wait" || reply.instruction == "dial" && reply.step == dial.step
        else { return reply }
        return try report(.init(type: "step.ended", step: dial.step), call)
    }

    private func give(
        _ answer: Answer, to target: RehearsalTarget, _ call: String
    ) throws -> RehearsalReply {
        switch answer {
        case .noAnswer, .busy, .declined, .unreachable:
            if answer == .noAnswer || answer == .declined {
                _ = try report(.init(type: "leg.ringing", leg: target.leg), call)
            }
            return try end(leg: target.leg, answer.rawValue, call)
        case .accepted:
            _ = try report(.init(type: "leg.ringing", leg: target.leg), call)
            _ = try report(.init(type: "leg.answered", leg: target.leg), call)
            let reply = try report(
                .init(type: "leg.accepted", leg: target.leg, confirmed: target.confirm), call)
            guard reply.instruction != "connect" else { return reply }
            if let announce = reply.announce {
                tell(.professionalHears, ["words": announce], indent: 2)
            }
            return try end(leg: target.leg, "cancelled", call)
        }
    }

    private func end(leg: String, _ reason: String, _ call: String) throws -> RehearsalReply {
        try report(.init(type: "leg.ended", leg: leg, reason: reason), call)
    }

    private func who(_ target: RehearsalTarget) -> String {
        target.professional ?? language(CallWords.theLastResort)
    }

    private func show(_ target: RehearsalTarget) {
        let line = language(
            RehearsalWords.target,
            [
                "leg": target.leg, "who": who(target), "uri": target.uri,
                "because": language.because(target.because),
            ])
        let key = target.confirm ? ", " + language(RehearsalWords.byKey) : ""
        say("  \(line)\(key)")
        if let whisper = target.whisper { tell(.beforeKey, ["words": whisper], indent: 7) }
        if let brief = target.brief { tell(.afterKey, ["words": brief], indent: 7) }
    }
}
