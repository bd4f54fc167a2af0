import CallLog
import CallRouting
import Logging
import OnCallRoster
import ServiceLifecycle

/// Writes down who was on duty, each hour and when the roster changes: until a roster takes effect by
/// the one before it, from then on by it, as calls were routed.
///
/// After a stop it goes on from where it came to, by the roster of that time as it was kept; but no
/// further back than `catchesUp`. In a log that had calls before it had duty it begins with the
/// first of them.
actor DutyRecorder: Service {
    private let log: CallLog
    private let rosters: RosterKeeper
    private let clock: DaemonClock
    private let logger: Logger
    /// By which duty is written down; `nil` before the first look.
    private var held: RosterInForce?
    /// Until when it is written down.
    private var until = Instant.distantPast
    private var due = Instant.distantPast
    private var dueMonotonic = Duration.zero
    /// The latest try failed: a change of the roster waits for the next one too.
    private var hasFailed = false
    /// The look that is at work, behind which the next one waits.
    private var working: Task<Void, Never>?

    private static let interval: Duration = .hours(1)
    private static let pauseAfterFailure: Duration = .minutes(10)
    private static let catchesUp: Duration = .days(31)

    init(log: CallLog, rosters: RosterKeeper, clock: DaemonClock, logger: Logger) {
        self.log = log
        self.rosters = rosters
        self.clock = clock
        self.logger = logger
    }

    func run() async throws {
        repeat { await look() } while await restUnlessStopped(.seconds(1))
    }

    /// Writes down what is due: at a change of the roster, at each hour, and after a clock was set.
    func look() async {
        let before = working
        let next = Task {
            await before?.value
            await self.write()
        }
        working = next
        await next.value
    }

    private func write() async {
        let now = clock.now
        let standing = rosters.current
        guard let current = standing.inForce else { return }
        let isChanged = held.map { $0.roster.sha256 != current.roster.sha256 } ?? true
        let isDue =
            now >= due || clock.monotonic >= dueMonotonic || now < due - DutyRecorder.interval
        guard isDue || isChanged && !hasFailed else {
            if !isChanged { held = current }
            return
        }
        do throws(LogError) {
            if held == nil { try begin(with: current, now: now) }
            if let former = held, former.roster.sha256 != current.roster.sha256 {
                try await record(by: former, to: min(standing.loaded ?? now, now))
            }
            held = current
            try await record(by: current, to: now)
            hasFailed = false
            rest(until: now + DutyRecorder.interval)
        } catch {
            hasFailed = true
            logger.warning(
                "Past duty could not be written down, trying again", metadata: ["error": "\(error)"]
            )
            rest(until: now + DutyRecorder.pauseAfterFailure)
        }
    }

    private func rest(until instant: Instant) {
        dueMonotonic = clock.monotonic + (instant - clock.now)
        due = instant
    }

    /// Finds out how far it came the last time, and by which roster.
    private func begin(with current: RosterInForce, now: Instant) throws(LogError) {
        guard let mark = try log.dutyMark() else {
            until = try log.firstEvent() ?? now
            held = current
            return
        }
        until = mark.until
        guard mark.roster != current.roster.sha256,
            let reading = rosters.archive.kept(mark.roster, now: mark.until),
            let roster = reading.roster ?? reading.onceGood
        else {
            held = current
            return
        }
        held = RosterInForce(roster, around: mark.until)
    }

    private func record(by roster: RosterInForce, to end: Instant) async throws(LogError) {
        // A clock that was set back makes the way shorter; the log keeps what it has.
        let start = max(min(until, end), end - DutyRecorder.catchesUp)
        let span = Interval(start, end)
        let isKnown = roster.duty.span.start <= start && end <= roster.duty.span.end
        let table = isKnown ? roster.duty : DutyTable(of: roster.roster, in: span)
        try await log.record(
            roster.roster.dutyStretches(within: span, table),
            until: DutyMark(until: end, roster: roster.roster.sha256))
        until = end
    }
}
