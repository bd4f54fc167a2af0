import CallLog
import CallRouting
import GatewayWebhooks
import Logging
import OnCallRoster
import ServiceLifecycle
import Synchronization
import UnixSignals

/// Sleeps until the duration is over or the daemon is told to stop; false if it was told.
func restUnlessStopped(_ duration: Duration) async -> Bool {
    try? await cancelWhenGracefulShutdown { try await Task.sleep(for: duration) }
    return !Task.isShuttingDownGracefully && !Task.isCancelled
}

/// Ends calls whose end event never came.
final class Sweeper: Service {
    private let exchange: Exchange
    private let clock: DaemonClock
    private let logger: Logger
    /// By the monotonic clock.
    private let lastSweep = Mutex(ContinuousClock.now)

    init(exchange: Exchange, clock: DaemonClock, logger: Logger) {
        self.exchange = exchange
        self.clock = clock
        self.logger = logger
    }

    /// Whether calls were looked over in the last minute.
    func isOnTime(at now: ContinuousClock.Instant) -> Bool {
        lastSweep.withLock { $0.duration(to: now) < .seconds(60) }
    }

    func run() async throws {
        while await restUnlessStopped(.seconds(5)) {
            await sweep()
            lastSweep.withLock { $0 = .now }
        }
    }

    func sweep() async {
        for call in exchange.switchboard.overdueCalls {
            do {
                try await exchange.take(
                    CallEvent(call: call.key, received: clock.now, kind: .swept))
                logger.warning(
                    "A call was swept: its end never came",
                    metadata: ["gateway": "\(call.key.gateway)"])
            } catch {
                logger.error(
                    "A call could not be swept, trying again",
                    metadata: ["error": "\(error.detail)"])
            }
        }
    }
}

/// Writes down what becomes of follow-ups: a callback that the log shows to be kept, a deadline that
/// is near, one that has passed.
actor FollowUpClerk: Service {
    private let exchange: Exchange
    private let clock: DaemonClock
    private let logger: Logger
    /// The look that is at work, and the one that waits for its end: who comes meanwhile waits for
    /// that one too, for it sees all that is due by then.
    private var working: Task<Bool, Never>?
    private var waiting: Task<Bool, Never>?

    init(exchange: Exchange, clock: DaemonClock, logger: Logger) {
        self.exchange = exchange
        self.clock = clock
        self.logger = logger
    }

    func run() async throws {
        var rest: Duration = .seconds(1)
        while await restUnlessStopped(rest) {
            // A log that takes no writes is asked again, but not every second.
            rest = await look() ? .seconds(1) : .seconds(10)
        }
    }

    /// Does what is due now; false if something could not be written down.
    @discardableResult
    func look() async -> Bool {
        if let waiting { return await waiting.value }
        let before = working
        let next = Task {
            _ = await before?.value
            begin()
            return await work()
        }
        waiting = next
        return await next.value
    }

    private func begin() {
        working = waiting
        waiting = nil
    }

    private func work() async -> Bool {
        // What is written down may make something else due, and that nothing more.
        var isDone = true
        for _ in 0..<3 {
            let due = exchange.switchboard.callbacks.due(
                now: clock.now, monotonic: clock.monotonic)
            if due.isEmpty { return true }
            for (call, action) in due {
                do {
                    try await exchange.act(action, on: call, now: clock.now)
                } catch {
                    logger.error(
                        "A follow-up could not be written down, trying again",
                        metadata: ["error": "\(error.detail)"])
                    // What is refused keeps nobody else from being reminded.
                    guard error.status == 409 else { return false }
                    isDone = false
                }
            }
            guard isDone else { return false }
        }
        return true
    }
}

/// Brings what was spooled into the log as soon as that takes it.
struct SpoolMerger: Service {
    let exchange: Exchange

    func run() async throws {
        while await restUnlessStopped(.seconds(1)) {
            guard exchange.keep.spooled > 0 else { continue }
            let switchboard = exchange.switchboard
            _ = await exchange.keep.merge { switchboard.kept($0) }
        }
    }
}

/// Where the log could not be opened: ends the daemon, so that the service manager starts it anew
/// with whatever was mended meanwhile. It cannot see that itself: a disk that is writable again
/// stays read-only in its own mount namespace. What no disk took waits in the runtime directory.
struct NewTry: Service {
    let logger: Logger

    func run() async throws {
        guard await restUnlessStopped(.minutes(2)) else { return }
        logger.notice("Ending, so that a new start tries to open the log")
    }
}

/// Forgets delivery ids after seven days, sessions thirty days after their end, messages after 90,
/// and the keys of studies that have ended.
struct DeliveryForgetter: Service {
    let exchange: Exchange
    let clock: DaemonClock
    let logger: Logger

    func run() async throws {
        repeat {
            do {
                let now = clock.now
                try await exchange.log.forgetDeliveries(before: now - .days(7), now: now)
            } catch {
                logger.warning(
                    "Old delivery ids could not be forgotten, ignoring",
                    metadata: ["error": "\(error)"])
            }
            do {
                try await exchange.log.forgetSessions(endedBefore: clock.now - .days(30))
            } catch {
                logger.warning(
                    "Ended sessions could not be forgotten, trying again in an hour",
                    metadata: ["error": "\(error)"])
            }
            do {
                try await exchange.log.forgetEndedStudies(now: clock.now)
            } catch {
                logger.warning(
                    "Keys of ended studies could not be deleted, trying again in an hour",
                    metadata: ["error": "\(error)"])
            }
            do {
                try await exchange.log.forgetMessages(endedBefore: clock.now - .days(90))
            } catch {
                logger.warning(
                    "Old messages could not be forgotten, trying again in an hour",
                    metadata: ["error": "\(error)"])
            }
        } while await restUnlessStopped(.hours(1))
    }
}

/// Reads the roster again on SIGHUP.
struct ReloadOnHangup: Service {
    let reload: @Sendable () async -> Void

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            await reload()
        }
    }
}

/// Waits until every socket listens.
final class Readiness: Sendable {
    private let missing: Mutex<Int>
    private let whenReady: @Sendable () -> Void

    init(sockets: Int, whenReady: @escaping @Sendable () -> Void) {
        missing = Mutex(sockets)
        self.whenReady = whenReady
    }

    /// One more socket listens.
    func oneMore() {
        let left = missing.withLock {
            $0 -= 1
            return $0
        }
        if left == 0 { whenReady() }
    }
}
