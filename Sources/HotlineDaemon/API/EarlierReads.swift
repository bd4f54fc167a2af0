import OnCallRoster
import Synchronization

/// What sessions were shown by reads that were written down, for an hour. A page that refreshes
/// itself is so written down for what it shows anew, and not again each time. Forgotten with the
/// daemon: then it is written down again.
final class EarlierReads: Sendable {
    /// One call or follow-up, by its number in the log, and whose it is.
    struct Shown: Hashable, Sendable {
        let number: Int64
        let family: FamilyID?
    }

    /// Those of one session, at one question.
    struct OfSession: Sendable {
        fileprivate let all: EarlierReads
        fileprivate let session: Int64
        /// Whether nobody asks, but a page by itself.
        let isRefresh: Bool
        fileprivate let now: Duration

        /// What of it the session was not shown in a read of that kind.
        func new(_ what: String, among shown: [Shown]) -> [Shown] {
            all.latest.withLock { latest in
                shown.filter { item in
                    let last = latest[Key(session: session, what: what, item: item)]
                    return last.map { now - $0 >= EarlierReads.remembered } ?? true
                }
            }
        }

        /// A read has been written down.
        func remember(_ what: String, _ shown: [Shown]) {
            all.latest.withLock { latest in
                if latest.count + shown.count > EarlierReads.most {
                    latest = latest.filter { now - $0.value < EarlierReads.remembered }
                    // So many at once are written down again rather than kept.
                    if latest.count + shown.count > EarlierReads.most { latest = [:] }
                }
                for item in shown {
                    latest[Key(session: session, what: what, item: item)] = now
                }
            }
        }
    }

    fileprivate struct Key: Hashable {
        let session: Int64
        let what: String
        let item: Shown
    }

    static let remembered: Duration = .hours(1)
    static let most = 10_000
    /// When each was last written down, by the monotonic clock.
    private let latest = Mutex<[Key: Duration]>([:])

    /// - Parameter now: By the monotonic clock.
    func of(session: Int64, isRefresh: Bool, at now: Duration) -> OfSession {
        OfSession(all: self, session: session, isRefresh: isRefresh, now: now)
    }
}
