import Dispatch
import Synchronization

/// What `body` comes to, on a thread of its own; `nil` where that takes longer than `patience`. The
/// thread then ends with the program at the latest.
func bounded<Value: Sendable>(
    by patience: Duration, _ body: @escaping @Sendable () -> Value
) -> Value? {
    let awaited = Awaited<Value>()
    DispatchQueue.global(qos: .utility).async { awaited.give(body()) }
    return awaited.wait(for: patience)
}

private final class Awaited<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let given = DispatchSemaphore(value: 0)

    func give(_ value: Value) {
        self.value.withLock { $0 = value }
        given.signal()
    }

    func wait(for patience: Duration) -> Value? {
        let (seconds, attoseconds) = patience.components
        let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        guard given.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else {
            return nil
        }
        return value.withLock { $0 }
    }
}
