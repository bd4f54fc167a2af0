import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct `What was decided and kept nowhere` {
    private func owedAndReached() throws -> Conversation {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        try talk.send(.ended(by: .gateway))
        talk.passes(seconds: 60)
        try talk.callArrives(from: jensen)
        try talk.accepts()
        return talk
    }

    private func rules(_ talk: Conversation) -> CallFloor.Rules {
        CallFloor.Rules(
            inForce: talk.inForce, settings: talk.settings, abilities: talk.abilities)
    }

    @Test func `leaves a promise as kept as the log has shown it to be`() throws {
        let talk = try owedAndReached()
        var floor = talk.floor
        for _ in 0..<3 {
            let due = floor.callbacks.due(now: talk.now, monotonic: talk.monotonic)
            let (key, action) = try #require(due.first)
            guard case .end(1, .rangAgain, _) = action else {
                Issue.record("\(action) is due, and not the promise's end")
                return
            }
            let event = CallEvent(call: key, received: talk.now, kind: .followUp(action))
            let outcome = try floor.decide(event, on: talk.calls[key], by: rules(talk))
            floor.take(outcome, of: event, by: rules(talk), monotonic: talk.monotonic)
            #expect(floor.callbacks.all.isEmpty)
            floor.undo(outcome, now: talk.now, monotonic: talk.monotonic)
            #expect(floor.callbacks.all.count == 1)
        }
    }

    @Test func `does not begin a deadline anew`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        try talk.nobodyEverAnswers()
        try talk.send(.ended(by: .gateway))
        talk.passes(seconds: 25 * 60)
        let (key, remind) = try #require(
            talk.floor.callbacks.due(now: talk.now, monotonic: talk.monotonic).first)
        var floor = talk.floor
        // The clock is an hour behind when what was decided is taken back.
        let past = talk.now - .hours(1)
        let event = CallEvent(call: key, received: past, kind: .followUp(remind))
        let outcome = try floor.decide(event, on: talk.calls[key], by: rules(talk))
        floor.take(outcome, of: event, by: rules(talk), monotonic: talk.monotonic)
        floor.undo(outcome, now: past, monotonic: talk.monotonic)
        let due = floor.callbacks.due(now: past, monotonic: talk.monotonic + .minutes(6))
        #expect(due.map(\.1) == [.escalate(1)])
    }

    @Test func `does not make who accepted the last to answer`() throws {
        var talk = try Conversation()
        try talk.callArrives(from: jensen)
        var floor = talk.floor
        let accepted = CallEvent(
            call: talk.call.key, received: talk.now,
            kind: .legAccepted(LegID(step: 1, number: 1), confirmed: true))
        let outcome = try floor.decide(accepted, on: talk.call, by: rules(talk))
        floor.take(outcome, of: accepted, by: rules(talk), monotonic: talk.monotonic)
        floor.undo(outcome, now: talk.now, monotonic: talk.monotonic)
        let next = CallEvent(
            call: Conversation.key("c-9"), received: talk.now + .seconds(60),
            kind: .incoming(CallEvent.Incoming(from: CallerID(jensen), to: hotline)))
        let again = try floor.decide(next, on: nil, by: rules(talk))
        #expect(again.decision.call.caller.traits?.lastAnswer == nil)
    }
}
