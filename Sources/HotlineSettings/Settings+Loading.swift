import Configuration
import Foundation
import OnCallRoster

extension Settings {
    fileprivate static let deadlines = Duration.milliseconds(10)...Duration.seconds(10)

    /// Where the settings stand if nobody says: the checkout's, else the system's.
    package static var defaultPath: String {
        let checkout = "config/hotlined.yaml"
        return FileManager.default.fileExists(atPath: checkout)
            ? checkout : "/etc/akuttelefon/hotlined.yaml"
    }

    /// Reads the settings: flags, then the environment, then the file.
    ///
    /// - Parameter file: The settings' file; `nil` is the default place.
    /// - Throws: All problems found, each with its place and what to write instead.
    package static func load(
        file: String? = nil, flags: [String] = [],
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(SettingsError) -> Settings {
        let path = file ?? defaultPath
        let source = try SettingsFile(path: path)
        var reader = SettingsReader(source, path: path, flags: flags, environment: environment)
        return try reader.settings()
    }
}

/// The flags that settings may be given by: `--KEY VALUE`, the key's dots as hyphens.
private enum SettingsFlags {
    static func problems(_ flags: [String], gateways: [String]) -> [String] {
        let known = names(gateways)
        var problems: [String] = []
        var isValue = false
        for flag in flags {
            defer { isValue = !isValue && flag.hasPrefix("--") && !flag.contains("=") }
            if isValue { continue }
            let name = String(flag.dropFirst(2).prefix { $0 != "=" })
            if flag.hasPrefix("--"), known.contains(name) { continue }
            let near = suggestion(for: name, among: known).map { "did you mean '--\($0)'?" }
            problems.append("unknown flag '\(flag)' (\(near ?? "see hotlined --help"))")
        }
        if isValue { problems.append("'\(flags.last ?? "")' has no value (write '--KEY VALUE')") }
        return problems
    }

    private static func names(_ gateways: [String]) -> [String] {
        let groups = [
            "log", "control", "gateways", "access", "call-facts", "retention", "report", "console",
            "messenger",
        ]
        return SettingsFile.keys.filter { !groups.contains($0) }
            + SettingsFile.logKeys.map { "log-\($0)" }
            + SettingsFile.controlKeys.map { "control-\($0)" }
            + SettingsFile.retentionKeys.map { "retention-\($0)" }
            + SettingsFile.reportKeys.map { "report-\($0)" }
            + SettingsFile.consoleKeys.filter { $0 != "proxy" }.map { "console-\($0)" }
            + SettingsFile.consoleProxyKeys.map { "console-proxy-\($0)" }
            + SettingsFile.messengerKeys.map { "messenger-\($0)" }
            + SettingsFile.smsKeys.map { "messenger-sms-\($0)" }
            + gateways.flatMap { gateway in
                SettingsFile.gatewayKeys.map { "gateways-\(gateway)-\($0)" }
            }
    }
}

/// Reads typed values by key and collects what is wrong with them.
struct SettingsReader {
    let source: SettingsFile
    private let path: String
    private let folder: String
    let config: ConfigReader
    private let environment: [String: String]
    private var problems: [String]

    init(_ source: SettingsFile, path: String, flags: [String], environment: [String: String]) {
        self.source = source
        self.path = path
        self.environment = environment
        folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        problems = source.problems + SettingsFlags.problems(flags, gateways: source.gatewayNames)
        var values: [AbsoluteConfigKey: ConfigValue] = [:]
        for (key, value) in source.values {
            let content: ConfigContent =
                value.isList
                ? .stringArray(value.items) : .string(value.items.first ?? "")
            let parts = key.split(separator: ".").map(String.init)
            values[AbsoluteConfigKey(parts)] = ConfigValue(content, isSecret: false)
        }
        config = ConfigReader(providers: [
            CommandLineArgumentsProvider(arguments: ["hotlined"] + flags),
            EnvironmentVariablesProvider(environmentVariables: environment)
                .prefixKeys(with: "hotline"),
            InMemoryProvider(name: path, values: values),
        ])
    }

    mutating func settings() throws(SettingsError) -> Settings {
        let lastResort = target("last-resort")
        let listen = value(
            "listen", or: "127.0.0.1:8085", ListenAddress.init,
            fix: "write ADDRESS:PORT, such as 127.0.0.1:8085")
        let deadline = value(
            "log.deadline", or: "250 ms",
            { parseDuration($0).flatMap { Settings.deadlines.contains($0) ? $0 : nil } },
            fix: "write a duration from 10 ms to 10 s; beyond 250 ms an answer may come too late")
        let gateways = source.gatewayNames.compactMap { gateway($0) }
        let makeCredentials = boolean("make-credentials", or: false)
        let allowTestClock = boolean("allow-test-clock", or: false)
        let credentials =
            environment["CREDENTIALS_DIRECTORY"]
            ?? directory("credentials-directory", or: "/etc/akuttelefon/credentials")
        let administrators = config.stringArray(forKey: "control.administrators") ?? []
        let proxies = addresses("proxies")
        let access = accessEntries()
        let needsReason = value(
            "access-reason", or: "optional",
            { ["optional": false, "required": true][$0] },
            fix: "write optional, or required: whoever reads a call then says why")
        let codes = codeLists()
        let retention = retention()
        let reports = reports()
        let console = console()
        let messenger = messenger()
        let runtime = directory("runtime-directory", or: "/run/akuttelefon")
        // A Unix socket's path has 107 bytes at most (unix(7)).
        if runtime.utf8.count + "/control.sock".utf8.count > 107 {
            fail(
                "runtime-directory",
                "'runtime-directory' is too long for a socket in it: \(runtime)",
                fix: "write a path of at most 94 bytes")
        }
        guard problems.isEmpty, let lastResort, let listen, let deadline, let retention,
            let needsReason
        else {
            throw SettingsError(problems)
        }
        return Settings(
            lastResort: lastResort, rosterPath: directory("roster", or: "roster.d"),
            stateDirectory: directory("state-directory", or: "/var/lib/akuttelefon"),
            runtimeDirectory: directory("runtime-directory", or: "/run/akuttelefon"),
            credentialsDirectory: credentials, makeCredentials: makeCredentials, listen: listen,
            peers: config.stringArray(forKey: "peers") ?? ["127.0.0.1", "::1"],
            proxies: proxies ?? ["127.0.0.1", "::1"],
            allowTestClock: allowTestClock, logDeadline: deadline, gateways: gateways,
            administrators: administrators, access: access, accessNeedsReason: needsReason,
            codeLists: codes, retention: retention, reports: reports,
            console: console, messenger: messenger)
    }

    func text(_ key: String) -> String? { config.string(forKey: ConfigKey(key)) }

    mutating func fail(_ key: String, _ message: String, fix: String) {
        let place = source.values[key].map { "\($0.place)" } ?? path
        problems.append("\(place): error: \(message) (\(fix))")
    }

    mutating func value<Value>(
        _ key: String, or standard: String, _ parse: (String) -> Value?, fix: String
    ) -> Value? {
        let word = text(key) ?? standard
        if let value = parse(word) { return value }
        fail(key, "'\(key)' is '\(word)'", fix: fix)
        return nil
    }

    mutating func boolean(_ key: String, or standard: Bool) -> Bool {
        value(key, or: String(standard), { Bool($0) }, fix: "write true or false") ?? standard
    }

    private mutating func target(_ key: String) -> DialTarget? {
        guard let word = text(key) else {
            fail(
                key, "'\(key)' is missing: whom shall a caller reach when all else fails?",
                fix: "add '\(key): \"+45 …\"', a number that is always a person")
            return nil
        }
        return value(
            key, or: word, { DialTarget(uri: $0) },
            fix: "write a telephone number, a short number, or 'sip:user@host'")
    }

    /// A path, relative to the settings' file.
    func directory(_ key: String, or standard: String) -> String {
        let word = text(key) ?? standard
        return word.hasPrefix("/") || folder.isEmpty ? word : "\(folder)/\(word)"
    }
}
