import CallLog
import CallRouting
import OnCallRoster
import Synchronization

/// Takes decisions one at a time, upon the calls as the log has them.
final class Switchboard: Sendable {
    private let floor = Mutex(CallFloor())
    private let rosters: RosterKeeper
    private let settings: RoutingSettings
    private let clock: DaemonClock
    /// Gateways that tell who took a call when it is over.
    private let reticent: Set<GatewayName>
    let changes: Changes

    init(
        rosters: RosterKeeper, settings: RoutingSettings, reticent: Set<GatewayName>,
        clock: DaemonClock, changes: Changes = Changes()
    ) {
        self.reticent = reticent
        self.changes = changes
        floor.withLock { $0.reticent = reticent }
        self.rosters = rosters
        self.settings = settings
        self.clock = clock
    }

    /// Takes up the calls that were open when the daemon last stopped, what is owed after ended
    /// ones, and what routing knows of earlier ones.
    func resume(from log: CallLog) throws(LogError) {
        let now = clock.now
        let past = try log.past(now: now)
        let resumed = CallFloor(resuming: past, now: now, monotonic: clock.monotonic)
        floor.withLock {
            $0 = resumed
            $0.reticent = reticent
        }
    }

    /// Applies what a spool holds and the log does not have yet.
    func resume(_ events: [SpooledEvent], known: (CallKey) -> OpenCall?) {
        let (now, monotonic) = (clock.now, clock.monotonic)
        floor.withLock { floor in
            for event in events {
                floor.apply(
                    LoggedEvent(
                        type: event.type, at: event.at, received: event.received,
                        records: event.records),
                    of: event.call, place: event.order,
                    known: floor[event.call] ?? known(event.call), now: now,
                    monotonic: monotonic)
            }
        }
    }

    /// Returns once no decision is under way.
    func waitForTurn() { floor.withLock { _ in } }

    var openCalls: [OpenCall] { floor.withLock { $0.openCalls } }

    /// A call that is open, or not let go of yet.
    func call(_ key: CallKey) -> OpenCall? { floor.withLock { $0[key] } }

    /// Families that are to be rung back.
    var callbacks: CallbackBook { floor.withLock { $0.callbacks } }

    /// Open calls that were silent for longer than their patience, by the monotonic clock.
    var overdueCalls: [OpenCall] {
        let monotonic = clock.monotonic
        return floor.withLock { $0.overdueCalls(monotonic) }
    }

    /// Decides on an event and hands the outcome to `commit` before any other decision is taken,
    /// so that the log's order is the order of decisions.
    ///
    /// `known` is asked for a call that memory does not have: before the decision, so that others
    /// need not wait for it, and again within if memory let go of a call meanwhile.
    func decide<Answer>(
        _ event: CallEvent, abilities: GatewayAbilities, known: (CallKey) -> OpenCall?,
        commit: (CallFloor.Outcome) throws -> Answer
    ) throws -> Answer {
        let forgotten: Int? = floor.withLock { $0[event.call] == nil ? $0.forgotten : nil }
        let stored = forgotten == nil ? nil : known(event.call)
        let monotonic = clock.monotonic
        return try floor.withLock { floor in
            let before =
                floor[event.call]
                ?? (forgotten == floor.forgotten ? stored : known(event.call))
            let rules = CallFloor.Rules(
                inForce: rosters.inForce, settings: settings, abilities: abilities)
            let outcome = try floor.decide(event, on: before, by: rules)
            let answer = try commit(outcome)
            floor.take(outcome, of: event, by: rules, monotonic: monotonic)
            return answer
        }
    }

    /// What was decided on an event is kept somewhere.
    func confirm(_ outcome: CallFloor.Outcome, of event: CallEvent) {
        floor.withLock { $0.confirm(outcome, of: event) }
    }

    /// One event of a call is in the log now.
    func kept(_ key: CallKey) {
        floor.withLock { $0.settle(key) }
        changes.oneMore()
    }

    /// Takes back a decision that was kept nowhere, unless another was taken upon it.
    func undo(_ outcome: CallFloor.Outcome) {
        let (now, monotonic) = (clock.now, clock.monotonic)
        floor.withLock { $0.undo(outcome, now: now, monotonic: monotonic) }
    }
}
