import CallLog
import CallRouting
import GatewayWebhooks
import Glibc
import Logging
import NIOCore
import NIOPosix
import OnCallRoster
import ServiceLifecycle
import Synchronization
import Systemd
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

    /// Whether calls were looked over lately.
    var isOnTime: Bool { lastSweep.withLock { ContinuousClock.now - $0 < .seconds(60) } }

    func run() async throws {
        while await restUnlessStopped(.seconds(5)) {
            await sweep()
            lastSweep.withLock { $0 = .now }
        }
    }

    private func sweep() async {
        let now = clock.now
        for call in exchange.switchboard.overdueCalls {
            let event = CallEvent(call: call.key, received: now, kind: .swept)
            do {
                _ = try await exchange.take(
                    Exchange.Delivery(
                        id: nil, event: event, body: [], abilities: GatewayAbilities(),
                        encode: { _ in [] }))
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

/// Forgets delivery ids after seven days.
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
        } while await restUnlessStopped(.hours(1))
    }
}

/// Tells the service manager that the daemon lives, after a check of what it lives by: its event
/// loops turn, decisions are taken, the sweeper is on time. A log that takes no writes is an alarm
/// and not a reason to be killed: calls are still answered.
struct Heartbeat: Service {
    let exchange: Exchange
    let alarms: Alarms
    let sweeper: Sweeper
    let clock: DaemonClock
    let logger: Logger

    private static let patience: Duration = .seconds(5)

    func run() async throws {
        let interval = min((Systemd.watchdogInterval ?? .seconds(20)) / 2, .seconds(10))
        repeat {
            if await isAlive() { Systemd.notify(.watchdog) }
            await checkLog()
        } while await restUnlessStopped(interval)
    }

    private func isAlive() async -> Bool {
        let loops = Array(MultiThreadedEventLoopGroup.singleton.makeIterator())
        let turns = await succeeds(within: Heartbeat.patience) {
            for loop in loops { try await loop.submit {}.get() }
            _ = exchange.switchboard.openCalls
        }
        if !turns { logger.critical("An event loop does not turn") }
        if !sweeper.isOnTime { logger.critical("The sweeper is late") }
        return turns && sweeper.isOnTime
    }

    private func checkLog() async {
        if clock.isSynchronised { alarms.clear(.clockUnsynchronised) }
        let stood = alarms.stands(.logUnwritable)
        if await succeeds(within: Heartbeat.patience, { try await exchange.log.ping() }) {
            if exchange.keep.isDurable { alarms.clear(.logUnwritable) }
        } else {
            alarms.raise(
                .logUnwritable, at: clock.now,
                "the log takes no writes: check the disk's space and the file's owner")
            if !stood { logger.critical("The log takes no writes") }
        }
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
