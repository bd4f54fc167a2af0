import CallRouting
import OnCallRoster
import Synchronization

/// Tells at once of most deliveries that the log has never seen them, so that a new event asks no
/// database.
///
/// It holds a hash of every delivery that the log knows, and of those on their way to it. What it
/// does not hold was never submitted; what it holds may have been, and is looked up.
final class SeenDeliveries: Sendable {
    private struct State: Sendable {
        var hashes: Set<Int> = []
        /// False where the log knew more deliveries than are held: then all are looked up.
        var isComplete = true
    }

    /// About 16 MB, some months of a busy line.
    private static let most = 400_000

    private let state = Mutex(State())

    /// Deliveries that the log knows, by gateway and id.
    init(_ known: [(gateway: String, delivery: String)], isComplete: Bool) {
        state.withLock { state in
            state.isComplete = isComplete
            for (gateway, delivery) in known {
                state.hashes.insert(SeenDeliveries.hash(gateway, delivery))
            }
        }
    }

    /// How many of the log's deliveries it asks for.
    static var mostAtStart: Int { most / 2 }

    func note(_ delivery: String, gateway: GatewayName) {
        let hash = SeenDeliveries.hash(gateway.rawValue, delivery)
        state.withLock { state in
            guard state.isComplete else { return }
            guard state.hashes.count < SeenDeliveries.most else {
                // Until the next start all are looked up, which costs microseconds.
                state = State(isComplete: false)
                return
            }
            state.hashes.insert(hash)
        }
    }

    func mayHold(_ delivery: String, gateway: GatewayName) -> Bool {
        let hash = SeenDeliveries.hash(gateway.rawValue, delivery)
        return state.withLock { !$0.isComplete || $0.hashes.contains(hash) }
    }

    private static func hash(_ gateway: String, _ delivery: String) -> Int {
        var hasher = Hasher()
        hasher.combine(gateway)
        hasher.combine(delivery)
        return hasher.finalize()
    }
}
