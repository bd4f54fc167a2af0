import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineDaemon

/// What calls are counted as, told by conversations that the pure core decides.
@Suite struct CallCountsTests {
    /// All events of a conversation, counted as the daemon counts them.
    private func counts(_ talk: Conversation) -> CallCounts {
        var counts = CallCounts()
        var calls: [CallKey: OpenCall] = [:]
        for (key, event) in talk.allEvents {
            var call = calls[key] ?? OpenCall(key: key, at: event.at, received: event.received)
            call.apply(event)
            counts.count(
                event.type, event.records, of: call, isNew: calls[key] == nil, keeping: .log)
            calls[key] = call
        }
        return counts
    }

    @Test func `an answered call is offered, answered, and its wait is counted`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        talk.passes(seconds: 25)
        try talk.legEnds("1.1")
        talk.passes(seconds: 16)
        try talk.accepts("2.1")
        talk.passes(seconds: 300)
        try talk.callerHangsUp()
        let counts = counts(talk)
        #expect(counts.offered == 1)
        #expect(counts.ended == [.answered: 1])
        #expect(counts.legsRung == 2)
        #expect(counts.legsEnded == [.noAnswer: 1, .completed: 1])
        #expect(counts.waits.count == 1)
        #expect(counts.waits.sum == 41)
        #expect(counts.waits.upTo.first { $0.bound == 30 }?.count == 0)
        #expect(counts.waits.upTo.first { $0.bound == 45 }?.count == 1)
        #expect(counts.kept == [.log: talk.allEvents.count])
    }

    @Test func `each class of a call that ended is counted apart`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen, as: "short")
        talk.passes(seconds: 5)
        try talk.callerHangsUp()
        try talk.callArrives(from: jensen, as: "abandoned")
        talk.passes(seconds: 15)
        try talk.callerHangsUp()
        try talk.callArrives(from: jensen, as: "unknown")
        talk.passes(seconds: 600)
        try talk.send(.swept)
        try talk.callArrives(from: jensen, as: "failed")
        try talk.nobodyEverAnswers()
        try talk.callerHangsUp()
        try talk.callArrives(from: jensen, as: "open")
        let counts = counts(talk)
        #expect(counts.offered == 5)
        #expect(counts.ended == [.short: 1, .abandoned: 1, .unknown: 1, .failed: 1])
        #expect(counts.waits.count == 0)
        #expect(counts.events[.callSwept] == 1)
    }

    @Test func `a rehearsal is counted as events and nowhere else`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen, rehearsal: true)
        try talk.accepts("1.1")
        try talk.callerHangsUp()
        let counts = counts(talk)
        #expect(counts.events[.callIncoming] == 1)
        #expect(counts.offered == 0)
        #expect(counts.legsRung == 0)
        #expect(counts.ended.isEmpty)
        #expect(counts.waits.count == 0)
    }

    /// A call that ends in a promise, due in 30 minutes.
    private func promised() throws -> Conversation {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        try talk.callerHangsUp()
        return talk
    }

    @Test func `a promise that is kept in time is kept`() throws {
        var talk = try promised()
        talk.passes(seconds: 600)
        try talk.send(.followUp(.end(1, .reached, at: talk.now)))
        let counts = counts(talk)
        #expect(counts.promises == 1)
        #expect(counts.promisesKept == 1)
        #expect(counts.promisesBroken == 0)
    }

    @Test func `a promise is broken once, when its deadline passes`() throws {
        var talk = try promised()
        talk.passes(seconds: 31 * 60)
        try talk.daemonLooks()
        #expect(counts(talk).promisesBroken == 1)
        talk.passes(seconds: 600)
        try talk.send(.followUp(.end(1, .reached, at: talk.now)))
        let counts = counts(talk)
        #expect(counts.promises == 1)
        #expect(counts.promisesKept == 0)
        #expect(counts.promisesBroken == 1)
    }

    @Test func `a promise that is given up is broken`() throws {
        var talk = try promised()
        try talk.send(.followUp(.end(1, .notReached, at: talk.now)))
        #expect(counts(talk).promisesBroken == 1)
        #expect(counts(talk).promisesKept == 0)
    }

    @Test func `the gateway's own fallback is counted`() throws {
        var talk = try Conversation()
        try talk.send(
            .fallback(from: CallerID(jensen), to: hotline, uri: "tel:114"))
        let counts = counts(talk)
        #expect(counts.fallbacks == 1)
        #expect(counts.offered == 1)
    }

    @Test func `a contact's call is none that was offered`() throws {
        var roster = RosterText()
        roster.more = [
            "contacts:",
            "  birgit: { name: Birgit Dam, role: family-consultant, municipality: fjordby, "
                + "phones: [\"+45 00 00 00 21\"] }",
        ]
        var talk = try Conversation(roster)
        try talk.callArrives(from: "+4500000021")
        try talk.accepts("1.1")
        try talk.callerHangsUp()
        let counts = counts(talk)
        #expect(counts.others == 1)
        #expect(counts.offered == 0)
        #expect(counts.ended.isEmpty)
        #expect(counts.waits.count == 0)
        #expect(counts.legsEnded == [.completed: 1])
    }
}
