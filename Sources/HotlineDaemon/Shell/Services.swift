import CallLog
import CallRouting
import GatewayWebhooks
import Glibc
import Logging
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
struct Sweeper: Service {
    let exchange: Exchange
    let clock: DaemonClock
    let logger: Logger

    func run() async throws {
        while await restUnlessStopped(.seconds(5)) { await sweep() }
    }

    private func sweep() async {
        let now = clock.now
        for call in exchange.switchboard.openCalls where call.sweepDue <= now {
            let event = CallEvent(call: call.key, received: now, kind: .swept)
            do {
                _ = try await exchange.take(
                    Exchange.Delivery(
                        id: nil, event: event, body: [], abilities: GatewayAbilities(),
                        encode: { _ in [] }))
                logger.warning(
                    "A call was swept: its end never came", metadata: ["gateway": "\(call.key.gateway)"])
            } catch {
                logger.error(
                    "A call could not be swept, trying again", metadata: ["error": "\(error.detail)"])
            }
        }
    }
}

/// Brings what was spooled into the log as soon as that takes it.
struct SpoolMerger: Service {
    let keep: EventKeep

    func run() async throws {
        while await restUnlessStopped(.seconds(1)) {
            if keep.spooled > 0 { _ = await keep.merge() }
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
                try await exchange.log.forgetDeliveries(before: clock.now - .days(7))
            } catch {
                logger.warning(
                    "Old delivery ids could not be forgotten, ignoring", metadata: ["error": "\(error)"])
            }
        } while await restUnlessStopped(.hours(1))
    }
}

/// Checks that the log takes writes and tells the service manager that the daemon lives.
struct Heartbeat: Service {
    let exchange: Exchange
    let health: Health
    let logger: Logger

    func run() async throws {
        let interval = min((Systemd.watchdogInterval ?? .seconds(20)) / 2, .seconds(10))
        var wasWell = true
        repeat {
            do {
                try await exchange.log.ping()
                health.noteSelfCheck(nil)
                Systemd.notify(.watchdog)
                wasWell = true
            } catch {
                health.noteSelfCheck("the log does not take writes: \(error)")
                if wasWell { logger.critical("The log does not take writes", metadata: ["error": "\(error)"]) }
                wasWell = false
                // A daemon that still answers calls is not to be killed for its disk.
                Systemd.notify(.watchdog)
            }
        } while await restUnlessStopped(interval)
    }
}

/// Reads the roster again on SIGHUP.
struct ReloadOnHangup: Service {
    let reload: @Sendable () -> Void

    func run() async throws {
        for await _ in await UnixSignalsSequence(trapping: .sighup).cancelOnGracefulShutdown() {
            reload()
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
