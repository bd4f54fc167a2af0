import CSystemd

/// The few words that a daemon says to systemd (sd_notify(3), sd_listen_fds(3)); silent where no
/// service manager listens.
package enum Systemd {
    /// Sends a state such as `READY=1`; false where nobody listens.
    @discardableResult
    package static func notify(_ state: State) -> Bool {
        sd_notify(0, state.text) > 0
    }

    package enum State: Hashable, Sendable {
        case ready(status: String)
        /// With the monotonic time at which the reload began, in microseconds.
        case reloading(monotonicMicroseconds: UInt64)
        case stopping
        case status(String)
        case watchdog

        var text: String {
            switch self {
            case .ready(let status): "READY=1\nSTATUS=\(State.oneLine(status))"
            case .reloading(let microseconds):
                "RELOADING=1\nMONOTONIC_USEC=\(microseconds)"
            case .stopping: "STOPPING=1"
            case .status(let status): "STATUS=\(State.oneLine(status))"
            case .watchdog: "WATCHDOG=1"
            }
        }

        private static func oneLine(_ text: String) -> String {
            text.replacing("\n", with: " ")
        }
    }

    /// How often the service manager expects a sign of life; `nil` where it expects none.
    package static var watchdogInterval: Duration? {
        var microseconds: UInt64 = 0
        guard sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
        return .microseconds(Int64(clamping: microseconds))
    }

    /// The sockets that the service manager handed over, in its order.
    package static func listeningSockets() -> [Int32] {
        let count = sd_listen_fds(1)
        guard count > 0 else { return [] }
        return (0..<count).map { SD_LISTEN_FDS_START + $0 }
    }
}
