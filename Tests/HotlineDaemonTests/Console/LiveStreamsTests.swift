import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineDaemon

/// What a page that waits is told, and when; time is a parameter.
@Suite struct `A page that waits` {
    private typealias Pulse = LiveStreams.Pulse
    private let changes = Changes()
    private let streams: LiveStreams

    init() {
        streams = LiveStreams(
            changes: changes, clock: DaemonClock(startingAt: instant("2026-11-22T02:10Z")),
            places: ConnectionGate.most)
    }

    private func waits(
        for session: Int64 = 1, from now: Duration = .zero
    ) throws -> LiveStreams.Listener {
        try #require(streams.open(for: session, at: now))
    }

    /// The latest that it was told, or was to be told before its end.
    private func told(_ listener: LiveStreams.Listener) async -> Pulse? {
        var iterator = listener.pulses.makeAsyncIterator()
        return await iterator.next()
    }

    @Test func `hears of a thousand changes in a second as of one`() async throws {
        let listener = try waits()
        for _ in 0..<1000 {
            changes.oneMore()
            streams.tick(at: .milliseconds(999))
        }
        streams.tick(at: .seconds(1))
        streams.tick(at: .milliseconds(1999))
        #expect(await told(listener) == Pulse(changes: 1))
        changes.oneMore()
        streams.tick(at: .milliseconds(1999))
        streams.tick(at: .seconds(2))
        #expect(await told(listener) == Pulse(changes: 2))
    }

    @Test func `reads late and misses nothing`() async throws {
        let listener = try waits()
        changes.oneMore()
        streams.tick(at: .seconds(1))
        // Nobody has read that yet when a sign of life is due.
        streams.tick(at: .seconds(21))
        let pulse = try #require(await told(listener))
        #expect(pulse == Pulse(changes: 1, beats: 1))
        #expect(pulse.text(after: Pulse()) == "data: 1\n\n")
        #expect(pulse.text(after: pulse) == nil)
    }

    @Test func `hears each twenty seconds that the daemon lives, and each minute of the time`()
        async throws
    {
        let listener = try waits()
        streams.tick(at: .seconds(4))
        streams.tick(at: .seconds(5))
        // Its session is looked at; nothing is sent.
        #expect(await told(listener) == Pulse())
        streams.tick(at: .seconds(20))
        let beat = try #require(await told(listener))
        #expect(beat == Pulse(beats: 1) && beat.text(after: Pulse()) == ":\n\n")
        for second in [40, 59, 60] as [Int64] { streams.tick(at: .seconds(second)) }
        #expect(await told(listener) == Pulse(changes: 1, beats: 2))
    }

    @Test func `is let go after five minutes, and has its place no longer`() async throws {
        let listener = try waits(from: .seconds(100))
        streams.tick(at: .seconds(399))
        #expect(streams.count == 1)
        _ = await told(listener)
        streams.tick(at: .seconds(400))
        #expect(await told(listener) == nil)
        #expect(streams.count == 0)
    }

    @Test func `gives up its place when nobody listens any more`() throws {
        _ = streams.open(for: 1, at: .zero)
        #expect(streams.count == 0)
        let listener = try waits()
        #expect(streams.count == 1)
        listener.end()
        #expect(streams.count == 0)
    }

    @Test func `finds four places in a session and 32 in all`() throws {
        var held: [LiveStreams.Listener] = []
        for session in 1...8 as ClosedRange<Int64> {
            for _ in 1...4 { held.append(try waits(for: session)) }
            #expect(streams.open(for: session, at: .zero) == nil)
        }
        #expect(streams.open(for: 9, at: .zero) == nil)
        held.removeLast().end()
        #expect(streams.open(for: 1, at: .zero) == nil)
        held.append(try waits(for: 9))
        #expect(streams.count == 32 && held.count == 32)
    }

    @Test func `finds an eighth of the places where there are few connections`() throws {
        let few = LiveStreams(changes: changes, clock: DaemonClock(), places: 16)
        let held = (1...3).map { few.open(for: Int64($0), at: .zero) }
        #expect(held.map { $0 != nil } == [true, true, false])
    }

    @Test func `is ended with the daemon, and comes in no more`() async throws {
        let listeners = try (1...3).map { try waits(for: Int64($0)) }
        streams.end()
        for listener in listeners { #expect(await told(listener) == nil) }
        #expect(streams.count == 0 && streams.open(for: 1, at: .zero) == nil)
    }
}

/// What a session was shown before.
@Suite struct `An earlier read` {
    private let reads = EarlierReads()

    private func shown(_ numbers: Int64..., of family: FamilyID? = "jensen")
        -> [EarlierReads.Shown]
    {
        numbers.map { EarlierReads.Shown(number: $0, family: family) }
    }

    private func session(_ id: Int64 = 1, at now: Duration) -> EarlierReads.OfSession {
        reads.of(session: id, isRefresh: true, at: now)
    }

    @Test func `makes for an hour what is shown again nothing new, in that session`() {
        session(at: .zero).remember("calls", shown(1, 2))
        let later = session(at: .minutes(59))
        #expect(later.new("calls", among: shown(1, 2, 3)) == shown(3))
        #expect(later.new("follow-ups", among: shown(1)) == shown(1))
        #expect(session(2, at: .minutes(59)).new("calls", among: shown(1)) == shown(1))
        #expect(session(at: .minutes(60)).new("calls", among: shown(1)) == shown(1))
    }

    @Test func `of a call whose family was not known yet is none of that family`() {
        session(at: .zero).remember("calls", shown(1, of: nil))
        #expect(session(at: .seconds(1)).new("calls", among: shown(1)) == shown(1))
    }

    @Test func `is forgotten rather than kept where there are too many`() {
        let many = (1...Int64(EarlierReads.most)).map {
            EarlierReads.Shown(number: $0, family: nil)
        }
        session(at: .zero).remember("calls", many)
        #expect(session(at: .zero).new("calls", among: many).isEmpty)
        session(2, at: .seconds(1)).remember("calls", shown(1))
        #expect(session(at: .seconds(1)).new("calls", among: many) == many)
        #expect(session(2, at: .seconds(1)).new("calls", among: shown(1)).isEmpty)
    }
}
