import CallLog
import Logging
import Synchronization

/// Raises an alarm while the log takes no writes, and clears it; likewise for the clock.
///
/// One empty transaction is under way at a time. A log that hangs holds up nobody.
final class LogCheck: Sendable {
    private let log: CallLog
    private let isDurable: Bool
    private let alarms: Alarms
    private let clock: DaemonClock
    private let logger: Logger
    private struct State {
        /// When the transaction that is under way was handed over.
        var asked: ContinuousClock.Instant?
        var takesWrites = true
    }

    private let state = Mutex(State())

    private static let patience: Duration = .seconds(5)

    /// - Parameter isDurable: False for a stand-in of the log, which proves nothing.
    init(log: CallLog, isDurable: Bool, alarms: Alarms, clock: DaemonClock, logger: Logger) {
        self.log = log
        self.isDurable = isDurable
        self.alarms = alarms
        self.clock = clock
        self.logger = logger
    }

    /// As far as the latest transaction tells.
    var takesWrites: Bool { state.withLock { $0.takesWrites } }

    /// Whether a transaction is under way.
    var isWaiting: Bool { state.withLock { $0.asked != nil } }

    func look(at now: ContinuousClock.Instant) {
        if clock.isSynchronised { alarms.clear(.clockUnsynchronised) }
        let since: ContinuousClock.Instant? = state.withLock { state in
            defer { state.asked = state.asked ?? now }
            return state.asked
        }
        guard let since else { return ask() }
        if since.duration(to: now) >= LogCheck.patience { note(takesWrites: false) }
    }

    private func ask() {
        log.submitPing().whenSettled { [self] isTaken in
            note(takesWrites: isTaken)
            state.withLock { $0.asked = nil }
        }
    }

    private func note(takesWrites: Bool) {
        state.withLock { $0.takesWrites = takesWrites }
        // What stands of a log that could not be opened is ended by a restart only.
        guard isDurable else { return }
        guard !takesWrites else {
            alarms.clear(.logUnwritable)
            return
        }
        let isNew = alarms.raise(
            .logUnwritable, at: clock.now,
            "the log takes no writes, events go to the spool: make room on its disk, and see "
                + "whether the disk works and the file is the daemon's (hotlinectl doctor); it "
                + "ends by itself"
        )
        if isNew { logger.critical("The log takes no writes") }
    }
}
