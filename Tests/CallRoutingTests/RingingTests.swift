import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

private let first = LegID(step: 1, number: 1)
private let second = LegID(step: 1, number: 2)

private func inParallel() throws -> Conversation {
    var roster = RosterText()
    roster.steps = ["ring: [first, second, third], seconds: 25"]
    return try Conversation(roster)
}

@Suite struct `Whom a call rings` {
    @Test func `C1 the first accepts and nobody else is rung`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        #expect(talk.ringing == ["v1"])
        try talk.accepts()
        #expect(talk.reply == .connect(first))
        talk.passes(seconds: 300)
        try talk.callerHangsUp()
        #expect(talk.rung == ["v1"])
        #expect(talk.call.outcome == .answered)
        #expect(talk.followUps.map(\.kind) == [.afterCall])
    }

    @Test func `C2 the first declines and the second accepts`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.nobodyAnswers(.declined)
        #expect(talk.ringing == ["v2"])
        try talk.accepts()
        #expect(talk.reply == .connect(LegID(step: 2, number: 1)))
        #expect(talk.rung == ["v1", "v2"])
    }

    @Test(
        arguments: [
            [.noAnswer, .busy, .unreachable], [.busy, .unreachable, .noAnswer],
            [.unreachable, .noAnswer, .busy], [.gatewayError, .notAccepted, .cancelled],
        ] as [[LegEndReason]])
    func `C3 every reason leads to the next and at last to one promise`(
        _ reasons: [LegEndReason]
    ) throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        for reason in reasons { try talk.nobodyAnswers(reason) }
        #expect(talk.ringing == ["tel:114"])
        try talk.nobodyAnswers()
        #expect(talk.reply.name == .callback)
        #expect(talk.rung == ["v1", "v2", "v3", "tel:114"])
        #expect(talk.promises.count == 1)
        #expect(talk.call.promise?.byKey == false)
    }

    @Test func `C4 two rounds ring everybody twice and the last resort at the end`() throws {
        var roster = RosterText()
        roster.routing.append("rounds: 2")
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.rung == ["v1", "v2", "v3", "v1", "v2", "v3", "tel:114"])
        #expect(talk.now - talk.call.began <= .minutes(4))
        #expect(talk.promises.count == 1)
    }

    @Test func `C5 the step after three legs begins once, after the last of them`() throws {
        var talk = try inParallel()
        try talk.callArrives(from: jensen)
        #expect(talk.ringing == ["v1", "v2", "v3"])
        talk.passes(seconds: 25)
        try talk.legEnds("1.2")
        #expect(talk.reply == .wait)
        try talk.legEnds("1.1", .busy)
        #expect(talk.reply == .wait)
        try talk.legEnds("1.3")
        #expect(talk.reply.name == .dial)
        #expect(talk.ringing == ["tel:114"])
        let instruction = talk.call.instruction
        try talk.stepEnds(1)
        #expect(talk.reply == instruction)
        #expect(talk.rung == ["v1+v2+v3", "tel:114"])
    }

    @Test func `C6 the same end of a leg gets the same reply, also after an hour`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        talk.passes(seconds: 25)
        let at = talk.now
        let reply = try talk.send(.legEnded(first, .noAnswer), at: at)
        let legs = talk.call.legs
        for pause in [0, 1, 3600] {
            talk.passes(seconds: pause)
            try talk.send(.legEnded(first, .noAnswer), at: at)
            #expect(talk.reply == reply)
            #expect(talk.call.legs == legs)
            #expect(talk.rung == ["v1", "v2"])
        }
    }

    @Test func `C6a the last leg's end and the step's end get the same next step`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        let reply = try talk.nobodyAnswers()
        #expect(reply.name == .dial)
        try talk.stepEnds(1)
        #expect(talk.reply == reply)
        try talk.legEnds("1.1")
        #expect(talk.reply == reply)
        try talk.stepEnds(1)
        #expect(talk.reply == reply)
        #expect(talk.steps.map(\.step) == [1, 2])
    }

    @Test func `the end of a step ends the legs of which nothing was heard`() throws {
        var talk = try inParallel()
        try talk.callArrives(from: jensen)
        try talk.legEnds("1.1", .busy)
        try talk.stepEnds(1)
        #expect(talk.reply.name == .dial)
        #expect(talk.call.legs.filter { $0.id.step == 1 }.allSatisfy { !$0.isOpen })
        #expect(talk.call.leg(first)?.reason == .busy)
        #expect(talk.call.leg(second)?.reason == nil)
        try talk.legEnds("1.2")
        #expect(talk.reply == .wait)
    }

    @Test func `C11 a voicemail that picks up is nobody`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.send(.legRinging(first))
        #expect(talk.reply == .wait)
        try talk.send(.legAnswered(first))
        #expect(talk.reply == .wait)
        #expect(talk.call.outcome == .open)
        try talk.legEnds("1.1", .notAccepted)
        #expect(talk.reply.name == .dial)
        #expect(talk.ringing == ["v2"])
        #expect(talk.call.accepted == nil)
        #expect(talk.call.leg(first)?.answered != nil)
    }

    @Test func `C12 after a wrong number the next is rung at once`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.nobodyAnswers(.unreachable)
        #expect(talk.ringing == ["v2"])
        #expect(talk.call.legs.last?.began == talk.call.began)
        #expect(talk.dial?.ringSeconds == 25)
        #expect(talk.call.leg(first)?.reason == .unreachable)
    }

    @Test func `a dial says all that a gateway needs`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        let dial = try #require(talk.dial)
        #expect(dial.callerID.value?.e164 == hotline)
        #expect(dial.step == 1)
        #expect(dial.round == 1)
        #expect(dial.confirmSeconds == 10)
        #expect(dial.maxWaitSeconds == 240)
        #expect(dial.otherwise.value?.uri == "tel:114")
        #expect(dial.announce?.text.value == "Vi stiller dig igennem.")
        #expect(dial.targets.map(\.because) == [.line("first")])
        try talk.nobodyAnswers()
        #expect(talk.dial?.maxWaitSeconds == 215)
    }

    @Test func `in each round a professional is rung on their next phone`() throws {
        var roster = RosterText()
        roster.routing.append("rounds: 3")
        roster.steps = ["ring: [first], seconds: 25"]
        roster.lines = [RosterText.line("first", of: "v1", "phones: [\"sip:vagt@x.example\"]")]
        roster.routing[0] = "callback: { within: 30 min, owner: first, escalate: first }"
        roster.professionals = [
            RosterText.professional(
                "v1", "Vera Holm", "phones: [\"sip:v1@x.example\", \"sip:v1-hjemme@x.example\"]")
        ]
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        let uris = talk.steps.filter { $0.targets[0].professional != nil }.map { step in
            step.targets.map { $0.uri.value?.uri ?? "gone" }
        }
        let later = ["sip:vagt@x.example", "sip:v1-hjemme@x.example"]
        #expect(uris == [["sip:vagt@x.example", "sip:v1@x.example"], later, later])
    }

    @Test func `nobody is rung twice in a round, the earlier step winning`() throws {
        var roster = RosterText()
        roster.steps = ["first", "second", "third"].map { "ring: [\($0)], seconds: 20" }
        roster.lines = [
            RosterText.line("first", of: "v1"), RosterText.line("second", of: "v1"),
            RosterText.line("third", of: "v3"),
        ]
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.rung == ["v1", "v3", "tel:114"])
        #expect(talk.steps.map(\.step) == [1, 2, 3])
    }
}
