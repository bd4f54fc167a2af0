import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

/// A call in each phase.
enum Scene: String, CaseIterable, Sendable {
    case fallenBack, askedPIN, askedNumber, ringing, taken, released, promised, withoutPromise
    case ended

    func play() throws -> Conversation {
        var talk = try Conversation()
        switch self {
        case .fallenBack:
            try talk.send(
                .fallback(from: CallerID(jensen), to: hotline, uri: "tel:114"))
        case .askedPIN: try talk.callArrives(from: nil)
        case .askedNumber: try Scene.withoutNumber(&talk)
        case .ringing: try talk.callArrives(from: jensen)
        case .taken:
            try talk.callArrives(from: jensen)
            try talk.accepts()
        case .released:
            try talk.callArrives(from: jensen)
            try talk.accepts()
            talk.passes(seconds: 300)
            try talk.legEnds("1.1", .completed)
        case .promised:
            try talk.callArrives(from: jensen)
            try talk.nobodyEverAnswers()
        case .withoutPromise:
            try Scene.withoutNumber(&talk)
            try talk.keys("")
        case .ended:
            try talk.callArrives(from: jensen)
            try talk.callerHangsUp()
        }
        return talk
    }

    private static func withoutNumber(_ talk: inout Conversation) throws {
        try talk.callArrives(from: nil)
        try talk.keys("")
        while talk.call.phase == .ringing { try talk.nobodyAnswers() }
    }

    var phase: OpenCall.Phase {
        switch self {
        case .fallenBack: .new
        case .askedPIN: .gathering(.pin)
        case .askedNumber: .gathering(.callbackNumber)
        case .ringing: .ringing
        case .taken: .taken
        case .released: .released
        case .promised: .promised
        case .withoutPromise: .withoutPromise
        case .ended: .ended
        }
    }

    /// What the phase may become by one event, apart from itself and the call's end.
    var next: [OpenCall.Phase] {
        switch self {
        case .fallenBack: [.promised, .ringing]
        case .askedPIN: [.gathering(.requestedCallbackNumber), .ringing, .withoutPromise]
        case .askedNumber: [.promised, .withoutPromise]
        case .ringing: [.taken, .promised]
        case .taken: [.released, .promised]
        case .released, .promised, .withoutPromise, .ended: []
        }
    }
}

/// An event of each kind.
enum Happening: String, CaseIterable, Sendable {
    case incoming, noKeys, rightPIN, aNumber, callbackRequested, stepEnded, legRinging
    case legAnswered, legAccepted, legEnded, fallback, callerEnds, gatewayEnds, swept

    func kind(in call: OpenCall) -> CallEvent.Kind {
        let leg = call.legs.last?.id ?? LegID(step: 1, number: 1)
        switch self {
        case .incoming:
            return .incoming(CallEvent.Incoming(from: CallerID(jensen), to: hotline))
        case .noKeys: return .digits("")
        case .rightPIN: return .digits("470811")
        case .aNumber: return .digits("00000099")
        case .callbackRequested: return .callbackRequested
        case .stepEnded: return .stepEnded(max(call.step, 1))
        case .legRinging: return .legRinging(leg)
        case .legAnswered: return .legAnswered(leg)
        case .legAccepted: return .legAccepted(leg, confirmed: true)
        case .legEnded: return .legEnded(leg, .noAnswer)
        case .fallback: return .fallback(from: .withheld, to: hotline, uri: "tel:114")
        case .callerEnds: return .ended(by: .caller)
        case .gatewayEnds: return .ended(by: .gateway)
        case .swept: return .swept
        }
    }

    /// Whether the reply to a report of a call that goes on is one that a report may get.
    func allows(_ reply: Instruction, in call: OpenCall) -> Bool {
        switch self {
        case .incoming, .noKeys, .rightPIN, .aNumber, .callbackRequested, .stepEnded:
            reply == call.instruction
        case .legRinging, .legAnswered, .fallback: reply == .wait
        case .legAccepted: reply.name == .connect || reply.name == .release
        case .legEnded: reply == .wait || reply == call.instruction
        case .callerEnds, .gatewayEnds, .swept: reply == .hangup(nil)
        }
    }

    /// A leg that the call never had, or a step that it never began.
    var namesAPart: Bool {
        switch self {
        case .stepEnded, .legRinging, .legAnswered, .legAccepted, .legEnded: true
        case .incoming, .noKeys, .rightPIN, .aNumber, .callbackRequested, .fallback,
            .callerEnds, .gatewayEnds, .swept:
            false
        }
    }
}

@Suite struct `Every event in every phase` {
    @Test(arguments: Scene.allCases)
    func `the scene is in its phase`(_ scene: Scene) throws {
        let talk = try scene.play()
        #expect(talk.call.phase == scene.phase)
    }

    @Test(arguments: Scene.allCases, Happening.allCases)
    func `is decided without contradiction`(_ scene: Scene, _ happening: Happening) throws {
        var talk = try scene.play()
        let before = talk.call
        talk.passes(seconds: 2)
        if try talk.refusal(of: happening.kind(in: before)) != nil {
            #expect(happening.namesAPart && before.legs.isEmpty)
            #expect(talk.call == before)
            return
        }
        if scene == .ended {
            #expect(talk.reply == .hangup(nil))
            #expect(talk.call.legs == before.legs)
            #expect(talk.call.ended == before.ended)
        } else {
            #expect(happening.allows(talk.reply, in: talk.call), "\(talk.reply.name)")
        }
        let phase = talk.call.phase
        #expect(
            phase == scene.phase || phase == .ended || scene.next.contains(phase), "\(phase)")
    }

    @Test(arguments: Scene.allCases, Happening.allCases)
    func `a call that was taken stays answered`(_ scene: Scene, _ happening: Happening) throws {
        var talk = try scene.play()
        guard talk.call.accepted != nil else { return }
        _ = try talk.refusal(of: happening.kind(in: talk.call))
        #expect(talk.call.outcome == .answered)
    }

    @Test(
        arguments: [
            .legRinging(LegID(step: 7, number: 1)), .legAnswered(LegID(step: 1, number: 9)),
            .legAccepted(LegID(step: 7, number: 1), confirmed: true),
            .legEnded(LegID(step: 2, number: 1), .busy),
        ] as [CallEvent.Kind])
    func `a leg that was never rung is refused and changes nothing`(
        _ kind: CallEvent.Kind
    ) throws {
        var talk = try Scene.ringing.play()
        let before = (calls: talk.calls, logs: talk.logs)
        guard case .unknownLeg? = try talk.refusal(of: kind) else {
            Issue.record("it is not refused for its leg")
            return
        }
        #expect(talk.calls == before.calls)
        #expect(talk.logs == before.logs)
    }
}
