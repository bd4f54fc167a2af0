import OnCallRoster
import Synchronization

/// Reports that were counted lately, for pages that are looked at again and again: a year of a large
/// hotline takes seconds to count. What is shown may be an hour old at most, and says when it was
/// made. Nothing of it outlives an erasure.
final class KeptReports<Report: Sendable>: Sendable {
    /// What a report depends on beside the log: nobody gets one of another scope.
    struct Key: Hashable, Sendable {
        let from: CivilDate
        let to: CivilDate
        let institutions: Set<InstitutionID>?
        let least: Int?
        let roster: String?
    }

    enum Answer {
        /// Nothing is kept: it is to be counted.
        case none
        case kept(Report)
        /// It is shown, and to be counted anew meanwhile, by who got this answer.
        case old(Report)
    }

    private struct Kept {
        let report: Report
        let counted: Duration
        let changes: Int
    }

    private struct State {
        var kept: [Key: Kept] = [:]
        var counting: Set<Key> = []
        var drops = 0
    }

    private let state = Mutex(State())

    /// As many as fit 10 MB: a report of a nation has some hundred kilobytes.
    private static var most: Int { 16 }
    private static var longest: Duration { .hours(1) }
    /// A busy line changes something all the time.
    private static var rest: Duration { .minutes(1) }

    /// - Parameters:
    ///   - now: By the monotonic clock.
    ///   - changes: How many there have been (`Changes`).
    func answer(for key: Key, at now: Duration, changes: Int) -> Answer {
        state.withLock { state in
            guard let kept = state.kept[key], now - kept.counted < Self.longest else {
                return .none
            }
            let isOld = kept.changes != changes && now - kept.counted >= Self.rest
            guard isOld, !state.counting.contains(key) else { return .kept(kept.report) }
            state.counting.insert(key)
            return .old(kept.report)
        }
    }

    /// Before counting begins; to be handed to `keep`.
    var drops: Int { state.withLock { $0.drops } }

    /// - Parameters:
    ///   - report: `nil` where it could not be counted.
    ///   - now: When counting began, by the monotonic clock.
    ///   - changes: How many there had been then.
    ///   - drops: As they were then; if they are others, something may have been counted that is
    ///     erased.
    func keep(_ report: Report?, for key: Key, at now: Duration, changes: Int, drops: Int) {
        state.withLock { state in
            state.counting.remove(key)
            guard let report, drops == state.drops else { return }
            state.kept[key] = Kept(report: report, counted: now, changes: changes)
            guard state.kept.count > Self.most else { return }
            let oldest = state.kept.min { $0.value.counted < $1.value.counted }
            if let oldest { state.kept[oldest.key] = nil }
        }
    }

    /// Something was erased.
    func drop() {
        state.withLock { state in
            state.kept = [:]
            state.drops += 1
        }
    }
}
