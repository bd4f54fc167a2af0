import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

private let first = LegID(step: 1, number: 1)
private let second = LegID(step: 1, number: 2)

private func twoRing() throws -> Conversation {
    var roster = RosterText()
    roster.steps = ["ring: [first, second], seconds: 25", "ring: [third], seconds: 25"]
    return try Conversation(roster)
}

@Suite struct `How a call is taken or lost` {
    @Test func `C7 of two who press the key the first has the call`() throws {
        var talk = try twoRing()
        try talk.callArrives(from: jensen)
        try talk.accepts("1.2")
        #expect(talk.reply == .connect(second))
        talk.passes(milliseconds: 700)
        let late = try talk.accepts("1.1")
        #expect(
            late
                == .release(
                    first, Announcement(language: "da", text: "Opkaldet er taget.", key: .taken)))
        #expect(talk.call.accepted?.leg == second)
        #expect(talk.call.instruction == .connect(second))
        try talk.accepts("1.1")
        #expect(talk.reply == late)
        try talk.legEnds("1.1", .completed)
        #expect(talk.reply == .wait)
        #expect(talk.call.phase == .taken)
        #expect(talk.rung == ["v1+v2"])
    }

    @Test func `a key pressed after the step is over takes nothing`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.nobodyAnswers()
        try talk.accepts("1.1")
        #expect(talk.reply.name == .release)
        #expect(talk.call.accepted == nil)
        #expect(talk.ringing == ["v2"])
    }

    @Test func `C8 a leg that is declined after the hangup starts nothing`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        talk.passes(seconds: 12)
        try talk.callerHangsUp()
        #expect(talk.reply == .hangup(nil))
        try talk.legEnds("1.1", .declined)
        #expect(talk.reply == .hangup(nil))
        try talk.stepEnds(1)
        #expect(talk.reply == .hangup(nil))
        #expect(talk.rung == ["v1"])
        #expect(talk.call.outcome == .abandoned)
    }

    @Test func `C9 a caller who hangs up is owed a call, and the log says who rang`() throws {
        var talk = try twoRing()
        try talk.callArrives(from: jensen)
        try talk.send(.legRinging(first))
        talk.passes(seconds: 17)
        try talk.callerHangsUp()
        for leg in [first, second] {
            let ended = try #require(talk.call.leg(leg)?.ended)
            #expect(ended - talk.call.began == .seconds(17))
            #expect(talk.call.leg(leg)?.reason == .cancelled)
        }
        let due = try #require(talk.followUps.first)
        #expect(talk.followUps.count == 1)
        #expect(due.kind == .callback)
        #expect(due.deadline == talk.now + .minutes(30))
        #expect(talk.promises.isEmpty)
    }

    @Test func `C9 nothing is owed where no number is known`() throws {
        var roster = RosterText()
        roster.routing.append("unknown: route")
        var talk = try Conversation(roster)
        try talk.callArrives(from: nil)
        #expect(talk.ringing == ["v1"])
        try talk.callerHangsUp()
        #expect(talk.followUps.isEmpty)
    }

    @Test func `C10 with nobody on duty the last resort rings and an alarm is raised`() throws {
        var roster = RosterText()
        roster.lines = ["first", "second", "third"].map { RosterText.emptyLine($0) }
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        #expect(talk.ringing == ["tel:114"])
        #expect(talk.call.step == 1)
        #expect(talk.alarms == [.nobodyOnDuty])
        try talk.nobodyAnswers()
        #expect(talk.reply.name == .callback)
        #expect(talk.call.promise?.owner == nil)
    }

    @Test(arguments: [(8, true), (10, true), (11, false), (600, false)])
    func `C23 a line that drops soon after acceptance leads to a promise`(
        _ seconds: Int, _ isLost: Bool
    ) throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        talk.passes(seconds: 5)
        try talk.accepts()
        talk.passes(seconds: seconds)
        let reply = try talk.legEnds("1.1", .completed)
        let expected: Instruction.Name = isLost ? .callback : .wait
        #expect(reply.name == expected)
        #expect((talk.call.promise != nil) == isLost)
        try talk.legEnds("1.1", .completed)
        #expect(talk.reply == reply)
        #expect(talk.call.heldLegs.isEmpty)
        #expect(talk.call.outcome == .answered)
        try talk.send(.ended(by: .gateway))
        #expect(talk.call.outcome == .answered)
        #expect(talk.promises.count == (isLost ? 1 : 0))
    }

    @Test func `C23 the ten seconds are the gateway's`() throws {
        for (gatewaySeconds, isLost) in [(9, true), (11, false)] {
            var talk = try Conversation()
            try talk.callArrives(from: jensen)
            let taken = talk.now
            try talk.accepts()
            talk.passes(seconds: isLost ? 40 : 3)
            let reply = try talk.send(
                .legEnded(first, .completed), at: taken + .seconds(gatewaySeconds))
            let expected: Instruction.Name = isLost ? .callback : .wait
            #expect(reply.name == expected)
        }
    }

    @Test func `after a talk nobody is joined to the leg that ended`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.accepts()
        talk.passes(seconds: 300)
        try talk.legEnds("1.1", .completed)
        try talk.stepEnds(1)
        #expect(talk.reply.name != .connect)
        #expect(talk.rung == ["v1"])
    }

    @Test func `C24 the caller asks by key to be rung back`() throws {
        var talk = try twoRing()
        try talk.callArrives(from: jensen)
        talk.passes(seconds: 10)
        let reply = try talk.wantsCallback()
        let deadline = talk.now + .minutes(30)
        guard case .callback(let promised, let announcement) = reply else {
            Issue.record("the reply is \(reply.name)")
            return
        }
        #expect(promised == deadline)
        #expect(announcement.text.value?.contains("13:30") == true)
        #expect(talk.openLegs.isEmpty)
        #expect(talk.call.promise?.byKey == true)
        try talk.wantsCallback()
        #expect(talk.reply == reply)
        try talk.legEnds("1.1", .cancelled)
        #expect(talk.reply == .wait)
        try talk.accepts("1.2")
        #expect(talk.reply.name == .release)
        #expect(talk.call.accepted == nil)
        try talk.callerHangsUp()
        #expect(talk.promises.count == 1)
        #expect(talk.followUps.isEmpty)
    }

    @Test func `C24 a professional's key wins over the caller's that comes later`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.accepts()
        try talk.wantsCallback()
        #expect(talk.reply == .connect(first))
        #expect(talk.promises.isEmpty)
    }

    @Test func `C24 a promise by key without a number asks for it and stays one by key`() throws {
        var roster = RosterText()
        roster.routing.append("unknown: route")
        var talk = try Conversation(roster)
        try talk.callArrives(from: nil)
        try talk.wantsCallback()
        #expect(talk.reply.name == .gather)
        try talk.keys("00000099")
        #expect(talk.call.promise?.byKey == true)
        #expect(talk.call.number?.e164 == "+4500000099")
    }

    @Test func `C24 the key pressed again, before a number is given, asks the same`() throws {
        var roster = RosterText()
        roster.routing.append("unknown: route")
        var talk = try Conversation(roster)
        try talk.callArrives(from: nil)
        let asked = try talk.wantsCallback()
        try talk.wantsCallback()
        #expect(talk.reply == asked)
        #expect(talk.call.phase == .gathering(.requestedCallbackNumber))
    }

    @Test func `C29 without an owner on duty the promise goes to the escalation`() throws {
        var roster = RosterText()
        roster.lines.append(RosterText.emptyLine("fourth"))
        roster.routing = ["callback: { owner: fourth, escalate: third }"]
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.call.promise?.owner == "v3")
    }

    @Test func `C29 an owner who did not answer is passed over for the escalation`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.call.promise?.owner == "v2")
    }

    @Test func `an owner who was not rung has the promise`() throws {
        var roster = RosterText()
        roster.routing = ["callback: { within: 45 min, owner: third, escalate: second }"]
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        try talk.wantsCallback()
        #expect(talk.call.promise?.owner == "v3")
        #expect(talk.call.promise?.deadline == talk.now + .minutes(45))
    }
}
