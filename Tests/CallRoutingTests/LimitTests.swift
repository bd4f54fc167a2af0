import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

/// Steps of the given seconds on first, second and third, then the last resort's.
private func roster(
    _ seconds: [Int], lastResort: Int, _ routing: String...
) -> RosterText {
    var roster = RosterText()
    let lines = ["first", "second", "third"]
    roster.steps = zip(lines, seconds).map { "ring: [\($0.0)], seconds: \($0.1)" }
    roster.steps.append("ring: last-resort, seconds: \(lastResort)")
    roster.routing += routing
    return roster
}

/// When the latest ringing of any step is over at the latest, counted from the call's beginning.
private func longestWait(_ talk: Conversation) throws -> Duration {
    var longest: Duration = .zero
    for step in talk.steps {
        let leg = try #require(talk.call.leg(LegID(step: step.step, number: 1)))
        longest = max(longest, leg.began - talk.call.began + .seconds(step.ringSeconds))
    }
    return longest
}

@Suite struct `The longest wait` {
    @Test func `cuts a step short so that the last resort keeps its seconds`() throws {
        var talk = try Conversation(
            roster([25, 25, 25], lastResort: 20, "max-wait: 60 s"))
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.rung == ["v1", "v2", "tel:114"])
        #expect(talk.steps.map(\.ringSeconds) == [25, 15, 20])
        #expect(talk.now - talk.call.began == .seconds(60))
        #expect(talk.promises.count == 1)
    }

    @Test func `with less than five seconds left goes straight to the last resort`() throws {
        var talk = try Conversation(
            roster([25, 25, 25], lastResort: 20, "max-wait: 74 s"))
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.rung == ["v1", "v2", "tel:114"])
        #expect(talk.steps.map(\.ringSeconds) == [25, 25, 20])
    }

    @Test func `with five seconds left rings for them`() throws {
        var talk = try Conversation(
            roster([25, 25, 25], lastResort: 20, "max-wait: 75 s"))
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.steps.map(\.ringSeconds) == [25, 25, 5, 20])
    }

    @Test func `after the last resort goes to the promise`() throws {
        var talk = try Conversation(
            roster([25], lastResort: 20, "max-wait: 49 s", "rounds: 3"))
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.rung == ["v1", "tel:114"])
        #expect(talk.call.phase == .promised)
    }

    @Test func `counts the time in which the PIN is keyed in`() throws {
        var talk = try Conversation(
            roster([25, 25], lastResort: 20, "max-wait: 60 s"))
        try talk.callArrives(from: nil)
        talk.passes(seconds: 30)
        try talk.keys("470811")
        #expect(talk.dial?.ringSeconds == 10)
        #expect(talk.dial?.maxWaitSeconds == 30)
        try talk.nobodyEverAnswers()
        #expect(talk.rung == ["v1", "tel:114"])
    }

    @Test func `is not stretched by a fraction of a second`() throws {
        var talk = try Conversation(
            roster([25, 25], lastResort: 20, "max-wait: 60 s"))
        try talk.callArrives(from: jensen)
        talk.passes(milliseconds: 24_900)
        try talk.nobodyAnswers(.declined)
        try talk.nobodyEverAnswers()
        #expect(try longestWait(talk) <= .seconds(60))
    }

    @Test(arguments: 0..<60)
    func `is never passed, whatever the steps and whenever their legs end`(_ seed: Int) throws {
        var random = SplitMix64(seed)
        let seconds = (0..<3).map { _ in 5 + random.below(60) }
        let limit = 30 + random.below(300)
        var talk = try Conversation(
            roster(
                seconds, lastResort: 5 + random.below(60), "max-wait: \(limit) s",
                "rounds: \(1 + random.below(3))"))
        try talk.callArrives(from: jensen)
        for _ in 0..<100 where talk.call.phase == .ringing {
            talk.passes(seconds: random.below((talk.dial?.ringSeconds ?? 0) + 1))
            try talk.nobodyAnswers(.declined)
        }
        #expect(talk.call.phase == .promised)
        #expect(try longestWait(talk) <= .seconds(limit))
    }
}

@Suite struct `Rounds and limits of steps` {
    @Test func `no step begins twice, however far a gateway says it is`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        for _ in 0..<6 where talk.call.phase == .ringing { try talk.stepEnds(20_000) }
        #expect(talk.steps.map(\.step) == [1, 9000, 9001, 9002])
        #expect(talk.call.phase == .promised)
    }

    @Test func `a last resort among the steps is rung in every round`() throws {
        var talk = try Conversation(roster([20, 20], lastResort: 20, "rounds: 2"))
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.rung == ["v1", "v2", "tel:114", "v1", "v2", "tel:114"])
        #expect(talk.call.legs.map(\.round) == [1, 1, 1, 2, 2, 2])
        #expect(talk.steps.map(\.step) == [1, 2, 3, 4, 5, 6])
    }

    @Test(arguments: [(1, ["tel:114"]), (2, ["v1", "tel:114"]), (3, ["v1", "v2", "tel:114"])])
    func `a gateway's limit keeps the last resort and the promise inside`(
        _ most: Int, _ expected: [String]
    ) throws {
        var talk = try Conversation()
        talk.abilities = GatewayAbilities(gathers: false, maxSteps: most)
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.rung == expected)
        #expect(talk.call.phase == .promised)
    }

    @Test func `ten steps of four rounds keep the last resort`() throws {
        var roster = RosterText()
        roster.steps = ["first", "second", "third"].map { "ring: [\($0)], seconds: 10" }
        roster.routing.append("rounds: 4")
        var talk = try Conversation(roster)
        talk.abilities = GatewayAbilities(gathers: false, maxSteps: 10)
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        #expect(talk.rung.count <= 10)
        #expect(talk.rung.contains("tel:114"))
        #expect(talk.call.phase == .promised)
    }
}
