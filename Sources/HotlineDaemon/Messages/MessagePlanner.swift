import CallLog
import CallRouting
import HotlineSettings
import Logging
import OnCallRoster
import ServiceLifecycle
import Synchronization

/// Puts into the outbox what no call's event causes: duty reminders, the morning's digest, changes
/// of the roster, alarms. Ends what waits too long, and raises an alarm where messages fail.
///
/// What it puts there is kept by its key: what it does again after a restart changes nothing.
actor MessagePlanner: Service {
    private let log: CallLog
    private let rosters: RosterKeeper
    private let alarms: Alarms
    /// `nil`: nobody is told of anything.
    private let plan: MessagePlan?
    private let consoleURL: String?
    private let clock: DaemonClock
    private let logger: Logger
    nonisolated let visits: MessengerVisits
    /// Keys that stand in the outbox, so that most looks write nothing.
    private var known: Set<String> = []
    /// The day whose digests are made.
    private var digested: CivilDate?
    private var working: Task<Void, Never>?

    /// A changed roster is told once it has stood for so long: who mends it meanwhile tells once.
    private static let rosterStands: Duration = .minutes(10)
    private static let mostKnown = 10_000
    /// Failures of messages are told for so long.
    static let failureStands: Duration = .hours(24)

    init(
        log: CallLog, rosters: RosterKeeper, alarms: Alarms, settings: Settings,
        clock: DaemonClock, logger: Logger
    ) {
        self.log = log
        self.rosters = rosters
        self.alarms = alarms
        plan = settings.messenger.map { MessagePlan(settings: $0) }
        consoleURL = settings.console?.publicURL
        visits = MessengerVisits(began: clock.monotonic)
        self.clock = clock
        self.logger = logger
    }

    func run() async throws {
        var rest: Duration = .seconds(1)
        while await restUnlessStopped(rest) {
            await look()
            rest = .seconds(5)
        }
    }

    /// Puts what is due now into the outbox.
    func look() async {
        let before = working
        let next = Task {
            await before?.value
            await self.work()
        }
        working = next
        await next.value
    }

    private func work() async {
        let now = clock.now
        if known.count > MessagePlanner.mostKnown { known = [] }
        await attempt { () async throws(LogError) in
            try await log.expireMessages(now: now, isDelivering: plan != nil)
        }
        guard let plan else { return }
        if let inForce = rosters.inForce {
            await attempt { () async throws(LogError) in try await remind(plan, inForce, now) }
            await attempt { () async throws(LogError) in try await escalate(plan, inForce, now) }
            await attempt { () async throws(LogError) in try await digest(plan, inForce, now) }
            await attempt { () async throws(LogError) in
                try await tellChanges(plan, inForce, now)
            }
        }
        await attempt { () async throws(LogError) in try await tellAlarms(plan, now) }
        await attempt { () async throws(LogError) in try watchFailures(now) }
    }

    /// What cannot be done now keeps nothing else from being done, and is tried at the next look.
    private func attempt(_ body: () async throws(LogError) -> Void) async {
        do throws(LogError) {
            try await body()
        } catch {
            logger.warning(
                "Messages could not be written down, trying again", metadata: ["error": "\(error)"])
        }
    }

    private func add(_ messages: [NewMessage]) async throws(LogError) {
        let new = messages.filter { !known.contains($0.key) }
        try await log.add(new)
        known.formUnion(new.map(\.key))
    }

    private func remind(
        _ plan: MessagePlan, _ inForce: RosterInForce, _ now: Instant
    ) async throws(LogError) {
        for (beginning, message) in plan.reminders(inForce, now: now) {
            let key = message(nil).key
            guard !known.contains(key) else { continue }
            if plan.settings.asksConfirmation, let consoleURL {
                let token = MessagePlanner.token()
                try await log.add(
                    message("\(consoleURL)/console/duty/\(token)"),
                    asking: DutyCheck(
                        line: beginning.line, starts: beginning.starts,
                        professional: beginning.professional, asked: now),
                    tokenSHA256: Visitors.hash(of: token))
            } else {
                try await log.add([message(nil)])
            }
            known.insert(key)
        }
    }

    /// 256 bits from the system's generator, as hexadecimal digits.
    private static func token() -> String {
        (0..<32).map { _ in UInt8.random(in: 0...255) }.map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0" + digits : digits
        }.joined()
    }

    private func escalate(
        _ plan: MessagePlan, _ inForce: RosterInForce, _ now: Instant
    ) async throws(LogError) {
        guard plan.settings.asksConfirmation, plan.sends(.dutyUnconfirmed) else { return }
        let patience = plan.settings.confirmWithin
        for check in try log.unansweredDutyChecks(askedBy: now - patience) {
            // Somebody else has the duty by now, or it is long past: there is nothing to be told.
            let holder = inForce.duty.holder(of: check.line, at: max(now, check.starts))
            guard holder?.professional == check.professional, now < check.starts + .hours(12)
            else { continue }
            try await log.tell(
                plan.silence(of: check, inForce, now: now), ofUnanswered: check, at: now)
        }
    }

    private func digest(
        _ plan: MessagePlan, _ inForce: RosterInForce, _ now: Instant
    ) async throws(LogError) {
        let roster = inForce.roster
        guard plan.sends(.digest),
            let (day, span) = roster.digestDue(at: plan.settings.digestAt, now: now),
            digested != day
        else { return }
        let endOfDay = roster.zone.instant(day + 1)
        var messages: [NewMessage] = []
        for reader in roster.digestReaders {
            let counts = try DigestCounts(
                of: reader, in: log, span: span, endOfDay: endOfDay, now: now)
            guard !counts.isEmpty else { continue }
            messages.append(plan.digest(to: reader, of: day, now: now))
        }
        try await add(messages)
        digested = day
    }

    private func tellChanges(
        _ plan: MessagePlan, _ inForce: RosterInForce, _ now: Instant
    ) async throws(LogError) {
        let hash = inForce.roster.sha256
        guard let told = try log.toldRoster() else {
            try await log.tell([], ofRoster: hash)
            return
        }
        guard told != hash, let loaded = rosters.current.loaded,
            now >= loaded + MessagePlanner.rosterStands
        else { return }
        let reading = rosters.archive.kept(told, now: now)
        let news = (reading?.roster ?? reading?.onceGood).map {
            plan.news(from: $0, to: inForce, loaded: loaded, now: now)
        }
        try await log.tell(news ?? [], ofRoster: hash)
    }

    private func tellAlarms(_ plan: MessagePlan, _ now: Instant) async throws(LogError) {
        let standing = rosters.current
        try await add(
            plan.alarms(
                alarms.all, rosterAlarms: standing.alarms.count,
                roster: standing.inForce?.roster.sha256, now: now))
    }

    private func watchFailures(_ now: Instant) throws(LogError) {
        let failed = try log.failedMessages(since: now - MessagePlanner.failureStands)
        if failed > 0 {
            alarms.raise(
                .messagesFail, at: now,
                "\(failed) messages could not be sent in the last 24 hours: 'hotlinectl messages list' "
                    + "and the journal of hotline-messenger say why")
        } else {
            alarms.clear(.messagesFail)
        }
        if visits.isSilent(at: clock.monotonic) {
            alarms.raise(
                .messagesFail, about: "hotline-messenger", at: now,
                "hotline-messenger has not asked for messages for 10 minutes, so that nobody is told "
                    + "of anything: 'systemctl status hotline-messenger'")
        } else {
            alarms.clear(.messagesFail, about: "hotline-messenger")
        }
    }
}

/// When hotline-messenger last asked for messages.
final class MessengerVisits: Sendable {
    private struct Visit {
        var at: Instant?
        /// By the monotonic clock; at first when the daemon began.
        var monotonic: Duration
    }

    private static let patience: Duration = .minutes(10)
    private let latest: Mutex<Visit>

    init(began: Duration) {
        latest = Mutex(Visit(at: nil, monotonic: began))
    }

    /// When it was; `nil`: not since the start.
    var latestAt: Instant? { latest.withLock { $0.at } }

    func note(at now: Instant, monotonic: Duration) {
        latest.withLock { $0 = Visit(at: now, monotonic: monotonic) }
    }

    func isSilent(at monotonic: Duration) -> Bool {
        latest.withLock { monotonic - $0.monotonic > MessengerVisits.patience }
    }
}
