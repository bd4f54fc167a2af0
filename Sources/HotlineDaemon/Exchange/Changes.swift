import Synchronization

/// Counts what may make a page show something else: an event that is in the log, another roster.
/// Counting wakes nobody and waits for nobody; who wants to know looks at the count.
final class Changes: Sendable {
    private let counted = Mutex(0)

    /// So many since the daemon's start.
    var count: Int { counted.withLock { $0 } }

    func oneMore() { counted.withLock { $0 += 1 } }
}
