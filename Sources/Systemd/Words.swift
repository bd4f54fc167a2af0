import CSystemd
import Dispatch
import Synchronization

/// What is said to the service manager, in its order, on a thread of its own: sd_notify(3) waits
/// where the service manager takes nothing, as it does while it hangs, and nothing else may.
final class Words: Sendable {
    private static let most = 64

    private let thread = DispatchQueue(label: "service-manager")
    private let waiting = Mutex<[Systemd.State]>([])

    /// A sign of life is not said again while one waits to be heard; of many others the last count.
    func say(_ state: Systemd.State) {
        let isNews = waiting.withLock { waiting in
            if state == .watchdog, waiting.contains(state) { return false }
            if waiting.count == Words.most { waiting.removeFirst() }
            waiting.append(state)
            return true
        }
        guard isNews else { return }
        thread.async { self.sendNext() }
    }

    private func sendNext() {
        let next = waiting.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        if let next { sd_notify(0, next.text) }
    }
}
