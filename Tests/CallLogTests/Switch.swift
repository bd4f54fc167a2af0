import Synchronization

/// Something that a test turns on and off while other threads look at it.
final class Switch: Sendable {
    private let state = Mutex(false)

    var isOn: Bool { state.withLock { $0 } }

    func turn(on: Bool) { state.withLock { $0 = on } }
}
