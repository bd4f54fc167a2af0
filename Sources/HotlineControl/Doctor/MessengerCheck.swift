import HotlineAPI
import HotlineSettings
import OnCallRoster

/// Whether people are told of anything: that somebody asks for the messages, and has what it takes to
/// send them. Whether a provider takes them and who reads them cannot be known here.
struct MessengerCheck {
    /// What holds the SMS provider's secret.
    struct Secret: Hashable, Sendable {
        let path: String
        let sight: Sight
        /// The folder around it, where that is the messenger's own.
        let folder: FileStatus?
        /// What the file holds; `nil` where it cannot be read.
        let bytes: [UInt8]?
    }

    /// The messenger asks every second; the daemon raises an alarm after as long.
    static let silenceMax: Duration = .minutes(10)
    /// What fails is tried again every quarter of an hour at least.
    static let waitMax: Duration = .minutes(30)

    let messenger: MessengerSettings
    /// `nil` where the daemon does not tell.
    let outbox: OutboxDocument?
    /// When the daemon began.
    let daemonSince: Instant?
    /// `nil` where systemd does not tell.
    let unit: UnitState?
    let now: Instant
    let hasUser: Bool
    let mailProgram: Sight
    /// `nil` where no SMS is sent, or without a secret.
    let secret: Secret?

    var findings: [Finding] {
        let found = (asking + outcomes + mail + ofSecret + user).map(\.whereCallsArrive)
        guard found.allSatisfy(\.isGood) else { return found }
        return found + [.ok(.messages, word)]
    }

    private var word: String {
        guard let outbox else { return "what messages are sent with is there" }
        let asked = outbox.asked.map { ", last at \($0)" } ?? ""
        return "hotline-messenger asks for messages\(asked); \(outbox.waiting) wait"
    }

    // MARK: Whether somebody asks

    private var asked: Instant? { outbox?.asked.flatMap { Instant(rfc3339: $0) } }

    private var isSilent: Bool {
        guard outbox != nil, let last = asked ?? daemonSince else { return false }
        return now - last > MessengerCheck.silenceMax
    }

    private var asking: [Finding] {
        let loss = "so nobody is told of anything"
        if let unit, unit.load != "loaded", isSilent || outbox == nil {
            return [
                .mend(
                    .messages, "systemd has no usable unit \(unit.name) (\(unit.load)), \(loss)",
                    "install the package, or systemd/\(unit.name)")
            ]
        }
        if let unit, unit.active != "active", isSilent || outbox == nil {
            let why = unit.result == "success" ? "" : ", \(unit.result)"
            return [
                .mend(
                    .messages, "\(unit.name) is \(unit.active)\(why), \(loss)",
                    "see why, and start it",
                    run: "journalctl -u hotline-messenger -n 50; "
                        + "systemctl enable --now hotline-messenger")
            ]
        }
        if isSilent {
            let since =
                asked.map { "since \($0)" } ?? "since the daemon started, \(daemonSince ?? now)"
            return [
                .mend(
                    .messages, "hotline-messenger has not asked for messages \(since), \(loss)",
                    "see why", run: "journalctl -u hotline-messenger -n 50")
            ]
        }
        guard let unit, unit.load == "loaded", unit.file == "disabled" else { return [] }
        return [
            .mend(
                .messages, "\(unit.name) is disabled: it does not start with the machine",
                run: "systemctl enable hotline-messenger")
        ]
    }

    /// Where the settings let nobody send anything, but somebody is to.
    static func withoutSettings(_ unit: UnitState?) -> [Finding] {
        guard let unit, unit.load == "loaded", unit.file == "enabled" else { return [] }
        return [
            Finding.mend(
                .messages,
                "\(unit.name) is enabled, and ends again and again, for the settings have no "
                    + "'messenger'", "write it (docs/messages.md), or let it be",
                run: "systemctl disable --now hotline-messenger"
            ).whereCallsArrive
        ]
    }

    // MARK: What came of them

    private var outcomes: [Finding] {
        guard let outbox else { return [] }
        var found: [Finding] = []
        if outbox.failed > 0 {
            let latest = outbox.failures.first.map {
                ", the latest (\($0.kind)) for \($0.recipient ?? $0.recipientKind): "
                    + ($0.reason ?? "unknown")
            }
            found.append(
                .mend(
                    .messages,
                    "\(counted(outbox.failed, "message")) could not be sent in the last 24 hours"
                        + (latest ?? ""),
                    "docs/messages.md, When messages fail", run: "hotlinectl messages list"))
        }
        if !isSilent, let since = outbox.waitingSince.flatMap({ Instant(rfc3339: $0) }),
            now - since > MessengerCheck.waitMax
        {
            found.append(
                .mend(
                    .messages, "a message is tried again and again since \(since)", "see why",
                    run: "hotlinectl messages list --state waiting"))
        }
        return found
    }

    // MARK: What they are sent with

    private var mail: [Finding] {
        guard messenger.from != nil else { return [] }
        let path = messenger.sendmailPath
        switch mailProgram {
        case .hidden: return []
        case .missing:
            return [
                .mend(
                    .messages, "\(path) is missing, so no e-mail is sent",
                    "install a mail program, or name yours in 'messenger.sendmail'",
                    run: "apt install msmtp-mta")
            ]
        case .seen(let status):
            guard status.kind != .file || status.mode & 0o111 == 0 else { return [] }
            return [
                .mend(
                    .messages, "\(path) is no program that can be run, so no e-mail is sent",
                    "name another in 'messenger.sendmail'")
            ]
        }
    }

    private var ofSecret: [Finding] {
        guard let secret else { return [] }
        let path = shellWord(secret.path)
        switch secret.sight {
        case .hidden: return []
        case .missing:
            return [
                .mend(
                    .messages,
                    "\(secret.path) is missing: without the SMS provider's secret "
                        + "hotline-messenger ends at once", "write it there, and start it",
                    run: "install -m 0600 /dev/null \(path) && editor \(path) && "
                        + "systemctl restart hotline-messenger")
            ]
        case .seen(let status):
            let open = [secret.folder, status].compactMap { $0 }.filter { $0.mode & 0o077 != 0 }
            return open.map { status in
                let mode = status.kind == .folder ? "0700" : "0600"
                return .danger(
                    .messages,
                    "others may get at the SMS provider's secret, and send at your cost: "
                        + "\(status.path), mode \(status.modeText)",
                    run: "chmod \(mode) \(shellWord(status.path))")
            } + unusable(secret)
        }
    }

    /// As hotline-messenger reads it: a first line in ASCII.
    private func unusable(_ secret: Secret) -> [Finding] {
        guard let bytes = secret.bytes else { return [] }
        let first = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first
        guard let first, first.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else {
            return [
                .mend(
                    .messages,
                    "\(secret.path) holds no secret: its first line is to be the SMS provider's, in "
                        + "plain ASCII", "write it there, and restart hotline-messenger")
            ]
        }
        return []
    }

    private var user: [Finding] {
        guard !hasUser else { return [] }
        return [
            .mend(
                .messages,
                "there is no user \(messenger.user), whom alone the daemon hands messages",
                "make it, or name the messenger's in 'messenger.user'", run: "systemd-sysusers")
        ]
    }
}

extension MessengerCheck {
    /// Looks at what the settings name; `nil` where they let nobody send anything.
    init?(settings: Settings, word: DaemonWord, units: [UnitState]?, now: Instant) {
        guard let messenger = settings.messenger else { return nil }
        let unit = units?.first { $0.name == UnitState.messenger }
        let sms = messenger.sms.flatMap { $0.needsSecret ? $0 : nil }
        self.init(
            messenger: messenger, outbox: word.outbox,
            daemonSince: word.status.flatMap { Instant(rfc3339: $0.since) }, unit: unit, now: now,
            hasUser: Account(named: messenger.user) != nil,
            mailProgram: Sight(of: messenger.sendmailPath),
            secret: sms.map { Secret(of: $0, settings: settings, unit: unit) })
    }
}

extension MessengerCheck.Secret {
    /// What the unit is handed, else the settings' secrets.
    init(of sms: SMSSettings, settings: Settings, unit: UnitState?) {
        let mark = "messenger:"
        let handed = unit?.credentials.split(separator: " ").first { $0.hasPrefix(mark) }
        let folder = handed.map { String($0.dropFirst(mark.count)) }
        let path = "\(folder ?? settings.credentialsDirectory)/\(sms.secretFile)"
        self.init(
            path: path, sight: Sight(of: path), folder: folder.flatMap { Sight(of: $0).status },
            bytes: try? readFile(path))
    }
}
