import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import OnCallRoster

// What `hotlinectl status` shows.

extension Health {
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
            reasons: reasons + (counted == nil ? [unreadable] : []),
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

    private var unreadable: String {
        "the log cannot be read: the journal and hotlinectl doctor say why"
    }

    /// The daemon's own alarms, the roster's, and those of the last day's calls.
    func standingAlarms(_ callAlarms: [LoggedAlarm]) -> [Status.Alarm] {
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
                code: isOverdue ? Alarms.calledBackLate : Alarms.calledBackSoon,
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
