import GatewayWebhooks
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// Tells the journal what the API and the console refused: from where, by whom, which operation, with
/// which status. Nothing of a question is repeated, and nobody is named: a user, a token and a
/// session stand there by their numbers.
///
/// A flood is told as far as somebody can read it, and the rest of each minute as a count.
final class AccessRefusals: Service {
    struct Refusal: Sendable {
        /// An address, or a user of the machine.
        let from: String
        /// By number; `nil` where nobody was known.
        let who: String?
        /// A method and a route, as the door's list has it; `nil` where none fitted.
        let operation: String?
        let status: Int
    }

    /// Lines a minute of one sender.
    static let mostOfOne = 10
    /// Lines a minute of all.
    static let most = 60
    private static let span: Duration = .seconds(60)
    private static let rest: Duration = .seconds(10)

    private struct Minute {
        let began: Duration
        var told: [String: Int] = [:]
        var leftOut = 0
    }

    private let minute = Mutex<Minute?>(nil)
    private let clock: DaemonClock
    private let logger: Logger

    init(clock: DaemonClock, logger: Logger) {
        self.clock = clock
        self.logger = logger
    }

    /// Whether a status says that somebody may not.
    static func isRefusal(_ status: Int) -> Bool { [401, 403, 429].contains(status) }

    func note(_ refusal: Refusal) {
        endMinute()
        guard counts(refusal.from) else { return }
        var metadata: Logger.Metadata = [
            "from": "\(refusal.from)", "operation": "\(refusal.operation ?? "none")",
            "status": "\(refusal.status)",
        ]
        if let who = refusal.who { metadata["who"] = "\(who)" }
        logger.warning("An access was refused", metadata: metadata)
    }

    /// Whether one more is told.
    private func counts(_ sender: String) -> Bool {
        let now = clock.monotonic
        return minute.withLock { minute in
            var current = minute ?? Minute(began: now)
            let ofSender = current.told[sender, default: 0]
            let ofAll = current.told.values.reduce(0, +)
            let isTold = ofSender < AccessRefusals.mostOfOne && ofAll < AccessRefusals.most
            if isTold {
                current.told[sender] = ofSender + 1
            } else {
                current.leftOut += 1
            }
            minute = current
            return isTold
        }
    }

    func run() async throws {
        while await restUnlessStopped(AccessRefusals.rest) { endMinute() }
        endMinute(isLast: true)
    }

    /// Tells what was left out of a minute that is over.
    private func endMinute(isLast: Bool = false) {
        let now = clock.monotonic
        let leftOut = minute.withLock { minute in
            guard let current = minute, isLast || now - current.began >= AccessRefusals.span
            else { return 0 }
            minute = nil
            return current.leftOut
        }
        guard leftOut > 0 else { return }
        logger.warning("Further accesses were refused", metadata: ["count": "\(leftOut)"])
    }
}

extension KnownAddresses {
    /// Whose request it is: behind a proxy of ours whoever is behind it, as the proxy writes it.
    func sender(of request: Request, _ peer: Peer) -> String {
        guard let name = HTTPField.Name("X-Forwarded-For") else { return peer.description }
        return sender(peer: peer.description, forwardedFor: request.headers[values: name])
    }

    /// As `sender(of:_:)`, but an address in any case: of what is none, the peer's own is told.
    func address(of request: Request, _ peer: Peer) -> String {
        guard case .address = peer else { return peer.description }
        let sender = sender(of: request, peer)
        let isAddress = (try? SocketAddress(ipAddress: sender, port: 0)) != nil
        return isAddress ? sender : peer.description
    }
}
