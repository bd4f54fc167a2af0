import HotlineAPI
import HotlineSettings
import OnCallRoster
import Testing

@testable import HotlineControl

private let now = Instant(seconds: 1_795_348_800)

@Suite struct `A look at who sends messages` {
    /// An installation with e-mail and SMS, in which everything is well.
    private struct Facts {
        var asked: Instant? = now - .seconds(2)
        var daemonSince = now - .hours(5)
        var unit: UnitState? = UnitState(name: UnitState.messenger)
        var answers = true
        var failed = 0
        var waitingSince: Instant?
        var hasUser = true
        var mailProgram = Sight.seen(FileStatus(path: "/usr/sbin/sendmail", mode: 0o755))
        var secret = Sight.seen(FileStatus(path: "/m/messenger-sms", mode: 0o600))
        var folder = FileStatus(path: "/m", kind: .folder, mode: 0o700)
        var text = "geheim\n"

        var outbox: OutboxDocument {
            let failure = OutboxDocument.Message(
                id: 7, kind: "digest", state: "failed", recipient: "birgit",
                recipientKind: "contact", call: nil, made: "2026-11-22T01:00:00Z",
                deadline: "2026-11-22T13:00:00Z", ended: "2026-11-22T01:05:00Z", attempts: 3,
                channel: "email", reason: "exit-67")
            return OutboxDocument(
                delivers: true, asked: asked?.description, waiting: 2,
                waitingSince: waitingSince?.description, sent: 3, failed: failed, dropped: 0,
                failures: failed > 0 ? [failure] : [], messages: [])
        }
    }

    private func settings(
        _ more: String = "sms: { provider: gatewayapi, sender: Akuttlf }"
    ) throws -> MessengerSettings {
        let whole = "messenger: { from: hotline@fjordby.example, \(more) }"
        return try #require(try Clinic().settings(whole).messenger)
    }

    private func findings(_ change: (inout Facts) -> Void = { _ in }) throws -> [Finding] {
        var facts = Facts()
        change(&facts)
        return MessengerCheck(
            messenger: try settings(), outbox: facts.answers ? facts.outbox : nil,
            daemonSince: facts.answers ? facts.daemonSince : nil, unit: facts.unit, now: now,
            hasUser: facts.hasUser, mailProgram: facts.mailProgram,
            secret: MessengerCheck.Secret(
                path: "/m/messenger-sms", sight: facts.secret, folder: facts.folder,
                bytes: facts.secret.status.map { _ in Array(facts.text.utf8) })
        ).findings
    }

    @Test func `finds nothing where it asks and has what it needs`() throws {
        let found = try findings()
        #expect(found.map(\.severity) == [.ok])
        #expect(found[0].message.contains("asks for messages, last at 2026-"))
        #expect(found[0].message.hasSuffix("2 wait"))
        // Somebody runs it without systemd.
        #expect(try findings { $0.unit = nil }.bad.isEmpty)
        #expect(try findings { $0.unit?.active = "inactive" }.bad.isEmpty)
    }

    @Test func `finds that nobody asks for messages`() throws {
        let silent = try findings { $0.asked = now - .minutes(11) }.onlyBad()
        #expect(silent.message.contains("has not asked for messages since 2026-"))
        #expect(silent.command == "journalctl -u hotline-messenger -n 50")
        #expect(silent.isOfInstallations)
        let never = try findings { $0.asked = nil }.onlyBad()
        #expect(never.message.contains("since the daemon started, 2026-"))
        let young = try findings {
            $0.asked = nil
            $0.daemonSince = now - .minutes(9)
        }
        #expect(young.bad.isEmpty)
    }

    @Test func `finds a unit that is not there, does not run, or is gone after the next start`()
        throws
    {
        let missing = try findings {
            $0.asked = nil
            $0.unit?.load = "not-found"
        }.onlyBad()
        #expect(missing.message.contains("no usable unit hotline-messenger.service (not-found)"))
        let failed = try findings {
            $0.asked = now - .hours(1)
            $0.unit?.active = "failed"
            $0.unit?.result = "exit-code"
        }.onlyBad()
        #expect(
            failed.message.contains("hotline-messenger.service is failed, exit-code, so nobody"))
        #expect(failed.command?.hasSuffix("systemctl enable --now hotline-messenger") == true)
        let without = try findings {
            $0.answers = false
            $0.unit?.active = "inactive"
        }.onlyBad()
        #expect(without.message.contains("hotline-messenger.service is inactive, so nobody"))
        let once = try findings { $0.unit?.file = "disabled" }.onlyBad()
        #expect(once.command == "systemctl enable hotline-messenger")
    }

    @Test func `finds messages that failed, and one that is tried in vain`() throws {
        let failed = try findings { $0.failed = 2 }.onlyBad()
        #expect(
            failed.message.contains(
                "2 messages could not be sent in the last 24 hours, the latest (digest) for birgit: "
                    + "exit-67"))
        #expect(failed.command == "hotlinectl messages list")
        let waits = try findings { $0.waitingSince = now - .minutes(31) }.onlyBad()
        #expect(waits.command == "hotlinectl messages list --state waiting")
        #expect(try findings { $0.waitingSince = now - .minutes(29) }.bad.isEmpty)
        // That nobody asks is told once.
        let silent = try findings {
            $0.asked = now - .hours(2)
            $0.waitingSince = now - .hours(1)
        }
        #expect(silent.bad.count == 1)
    }

    @Test func `finds a mail program that is missing, or none`() throws {
        let missing = try findings { $0.mailProgram = .missing }.onlyBad()
        #expect(missing.message.contains("/usr/sbin/sendmail is missing, so no e-mail is sent"))
        #expect(missing.command == "apt install msmtp-mta")
        for status in [
            FileStatus(path: "/usr/sbin/sendmail", mode: 0o644),
            FileStatus(path: "/usr/sbin/sendmail", kind: .folder, mode: 0o755),
        ] {
            let none = try findings { $0.mailProgram = .seen(status) }.onlyBad()
            #expect(none.message.contains("is no program that can be run"))
        }
    }

    @Test func `finds a provider's secret that is missing, empty or open`() throws {
        let missing = try findings { $0.secret = .missing }.onlyBad()
        #expect(missing.message.contains("/m/messenger-sms is missing"))
        #expect(missing.command?.hasPrefix("install -m 0600 /dev/null /m/messenger-sms") == true)
        for text in ["", "\n", "hemmelig-å\n"] {
            let empty = try findings { $0.text = text }.onlyBad()
            #expect(empty.message.contains("holds no secret"))
            #expect(!empty.message.contains("hemmelig"))
        }
        for mode: UInt32 in [0o640, 0o604, 0o622] {
            let open = try findings {
                $0.secret = .seen(FileStatus(path: "/m/messenger-sms", mode: mode))
            }.onlyBad()
            #expect(open.severity == .danger)
            #expect(open.command == "chmod 0600 /m/messenger-sms")
        }
        let folder = try findings { $0.folder.mode = 0o755 }.onlyBad()
        #expect(folder.command == "chmod 0700 /m")
        // Whoever may not look is told so elsewhere.
        #expect(try findings { $0.secret = .hidden }.bad.isEmpty)
    }

    @Test func `finds that its user is missing`() throws {
        let bad = try findings { $0.hasUser = false }.onlyBad()
        #expect(bad.message.contains("there is no user akuttelefon-messenger"))
        #expect(bad.command == "systemd-sysusers")
    }

    @Test func `looks where the unit has the secret from, else among the settings' secrets`() throws
    {
        let clinic = try Clinic()
        try clinic.makeFolder("credentials", mode: 0o700)
        let folder = try clinic.makeFolder("messenger", mode: 0o700)
        let settings = try clinic.settings(
            "messenger: { sms: { provider: gatewayapi, sender: A } }")
        let sms = try #require(settings.messenger?.sms)
        try clinic.write("messenger/\(sms.secretFile)", "geheim\n", mode: 0o600)
        var unit = UnitState(name: UnitState.messenger)
        unit.credentials = "hotlined.yaml:/etc/akuttelefon/hotlined.yaml messenger:\(folder) "
        let handed = MessengerCheck.Secret(of: sms, settings: settings, unit: unit)
        #expect(handed.path == "\(folder)/\(sms.secretFile)" && handed.bytes != nil)
        #expect(handed.folder?.modeText == "0700")
        let own = MessengerCheck.Secret(of: sms, settings: settings, unit: nil)
        #expect(own.path == clinic.file("credentials/\(sms.secretFile)"))
        #expect(own.sight == .missing && own.folder == nil)
    }

    @Test func `finds a messenger that is enabled and has no settings`() throws {
        let unit = UnitState(name: UnitState.messenger)
        let bad = try MessengerCheck.withoutSettings(unit).onlyBad()
        #expect(bad.command == "systemctl disable --now hotline-messenger")
        var off = unit
        off.file = "disabled"
        #expect(MessengerCheck.withoutSettings(off).isEmpty)
        #expect(MessengerCheck.withoutSettings(nil).isEmpty)
    }

    @Test func `asks for no secret where the request tells none`() throws {
        let secretless = try settings(
            """
            sms: { url: "https://sms.example/v1", body: "to={to}&text={text}", sender: A }
            """)
        #expect(secretless.sms?.needsSecret == false)
        #expect(try settings().sms?.needsSecret == true)
    }
}
