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
    /// Our own proxies' addresses: what they say of who is behind them is believed.
    package let proxies: [String]
    /// Whether `hotlined --clock` is allowed.
    package let allowTestClock: Bool
    /// How long an event may wait for the log before it goes to the spool.
    package let logDeadline: Duration
    package let gateways: [GatewaySettings]
    /// Unix users, and groups with a prefixed `@`, who are administrators beside root.
    package let administrators: [String]
    /// Roles of Unix users and groups.
    package let access: [AccessEntrySettings]
    /// Whether whoever reads one call must say why; staff never for a call of their own.
    package let accessNeedsReason: Bool
    /// What a call's note is chosen from.
    package let codeLists: CodeLists
    package let retention: RetentionSettings
    package let reports: ReportSettings
    /// The pages for people; `nil`: none are served.
    package let console: ConsoleSettings?
    /// How people are told of what happens; `nil`: nobody is.
    package let messenger: MessengerSettings?

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

    /// The address at which the gateway reaches the daemon, up to `/gateway`; `nil`: not known.
    package let publicURL: String?
    /// The gateway's name of our account; `nil`: any.
    package let account: String?
    /// The address of the folder of recordings; `nil`: the gateway speaks by itself.
    package let sounds: String?
    /// The gateway's names of voices, by language.
    package let voices: [Language: String]
    /// The key by which a waiting caller asks to be rung back.
    package let callbackKey: String?
    /// The addresses that it calls from; `nil`: those that its makers publish.
    package let addresses: [String]?
    /// Whether 46elks is told how long to ring.
    package let limitsRinging: Bool
    /// Calls from this number check the line and ring nobody.
    package let selfCall: PhoneNumber?

    package enum Dialect: String, CaseIterable, Sendable {
        case canonical, twilio, jambonz
        case elks = "46elks"

        /// How a gateway of the dialect may prove itself; the first is meant where none is named.
        package var authentications: [String] {
            switch self {
            case .canonical: ["standard-webhooks", "bearer"]
            case .twilio: ["twilio", "signalwire", "telnyx"]
            case .jambonz: ["jambonz"]
            case .elks: ["path-token"]
            }
        }

        /// Whether a key of the settings means anything with it.
        func knows(_ key: String) -> Bool {
            switch key {
            case "addresses", "connect-timeout": self == .elks
            case "account": self == .twilio || self == .jambonz
            case "voices": self == .twilio || self == .jambonz
            case "sounds", "callback-key", "public-url": self != .canonical
            default: true
            }
        }

        /// Whether hooks must be whole addresses, or a signature is taken over one.
        package var needsPublicURL: Bool {
            switch self {
            case .canonical, .jambonz: false
            case .twilio, .elks: true
            }
        }
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
