import HotlineSettings
import HotlineTexts

/// The address at which a gateway is to reach the daemon. Whether it does, only a call can tell.
struct PublicAddressCheck {
    let gateway: String
    let url: String
    /// What the host's name leads to; `nil` where nobody could be asked.
    let addresses: [InternetAddress]?

    private static let patience: Duration = .seconds(5)

    init(gateway: String, url: String, addresses: [InternetAddress]?) {
        self.gateway = gateway
        self.url = url
        self.addresses = addresses
    }

    /// Asks for the name as every program of this machine would.
    init?(of gateway: GatewaySettings) {
        guard let url = gateway.publicURL else { return nil }
        let host = PublicAddressCheck.host(of: url)
        self.init(
            gateway: gateway.name, url: url,
            addresses: InternetAddress(host).map { [$0] } ?? PublicAddressCheck.resolved(host))
    }

    private static func resolved(_ host: String) -> [InternetAddress]? {
        guard !DialFlaw.isReserved(host: host) else { return [] }
        return ProgramOutput(of: ["getent", "ahosts", host], within: patience).map { told in
            let addresses = told.text.split(separator: "\n").compactMap { line in
                line.split(separator: " ").first.flatMap { InternetAddress($0) }
            }
            return Array(Set(addresses)).sorted { $0.description < $1.description }
        }
    }

    /// `host` of `https://host:8443/path`, an IPv6 address without its brackets.
    static func host(of url: String) -> String {
        let rest =
            url.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).first ?? ""
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            return String(rest[rest.index(after: rest.startIndex)..<end])
        }
        return String(rest.prefix { $0 != ":" })
    }

    var findings: [Finding] {
        var values: [String: any TextValue] = [
            "gateway": gateway, "host": PublicAddressCheck.host(of: url),
        ]
        guard let addresses else {
            return [.note(.gateway, GatewayFindings.notAsked.with(values))]
        }
        guard !addresses.isEmpty else {
            return [
                .mend(
                    .gateway, GatewayFindings.leadsNowhere.with(values),
                    GatewayFindings.correctHost.text
                ).whereCallsArrive
            ]
        }
        let isInside = addresses.allSatisfy { $0.isLoopback || $0.isPrivate }
        values["addresses"] = fewOf(addresses.map(\.description))
        if url.hasPrefix("http://"), !isInside {
            return [
                .mend(
                    .gateway, GatewayFindings.travelsOpenly.with(values),
                    GatewayFindings.writeHTTPS.text
                ).whereCallsArrive
            ]
        }
        let found: GatewayFindings = isInside ? .isKnownInside : .isKnown
        return [.note(.gateway, found.with(values))]
    }
}
