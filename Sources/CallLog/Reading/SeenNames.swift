import CallRouting
import OnCallRoster
import Synchronization

/// Tells at once of most deliveries and calls that the log has never seen them, so that a new event
/// asks no database.
///
/// It holds a hash of every name that the log knows, and of those on their way to it. What it does
/// not hold was never submitted; what it holds may have been, and is looked up.
final class SeenNames: Sendable {
    private struct State: Sendable {
        var hashes: Set<Int> = []
        /// False where the log knew more names than are held: then all are looked up.
        var isComplete = true
    }

    /// About 16 MB; of calls, decades of a busy line.
    private static let most = 400_000
    /// How many of the log's names are asked for at start.
    static let mostAtStart = 100_000

    private let state: Mutex<State>

    /// Names that the log knows; `nil` where there are more than are held.
    init(_ known: [(gateway: String, name: String)]?) {
        var held = State(isComplete: known != nil)
        for (gateway, name) in known ?? [] { held.hashes.insert(SeenNames.hash(gateway, name)) }
        let state = held
        self.state = Mutex(state)
    }

    func note(_ name: String, gateway: GatewayName) {
        let hash = SeenNames.hash(gateway.rawValue, name)
        state.withLock { state in
            guard state.isComplete else { return }
            guard state.hashes.count < SeenNames.most else {
                // Until the next start all are looked up, which costs microseconds.
                state = State(isComplete: false)
                return
            }
            state.hashes.insert(hash)
        }
    }

    func mayHold(_ name: String, gateway: GatewayName) -> Bool {
        let hash = SeenNames.hash(gateway.rawValue, name)
        return state.withLock { !$0.isComplete || $0.hashes.contains(hash) }
    }

    private static func hash(_ gateway: String, _ name: String) -> Int {
        var hasher = Hasher()
        hasher.combine(gateway)
        hasher.combine(name)
        return hasher.finalize()
    }
}
