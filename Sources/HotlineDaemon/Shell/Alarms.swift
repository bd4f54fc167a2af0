import OnCallRoster
import Synchronization

/// The alarms of the daemon itself that stand.
final class Alarms: Sendable {
    enum Code: String, Sendable, CaseIterable {
        case clockUnsynchronised = "clock-unsynchronised"
        case logUnwritable = "log-unwritable"
        case spooling
        case rosterRefused = "roster-refused"
        case noRoster = "no-roster"
        case noSecret = "no-secret"
        case fallbackUnwritable = "fallback-unwritable"
    }

    struct Alarm: Hashable, Sendable {
        let code: Code
        let since: Instant
        let message: String
    }

    private let standing = Mutex<[Code: Alarm]>([:])

    /// Raises an alarm; one that stands keeps its beginning.
    func raise(_ code: Code, at now: Instant, _ message: String) {
        standing.withLock {
            $0[code] = Alarm(code: code, since: $0[code]?.since ?? now, message: message)
        }
    }

    func clear(_ code: Code) { standing.withLock { $0[code] = nil } }

    func stands(_ code: Code) -> Bool { standing.withLock { $0[code] != nil } }

    var all: [Alarm] {
        standing.withLock {
            $0.values.sorted { ($0.since, $0.code.rawValue) < ($1.since, $1.code.rawValue) }
        }
    }
}
