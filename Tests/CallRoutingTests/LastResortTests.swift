import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct `The last resort of every plan` {
    @Test func `is added where the step that rings it is for others`() throws {
        var roster = RosterText()
        roster.steps = [
            "ring: [first], seconds: 25", "ring: last-resort, seconds: 60, callers: [contact]",
        ]
        var talk = try Conversation(roster)
        try talk.callArrives(from: jensen)
        let plan = try #require(talk.call.plan)
        #expect(plan.steps.map(\.isLastResort) == [false, true])
        try talk.nobodyEverAnswers()
        #expect(talk.steps.last?.targets.map(\.because) == [.lastResort])
    }

    @Test(arguments: ["contact", "professional", "unknown", "withheld", "family"])
    func `is there whomever the steps are for`(_ kind: String) throws {
        var roster = RosterText()
        roster.steps = [
            "ring: [first], seconds: 25, callers: [\(kind)]",
            "ring: last-resort, seconds: 60, callers: [\(kind)]",
        ]
        roster.routing.append("unknown: route")
        for caller in [jensen, "+4500000098", nil] {
            var talk = try Conversation(roster)
            try talk.callArrives(from: caller)
            let plan = try #require(talk.call.plan)
            let isIn = plan.steps.contains { $0.isLastResort }
            #expect(isIn)
            #expect(talk.reply.name == .dial)
        }
    }
}
