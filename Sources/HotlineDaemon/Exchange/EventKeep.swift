import CallLog
import CallRouting
import Logging
import OnCallRoster
import ServiceLifecycle
import Synchronization

/// Whether the work is done without an error before the limit; work that takes longer goes on.
func succeeds(
    within limit: Duration, _ work: @escaping @Sendable () async throws -> Void
) async -> Bool {
    await withTaskGroup(of: Bool.self) { tasks in
        tasks.addTask {
            do {
                try await work()
                return true
            } catch {
                return false
            }
        }
        tasks.addTask {
            try? await Task.sleep(for: limit)
            return false
        }
        let first = await tasks.next() ?? false
        tasks.cancelAll()
        return first
    }
}

/// Keeps events: in the log, else in the spool, else in the runtime directory.
///
/// A reply says where its event is. While a spool holds events every new one goes through it; it
/// is merged into the log in order of receipt, once, by delivery id (`EventKeep+Merging.swift`).
///
/// A report that is kept nowhere in time is refused, and what was decided on it stands until it is
/// known whether the log or the spool took it late: only then is it taken back, or counts.
final class EventKeep: Sendable {
    /// An event on its way to where it is kept.
    struct Pending: Sendable {
        let event: SpooledEvent
        /// `nil` while a spool holds events: then the log is not asked.
        let submission: Submission?
    }

    /// What became of an event in the time that there was.
    enum Settled: Sendable {
        case kept(Exchange.Reply.Keeping)
        /// A report that was kept nowhere in time. The log or the spool may have it yet.
        case late(SpoolAttempt)
        /// An event of the daemon's own that the log did not take.
        case nowhere
    }

    /// What a delivery was answered.
    struct Earlier: Sendable {
        let bodySHA256: [UInt8]
        let reply: Exchange.Reply
    }

    let log: CallLog
    /// False while an empty stand-in takes the log's place, because the log cannot be opened: then
    /// every event goes to a spool, and is merged when the daemon starts with a log again.
    let isDurable: Bool
    /// The spool beside the log, then the one in memory's file system.
    let spool: Spool
    let volatileSpool: Spool
    private let patience: Patience
    private let logs: Bool
    let alarms: Alarms
    private let clock: DaemonClock
    let logger: Logger
    private let spooledReplies = Mutex<[DeliveryKey: Earlier]>([:])
    private let underWay = Mutex(UnderWay())
    /// Questions that were answered and are on no disk, in their order.
    private let volatile = Mutex<[SpooledEvent]>([])

    /// What stands in the spools and was in the log already when calls were taken up from both.
    let takenUpFromLog = Mutex<Set<Int64>>([])

    /// Events of which nobody knows yet where they come to be kept.
    private struct UnderWay {
        var orders: Set<Int64> = []
        /// The latest that was decided in this run.
        var latest: Int64?
    }

    init(
        log: CallLog, isDurable: Bool, spool: Spool, volatileSpool: Spool, deadline: Duration,
        logs: Bool,
        alarms: Alarms, clock: DaemonClock, logger: Logger
    ) {
        self.alarms = alarms
        self.clock = clock
        self.log = log
        self.isDurable = isDurable
        self.spool = spool
        self.volatileSpool = volatileSpool
        patience = Patience(deadline)
        self.logs = logs
        self.logger = logger
    }

    /// Events that wait outside the log. One that not even memory's file system took counts, too.
    var spooled: Int { spool.count + max(volatileSpool.count, volatile.withLock { $0.count }) }

    /// Questions of this run that are on no disk, in their order.
    var volatileEvents: [SpooledEvent] { volatile.withLock { $0 } }

    func keepInMemory(_ events: [SpooledEvent]) {
        volatile.withLock { $0 += events.prefix(EventKeep.mostVolatile - $0.count) }
    }

    private static let mostVolatile = 20_000

    /// These are on a disk now.
    func noLongerVolatile(_ orders: Set<Int64>) {
        volatile.withLock { events in events.removeAll { orders.contains($0.order) } }
    }

    /// Before this place among all decisions every event is kept, if it ever will be.
    var settledBefore: Int64 {
        underWay.withLock { state in
            min(state.orders.min() ?? .max, state.latest.map { $0 + 1 } ?? .max)
        }
    }

    /// Each spool with its name in `/metrics`.
    var spools: [(name: String, spool: Spool)] {
        [("disk", spool), ("volatile", volatileSpool)]
    }

    /// Hands an event to the log, in the order of calls.
    func submit(_ event: SpooledEvent, state: OpenCall) -> Pending {
        if event.delivery != nil {
            underWay.withLock {
                $0.orders.insert(event.order)
                $0.latest = max($0.latest ?? event.order, event.order)
            }
        }
        // The daemon's own events wait until the spool is merged: what they were decided on may be
        // in it.
        guard logs, isDurable, spooled == 0 else { return Pending(event: event, submission: nil) }
        return Pending(event: event, submission: log.submit(entry(event, state, spooled: false)))
    }

    private func arrived(_ event: SpooledEvent) {
        underWay.withLock { _ = $0.orders.remove(event.order) }
    }

    func entry(_ event: SpooledEvent, _ state: OpenCall, spooled: Bool) -> LogEntry {
        LogEntry(
            call: event.call, type: event.type, at: event.at, received: event.received,
            delivery: event.delivery, body: event.body, bodySHA256: event.bodySHA256,
            records: event.records, instruction: event.instruction,
            reply: LogEntry.Reply(status: 200, body: event.reply), state: state,
            late: event.late, spooled: spooled)
    }

    /// Where the event came to be kept. Only questions may be volatile.
    func settle(_ pending: Pending, isQuestion: Bool) async -> Settled {
        let settled = await place(pending, isQuestion: isQuestion)
        if case .late = settled { return settled }
        arrived(pending.event)
        return settled
    }

    private func place(_ pending: Pending, isQuestion: Bool) async -> Settled {
        guard logs else { return .kept(.log) }
        if let submission = pending.submission {
            if await isLogged(submission, isGateways: pending.event.delivery != nil) {
                return .kept(.log)
            }
        }
        if pending.event.delivery == nil { return .nowhere }
        raiseAlarm()
        let patience = isQuestion ? EventKeep.spoolPatience : EventKeep.reportPatience
        // What is on disk of a call is never without its beginning, also after a power cut.
        let earlier = volatileEvents.filter { $0.call == pending.event.call }
        let attempt = spool.submit(earlier + [pending.event])
        if await isDone(attempt, pending.event, as: .spooled, within: patience) {
            noLongerVolatile(Set(earlier.map(\.order)))
            return .kept(.spooled)
        }
        guard isQuestion else { return .late(attempt) }
        // Even if this fails the question is answered: a caller is on the line.
        keepInMemory([pending.event])
        _ = await isDone(
            volatileSpool.submit([pending.event]), pending.event, as: .volatile, within: patience)
        return .kept(.volatile)
    }

    func raiseAlarm() {
        alarms.raise(
            .spooling, at: clock.now,
            "the log does not take events in time, they go to a spool: see what keeps its disk "
                + "busy or full (hotlinectl doctor); it ends when they are in the log")
    }

    /// Tells where a late event came to be kept after all, `nil` if nowhere, once that is known.
    func whenKnown(
        _ pending: Pending, _ attempt: SpoolAttempt,
        _ observer: @escaping @Sendable (Exchange.Reply.Keeping?) -> Void
    ) {
        // Taken only if all others fail.
        let triesLeft = Mutex(pending.submission == nil ? 1 : 2)
        let told: @Sendable (Exchange.Reply.Keeping?) -> Void = { keeping in
            let isLast = triesLeft.withLock { left in
                guard left > 0 else { return false }
                left = keeping == nil ? left - 1 : 0
                return left == 0
            }
            guard isLast else { return }
            if keeping == .spooled { self.note(pending.event, .spooled) }
            observer(keeping)
            self.arrived(pending.event)
        }
        pending.submission?.whenSettled { told($0 ? .log : nil) }
        attempt.whenDone { told($0 ? .spooled : nil) }
    }

    /// A question waits this long for each spool, so that its answer takes under 500 ms in all.
    private static let spoolPatience: Duration = .milliseconds(75)
    private static let reportPatience: Duration = .milliseconds(400)

    private func isLogged(_ submission: Submission, isGateways: Bool) async -> Bool {
        guard isGateways else { return (try? await submission.seq()) != nil }
        return (try? await submission.seq(within: patience)) != nil
    }

    private func isDone(
        _ attempt: SpoolAttempt, _ event: SpooledEvent, as keeping: Exchange.Reply.Keeping,
        within limit: Duration
    ) async -> Bool {
        guard await succeeds(within: limit, { try await attempt.wait() }) else {
            logger.critical(
                "An event could not be spooled in time",
                metadata: ["keeping": "\(keeping.rawValue)"])
            return false
        }
        note(event, keeping)
        logger.critical(
            "The log did not take an event in time, spooled it",
            metadata: ["keeping": "\(keeping.rawValue)", "type": "\(event.type.rawValue)"])
        return true
    }

    func note(_ event: SpooledEvent, _ keeping: Exchange.Reply.Keeping) {
        guard let key = event.key else { return }
        spooledReplies.withLock {
            $0[key] = Earlier(
                bodySHA256: event.bodySHA256,
                reply: Exchange.Reply(status: 200, body: event.reply, keeping: keeping))
        }
    }

    /// The log has the replies to these now.
    func forgetReplies(to events: [SpooledEvent]) {
        spooledReplies.withLock { replies in
            for key in events.compactMap(\.key) { replies[key] = nil }
        }
    }

    /// What a delivery was answered before.
    func reply(to key: DeliveryKey) -> Earlier? {
        guard logs else { return nil }
        if let spooled = spooledReplies.withLock({ $0[key] }) { return spooled }
        do {
            return try log.reply(to: key.id, gateway: key.gateway).map { stored in
                Earlier(
                    bodySHA256: stored.bodySHA256,
                    reply: Exchange.Reply(
                        status: stored.reply?.status ?? 200, body: stored.reply?.body ?? [],
                        keeping: .log))
            }
        } catch {
            logger.error(
                "The log cannot be asked for a delivery, ignoring", metadata: ["error": "\(error)"])
            return nil
        }
    }

    /// A call that is in the log but not open: it has ended, or the daemon forgot it.
    func call(_ key: CallKey) -> OpenCall? {
        guard logs else { return nil }
        do {
            return try log.foldedCall(key)
        } catch {
            logger.error(
                "The log cannot be asked for a call, ignoring", metadata: ["error": "\(error)"])
            return nil
        }
    }
}

extension SpooledEvent {
    /// `nil` for an event of the daemon's own.
    var key: DeliveryKey? {
        delivery.map { DeliveryKey(gateway: call.gateway, id: $0) }
    }
}
