import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

/// One step of two and one of one, in two rounds; read once for all seeds.
private let start: Result<Conversation, any Error> = Result {
    var roster = RosterText()
    roster.steps = ["ring: [first, second], seconds: 20", "ring: [third], seconds: 15"]
    roster.routing.append("rounds: 2")
    return try Conversation(roster)
}

/// An event as a gateway sent it.
private struct Sent {
    let at: Instant
    let kind: CallEvent.Kind
}

/// A gateway in order: each leg rings, is perhaps picked up, perhaps accepted, and ends.
private struct OrderlyCall {
    var talk: Conversation
    var chance: Chance
    private(set) var sent: [Sent] = []

    init(_ talk: Conversation, _ chance: Chance) {
        self.talk = talk
        self.chance = chance
    }

    mutating func play(from: String?) throws {
        try send(.incoming(CallEvent.Incoming(from: CallerID(from), to: hotline)))
        for _ in 0..<40 where !talk.isAtAnEnd {
            if talk.call.phase == .ringing {
                try playStep()
            } else {
                try send(chance.event(for: talk.call))
            }
        }
        if chance.random.once(in: 2) { try send(.ended(by: .caller)) }
    }

    private mutating func playStep() throws {
        let step = talk.call.step
        for leg in talk.openLegs.map(\.id) {
            try send(.legRinging(leg))
            if chance.random.once(in: 3) { try send(.legAnswered(leg)) }
            if chance.random.once(in: 6) {
                try send(.legAccepted(leg, confirmed: true))
            } else {
                try send(.legEnded(leg, chance.reason()))
            }
        }
        try send(.stepEnded(step))
    }

    private mutating func send(_ kind: CallEvent.Kind) throws {
        talk.passes(seconds: chance.random.below(8))
        sent.append(Sent(at: talk.now, kind: kind))
        try talk.send(kind)
    }
}

/// The same events, some of them twice, many of them out of order.
private func disordered(_ events: [Sent], _ random: inout SplitMix64) -> [Sent] {
    var result = events
    for event in events {
        guard random.once(in: 4) else { continue }
        result.insert(event, at: random.below(result.count + 1))
    }
    for index in result.indices.dropFirst() {
        guard random.once(in: 3) else { continue }
        result.swapAt(index - 1, index)
    }
    for _ in 0..<2 {
        let late = result.remove(at: random.below(result.count))
        result.append(late)
    }
    return result
}

@Suite struct `Calls that nobody planned` {
    @Test(arguments: 0..<200)
    func `an event that comes again changes nothing and gets the same reply`(
        _ seed: Int
    ) throws {
        var talk = try start.get()
        var chance = Chance(seed)
        try talk.callArrives(from: seed % 3 == 0 ? nil : jensen)
        for _ in 0..<40 {
            talk.passes(seconds: chance.random.below(12))
            let kind = chance.event(for: talk.call, guesses: false)
            let reply = try talk.send(kind)
            let call = talk.call
            let again = try talk.send(kind)
            try #require(again == reply, "\(kind)")
            try #require(talk.call == call, "\(kind)")
        }
    }

    @Test(arguments: 0..<300)
    func `events late, repeated and out of order leave nobody waiting`(_ seed: Int) throws {
        var orderly = OrderlyCall(try start.get(), Chance(seed))
        try orderly.play(from: seed % 4 == 0 ? nil : jensen)
        var random = SplitMix64(seed + 10_000)

        var talk = try start.get()
        for event in disordered(orderly.sent, &random) {
            talk.passes(seconds: random.below(3))
            let before = (calls: talk.calls, logs: talk.logs)
            if try talk.refusal(of: event.kind, at: event.at) != nil {
                #expect(talk.calls == before.calls)
                #expect(talk.logs == before.logs)
            }
        }
        try talk.nobodyEverAnswers()
        #expect(talk.isAtAnEnd)
        #expect(talk.promises.count <= 1)
    }

    @Test(arguments: 0..<100)
    func `four calls at once never ring one professional twice`(_ seed: Int) throws {
        var talk = try start.get()
        var chance = Chance(seed)
        let names = (1...4).map { "c-\($0)" }
        for name in names {
            try talk.callArrives(from: chance.random.once(in: 2) ? jensen : hansen, as: name)
        }
        for _ in 0..<80 {
            talk.turnTo(names[chance.random.below(names.count)])
            talk.passes(seconds: chance.random.below(10))
            try talk.send(chance.event(for: talk.call))
        }
        for name in names {
            talk.turnTo(name)
            try talk.nobodyEverAnswers()
            #expect(talk.isAtAnEnd)
        }
    }

    @Test(arguments: 0..<50)
    func `C20 a daemon that starts again after every event goes on alike`(_ seed: Int) throws {
        var steady = try start.get()
        var restarted = try start.get()
        var chance = Chance(seed)
        try steady.callArrives(from: jensen)
        try restarted.callArrives(from: jensen)
        for _ in 0..<30 {
            restarted.restart()
            let pause = chance.random.below(10)
            steady.passes(seconds: pause)
            restarted.passes(seconds: pause)
            let kind = chance.event(for: steady.call)
            let reply = try steady.send(kind)
            let other = try restarted.send(kind)
            #expect(reply == other)
        }
        restarted.restart()
        #expect(restarted.calls == steady.calls)
    }
}
