import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct `Several calls at once` {
    @Test func `C13 the second call skips who is busy and goes on at once`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        talk.passes(seconds: 3)
        try talk.callArrives(from: hansen)
        #expect(talk.ringing == ["v2"])
        #expect(talk.call.step == 1)
        #expect(talk.dial?.targets.map(\.leg) == [LegID(step: 1, number: 1)])
    }

    @Test func `a professional is free again when their leg or its call ends`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.nobodyAnswers()
        try talk.callArrives(from: hansen)
        #expect(talk.ringing == ["v1"])
        try talk.nobodyAnswers()
        #expect(talk.ringing == ["v3"])
        talk.turnTo("c-1")
        try talk.callerHangsUp()
        try talk.callArrives(from: jensen)
        #expect(talk.ringing == ["v1"])
        talk.turnTo("c-2")
        try talk.callerHangsUp()
    }

    @Test func `who has a call is busy until their leg ends`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.accepts()
        talk.passes(seconds: 1200)
        try talk.callArrives(from: hansen)
        #expect(talk.ringing == ["v2"])
        try talk.callerHangsUp()
        talk.turnTo("c-1")
        try talk.legEnds("1.1", .completed)
        try talk.callArrives(from: hansen)
        #expect(talk.ringing == ["v1"])
    }

    @Test func `a phone that rings for one call is not rung for another under any name`() throws {
        var roster = RosterText()
        roster.professionals[1] = RosterText.professional(
            "v2", "Viggo Bæk", "phones: [\"sip:v1@egetraeet.example\"]")
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        try talk.callArrives(from: hansen)
        #expect(talk.ringing == ["v3"])
    }

    @Test func `C14 of three calls each rings another, and nobody is rung for two`() throws {
        var talk = try Conversation()
        for (caller, expected) in [(jensen, "v1"), (hansen, "v2"), (jensen, "v3")] {
            try talk.callArrives(from: caller)
            #expect(talk.ringing == [expected])
        }
        for call in ["c-1", "c-2", "c-3"] {
            talk.turnTo(call)
            try talk.nobodyAnswers(.declined)
        }
        for call in ["c-1", "c-2", "c-3"] {
            talk.turnTo(call)
            try talk.nobodyEverAnswers()
            #expect(talk.reply.name == .callback)
        }
    }

    @Test func `the last resort is never busy, nor is a desk`() throws {
        var roster = RosterText()
        roster.professionals[0] = RosterText.professional("v1", "Familieplejen", "kind: desk")
        roster.steps = ["ring: [first], seconds: 25"]
        var talk = try Conversation(roster)
        for call in ["c-1", "c-2", "c-3"] {
            try talk.callArrives(from: jensen, as: call)
            #expect(talk.ringing == ["v1"])
        }
        for call in ["c-1", "c-2", "c-3"] {
            talk.turnTo(call)
            try talk.nobodyAnswers(.busy)
            #expect(talk.ringing == ["tel:114"])
        }
    }

    @Test func `who is held by a call that is silent for ninety minutes is rung last`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.accepts()
        talk.passes(seconds: 80 * 60)
        try talk.callArrives(from: hansen)
        try talk.nobodyEverAnswers()
        #expect(!talk.rung.contains("v1"))
        talk.passes(seconds: 15 * 60)
        try talk.callArrives(from: hansen)
        try talk.nobodyEverAnswers()
        let professionals = talk.rung.filter { $0 != "tel:114" }
        #expect(professionals == ["v2", "v3", "v1"])
    }

    @Test func `C22 who took the last call is rung first within 48 hours`() throws {
        var roster = RosterText()
        roster.steps.insert("ring: last-answered, within: 48 hours, seconds: 20", at: 0)
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        #expect(talk.ringing == ["v1"])
        try talk.nobodyAnswers(.declined)
        try talk.accepts()
        try talk.callerHangsUp()

        talk.passes(seconds: 47 * 3600)
        try talk.callArrives(from: jensen)
        #expect(talk.dial?.targets.map(\.because) == [.lastAnswered])
        try talk.nobodyEverAnswers()
        #expect(talk.rung == ["v2", "v1", "v3", "tel:114"])

        talk.passes(seconds: 2 * 3600)
        try talk.callArrives(from: jensen)
        #expect(talk.ringing == ["v1"])
        try talk.callArrives(from: hansen)
        #expect(talk.dial?.targets.map(\.because) == [.line("second")])
    }

    @Test func `C22 who is off duty now is not rung for having answered last`() throws {
        var roster = RosterText()
        roster.steps.insert("ring: last-answered, seconds: 20", at: 0)
        roster.professionals.append(RosterText.professional("v4", "Vagn Juhl"))
        var talk = try Conversation(roster)
        var past = CallFloor.Past()
        past.lastAnswers["jensen"] = RoutingContext.LastAnswer(
            professional: "v4", at: talk.now - .hours(1))
        talk.starts(with: past)
        try talk.callArrives(from: jensen)
        #expect(talk.ringing == ["v1"])
        let omission = RingPlan.Omission(professional: "v4", because: .offDuty)
        #expect(talk.call.plan?.leftOut.contains(omission) == true)
    }
}

@Suite struct `A rehearsal` {
    @Test func `occupies nobody`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen, rehearsal: true)
        #expect(talk.ringing == ["v1"])
        try talk.callArrives(from: hansen)
        #expect(talk.ringing == ["v1"])
    }

    @Test func `rings alike, and nothing is owed at its end`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen, rehearsal: true)
        try talk.nobodyEverAnswers()
        #expect(talk.reply.name == .callback)
        #expect(talk.rung == ["v1", "v2", "v3", "tel:114"])
        #expect(talk.call.promise == nil)
        #expect(talk.call.rehearsal)
        try talk.callerHangsUp()
        #expect(talk.followUps.isEmpty)
    }

    @Test func `that is hung up makes no follow-up`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen, rehearsal: true)
        talk.passes(seconds: 20)
        try talk.callerHangsUp()
        #expect(talk.followUps.isEmpty)
    }

    @Test func `raises no alarm`() throws {
        var roster = RosterText()
        roster.lines = ["first", "second", "third"].map { RosterText.emptyLine($0) }
        roster.routing.append("unknown: route")
        var talk = try Conversation(roster)
        try talk.callArrives(from: nil, rehearsal: true)
        try talk.nobodyEverAnswers()
        #expect(talk.call.phase == .withoutPromise)
        #expect(talk.alarms.isEmpty)
    }
}
