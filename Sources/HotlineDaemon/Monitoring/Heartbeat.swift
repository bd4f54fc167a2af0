import Logging
import ServiceLifecycle
import Synchronization

/// Tells the service manager that the daemon lives, while its self-check finds nothing hanging.
struct Heartbeat: Service {
    let check: SelfCheck
    let log: LogCheck
    let interval: Duration
    let logger: Logger
    /// Gives the sign of life.
    let sign: @Sendable () -> Void

    private let told = Told()

    init(
        check: SelfCheck, log: LogCheck, watchdog: Duration?, logger: Logger,
        sign: @escaping @Sendable () -> Void
    ) {
        self.check = check
        self.log = log
        // Half of what the service manager allows would do; so one sign may fail to come.
        interval = min((watchdog ?? .seconds(20)) / 4, .seconds(5))
        self.logger = logger
        self.sign = sign
    }

    func run() async throws {
        repeat { beat(at: .now) } while await restUnlessStopped(interval)
    }

    /// Waits for nothing and nobody.
    func beat(at now: ContinuousClock.Instant) {
        log.look(at: now)
        guard let hanging = check.look(at: now) else { return }
        if hanging.isEmpty { sign() }
        told.change(to: hanging, logger)
    }

    /// What the journal has of it already.
    private final class Told: Sendable {
        private let hanging = Mutex<[SelfCheck.Part]>([])

        func change(to now: [SelfCheck.Part], _ logger: Logger) {
            let before = hanging.withLock { hanging in
                defer { hanging = now }
                return hanging
            }
            for part in now where !before.contains(part) {
                logger.critical(
                    "A part of the daemon hangs, giving no sign of life",
                    metadata: ["part": "\(part.rawValue)"])
            }
            for part in before where !now.contains(part) {
                logger.notice(
                    "A part of the daemon works again", metadata: ["part": "\(part.rawValue)"])
            }
        }
    }
}
