import CallLog
import CallRouting
import HTTPTypes
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster
import Synchronization

/// What is well and what is not, with reasons for whoever must act.
final class Health: Sendable {
    let settings: Settings
    let rosters: RosterKeeper
    let exchange: Exchange
    let alarms: Alarms
    let check: SelfCheck
    let clock: DaemonClock
    let since: Instant
    private let draining = Mutex(false)
    /// What disks had to say when they were last asked: one that hangs holds up nobody who asks for
    /// metrics.
    private let latest: Mutex<Glance>

    struct Glance {
        var sightings: [GatewayName: GatewaySighting] = [:]
        var callAlarms: [LoggedAlarm] = []
        var lastBackup: Instant?
        /// By the daemon's monotonic clock.
        var logRead: Duration
        var coverage: CoverageOutlook?
        var logBytes: Int?
        var walBytes: Int?
        var freeBytes: Int?
        /// By the spool's name.
        var spoolBytes: [String: Int] = [:]
    }

    init(
        settings: Settings, rosters: RosterKeeper, exchange: Exchange, alarms: Alarms,
        check: SelfCheck, clock: DaemonClock
    ) {
        self.settings = settings
        self.rosters = rosters
        self.exchange = exchange
        self.alarms = alarms
        self.check = check
        self.clock = clock
        since = clock.now
        latest = Mutex(Glance(logRead: clock.monotonic))
    }

    var glance: Glance { latest.withLock { $0 } }

    func drain() { draining.withLock { $0 = true } }

    /// Why the daemon is degraded; empty if all is well.
    var reasons: [String] { degrading.map(\.message) }

    private var degrading: [Alarms.Alarm] { alarms.all.filter(\.code.degrades) }

    /// 200 while nothing hangs.
    func liveness() -> Response {
        let report = LivenessReport(hanging: check.hanging)
        var response = Response.text(report.text)
        response.status = HTTPResponse.Status(code: report.status)
        return response
    }

    /// 200 while calls are answered, 503 while the daemon is ending or hangs.
    func readiness() -> Response {
        let readiness = ReadinessReport(
            hanging: check.hanging, isDraining: draining.withLock { $0 }, alarms: degrading
        ) {
            let (open, overdue) = promises
            return Status.Promises(open: open, overdue: overdue)
        }
        return .document(readiness, status: readiness.status)
    }

    /// Promises that are open, and those of them whose deadline has passed.
    var promises: (open: Int, overdue: Int) {
        let callbacks = exchange.switchboard.callbacks
        let overdue = callbacks.overdue(now: clock.now, monotonic: clock.monotonic)
        return (
            callbacks.all.count { $0.kind == .promise }, overdue.count { $0.kind == .promise }
        )
    }

    /// When each gateway of the settings was heard of, also if the log cannot be asked.
    var sightings: [GatewayName: GatewaySighting] {
        exchange.counters.sightings(since: latest.withLock { $0.sightings })
    }

    /// Whether a number is somebody's in the roster, or the hotline's own.
    func knows(_ number: PhoneNumber) -> Bool { rosters.inForce?.roster.knows(number) ?? false }

    /// Looks anew at the roster, the files and the log; a disk may take its time.
    func look() {
        lookAhead()
        measureFiles()
        let sightings = try? exchange.log.sightings()
        let callAlarms = try? exchange.log.alarms(since: clock.now - .days(1))
        let backups = try? exchange.log.backups()
        let read = clock.monotonic
        latest.withLock { glance in
            glance.sightings = sightings ?? glance.sightings
            glance.callAlarms = callAlarms ?? glance.callAlarms
            if let backups { glance.lastBackup = backups.map(\.made).max() }
            if sightings != nil { glance.logRead = read }
        }
    }

    private func lookAhead() {
        let now = clock.now
        let inForce = rosters.inForce
        let known = latest.withLock { $0.coverage }
        if let inForce, known?.holds(of: inForce, at: now) == true { return }
        let coverage = inForce.flatMap { CoverageOutlook($0, from: now) }
        latest.withLock { $0.coverage = coverage }
    }

    private func measureFiles() {
        let log = FileSizes.size(of: settings.logPath)
        let wal = FileSizes.size(of: settings.logPath + "-wal")
        let free = FileSizes.free(at: settings.stateDirectory)
        let spools = exchange.keep.spools.map { ($0.name, $0.spool.bytes) }
        latest.withLock { glance in
            (glance.logBytes, glance.walBytes, glance.freeBytes) = (log, wal, free)
            glance.spoolBytes = Dictionary(spools, uniquingKeysWith: { first, _ in first })
        }
    }
}
