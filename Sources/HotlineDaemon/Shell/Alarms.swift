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
        case gatewaySilent = "gateway-silent"
        case noSelfCall = "no-self-call"
        case selfCallKnown = "self-call-known"
        case signaturesFail = "signatures-fail"
        case numberFails = "number-fails"
        case messagesFail = "messages-fail"

        /// Whether calls may be in danger while it stands.
        var degrades: Bool { self != .numberFails && self != .messagesFail }
    }

    struct Alarm: Hashable, Sendable {
        let code: Code
        /// The gateway or number that it is about; empty where there is one of its kind only.
        let subject: String
        let since: Instant
        /// When it was raised last.
        let latest: Instant
        let message: String
    }

    private struct Key: Hashable {
        let code: Code
        let subject: String
    }

    private let standing = Mutex<[Key: Alarm]>([:])

    /// Raises an alarm; one that stands keeps its beginning.
    ///
    /// - Returns: whether it is new.
    @discardableResult
    func raise(
        _ code: Code, about subject: String = "", at now: Instant, _ message: String
    ) -> Bool {
        let key = Key(code: code, subject: subject)
        return standing.withLock {
            let before = $0[key]
            $0[key] = Alarm(
                code: code, subject: subject, since: before?.since ?? now, latest: now,
                message: message)
            return before == nil
        }
    }

    /// - Returns: whether it stood.
    @discardableResult
    func clear(_ code: Code, about subject: String = "") -> Bool {
        standing.withLock { $0.removeValue(forKey: Key(code: code, subject: subject)) != nil }
    }

    func stands(_ code: Code, about subject: String = "") -> Bool {
        standing.withLock { $0[Key(code: code, subject: subject)] != nil }
    }

    /// What the alarms of one code are about.
    func subjects(of code: Code) -> Set<String> {
        standing.withLock { standing in
            Set(standing.keys.filter { $0.code == code }.map(\.subject))
        }
    }

    var all: [Alarm] {
        standing.withLock {
            $0.values.sorted {
                ($0.since, $0.code.rawValue, $0.subject) < ($1.since, $1.code.rawValue, $1.subject)
            }
        }
    }
}
