import CSystemd
import Glibc

/// The few words that a daemon says to systemd (sd_notify(3), sd_listen_fds(3)); silent where no
/// service manager listens.
package enum Systemd {
    /// Sends a state such as `READY=1`, and waits for nobody; false where no service manager is
    /// told of.
    @discardableResult
    package static func notify(_ state: State) -> Bool {
        guard getenv("NOTIFY_SOCKET") != nil else { return false }
        words.say(state)
        return true
    }

    private static let words = Words()

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

    /// The sockets to take connections from that the service manager handed over, in its order.
    package static func listeningSockets() -> [Int32] {
        let count = sd_listen_fds(1)
        guard count > 0 else { return [] }
        return (0..<count).map { SD_LISTEN_FDS_START + $0 }
            .filter { sd_is_socket($0, AF_UNSPEC, Int32(SOCK_STREAM.rawValue), 1) > 0 }
    }

    /// Where a socket of IP listens, as `ADDRESS:PORT`, an IPv6 address in brackets.
    package static func address(of socket: Int32) -> String? {
        var storage = sockaddr_storage()
        var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
        return withUnsafeMutablePointer(to: &storage) { storage in
            storage.withMemoryRebound(to: sockaddr.self, capacity: 1) { name in
                guard getsockname(socket, name, &size) == 0 else { return nil }
                return numbers(of: name, size)
            }
        }
    }

    private static func numbers(
        of name: UnsafePointer<sockaddr>, _ size: socklen_t
    ) -> String? {
        let isIPv6 = name.pointee.sa_family == sa_family_t(AF_INET6)
        guard isIPv6 || name.pointee.sa_family == sa_family_t(AF_INET) else { return nil }
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        var port = [CChar](repeating: 0, count: Int(NI_MAXSERV))
        let failure = getnameinfo(
            name, size, &host, socklen_t(host.count), &port, socklen_t(port.count),
            NI_NUMERICHOST | NI_NUMERICSERV)
        guard failure == 0 else { return nil }
        let (address, number) = (text(host), text(port))
        return "\(isIPv6 ? "[\(address)]" : address):\(number)"
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Whether this process may open sockets of IP itself (RestrictAddressFamilies=,
    /// systemd.exec(5)).
    package static var mayOpenSockets: Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor < 0 else {
            close(descriptor)
            return true
        }
        return errno != EAFNOSUPPORT
    }
}
