/// The addresses from which a gateway calls, where it proves itself by them.
package struct KnownAddresses: Sendable {
    private let addresses: Set<String>
    private let proxies: Set<String>

    /// - Parameter proxies: Our own, whose last `X-Forwarded-For` names who is behind them.
    package init(_ addresses: [String], proxies: [String]) {
        self.addresses = Set(addresses.map(KnownAddresses.plain))
        self.proxies = Set(proxies.map(KnownAddresses.plain))
    }

    /// Whether the request comes from one of them.
    func contain(senderOf webhook: Webhook) -> Bool {
        let peer = KnownAddresses.plain(webhook.peer)
        let forwarded = webhook.all("x-forwarded-for").flatMap { $0.split(separator: ",") }.last
        guard proxies.contains(peer), let forwarded else { return addresses.contains(peer) }
        return addresses.contains(KnownAddresses.plain(String(trimmed(forwarded))))
    }

    /// An IPv4 address in IPv6's clothes is one all the same.
    private static func plain(_ address: String) -> String {
        let lower = address.lowercased()
        let prefix = "::ffff:"
        return lower.hasPrefix(prefix) && lower.contains(".")
            ? String(lower.dropFirst(prefix.count)) : lower
    }
}
