import CallLog
import CallRouting
import HTTPTypes
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster

// What `/metrics` shows.

extension Health {
    func metrics() -> Response {
        // Whoever waited for a decision here would hang as well.
        guard !check.hanging.contains(.decisions) else {
            return .problem(503, "Service Unavailable", SelfCheck.Part.decisions.reason)
        }
        var response = Response.text(measurements().text)
        response.headers[.contentType] = MetricFamily.contentType
        return response
    }

    private func measurements() -> Measurements {
        let counters = exchange.counters
        let glance = glance
        var measured = Measurements()
        measured.now = clock.now
        measured.calls = counters.calls
        measured.openCalls = exchange.switchboard.openCalls.count { !$0.rehearsal }
        (measured.openPromises, measured.overduePromises) = promises
        measured.refusals = counters.refusals
        measured.unauthentic = zero(settings.gateways.map { GatewayName(rawValue: $0.name) })
            .merging(counters.unauthentic) { $1 }
        measured.sightings = sightings
        measured.alarms = zero(Alarms.codes).merging(
            standingAlarms(glance.callAlarms).map { ($0.code, 1) }, uniquingKeysWith: +)
        measured.replies = counters.replies.now
        measured.roster = roster(glance.coverage, now: measured.now)
        measured.log = log(glance, now: measured.now)
        measured.process = .now
        measured.version = Hotlined.versionText
        measured.started = since
        measured.sinceSelfCheck = check.sinceGood(at: .now)
        return measured
    }

    private func zero<Key: Hashable>(_ keys: [Key]) -> [Key: Int] {
        Dictionary(keys.map { ($0, 0) }, uniquingKeysWith: +)
    }

    private func roster(
        _ coverage: CoverageOutlook?, now: Instant
    ) -> Measurements.RosterFigures {
        let standing = rosters.current
        let fallbackUntil = exchange.counters.fallbackUntil
        return Measurements.RosterFigures(
            isGood: standing.isGood, age: standing.loaded.map { max(.zero, now - $0) },
            horizon: standing.inForce.map { max(.zero, $0.duty.span.end - now) },
            linesUnfilled: coverage?.unfilled(at: now), nextGap: coverage?.nextGap(after: now),
            fallbackLeft: fallbackUntil.map { max(.zero, $0 - now) } ?? .zero)
    }

    private func log(_ glance: Glance, now: Instant) -> Measurements.LogFigures {
        let counters = exchange.counters
        return Measurements.LogFigures(
            failures: counters.logFailures, commits: counters.commits.now,
            bytes: glance.logBytes, walBytes: glance.walBytes, freeBytes: glance.freeBytes,
            spools: exchange.keep.spools.map { name, spool in
                Measurements.SpoolFigures(
                    name: name, events: spool.count, bytes: glance.spoolBytes[name] ?? 0)
            },
            sinceRead: max(.zero, clock.monotonic - glance.logRead),
            backupAge: glance.lastBackup.map { max(.zero, now - $0) })
    }
}

extension Alarms {
    /// Of all that may stand without a roster's problems: the daemon's own, those of calls, and
    /// those of callbacks.
    static let codes: [String] =
        Code.allCases.map(\.rawValue) + AlarmCode.allCases.map(\.rawValue)
        + [calledBackSoon, calledBackLate]

    static let calledBackSoon = "callback-due"
    static let calledBackLate = "callback-overdue"
}
