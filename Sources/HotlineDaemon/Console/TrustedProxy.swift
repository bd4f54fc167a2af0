import Crypto
import GatewayWebhooks
import HTTPTypes
import HotlineSettings
import HummingbirdCore

/// A reverse proxy of ours with the single sign-on of a municipality. What it says of who is behind
/// it counts only from its addresses and with its secret.
struct TrustedProxy: Sendable {
    private let addresses: KnownAddresses
    private let userHeader: HTTPField.Name
    private let secretHeader: HTTPField.Name
    private let secrets: [SHA256.Digest]

    /// `nil` where a header's name is none.
    init?(_ settings: ConsoleSettings.Proxy, secrets: [[UInt8]]) {
        guard let user = HTTPField.Name(settings.userHeader),
            let secret = HTTPField.Name(settings.secretHeader)
        else { return nil }
        addresses = KnownAddresses(settings.addresses, proxies: [])
        userHeader = user
        secretHeader = secret
        self.secrets = secrets.map { SHA256.hash(data: $0) }
    }

    /// The user whom the proxy names; `nil` where it is not the proxy that asks, or names nobody.
    /// The secret is compared in constant time.
    func user(of request: Request, _ peer: Peer) -> String? {
        guard case .address(let address) = peer, addresses.contain(address) else { return nil }
        let shown = request.headers[values: secretHeader]
        let users = request.headers[values: userHeader]
        guard shown.count == 1, users.count == 1, !users[0].isEmpty else { return nil }
        let digest = SHA256.hash(data: Array(shown[0].utf8))
        guard secrets.contains(where: { $0 == digest }) else { return nil }
        return users[0]
    }
}
