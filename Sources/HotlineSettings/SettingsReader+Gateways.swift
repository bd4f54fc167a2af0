import Configuration
import OnCallRoster

extension SettingsReader {
    mutating func gateway(_ name: String) -> GatewaySettings? {
        let prefix = "gateways.\(name)"
        let dialects = GatewaySettings.Dialect.allCases.map(\.rawValue).joined(separator: ", ")
        guard
            let dialect = value(
                "\(prefix).dialect", or: "canonical", GatewaySettings.Dialect.init,
                fix: "use one of: \(dialects)")
        else { return nil }
        checkMeaning(of: prefix, dialect)
        let known = dialect.authentications
        let authentication = value(
            "\(prefix).authentication", or: known[0], { known.contains($0) ? $0 : nil },
            fix: "with dialect \(dialect.rawValue) use \(known.joined(separator: " or "))")
        let sounds = optional(
            "\(prefix).sounds", SettingsReader.address, fix: "write an address: https://host/folder"
        )
        // What asks for keys without a recording asks in silence.
        let gathers = boolean("\(prefix).gather", or: dialect != .elks || sounds != nil)
        if dialect == .elks, gathers, sounds == nil {
            fail(
                "\(prefix).gather", "46elks speaks no text, and there are no recordings",
                fix: "add 'sounds: https://…', or leave 'gather' out")
        }
        guard let authentication else { return nil }
        return GatewaySettings(
            name: name, dialect: dialect, authentication: authentication, gathers: gathers,
            maxSteps: optional(
                "\(prefix).max-steps", { Int($0).flatMap { (1...1000).contains($0) ? $0 : nil } },
                fix: "write a whole number from 1 to 1000"),
            publicURL: publicURL(of: name, dialect),
            account: optional(
                "\(prefix).account", { $0.isEmpty ? nil : $0 },
                fix: "write the vendor's name of your account, or leave it out"),
            sounds: sounds, voices: voices(of: name), callbackKey: callbackKey(of: name, gathers),
            addresses: addresses("\(prefix).addresses"),
            limitsRinging: boolean("\(prefix).connect-timeout", or: false),
            selfCall: optional(
                "\(prefix).self-call", { PhoneNumber($0) }, fix: "write a telephone number"))
    }

    /// A key that the dialect does nothing with is a misunderstanding.
    private mutating func checkMeaning(of prefix: String, _ dialect: GatewaySettings.Dialect) {
        for key in SettingsFile.gatewayKeys.sorted()
        where source.values["\(prefix).\(key)"] != nil && !dialect.knows(key) {
            fail(
                "\(prefix).\(key)", "'\(key)' means nothing with dialect \(dialect.rawValue)",
                fix: "leave it out")
        }
    }

    mutating func optional<Value>(
        _ key: String, _ parse: (String) -> Value?, fix: String
    ) -> Value? {
        guard let word = text(key) else { return nil }
        return value(key, or: word, parse, fix: fix)
    }

    /// The gateway's own, else that of all. What follows `/gateway` in it is left out, for it is the
    /// same everywhere.
    private mutating func publicURL(
        of name: String, _ dialect: GatewaySettings.Dialect
    ) -> String? {
        let own = "gateways.\(name).public-url"
        let key = text(own) == nil ? "public-url" : own
        guard text(key) != nil else {
            if dialect.needsPublicURL {
                fail(
                    "gateways.\(name).dialect",
                    "'public-url' is missing: where does gateway '\(name)' reach the daemon?",
                    fix: "add 'public-url: https://hotline.example.dk'")
            }
            return nil
        }
        return optional(
            key,
            { word in
                SettingsReader.address(word).map { address in
                    let parts = address.split(separator: "/", omittingEmptySubsequences: false)
                    let (schemeAndHost, path) = (parts.prefix(3), parts.dropFirst(3))
                    let kept = schemeAndHost + path.prefix { $0 != "gateway" }
                    return SettingsReader.withoutSlash(kept.joined(separator: "/")[...])
                }
            },
            fix: "write an address without query: https://hotline.example.dk")
    }

    /// An address of HTTP without user, query, fragment, or slash at its end.
    static func address(_ word: String) -> String? {
        let isPlain = word.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && !"\"<>?#@\\^`{|}".utf8.contains(byte)
        }
        guard isPlain, word.hasPrefix("https://") || word.hasPrefix("http://"),
            let host = word.split(separator: "/").dropFirst().first, isHost(host)
        else { return nil }
        return withoutSlash(word[...])
    }

    private static func isHost(_ text: Substring) -> Bool {
        let bracket = text.lastIndex(of: "]") ?? text.startIndex
        guard let colon = text[bracket...].lastIndex(of: ":") else { return !text.isEmpty }
        return colon > text.startIndex
            && (1...65_535).contains(Int(text[text.index(after: colon)...]) ?? 0)
    }

    private static func withoutSlash(_ text: Substring) -> String {
        var rest = text
        while rest.hasSuffix("/") { rest.removeLast() }
        return String(rest)
    }

    /// IP addresses in the form in which they are compared.
    mutating func addresses(_ key: String) -> [String]? {
        guard let words = config.stringArray(forKey: ConfigKey(key)) else { return nil }
        let fix = "write IP addresses without range or name: [192.0.2.1, \"2001:db8::1\"]"
        if words.isEmpty { fail(key, "'\(key)' is empty, so nobody would be let in", fix: fix) }
        return words.compactMap { word in
            guard let address = ipAddress(word) else {
                fail(key, "'\(key)' holds '\(word)'", fix: fix)
                return nil
            }
            return address
        }
    }

    /// `[da=Polly.Naja, en=Polly.Amy]`
    private mutating func voices(of name: String) -> [Language: String] {
        let key = "gateways.\(name).voices"
        var voices: [Language: String] = [:]
        for word in config.stringArray(forKey: ConfigKey(key)) ?? [] {
            let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, Language.isWellFormed(parts[0]), !parts[1].isEmpty else {
                fail(key, "a voice is '\(word)'", fix: "write LANGUAGE=VOICE: da=Polly.Naja")
                continue
            }
            voices[Language(rawValue: parts[0])] = parts[1]
        }
        return voices
    }

    private mutating func callbackKey(of name: String, _ gathers: Bool) -> String? {
        let key = optional(
            "gateways.\(name).callback-key",
            { $0.utf8.count == 1 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? $0 : nil },
            fix: "write one key, 0 to 9")
        guard key != nil, !gathers else { return key }
        fail(
            "gateways.\(name).callback-key", "a gateway that asks for no keys hears none",
            fix: "leave 'callback-key' out")
        return nil
    }
}
