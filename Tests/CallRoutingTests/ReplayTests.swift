import CallRouting
import HotlineTestSupport
import OnCallRoster
import Testing

/// Calls of several kinds, in the order in which their events came.
private func night() throws -> (log: [(CallKey, LoggedEvent)], roster: Roster) {
    var roster = RosterText()
    roster.steps.insert("ring: last-answered, within: 48 hours, seconds: 20", at: 0)
    var talk = try Conversation(roster)
    try talk.callArrives(from: jensen)
    try talk.nobodyAnswers()
    try talk.accepts()
    talk.passes(seconds: 300)
    try talk.callerHangsUp()
    talk.passes(seconds: 3600)
    try talk.callArrives(from: jensen)
    try talk.callArrives(from: hansen)
    try talk.nobodyEverAnswers()
    try talk.send(.ended(by: .gateway))
    try talk.callArrives(from: nil)
    try talk.keys("000000")
    try talk.keys("551203")
    try talk.wantsCallback()
    talk.passes(seconds: 40 * 60)
    try talk.daemonLooks()
    return (talk.allEvents, try #require(talk.inForce?.roster))
}

private func differences(
    _ log: [(CallKey, LoggedEvent)], _ roster: Roster
) throws -> [Replay.Difference] {
    let settings = RoutingSettings(lastResort: try #require(DialTarget("112")))
    var replay = Replay(settings: settings) { _ in GatewayAbilities() }
    var found: [Replay.Difference] = []
    for (key, event) in log {
        let verdict = replay.next(event, of: key) { hash, instant in
            hash == roster.sha256 ? RosterInForce(roster, around: instant) : nil
        }
        if case .different(let difference) = verdict { found.append(difference) }
    }
    return found
}

@Suite struct `Past calls decided again` {
    @Test func `come to the same`() throws {
        let (log, roster) = try night()
        let found = try differences(log, roster)
        #expect(found.isEmpty, "\(found)")
    }

    @Test func `come to the same when families and private values are gone`() throws {
        let (log, roster) = try night()
        var bare = roster
        bare.families = Table()
        bare.directory = Directory()
        let found = try differences(try log.map { ($0.0, try withoutPrivateValues($0.1)) }, bare)
        #expect(found.isEmpty, "\(found)")
    }

    @Test func `show a rule that would ring another`() throws {
        let (log, roster) = try night()
        var other = roster
        other.routing.steps.removeAll { $0.ring == .lines(["second"]) }
        let found = try differences(log, other)
        #expect(found.contains { $0.type == .callIncoming })
        #expect(found.allSatisfy { $0.was != $0.wouldBe })
    }

    @Test func `of a roster that is not kept are told as undecided`() throws {
        let (log, _) = try night()
        var replay = Replay(
            settings: RoutingSettings(lastResort: try #require(DialTarget("112")))
        ) { _ in GatewayAbilities() }
        #expect(replay.next(log[0].1, of: log[0].0) { _, _ in nil } == .notDecided)
    }
}
