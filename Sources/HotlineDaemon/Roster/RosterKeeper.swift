import CallRouting
import Dispatch
import Foundation
import HotlineSettings
import Logging
import OnCallRoster
import Synchronization

/// Holds the roster in force; a broken file never takes its place.
final class RosterKeeper: Sendable {
    /// What is known of the roster at a moment.
    struct Standing: Sendable {
        var inForce: RosterInForce?
        var loaded: Instant?
        /// False while the files on disk have an error and an older roster stands.
        var isGood = false
        var alarms: [Problem] = []
    }

    let folder: RosterFolder
    let archive: RosterArchive
    private let alarms: Alarms
    private let clock: DaemonClock
    private let changes: Changes
    private let logger: Logger
    private let standing = Mutex(Standing())
    /// A large roster takes seconds to read: calls go on meanwhile, and one reading is at work.
    private let queue = DispatchQueue(label: "roster")

    init(
        path: String, stateDirectory: String, alarms: Alarms, clock: DaemonClock,
        changes: Changes = Changes(), logger: Logger
    ) {
        self.alarms = alarms
        self.changes = changes
        folder = RosterFolder(path: path)
        archive = RosterArchive(folder: stateDirectory + "/rosters")
        self.clock = clock
        self.logger = logger
    }

    var current: Standing { standing.withLock { $0 } }
    var inForce: RosterInForce? { standing.withLock { $0.inForce } }

    /// As `reload`, off the threads that answer calls.
    func reloadApart() async { await apart { self.reload() } }

    /// As `expandAgain`, off the threads that answer calls.
    func expandApart() async { await apart { self.expandAgain() } }

    /// Runs `work` on the thread that reads rosters: one after the other, and no call waits.
    func apart<Answer: Sendable>(_ work: @escaping @Sendable () -> Answer) async -> Answer {
        await withCheckedContinuation { done in
            queue.async { done.resume(returning: work()) }
        }
    }

    /// The roster's file or folder.
    var path: String { folder.path }

    /// Reads the roster from disk and takes it if it has no error.
    func reload() {
        let now = clock.now
        let reading: RosterReading
        do {
            reading = try folder.read(now: now)
        } catch {
            refuse(error.description, now: now)
            return
        }
        let onceGood = reading.sha256 == archive.lastGoodHash
        guard let roster = reading.roster ?? (onceGood ? reading.onceGood : nil) else {
            let first = reading.problems.first { $0.severity == .error }
            // The message may quote a number or a name: `roster check` shows it.
            refuse(first.map { "\($0.place) [\($0.code.rawValue)]" } ?? "unknown", now: now)
            return
        }
        let inForce = RosterInForce(roster, around: now)
        let former = standing.withLock { standing in
            defer {
                standing.inForce = inForce
                standing.loaded = now
                standing.isGood = true
                standing.alarms = reading.problems.filter { $0.severity == .alarm }
            }
            return standing.inForce
        }
        changes.oneMore()
        alarms.clear(.rosterRefused)
        alarms.clear(.noRoster)
        do {
            try archive.keep(reading.files, as: reading.sha256)
        } catch {
            logger.warning(
                "The roster could not be kept as the last good one, ignoring",
                metadata: ["error": "\(error)"])
        }
        logger.notice(
            "Roster in force",
            metadata: [
                "sha256": "\(reading.sha256.prefix(12))",
                "families": "\(roster.families.values.count)",
                "professionals": "\(roster.professionals.values.count)",
                "alarms": "\(reading.count(.alarm))", "warnings": "\(reading.count(.warning))",
            ])
        if let former, former.roster.sha256 != roster.sha256 {
            tell(from: former, to: inForce, now: now)
        }
    }

    /// What `roster diff` sums up, in counts: the journal names nobody.
    private func tell(from old: RosterInForce, to new: RosterInForce, now: Instant) {
        let diff = RosterDiff(
            from: old.roster, old.duty, to: new.roster, new.duty,
            in: Interval(now, now + rosterHorizon))
        let summary = diff.summary
        logger.notice(
            "The roster's duty was compared with the former one's",
            metadata: [
                "former": "\(old.roster.sha256.prefix(12))", "changes": "\(summary.changes)",
                "lines": "\(summary.lines)", "lines-added": "\(summary.linesAdded)",
                "lines-removed": "\(summary.linesRemoved)",
                "minutes": "\(summary.duration.wholeSeconds / 60)",
                "gaps-opened": "\(summary.gapsOpened)", "gaps-closed": "\(summary.gapsClosed)",
                "professionals": "\(summary.professionals)",
            ])
    }

    private static let mend =
        "'hotlinectl roster check' says what to write instead, and what is mended counts at once"

    /// The roster that stood stays; at start, the last good one that was kept.
    private func refuse(_ reason: String, now: Instant) {
        let hadRoster = standing.withLock {
            $0.isGood = false
            return $0.inForce != nil
        }
        if hadRoster {
            alarms.raise(
                .rosterRefused, at: now,
                "the roster on disk has an error, the previous one stands: \(reason); "
                    + RosterKeeper.mend)
            logger.error(
                "The roster has an error, keeping the previous one",
                metadata: ["problem": "\(reason)"])
            return
        }
        if let reading = archive.lastGood(now: now),
            let roster = reading.roster ?? reading.onceGood
        {
            standing.withLock {
                $0.inForce = RosterInForce(roster, around: now)
                $0.loaded = now
                $0.alarms = reading.problems.filter { $0.severity == .alarm }
            }
            changes.oneMore()
            alarms.raise(
                .rosterRefused, at: now,
                "the roster on disk has an error, the last good one stands: \(reason); "
                    + RosterKeeper.mend)
            logger.error(
                "The roster has an error, using the last good one that was kept",
                metadata: ["problem": "\(reason)", "sha256": "\(reading.sha256.prefix(12))"])
        } else {
            alarms.raise(
                .noRoster, at: now,
                "no good roster, every call goes to the last resort: \(reason); "
                    + RosterKeeper.mend)
            logger.critical(
                "No good roster: every call goes to the last resort",
                metadata: ["problem": "\(reason)"])
        }
    }

    /// Whether duty is not expanded around now as it was around the moment it was expanded at: a day
    /// has gone by, or the clock was set.
    var isOutgrown: Bool {
        guard let span = inForce?.duty.span else { return false }
        let now = clock.now
        let margin: Duration = .days(6)
        return now - margin < span.start || now + rosterHorizon + margin > span.end
    }

    /// Expands duty anew, so that the horizon moves on with the days, and looks for what has come up
    /// within it.
    func expandAgain() {
        let now = clock.now
        guard let roster = inForce?.roster else { return }
        let next = RosterInForce(roster, around: now)
        let found = alarms(of: roster, now: now)
        // A reload that came meanwhile stands.
        standing.withLock {
            guard $0.inForce?.roster.sha256 == roster.sha256 else { return }
            $0.inForce = next
            $0.alarms = found ?? $0.alarms
        }
        changes.oneMore()
    }

    /// The alarms of the roster in force from now on: by the files on disk, or as it was kept where
    /// they have changed; `nil` where neither is it.
    private func alarms(of roster: Roster, now: Instant) -> [Problem]? {
        let onDisk = try? folder.read(now: now)
        let reading =
            onDisk?.sha256 == roster.sha256 ? onDisk : archive.lastGood(now: now)
        guard let reading, reading.sha256 == roster.sha256 else { return nil }
        return reading.problems.filter { $0.severity == .alarm }
    }
}
