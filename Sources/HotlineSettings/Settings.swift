package import OnCallRoster

/// What an installation sets: flags first, then the environment (`HOTLINE_…`), then the file.
package struct Settings: Sendable {
    /// Rung where the roster names nobody else; required, for it is what is left when all fails.
    package let lastResort: DialTarget
    /// The roster's file or folder.
    package let rosterPath: String
    /// Holds `calls.sqlite`, `spool/`, `fallback/` and `rosters/`.
    package let stateDirectory: String
    /// Holds `control.sock`.
    package let runtimeDirectory: String
    /// Holds one file a secret.
    package let credentialsDirectory: String
    /// Whether missing secrets of gateways are made at start; for a checkout.
    package let makeCredentials: Bool
    /// The IP address and port that HTTP listens on.
    package let listen: ListenAddress
    /// Addresses of gateways and proxies, for which connections are kept free.
    package let peers: [String]
    /// Whether `hotlined --clock` is allowed.
    package let allowTestClock: Bool
    /// How long an event may wait for the log before it goes to the spool.
    package let logDeadline: Duration
    package let gateways: [GatewaySettings]
    /// Unix users, and groups with a prefixed `@`, who are administrators beside root.
    package let administrators: [String]

    package var controlSocketPath: String { runtimeDirectory + "/control.sock" }
    package var logPath: String { stateDirectory + "/calls.sqlite" }
}

package struct ListenAddress: Hashable, Sendable, CustomStringConvertible {
    package let host: String
    package let port: Int

    /// Reads `ADDRESS:PORT`, an IPv6 address in brackets.
    package init?(_ text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = Int(text[text.index(after: colon)...]), (0...65_535).contains(port)
        else { return nil }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        guard !host.isEmpty else { return nil }
        self.host = host
        self.port = port
    }

    package var description: String { "\(host.contains(":") ? "[\(host)]" : host):\(port)" }
}

/// One gateway, served at `/gateway/NAME`.
package struct GatewaySettings: Hashable, Sendable {
    package let name: String
    package let dialect: Dialect
    package let authentication: String
    /// Whether the gateway can ask the caller for keys.
    package let gathers: Bool
    /// How many steps a call may have; `nil`: any number.
    package let maxSteps: Int?

    package enum Dialect: String, CaseIterable, Sendable {
        case canonical
    }

    /// The secret's file in the credentials directory.
    package var credential: String { "gateway-\(name)" }
}

/// What is wrong with the settings, each with its place and mend.
package struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
    package let problems: [String]

    package init(_ problems: [String]) {
        self.problems = problems
    }

    package var description: String { problems.joined(separator: "\n") }
}
