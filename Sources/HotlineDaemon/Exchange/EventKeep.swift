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
/// is merged into the log in order of receipt, once, by delivery id.
final class EventKeep: Sendable {
    /// An event on its way to where it is kept.
    struct Pending: Sendable {
        let event: SpooledEvent
        /// `nil` while a spool holds events: then the log is not asked.
        let submission: Submission?
    }

    /// What a delivery was answered.
    struct Earlier: Sendable {
        let bodySHA256: [UInt8]
        let reply: Exchange.Reply
    }

    private let log: CallLog
    /// False while an empty stand-in takes the log's place, because the log cannot be opened: then
    /// every event goes to a spool, and is merged when the daemon starts with a log again.
    let isDurable: Bool
    /// The spool beside the log, then the one in memory's file system.
    private let spool: Spool
    private let volatileSpool: Spool
    private let patience: Patience
    private let logs: Bool
    private let alarms: Alarms
    private let clock: DaemonClock
    private let logger: Logger
    private let spooledReplies = Mutex<[DeliveryKey: Earlier]>([:])

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

    /// Events that wait outside the log.
    var spooled: Int { spool.count + volatileSpool.count }

    /// Each spool with its name in `/metrics`.
    var spools: [(name: String, spool: Spool)] {
        [("disk", spool), ("volatile", volatileSpool)]
    }

    /// Hands an event to the log, in the order of calls.
    func submit(_ event: SpooledEvent, state: OpenCall) -> Pending {
        // The daemon's own events wait until the spool is merged: what they were decided on may be
        // in it.
        guard logs, isDurable, spooled == 0 else { return Pending(event: event, submission: nil) }
        return Pending(event: event, submission: log.submit(entry(event, state, spooled: false)))
    }

    private func entry(_ event: SpooledEvent, _ state: OpenCall, spooled: Bool) -> LogEntry {
        LogEntry(
            call: event.call, type: event.type, at: event.at, received: event.received,
            delivery: event.delivery, body: event.body, bodySHA256: event.bodySHA256,
            records: event.records, instruction: event.instruction,
            reply: LogEntry.Reply(status: 200, body: event.reply), state: state,
            late: event.late, spooled: spooled)
    }

    /// Where the event came to be kept; `nil` if nowhere. Only questions may be volatile.
    func settle(_ pending: Pending, isQuestion: Bool) async -> Exchange.Reply.Keeping? {
        guard logs else { return .log }
        if let submission = pending.submission {
            if await isLogged(submission, isGateways: pending.event.delivery != nil) {
                return .log
            }
        }
        if pending.event.delivery == nil { return nil }
        alarms.raise(
            .spooling, at: clock.now,
            "the log does not take events in time, they go to a spool: see what keeps its disk "
                + "busy or full (hotlinectl doctor); it ends when they are in the log")
        let patience = isQuestion ? EventKeep.spoolPatience : EventKeep.reportPatience
        if await put(pending.event, in: spool, as: .spooled, within: patience) { return .spooled }
        guard isQuestion else { return nil }
        // Even if this fails the question is answered: a caller is on the line.
        _ = await put(pending.event, in: volatileSpool, as: .volatile, within: patience)
        return .volatile
    }

    /// A question waits this long for each spool, so that its answer takes under 500 ms in all.
    private static let spoolPatience: Duration = .milliseconds(75)
    private static let reportPatience: Duration = .milliseconds(400)

    private func isLogged(_ submission: Submission, isGateways: Bool) async -> Bool {
        guard isGateways else { return (try? await submission.seq()) != nil }
        return (try? await submission.seq(within: patience)) != nil
    }

    private func put(
        _ event: SpooledEvent, in spool: Spool, as keeping: Exchange.Reply.Keeping,
        within limit: Duration
    ) async -> Bool {
        let attempt = spool.submit(event)
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

    private func note(_ event: SpooledEvent, _ keeping: Exchange.Reply.Keeping) {
        guard let id = event.delivery else { return }
        spooledReplies.withLock {
            $0[DeliveryKey(gateway: event.call.gateway, id: id)] = Earlier(
                bodySHA256: event.bodySHA256,
                reply: Exchange.Reply(status: 200, body: event.reply, keeping: keeping))
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

    /// Brings what the spools hold into the log; false if the log does not take it yet.
    ///
    /// - Parameter kept: Told of each event's call, once the event is in the log.
    func merge(kept: (CallKey) -> Void) async -> Bool {
        guard isDurable else { return false }
        var isDone = true
        for spool in [spool, volatileSpool] where spool.count > 0 {
            if !(await merge(spool, kept: kept)) { isDone = false }
        }
        if isDone && spooled == 0 { alarms.clear(.spooling) }
        return isDone
    }

    /// Events may come while others are merged: they are taken in the next pass.
    private func merge(_ spool: Spool, kept: (CallKey) -> Void) async -> Bool {
        var merged: Set<Int64> = []
        for _ in 0..<20 {
            let contents = spool.contents()
            let events = contents.events
            for event in events.sorted(by: { $0.order < $1.order })
            where !merged.contains(event.order) {
                // The rest waits for the next start rather than keeping this one from its end.
                if Task.isShuttingDownGracefully { return false }
                do {
                    try await mergeOne(event)
                } catch {
                    return false
                }
                merged.insert(event.order)
                kept(event.call)
            }
            guard await spool.clear(after: contents) else { continue }
            if contents.unread > 0 {
                logger.critical(
                    "The spool had lines that cannot be read, keeping them beside it",
                    metadata: ["lines": "\(contents.unread)"])
            }
            spooledReplies.withLock { replies in
                for event in events {
                    guard let id = event.delivery else { continue }
                    replies[DeliveryKey(gateway: event.call.gateway, id: id)] = nil
                }
            }
            logger.notice("The spool is in the log", metadata: ["events": "\(merged.count)"])
            return true
        }
        return false
    }

    private func mergeOne(_ event: SpooledEvent) async throws {
        if try isInLog(event) { return }
        var state =
            try log.foldedCall(event.call)
            ?? OpenCall(key: event.call, at: event.at, received: event.received)
        state.apply(
            LoggedEvent(
                type: event.type, at: event.at, received: event.received, records: event.records))
        do throws(LogError) {
            _ = try await log.append(entry(event, state, spooled: true))
        } catch {
            guard error.kind == .duplicateDelivery else { throw error }
        }
    }

    /// A commit that timed out may yet have succeeded.
    private func isInLog(_ event: SpooledEvent) throws -> Bool {
        guard let id = event.delivery else { return false }
        return try log.reply(to: id, gateway: event.call.gateway) != nil
    }

    /// What the spools hold and the log does not, once each, where the log cannot take it at start.
    func unmerged() -> [SpooledEvent] {
        var seen: Set<DeliveryKey> = []
        let events = [spool, volatileSpool].flatMap { $0.events() }.filter { event in
            guard let id = event.delivery else { return true }
            return seen.insert(DeliveryKey(gateway: event.call.gateway, id: id)).inserted
                && !((try? isInLog(event)) ?? false)
        }
        for event in events { note(event, .spooled) }
        return events.sorted { $0.order < $1.order }
    }
}
