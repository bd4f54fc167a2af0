import OnCallRoster
import ServiceLifecycle
import Synchronization

/// The pages that wait in browsers to hear that they may show something else now.
///
/// Nobody who brings a change about waits for them: it is counted (`Changes`), and once a second the
/// count is looked at. What they hear tells that something changed, and neither what nor how much.
final class LiveStreams: Service {
    /// As many in all: an eighth of the connections' places, and no more.
    static let most = 32
    static let perSession = 4
    /// The browser then comes again by itself.
    static let life: Duration = .minutes(5)
    /// A page tells how long something lasts, and who is on duty at this moment.
    static let refresh: Duration = .minutes(1)
    /// After so long without a word a sign of life is given.
    static let beat: Duration = .seconds(20)
    /// Whether its session still holds is looked at so often.
    static let look: Duration = .seconds(5)
    /// However much changes, a page hears of it no more often.
    static let pause: Duration = .seconds(1)

    /// One page that waits. Its place is free again when it is let go of, or ended.
    struct Listener: Sendable {
        let pulses: AsyncStream<Pulse>
        let end: @Sendable () -> Void
    }

    /// How much a page has been told by now. Who misses one of two in a row has missed nothing.
    struct Pulse: Equatable, Sendable {
        var changes = 0
        var beats = 0

        /// What is sent of it to whoever was sent an earlier one (HTML, section 9.2.5); `nil`:
        /// nothing.
        func text(after earlier: Pulse) -> String? {
            if changes > earlier.changes { return "data: \(changes)\n\n" }
            return beats > earlier.beats ? ":\n\n" : nil
        }
    }

    private struct Stream {
        let session: Int64
        let opened: Duration
        let pulses: AsyncStream<Pulse>.Continuation
        var pulse = Pulse()
        /// The count of changes when the page was last told of one, and when that was.
        var seen: Int
        var changed: Duration
        var sent: Duration
        var looked: Duration

        /// What is due; `nil`: nothing.
        mutating func due(at now: Duration, _ count: Int) -> Pulse? {
            if count != seen && now - changed >= LiveStreams.pause
                || now - changed >= LiveStreams.refresh
            {
                pulse.changes += 1
                (seen, changed, sent) = (count, now, now)
            } else if now - sent >= LiveStreams.beat {
                pulse.beats += 1
                sent = now
            } else if now - looked < LiveStreams.look {
                return nil
            }
            looked = now
            return pulse
        }
    }

    private struct State {
        var streams: [Int: Stream] = [:]
        var latest = 0
        var isOver = false
    }

    private let changes: Changes
    private let clock: DaemonClock
    private let most: Int
    private let state = Mutex(State())

    /// - Parameter places: How many connections there may be in all.
    init(changes: Changes, clock: DaemonClock, places: Int) {
        self.changes = changes
        self.clock = clock
        most = min(LiveStreams.most, max(1, places / 8))
    }

    /// Lets a page of a session wait; `nil` where there is no place.
    ///
    /// - Parameter now: By the monotonic clock.
    func open(for session: Int64, at now: Duration) -> Listener? {
        let (all, pulses) = AsyncStream.makeStream(
            of: Pulse.self, bufferingPolicy: .bufferingNewest(1))
        let count = changes.count
        let id = state.withLock { state -> Int? in
            let own = state.streams.values.count { $0.session == session }
            guard !state.isOver, state.streams.count < most, own < LiveStreams.perSession else {
                return nil
            }
            state.latest += 1
            state.streams[state.latest] = Stream(
                session: session, opened: now, pulses: pulses, seen: count, changed: now,
                sent: now, looked: now)
            return state.latest
        }
        guard let id else { return nil }
        pulses.onTermination = { [weak self] _ in self?.leave(id) }
        return Listener(pulses: all) { pulses.finish() }
    }

    /// How many wait.
    var count: Int { state.withLock { $0.streams.count } }

    private func leave(_ id: Int) {
        state.withLock { _ = $0.streams.removeValue(forKey: id) }
    }

    /// Tells each what is due, and ends those whose time is over.
    func tick(at now: Duration) {
        let count = changes.count
        var told: [(AsyncStream<Pulse>.Continuation, Pulse)] = []
        var ended: [AsyncStream<Pulse>.Continuation] = []
        state.withLock { state in
            for id in Array(state.streams.keys) {
                guard var stream = state.streams[id] else { continue }
                guard now - stream.opened < LiveStreams.life else {
                    ended.append(stream.pulses)
                    continue
                }
                if let pulse = stream.due(at: now, count) { told.append((stream.pulses, pulse)) }
                state.streams[id] = stream
            }
        }
        // An end is told at once to `leave`, which takes the lock.
        for (pulses, pulse) in told { pulses.yield(pulse) }
        for pulses in ended { pulses.finish() }
    }

    /// Ends all, and lets none in any more.
    func end() {
        let all = state.withLock { state in
            state.isOver = true
            return state.streams.values.map(\.pulses)
        }
        for pulses in all { pulses.finish() }
    }

    func run() async throws {
        while await restUnlessStopped(.seconds(1)) { tick(at: clock.monotonic) }
        end()
    }
}
