import HotlineAPI
import HotlineTexts
import Testing

@testable import HotlineControl

/// The gateway that `rehearse` plays, against a daemon that says what a script holds.
@Suite struct RehearsalTests {
    /// Replies in order, and notes what it hears.
    private final class ScriptedDaemon {
        private var replies: [RehearsalReply]
        private(set) var heard: [String] = []

        init(_ replies: [RehearsalReply]) {
            self.replies = replies
        }

        func hear(_ event: RehearsalEvent) -> RehearsalReply {
            let details = [
                event.step.map { String($0) }, event.leg, event.reason, event.by, event.digits,
            ].compactMap { $0 }
            heard.append(([event.type] + details).joined(separator: " "))
            return next()
        }

        func next() -> RehearsalReply {
            replies.isEmpty
                ? RehearsalReply(call: "r-1", instruction: "wait") : replies.removeFirst()
        }
    }

    private func dial(_ step: Int, _ professionals: String...) -> RehearsalReply {
        RehearsalReply(
            call: "r-1", instruction: "dial", step: step, round: 1, ringSeconds: 25,
            maxWaitSeconds: 240,
            targets: professionals.enumerated().map { index, professional in
                RehearsalTarget(
                    leg: "\(step).\(index + 1)", professional: professional,
                    uri: "sip:\(professional)@egetraeet.example", confirm: true, whisper: nil,
                    brief: "Familien Jensen.", because: "line:first")
            })
    }

    private func says(_ instruction: String) -> RehearsalReply {
        RehearsalReply(call: "r-1", instruction: instruction)
    }

    private func play(
        _ daemon: ScriptedDaemon, _ answers: AnswerSource, in language: WrittenLanguage = .english
    ) throws -> (ending: Rehearsal.Ending, shown: [String]) {
        var shown: [String] = []
        var rehearsal = Rehearsal(
            daemon: Rehearsal.Daemon(
                begin: { _ in daemon.next() }, report: { event, _ in daemon.hear(event) }),
            answers: answers, in: language, say: { shown.append($0) },
            ask: { shown.append($0) })
        let (call, ending) = try rehearsal.play(RehearsalStart(from: "+4500000031", to: nil))
        #expect(call == "r-1")
        return (ending, shown)
    }

    @Test func `the second takes the call after the first did not answer`() throws {
        let daemon = ScriptedDaemon([
            dial(1, "anna"), says("wait"), dial(2, "bo"), says("wait"), says("wait"),
            says("connect"), says("hangup"),
        ])
        let (ending, shown) = try play(daemon, .listed([.noAnswer, .accepted]))
        #expect(ending == .accepted)
        #expect(
            daemon.heard == [
                "leg.ringing 1.1", "leg.ended 1.1 no-answer", "leg.ringing 2.1",
                "leg.answered 2.1", "leg.accepted 2.1", "call.ended caller",
            ])
        #expect(shown.contains { $0.contains("rings for 25 s") })
        #expect(shown.contains { $0.contains("after the key: Familien Jensen.") })
    }

    @Test func `who still rings is cancelled when somebody has the call`() throws {
        let daemon = ScriptedDaemon([
            dial(1, "anna", "bo", "carla"), says("wait"), says("wait"), says("wait"),
            says("connect"), says("wait"), says("hangup"),
        ])
        let (ending, _) = try play(daemon, .listed([.busy, .accepted]))
        #expect(ending == .accepted)
        #expect(
            daemon.heard == [
                "leg.ended 1.1 busy", "leg.ringing 1.2", "leg.answered 1.2", "leg.accepted 1.2",
                "leg.ended 1.3 cancelled", "call.ended caller",
            ])
    }

    @Test func `when answers run out nobody answers, and the promise ends the call`() throws {
        let daemon = ScriptedDaemon([
            dial(1, "anna"), says("wait"), says("callback"), says("hangup"),
        ])
        let (ending, _) = try play(daemon, .listed([]))
        #expect(ending == .promised)
        #expect(daemon.heard.last == "call.ended gateway")
    }

    @Test func `a step whose last leg brought nothing is ended`() throws {
        let daemon = ScriptedDaemon([
            dial(1, "anna"), says("wait"), says("callback"), says("hangup"),
        ])
        _ = try play(daemon, .listed([.unreachable]))
        #expect(
            daemon.heard == ["leg.ended 1.1 unreachable", "step.ended 1", "call.ended gateway"])
    }

    @Test func `keys are not pressed where answers are listed`() throws {
        let daemon = ScriptedDaemon([says("gather"), says("hangup"), says("hangup")])
        let (ending, _) = try play(daemon, .listed([]))
        #expect(ending == .turnedAway)
        #expect(daemon.heard == ["call.digits ", "call.ended gateway"])
    }

    @Test func `the end of the terminal's input hangs up`() throws {
        var typed = ["x", "b"]
        let daemon = ScriptedDaemon([dial(1, "anna"), dial(2, "bo")])
        let source = AnswerSource.terminal(read: { typed.isEmpty ? nil : typed.removeFirst() })
        let (ending, _) = try play(daemon, source)
        #expect(ending == .hungUp)
        #expect(daemon.heard == ["leg.ended 1.1 busy", "call.ended caller"])
    }

    @Test func `a daemon that goes round in circles is left`() {
        let daemon = ScriptedDaemon([dial(1, "anna")])
        let failure = #expect(throws: Failure.self) { _ = try play(daemon, .listed([])) }
        #expect(failure?.status == .answerIsNo)
        #expect(daemon.heard.count <= Rehearsal.mostTurns + 2)
    }

    /// Two are rung, one of them is busy, the other takes the call.
    private func dialogue(_ language: WrittenLanguage) throws -> [String] {
        var typed = ["b", "a"]
        var connect = says("connect")
        connect.announce = "Hej."
        let daemon = ScriptedDaemon([
            dial(1, "anna", "bo"), says("wait"), says("wait"), says("wait"), connect,
            says("hangup"),
        ])
        let source = AnswerSource.terminal(read: { typed.isEmpty ? nil : typed.removeFirst() })
        return try play(daemon, source, in: language).shown
    }

    @Test func `the dialogue is in the reader's language`() throws {
        #expect(
            try dialogue(.danish) == [
                "Trin 1, runde 1: ringer i 25 s",
                "  1.1  anna på sip:anna@egetraeet.example (line:first), tager opkaldet med tast",
                "       efter tasten: Familien Jensen.",
                "  1.2  bo på sip:bo@egetraeet.example (line:first), tager opkaldet med tast",
                "       efter tasten: Familien Jensen.", "  Opringning 1.1:",
                "  [n] intet svar, [b] optaget, [d] afvist, [a] taget, [u] kan ikke nås? ",
                "  anna: optaget", "  Opringning 1.2:",
                "  [n] intet svar, [b] optaget, [d] afvist, [a] taget, [u] kan ikke nås? ",
                "  bo: taget", "Den, der ringer, stilles igennem.", "Den, der ringer, hører: Hej.",
            ])
        #expect(
            try dialogue(.english) == [
                "Step 1, round 1: rings for 25 s",
                "  1.1  anna at sip:anna@egetraeet.example (line:first), takes the call by key",
                "       after the key: Familien Jensen.",
                "  1.2  bo at sip:bo@egetraeet.example (line:first), takes the call by key",
                "       after the key: Familien Jensen.", "  Leg 1.1:",
                "  [n]o answer, [b]usy, [d]eclined, [a]ccepted, [u]nreachable? ",
                "  anna: busy", "  Leg 1.2:",
                "  [n]o answer, [b]usy, [d]eclined, [a]ccepted, [u]nreachable? ",
                "  bo: accepted", "The caller is put through.", "The caller hears: Hej.",
            ])
    }

    @Test func `what is typed means the same in both languages`() throws {
        for answer in Answer.allCases {
            let letter = try #require(answer.rawValue.first)
            #expect(RehearsalWords.askAnswer.text.danish.contains("[\(letter)]"))
            #expect(RehearsalWords.askAnswer.text.english.contains("[\(letter)]"))
            #expect(CodeText(rawValue: answer.rawValue) != nil)
        }
    }

    @Test func `a daemon of another version is told of in both languages`() {
        let failure = #expect(throws: Failure.self) {
            _ = try play(ScriptedDaemon([says("sing")]), .listed([]))
        }
        #expect(
            failure?.text.danish
                == "hotlined siger 'sing', som hotlinectl ikke kender: har de samme version?")
        #expect(
            failure?.message
                == "hotlined says 'sing', which hotlinectl does not know: are both of one version?")
    }

    @Test func `answers are read by name, and a slip is told`() throws {
        #expect(try Answer.parseList("no-answer, accepted") == [.noAnswer, .accepted])
        #expect(throws: (any Error).self) { try Answer.parseList("no-answer,taken") }
    }
}
