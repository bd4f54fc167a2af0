import Configuration
import OnCallRoster

extension SettingsReader {
    mutating func messenger() -> MessengerSettings? {
        let own = SettingsFile.messengerKeys.map { "messenger.\($0)" }
        let ofSMS = SettingsFile.smsKeys.map { "messenger.sms.\($0)" }
        guard (own + ofSMS).contains(where: isGiven) else { return nil }
        let from = optional(
            "messenger.from", { EmailAddress($0) },
            fix: "write an address of your own, such as akuttelefon@fjordby.example")
        let sms = ofSMS.contains(where: isGiven) ? sms() : nil
        if !isGiven("messenger.from"), !ofSMS.contains(where: isGiven) {
            fail(
                "messenger.user", "'messenger' names no way to tell anybody",
                fix: "add 'from: ADDRESS' for e-mail, or 'sms: …', or leave 'messenger' out")
        }
        let administrator =
            optional(
                "messenger.administrator",
                { word in
                    EmailAddress(word).map { .email($0) } ?? PhoneNumber(word).map { .phone($0) }
                }, fix: "write an address of e-mail, or a telephone number that takes SMS")
            as MessengerSettings.Administrator?
        checkWay(to: administrator, hasSMS: ofSMS.contains(where: isGiven))
        let user = value(
            "messenger.user", or: MessengerSettings.standardUser,
            { word in
                word.isEmpty || word.hasPrefix("@") || word.contains(" ") ? nil : word
            }, fix: "write the name of the Unix user that hotline-messenger runs as")
        let path = value(
            "messenger.sendmail", or: MessengerSettings.standardSendmailPath,
            { $0.hasPrefix("/") ? $0 : nil }, fix: "write the program's whole path")
        let remindBefore = span("messenger.remind-before", or: "60 min", .minutes(1)...(.hours(48)))
        let confirmWithin = span(
            "messenger.confirm-within", or: "15 min", .minutes(1)...(.hours(12)))
        let digestAt = value(
            "messenger.digest-at", or: "07:30", { WallTime($0) },
            fix: "write a time such as \"07:30\", in quotes")
        let asks = boolean("messenger.confirm-duty", or: false)
        if asks, text("console.public-url") == nil {
            fail(
                "messenger.confirm-duty", "'console.public-url' is missing: where does one answer?",
                fix: "add 'console: { public-url: \"https://…\" }', or leave 'confirm-duty' out")
        }
        guard let user, let path, let remindBefore, let confirmWithin, let digestAt else {
            return nil
        }
        return MessengerSettings(
            user: user, kinds: kinds(), from: from, sendmailPath: path,
            administrator: administrator, remindBefore: remindBefore, asksConfirmation: asks,
            confirmWithin: confirmWithin, digestAt: digestAt, sms: sms)
    }

    private func isGiven(_ key: String) -> Bool {
        source.values[key] != nil || text(key) != nil
            || config.stringArray(forKey: ConfigKey(key)) != nil
    }

    private mutating func checkWay(
        to administrator: MessengerSettings.Administrator?, hasSMS: Bool
    ) {
        switch administrator {
        case .email where !isGiven("messenger.from"):
            fail(
                "messenger.administrator",
                "'messenger.from' is missing: from whom does the administrator's mail come?",
                fix: "add 'from: ADDRESS'")
        case .phone where !hasSMS:
            fail(
                "messenger.administrator", "'messenger.sms' is missing: no SMS can be sent",
                fix: "add 'sms: …', or write an address of e-mail")
        case .email, .phone, nil: break
        }
    }

    private mutating func span(
        _ key: String, or standard: String, _ range: ClosedRange<Duration>
    ) -> Duration? {
        value(
            key, or: standard,
            { parseDuration($0).flatMap { range.contains($0) ? $0 : nil } },
            fix: "write a duration such as 60 min")
    }

    private mutating func kinds() -> Set<String> {
        guard let words = config.stringArray(forKey: "messenger.kinds") else {
            return Set(MessengerSettings.knownKinds)
        }
        for word in words where !MessengerSettings.knownKinds.contains(word) {
            let near = suggestion(for: word, among: MessengerSettings.knownKinds)
            fail(
                "messenger.kinds", "there is no kind of message '\(word)'",
                fix: near.map { "did you mean '\($0)'?" }
                    ?? "use of: \(MessengerSettings.knownKinds.joined(separator: ", "))")
        }
        return Set(words)
    }

    private mutating func sms() -> SMSSettings? {
        let prefix = "messenger.sms"
        let known = SMSSettings.Provider.allCases.map(\.rawValue).joined(separator: ", ")
        guard
            let provider = value(
                "\(prefix).provider", or: SMSSettings.Provider.other.rawValue,
                { SMSSettings.Provider(rawValue: $0) }, fix: "use one of: \(known)")
        else { return nil }
        let standard = provider.request
        let url = template("url", standard.url)
        let body = template("body", standard.body)
        let headers =
            (config.stringArray(forKey: ConfigKey("\(prefix).headers")) ?? standard.headers)
            .compactMap { header($0) }
        let method = value(
            "\(prefix).method", or: "POST", { ["POST", "PUT"].contains($0) ? $0 : nil },
            fix: "write POST or PUT")
        let account = text("\(prefix).account") ?? ""
        if provider.needsAccount, account.isEmpty {
            fail(
                "\(prefix).provider", "'\(prefix).account' is missing",
                fix: "add the provider's name of your account: 46elks' API user, Twilio's SID")
        }
        let sender = text("\(prefix).sender") ?? ""
        if provider != .other, sender.isEmpty {
            fail(
                "\(prefix).provider", "'\(prefix).sender' is missing: from whom do messages come?",
                fix: "add 'sender: Akuttlf', or a number of yours")
        }
        let secret = value(
            "\(prefix).secret", or: "messenger-sms",
            { Identifier<SMSSettings>.isWellFormed($0) ? $0 : nil },
            fix: "write the name of a file in the credentials directory, of a-z, 0-9 and hyphens")
        let successes = successes(standard.successes)
        checkURL(url)
        checkTelling(url, body)
        guard let url, let body, let method, let secret else { return nil }
        return SMSSettings(
            url: url, method: method, headers: headers, body: body, successes: successes,
            sender: sender, account: account, secretFile: secret)
    }

    /// A text with names in braces, all of them known.
    private mutating func template(_ name: String, _ standard: String?) -> String? {
        let key = "messenger.sms.\(name)"
        guard let word = text(key) ?? standard else {
            fail(
                "messenger.sms.provider", "'\(key)' is missing",
                fix: "write it as the provider's manual says, or name a 'provider' that is known")
            return nil
        }
        checkNames(in: word, key)
        return word
    }

    private mutating func checkNames(in template: String, _ key: String) {
        for case .unknown(let name) in SMSSettings.pieces(of: template) {
            let known = SMSSettings.Placeholder.allCases.map(\.rawValue)
            let near = suggestion(for: name, among: known).map { "did you mean '{\($0)}'?" }
            fail(
                key, "'\(key)' has '{\(name)}', which stands for nothing",
                fix: near ?? "use of: \(known.map { "{\($0)}" }.joined(separator: ", "))")
        }
    }

    private mutating func header(_ line: String) -> SMSSettings.Header? {
        let key = "messenger.sms.headers"
        let parts = line.split(separator: ":", maxSplits: 1).map(String.init)
        let isName = parts.first?.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0)
                || (0x61...0x7A).contains($0) || $0 == UInt8(ascii: "-")
        }
        guard parts.count == 2, isName == true, !parts[0].isEmpty,
            parts[1].utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F })
        else {
            fail(
                key, "a header is no 'Name: value'", fix: "write \"Content-Type: application/json\""
            )
            return nil
        }
        checkNames(in: parts[1], key)
        return SMSSettings.Header(
            name: parts[0], value: String(parts[1].drop { $0 == " " }))
    }

    private mutating func successes(_ standard: [Int]) -> Set<Int> {
        guard let words = config.stringArray(forKey: "messenger.sms.success") else {
            return Set(standard)
        }
        let statuses = words.compactMap { Int($0).flatMap { (200...299).contains($0) ? $0 : nil } }
        if statuses.count != words.count || statuses.isEmpty {
            fail(
                "messenger.sms.success", "'messenger.sms.success' holds no statuses of success",
                fix: "write a list of statuses from 200 to 299: [200, 201]")
        }
        return Set(statuses)
    }

    /// Over TLS, for numbers and a secret go with it; without only on this machine, for tests.
    private mutating func checkURL(_ url: String?) {
        guard let url else { return }
        let isOwn = ["http://127.0.0.1:", "http://[::1]:", "http://localhost:"]
            .contains { url.hasPrefix($0) }
        let isPlain = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        if !isPlain || !(url.hasPrefix("https://") || isOwn) {
            fail(
                "messenger.sms.url", "'messenger.sms.url' is no address over TLS",
                fix: "write https://HOST/PATH")
        }
        for case .placeholder(let name) in SMSSettings.pieces(of: url) where name.isSecret {
            fail(
                "messenger.sms.url", "a secret would stand in an address",
                fix: "put {\(name.rawValue)} into 'headers'")
        }
    }

    private mutating func checkTelling(_ url: String?, _ body: String?) {
        guard let url, let body else { return }
        let pieces = SMSSettings.pieces(of: url) + SMSSettings.pieces(of: body)
        let isAddressed =
            pieces.contains(.placeholder(.to)) || pieces.contains(.placeholder(.toDigits))
        guard isAddressed, pieces.contains(.placeholder(.text)) else {
            fail(
                "messenger.sms.body", "the request tells not both whom to send to and what",
                fix: "put {to} or {to-digits}, and {text}, into 'body'")
            return
        }
    }
}
