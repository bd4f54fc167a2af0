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
    private let selfCheck = Mutex<String?>(nil)

    init(settings: Settings, rosters: RosterKeeper, exchange: Exchange, clock: DaemonClock) {
        self.settings = settings
        self.rosters = rosters
        self.exchange = exchange
        self.clock = clock
        since = clock.now
    }

    func drain() { draining.withLock { $0 = true } }

    /// The latest self-check's complaint; `nil` after a good one.
    func noteSelfCheck(_ complaint: String?) { selfCheck.withLock { $0 = complaint } }

    /// Why the daemon is degraded; empty if all is well.
    var reasons: [String] {
        let standing = rosters.current
        var reasons: [String] = []
        if standing.inForce == nil {
            reasons.append(
                "no good roster: every call goes to the last resort"
                    + (standing.firstError.map { " (\($0))" } ?? ""))
        } else if !standing.isGood {
            reasons.append(
                "the roster on disk has an error, an older one is in force"
                    + (standing.firstError.map { " (\($0))" } ?? ""))
        }
        let spooled = exchange.keep.spooled
        if spooled > 0 { reasons.append("\(spooled) events wait in the spool for the log") }
        if let complaint = selfCheck.withLock({ $0 }) { reasons.append(complaint) }
        return reasons
    }

    /// 200 while calls are answered, 503 while the daemon is ending.
    func readiness() -> Response {
        let reasons = reasons
        let isDraining = draining.withLock { $0 }
        let readiness = Readiness(
            state: isDraining ? "draining" : reasons.isEmpty ? "ok" : "degraded", reasons: reasons)
        return .document(readiness, status: isDraining ? 503 : 200)
    }

    private struct Readiness: Encodable {
        let state: String
        let reasons: [String]
    }

    func metrics() -> String {
        exchange.counters.text(
            openCalls: exchange.switchboard.openCalls.count, rosterIsGood: rosters.current.isGood)
    }

    /// What `status` shows; `counted` is what the log counts, `nil` if it cannot be asked.
    func status(_ counted: LogCounts?) -> Status {
        let standing = rosters.current
        let inForce = standing.inForce
        let lastEvents = exchange.counters.lastEvents
        let reasons = reasons
        let gateways = settings.gateways.map { gateway in
            let name = GatewayName(rawValue: gateway.name)
            let last = lastEvents[name] ?? counted?.lastEvents[name]
            return Status.Gateway(
                gateway: gateway.name, lastEvent: last?.description, lastSelfCall: nil)
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
                open: exchange.switchboard.openCalls.count, swept: counted?.sweptCalls ?? 0),
            promises: Status.Promises(
                open: counted?.openPromises ?? 0, overdue: counted?.overduePromises ?? 0),
            log: Status.Log(
                state: counted == nil || selfCheck.withLock { $0 } != nil ? "unwritable" : "ok",
                spooled: exchange.keep.spooled, lastEvent: counted?.lastEvent?.description),
            gateways: gateways, alarms: alarms(standing))
    }

    private func alarms(_ standing: RosterKeeper.Standing) -> [Status.Alarm] {
        let loaded = standing.loaded ?? since
        return standing.alarms.map { problem in
            Status.Alarm(
                code: problem.code.rawValue, since: loaded.description,
                message: "\(problem.place): \(problem.message) (\(problem.fix))")
        }
    }

    /// What anyone on the machine may see: counts only.
    func countsOnly(_ status: Status) -> Status {
        var counts = status
        counts.reasons = []
        counts.alarms = []
        counts.roster.files = []
        return counts
    }
}
