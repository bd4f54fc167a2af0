import Glibc

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
        addresses.contains(
            sender(peer: webhook.peer, forwardedFor: webhook.all("x-forwarded-for")))
    }

    /// Whether an address is one of them.
    package func contain(_ address: String) -> Bool {
        addresses.contains(KnownAddresses.plain(address))
    }

    /// Whose request it is: behind a proxy of ours the last whom `X-Forwarded-For` names, else the
    /// peer's own; in canonical text.
    package func sender(peer: String, forwardedFor fields: [String]) -> String {
        let peer = KnownAddresses.plain(peer)
        let forwarded = fields.flatMap { $0.split(separator: ",") }.last
        guard proxies.contains(peer), let forwarded else { return peer }
        return KnownAddresses.plain(String(trimmed(forwarded)))
    }

    /// An address in its canonical text, without a port; an IPv4 address in IPv6's clothes is one all
    /// the same.
    private static func plain(_ text: String) -> String {
        var address = text.lowercased()
        let groups = address.split(separator: ":", omittingEmptySubsequences: false)
        if address.hasPrefix("["), let end = address.firstIndex(of: "]") {
            address = String(address[address.index(after: address.startIndex)..<end])
        } else if groups.count == 2 {
            address = String(groups[0])
        }
        var bytes = [UInt8](repeating: 0, count: 16)
        guard inet_pton(AF_INET6, address, &bytes) == 1 else { return address }
        if bytes.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] {
            return bytes.suffix(4).map { String($0) }.joined(separator: ".")
        }
        return stride(from: 0, to: 16, by: 2).map {
            String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16)
        }.joined(separator: ":")
    }
}
