import HotlineAPI
import HotlineSettings
import HotlineTexts
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

    private var word: Text {
        guard let outbox else { return MessengerFindings.there.text }
        guard let asked = outbox.asked else {
            return MessengerFindings.asks.with(["waiting": outbox.waiting])
        }
        return MessengerFindings.lastAt.with(["at": asked, "waiting": outbox.waiting])
    }

    // MARK: Whether somebody asks

    private var asked: Instant? { outbox?.asked.flatMap { Instant(rfc3339: $0) } }

    private var isSilent: Bool {
        guard outbox != nil, let last = asked ?? daemonSince else { return false }
        return now - last > MessengerCheck.silenceMax
    }

    private var asking: [Finding] {
        if let unit, unit.load != "loaded", isSilent || outbox == nil {
            return [
                .mend(
                    .messages,
                    MessengerFindings.noUnit.with(["unit": unit.name, "load": unit.load]),
                    MessengerFindings.install.with(["unit": unit.name]))
            ]
        }
        if let unit, unit.active != "active", isSilent || outbox == nil {
            let words: MessengerFindings = unit.result == "success" ? .stopped : .stoppedBy
            return [
                .mend(
                    .messages,
                    words.with(["unit": unit.name, "state": unit.active, "why": unit.result]),
                    MessengerFindings.seeAndStart.text,
                    run: "journalctl -u hotline-messenger -n 50; "
                        + "systemctl enable --now hotline-messenger")
            ]
        }
        if isSilent {
            let words: MessengerFindings = asked == nil ? .silentSinceStart : .silent
            return [
                .mend(
                    .messages, words.with(["at": (asked ?? daemonSince ?? now).description]),
                    MessengerFindings.seeWhy.text, run: "journalctl -u hotline-messenger -n 50")
            ]
        }
        guard let unit, unit.load == "loaded", unit.file == "disabled" else { return [] }
        return [
            .mend(
                .messages, MessengerFindings.disabled.with(["unit": unit.name]),
                run: "systemctl enable hotline-messenger")
        ]
    }

    /// Where the settings let nobody send anything, but somebody is to.
    static func withoutSettings(_ unit: UnitState?) -> [Finding] {
        guard let unit, unit.load == "loaded", unit.file == "enabled" else { return [] }
        return [
            Finding.mend(
                .messages, MessengerFindings.withoutSettings.with(["unit": unit.name]),
                MessengerFindings.writeOrLeave.text,
                run: "systemctl disable --now hotline-messenger"
            ).whereCallsArrive
        ]
    }

    // MARK: What came of them

    private var outcomes: [Finding] {
        guard let outbox else { return [] }
        var found: [Finding] = []
        if outbox.failed > 0 {
            let counted =
                outbox.failed == 1
                ? MessengerFindings.failedOne.text
                : MessengerFindings.failed.with(["count": outbox.failed])
            let told = outbox.failures.first.map { latest in
                MessengerFindings.failedLatest.with([
                    "found": counted, "kind": latest.kind,
                    "recipient": latest.recipient ?? latest.recipientKind,
                    "reason": latest.reason ?? "unknown",
                ])
            }
            found.append(
                .mend(
                    .messages, told ?? counted, MessengerFindings.readWhenFailing.text,
                    run: "hotlinectl messages list"))
        }
        if !isSilent, let since = outbox.waitingSince.flatMap({ Instant(rfc3339: $0) }),
            now - since > MessengerCheck.waitMax
        {
            found.append(
                .mend(
                    .messages, MessengerFindings.triedInVain.with(["at": since.description]),
                    MessengerFindings.seeWhy.text,
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
                    .messages, MessengerFindings.noProgram.with(["path": path]),
                    MessengerFindings.installProgram.text,
                    run: "apt install msmtp-mta")
            ]
        case .seen(let status):
            guard status.kind != .file || status.mode & 0o111 == 0 else { return [] }
            return [
                .mend(
                    .messages, MessengerFindings.notRunnable.with(["path": path]),
                    MessengerFindings.nameProgram.text)
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
                    .messages, MessengerFindings.noSecret.with(["path": secret.path]),
                    MessengerFindings.writeSecret.text,
                    run: "install -m 0600 /dev/null \(path) && editor \(path) && "
                        + "systemctl restart hotline-messenger")
            ]
        case .seen(let status):
            let open = [secret.folder, status].compactMap { $0 }.filter { $0.mode & 0o077 != 0 }
            return open.map { status in
                let mode = status.kind == .folder ? "0700" : "0600"
                return .danger(
                    .messages,
                    MessengerFindings.open.with([
                        "path": status.path, "mode": status.modeText,
                    ]),
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
                    .messages, MessengerFindings.empty.with(["path": secret.path]),
                    MessengerFindings.writeAndRestart.text)
            ]
        }
        return []
    }

    private var user: [Finding] {
        guard !hasUser else { return [] }
        return [
            .mend(
                .messages, MessengerFindings.noUser.with(["user": messenger.user]),
                MessengerFindings.makeUser.text, run: "systemd-sysusers")
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
