import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct `The outcome of a call` {
    @Test func `is open until the call is taken or ends`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        #expect(talk.call.outcome == .open)
        try talk.nobodyEverAnswers()
        #expect(talk.call.outcome == .open)
    }

    @Test(
        arguments: [
            (9_999, .short), (10_000, .abandoned), (60_000, .abandoned),
        ] as [(Int, Outcome)])
    func `of a caller who hangs up is short under ten seconds`(
        _ milliseconds: Int, _ expected: Outcome
    ) throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        talk.passes(milliseconds: milliseconds)
        try talk.callerHangsUp()
        #expect(talk.call.outcome == expected)
    }

    @Test(arguments: [(8, 40, .short), (12, 1, .abandoned)] as [(Int, Int, Outcome)])
    func `takes the seconds from the gateway's clock`(
        _ gatewaySeconds: Int, _ seconds: Int, _ expected: Outcome
    ) throws {
        var talk = try Conversation()
        let began = talk.now - .seconds(5)
        let incoming = CallEvent.Incoming(from: CallerID(jensen), to: hotline)
        try talk.send(.incoming(incoming), at: began)
        talk.passes(seconds: seconds)
        try talk.send(.ended(by: .caller), at: began + .seconds(gatewaySeconds))
        #expect(talk.call.outcome == expected)
    }

    @Test func `is failed when the gateway ends a call that nobody took`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.send(.ended(by: .gateway))
        #expect(talk.call.outcome == .failed)
    }

    @Test func `is failed after a promise, whoever hangs up and however soon`() throws {
        for ender in [EndedBy.caller, .gateway] {
            var talk = try Conversation()
            try talk.callArrives(from: jensen)
            talk.passes(seconds: 2)
            try talk.wantsCallback()
            try talk.send(.ended(by: ender))
            #expect(talk.call.outcome == .failed)
        }
    }

    @Test func `is failed once the gateway rang its fallback`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        talk.passes(seconds: 240)
        try talk.send(.fallback(from: CallerID(jensen), to: hotline, uri: "tel:114"))
        #expect(talk.reply == .wait)
        try talk.callerHangsUp()
        #expect(talk.call.outcome == .failed)
    }

    @Test func `is unknown when the call is swept`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.send(.swept)
        #expect(talk.call.outcome == .unknown)
        #expect(talk.call.ended?.by == .sweeper)
        #expect(talk.call.heldLegs.isEmpty)
    }

    @Test func `is unknown when a promised call is swept, for that is decided first`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.wantsCallback()
        try talk.send(.swept)
        #expect(talk.call.outcome == .unknown)
    }

    @Test func `is answered once taken, whatever comes after`() throws {
        for end in [CallEvent.Kind.swept, .ended(by: .gateway), .ended(by: .caller)] {
            var talk = try Conversation()
            try talk.callArrives(from: jensen)
            try talk.accepts()
            try talk.send(.fallback(from: CallerID(jensen), to: hotline, uri: "tel:114"))
            #expect(talk.call.outcome == .answered)
            try talk.send(end)
            #expect(talk.call.outcome == .answered)
        }
    }

    @Test func `C30 is answered by a desk that picks up, unconfirmed`() throws {
        var roster = RosterText()
        roster.professionals[0] = RosterText.professional("v1", "Familieplejen", "kind: desk")
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        #expect(talk.dial?.targets.map(\.confirm) == [false])
        try talk.accepts("1.1", confirmed: false)
        #expect(talk.reply == .connect(LegID(step: 1, number: 1)))
        #expect(talk.call.accepted?.confirmed == false)
        #expect(talk.call.outcome == .answered)
    }

    @Test func `C30 is answered by the last resort that picks up, unconfirmed`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        for _ in 0..<3 { try talk.nobodyAnswers(.busy) }
        #expect(talk.ringing == ["tel:114"])
        #expect(talk.dial?.targets.first?.confirm == false)
        #expect(talk.dial?.targets.first?.professional == nil)
        try talk.accepts(confirmed: false)
        #expect(talk.reply.name == .connect)
        #expect(talk.call.outcome == .answered)
        #expect(talk.call.leg(LegID(step: 4, number: 1))?.confirmed == false)
    }
}

@Suite struct `C18 A call of which nothing more is heard` {
    @Test func `is swept after its longest wait and a minute`() throws {
        var roster = RosterText()
        roster.routing.append("max-wait: 5 min")
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        #expect(talk.call.sweepDue == talk.now + .minutes(6))
        try talk.nobodyAnswers()
        #expect(talk.call.sweepDue == talk.now + .minutes(6))
    }

    @Test func `is swept later after every event, also one that says nothing new`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        talk.passes(seconds: 100)
        try talk.stepEnds(0)
        #expect(talk.call.sweepDue == talk.now + .minutes(5))
    }

    @Test func `is left alone for four hours once it was taken`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        talk.passes(seconds: 10)
        try talk.accepts()
        let accepted = talk.now
        #expect(talk.call.sweepDue == accepted + .hours(4))
        talk.passes(seconds: 45 * 60)
        #expect(talk.call.sweepDue > talk.now)
        try talk.send(.legRinging(LegID(step: 1, number: 1)))
        #expect(talk.call.sweepDue == accepted + .hours(4))
        try talk.send(.swept)
        #expect(talk.call.outcome == .answered)
        #expect(talk.call.leg(LegID(step: 1, number: 1))?.reason == nil)
    }

    @Test func `is swept a minute after the talk's leg ended`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.accepts()
        talk.passes(seconds: 1800)
        try talk.legEnds("1.1", .completed)
        #expect(talk.reply == .wait)
        #expect(talk.call.sweepDue == talk.now + .seconds(60))
    }
}
