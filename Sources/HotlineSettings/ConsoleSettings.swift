import Configuration
import OnCallRoster

/// The pages for people, below `/console`.
package struct ConsoleSettings: Hashable, Sendable {
    /// The address at which people open the console: scheme, host and perhaps port, in lower case,
    /// as a browser names an origin.
    package let publicURL: String
    /// How long a session lasts.
    package let sessionLength: Duration
    /// The reverse proxy that says who somebody is; `nil`: none is believed.
    package let proxy: Proxy?

    /// Whether people come over TLS.
    package var isSecure: Bool { publicURL.hasPrefix("https://") }

    /// A reverse proxy with the single sign-on of a municipality before the console.
    package struct Proxy: Hashable, Sendable {
        /// The addresses from which it asks.
        package let addresses: [String]
        /// The header in which it names the user, who is looked up in `access`.
        package let userHeader: String
        /// The header in which it shows the secret of the file `console-proxy`.
        package let secretHeader: String

        /// The secret's file in the credentials directory.
        package static let credential = "console-proxy"
    }
}

extension SettingsReader {
    mutating func console() -> ConsoleSettings? {
        let key = "console.public-url"
        guard text(key) != nil else {
            let others = source.values.keys.filter { $0.hasPrefix("console.") }.sorted()
            if let other = others.first {
                fail(
                    other, "'\(key)' is missing: at which address do people open the console?",
                    fix: "add '\(key): https://hotline.example.dk'")
            }
            return nil
        }
        let publicURL = optional(
            key, SettingsReader.consoleOrigin,
            fix: "write https:// and a host without a path; http:// only for this machine, such as "
                + "http://127.0.0.1:8085")
        let hours = value(
            "console.session-hours", or: "8",
            { Int($0).flatMap { (1...24).contains($0) ? $0 : nil } },
            fix: "write whole hours, 1 to 24: a duty at most")
        let proxy = consoleProxy()
        guard let publicURL, let hours else { return nil }
        return ConsoleSettings(publicURL: publicURL, sessionLength: .hours(hours), proxy: proxy)
    }

    private mutating func consoleProxy() -> ConsoleSettings.Proxy? {
        let prefix = "console.proxy"
        let names = SettingsFile.consoleProxyKeys.map { "\(prefix).\($0)" }
        guard names.contains(where: { text($0) != nil || source.values[$0] != nil }) else {
            return nil
        }
        let addresses = addresses("\(prefix).addresses")
        if config.stringArray(forKey: ConfigKey("\(prefix).addresses")) == nil {
            fail(
                "\(prefix).user-header", "'\(prefix).addresses' is missing: who may say who asks?",
                fix: "add the proxy's IP addresses: [127.0.0.1]")
        }
        let fix = "write a header's name, such as X-Auth-Request-Email"
        if text("\(prefix).user-header") == nil {
            fail(
                "\(prefix).addresses",
                "'\(prefix).user-header' is missing: in which header does the proxy name the user?",
                fix: fix)
        }
        let user = optional("\(prefix).user-header", SettingsReader.headerName, fix: fix)
        let secret = value(
            "\(prefix).secret-header", or: "Hotline-Proxy-Secret", SettingsReader.headerName,
            fix: "write a header's name, or leave it out for Hotline-Proxy-Secret")
        guard let addresses, let user, let secret else { return nil }
        return ConsoleSettings.Proxy(
            addresses: addresses, userHeader: user, secretHeader: secret)
    }

    /// An origin (RFC 6454) that a browser keeps cookies of: over TLS, or of this machine.
    private static func consoleOrigin(_ word: String) -> String? {
        guard let address = SettingsReader.address(word.lowercased()) else { return nil }
        let parts = address.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        if address.hasPrefix("https://") { return address }
        let host = parts[2]
        let isOwn =
            host.hasPrefix("127.") || host.hasPrefix("[::1]") || host == "localhost"
            || host.hasPrefix("localhost:")
        return isOwn ? address : nil
    }

    /// A field name of HTTP (RFC 9110, section 5.1).
    private static func headerName(_ word: String) -> String? {
        let marks = Set("!#$%&'*+-.^_`|~".utf8)
        let isName = word.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte) || marks.contains(byte)
        }
        return isName && !word.isEmpty ? word : nil
    }
}
