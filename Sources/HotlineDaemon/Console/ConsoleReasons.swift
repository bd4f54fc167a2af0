import Synchronization

/// Why calls are read, as it was said in each session: asked once for each call, and forgotten with
/// the daemon.
final class ConsoleReasons: Sendable {
    private struct Key: Hashable {
        let session: Int64
        let call: String
    }

    private static let most = 10_000
    private let said = Mutex<[Key: String]>([:])

    /// 500 characters are kept.
    func say(_ reason: String, of call: String, in session: Int64) {
        said.withLock { said in
            // So many at once are asked again rather than kept.
            if said.count >= ConsoleReasons.most { said = [:] }
            said[Key(session: session, call: call)] = String(reason.prefix(500))
        }
    }

    /// `nil` where nothing was said.
    func reason(of call: String, in session: Int64) -> String? {
        said.withLock { $0[Key(session: session, call: call)] }
    }
}
