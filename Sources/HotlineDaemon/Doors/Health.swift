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
    private let settings: Settings
    private let rosters: RosterKeeper
    private let exchange: Exchange
    private let clock: DaemonClock
    private let since: Instant
    private let draining = Mutex(false)
    private let alarms: Alarms
    /// What the log had to say when it was last asked: a log that hangs holds up nobody who asks for
    /// metrics.
    private let glance = Mutex(Glance())

    private struct Glance {
        var sightings: [GatewayName: GatewaySighting] = [:]
        var callAlarms: [LoggedAlarm] = []
    }

    init(
        settings: Settings, rosters: RosterKeeper, exchange: Exchange, alarms: Alarms,
        clock: DaemonClock
    ) {
        self.settings = settings
        self.rosters = rosters
        self.exchange = exchange
        self.alarms = alarms
        self.clock = clock
        since = clock.now
    }

    func drain() { draining.withLock { $0 = true } }

    /// Why the daemon is degraded; empty if all is well.
    var reasons: [String] { alarms.all.filter(\.code.degrades).map(\.message) }

    /// 200 while calls are answered, 503 while the daemon is ending.
    func readiness() -> Response {
        let reasons = reasons
        let isDraining = draining.withLock { $0 }
        let (open, overdue) = promises
        let readiness = Readiness(
            state: isDraining ? "draining" : reasons.isEmpty ? "ok" : "degraded", reasons: reasons,
            promises: Status.Promises(open: open, overdue: overdue))
        return .document(readiness, status: isDraining ? 503 : 200)
    }

    private struct Readiness: Encodable {
        let state: String
        let reasons: [String]
        /// Told without making the daemon degraded: people are late, and it is well.
        let promises: Status.Promises
    }

    /// Promises that are open, and those of them whose deadline has passed.
    private var promises: (open: Int, overdue: Int) {
        let callbacks = exchange.switchboard.callbacks
        let overdue = callbacks.overdue(now: clock.now, monotonic: clock.monotonic)
        return (
            callbacks.all.count { $0.kind == .promise }, overdue.count { $0.kind == .promise }
        )
    }

    func metrics() -> String {
        let standing = standingAlarms(glance.withLock { $0.callAlarms })
        return exchange.counters.text(
            openCalls: exchange.switchboard.openCalls.count, promises: promises,
            rosterIsGood: rosters.current.isGood, sightings: sightings,
            alarms: Dictionary(standing.map { ($0.code, 1) }, uniquingKeysWith: +))
    }

    /// When each gateway of the settings was heard of, also if the log cannot be asked.
    var sightings: [GatewayName: GatewaySighting] {
        exchange.counters.sightings(since: glance.withLock { $0.sightings })
    }

    /// Whether a number is somebody's in the roster, or the hotline's own.
    func knows(_ number: PhoneNumber) -> Bool { rosters.inForce?.roster.knows(number) ?? false }

    /// Asks the log anew; it may take its time.
    func look() {
        let sightings = try? exchange.log.sightings()
        let callAlarms = try? exchange.log.alarms(since: clock.now - .days(1))
        glance.withLock { glance in
            glance.sightings = sightings ?? glance.sightings
            glance.callAlarms = callAlarms ?? glance.callAlarms
        }
    }

    /// What `status` shows; `counted` is what the log counts, `nil` if it cannot be asked.
    func status(_ counted: LogCounts?) -> Status {
        let standing = rosters.current
        let promises = promises
        let inForce = standing.inForce
        let sightings = exchange.counters.sightings(since: counted?.gateways ?? [:])
        let reasons = reasons
        let gateways = settings.gateways.map { gateway in
            let name = GatewayName(rawValue: gateway.name)
            let seen = sightings[name]
            return Status.Gateway(
                gateway: gateway.name, lastEvent: seen?.last.description,
                lastSelfCall: seen?.lastSelfCall?.description)
        }
        return Status(
            state: reasons.isEmpty && counted != nil ? "ok" : "degraded",
            reasons: reasons + (counted == nil ? ["the log cannot be read"] : []),
            version: Hotlined.versionText, since: since.description,
            roster: Status.RosterInForce(
                sha256: inForce?.roster.sha256, files: inForce?.roster.files ?? [],
                loaded: standing.loaded?.description, good: standing.isGood,
                expandedUntil: inForce?.duty.span.end.description),
            calls: Status.Calls(
                open: exchange.switchboard.openCalls.count { !$0.rehearsal },
                swept: counted?.sweptCalls ?? 0),
            promises: Status.Promises(
                open: promises.open, overdue: promises.overdue),
            log: Status.Log(
                state: counted == nil || alarms.stands(.logUnwritable)
                    ? "unwritable" : alarms.stands(.spooling) ? "slow" : "ok",
                spooled: exchange.keep.spooled, lastEvent: counted?.lastEvent?.description),
            gateways: gateways,
            alarms: standingAlarms(
                (try? exchange.log.alarms(since: clock.now - .days(1))) ?? []))
    }

    /// The daemon's own alarms, the roster's, and those of the last day's calls.
    private func standingAlarms(_ callAlarms: [LoggedAlarm]) -> [Status.Alarm] {
        let standing = rosters.current
        let own = alarms.all.map {
            Status.Alarm(
                code: $0.code.rawValue, since: $0.since.description, message: $0.message)
        }
        let ofRoster = standing.alarms.map { problem in
            Status.Alarm(
                code: problem.code.rawValue, since: (standing.loaded ?? since).description,
                message: "\(problem.place): \(problem.message) (\(problem.fix))")
        }
        let ofCalls = callAlarms.map { alarm in
            Status.Alarm(
                code: alarm.code.rawValue, since: alarm.at.description,
                message: "call \(alarm.call): \(alarm.code.sentence)")
        }
        return own + ofRoster + ofCalls + ofCallbacks()
    }

    /// Callbacks whose owner was reminded, and those that are overdue.
    private func ofCallbacks() -> [Status.Alarm] {
        let callbacks = exchange.switchboard.callbacks
        let overdue = Set(
            callbacks.overdue(now: clock.now, monotonic: clock.monotonic).map(\.key))
        let zone = rosters.inForce?.roster.zone ?? .danish
        return callbacks.all.filter { $0.isReminded || overdue.contains($0.key) }.map { callback in
            let time = zone.wall(of: callback.deadline).time
            let owner = callback.owner.map { "\($0)" } ?? "nobody"
            let isOverdue = overdue.contains(callback.key)
            return Status.Alarm(
                code: isOverdue ? "callback-overdue" : "callback-due",
                since: (isOverdue ? callback.deadline : callback.remindAt).description,
                message: "call \(callback.key.call): "
                    + (isOverdue ? "was to be rung back by " : "is to be rung back by ")
                    + "\(time); owner \(owner)")
        }
    }

    /// What anyone on the machine may see: counts only.
    func countsOnly(_ status: Status) -> Status {
        var counts = status
        counts.reasons = []
        counts.alarms = []
        counts.roster.files = []
        counts.duty = []
        return counts
    }
}

extension AlarmCode {
    fileprivate var sentence: String {
        switch self {
        case .nobodyOnDuty: "nobody was on duty; add a shift, or widen a rotation"
        case .noPromise: "nobody was reached and no promise could be made"
        }
    }
}
