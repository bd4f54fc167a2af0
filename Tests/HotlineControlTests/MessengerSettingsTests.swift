import Foundation
import HotlineSettings
import OnCallRoster
import Testing

/// What an administrator writes about messages, and what is said of a mistake.
@Suite struct `The settings of the messenger` {
    private func load(
        _ messenger: String, flags: [String] = [], top: String = ""
    ) throws -> Settings {
        let file = NSTemporaryDirectory() + "akuttelefon-messenger-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let text = "last-resort: \"sip:vagt@fjordby.example\"\n\(top)messenger: \(messenger)\n"
        try Data(text.utf8).write(to: URL(filePath: file))
        return try Settings.load(file: file, flags: flags, environment: [:])
    }

    private func problems(_ messenger: String, top: String = "") throws -> [String] {
        do {
            _ = try load(messenger, top: top)
            return []
        } catch let error as SettingsError {
            return error.problems
        }
    }

    @Test func `are none where nothing is said`() throws {
        let file = NSTemporaryDirectory() + "akuttelefon-messenger-\(UUID().uuidString).yaml"
        defer { try? FileManager.default.removeItem(atPath: file) }
        try Data("last-resort: \"114\"\n".utf8).write(to: URL(filePath: file))
        let settings = try Settings.load(file: file, environment: [:])
        #expect(settings.messenger == nil && settings.console == nil)
    }

    @Test func `need no more than from whom e-mail comes`() throws {
        let messenger = try #require(try load("{ from: hotline@fjordby.example }").messenger)
        #expect(messenger.from?.text == "hotline@fjordby.example")
        #expect(messenger.user == "akuttelefon-messenger")
        #expect(messenger.sendmailPath == "/usr/sbin/sendmail")
        #expect(messenger.kinds == Set(MessengerSettings.knownKinds))
        #expect(messenger.remindBefore == .minutes(60) && messenger.confirmWithin == .minutes(15))
        #expect(messenger.digestAt.description == "07:30")
        #expect(!messenger.asksConfirmation && messenger.sms == nil)
    }

    @Test func `may be given as flags`() throws {
        let settings = try load(
            "{ from: hotline@fjordby.example }",
            flags: [
                "--messenger-sendmail", "/usr/bin/msmtp", "--messenger-sms-provider", "twilio",
                "--messenger-sms-account", "AC0", "--messenger-sms-sender", "A",
            ])
        #expect(settings.messenger?.sendmailPath == "/usr/bin/msmtp")
        #expect(
            settings.messenger?.sms?.url
                == "https://api.twilio.com/2010-04-01/Accounts/{account}/Messages.json")
    }

    @Test(arguments: [
        ("{ from: hotline }", "'messenger.from' is 'hotline'"),
        ("{ from: \"-f@x.example\" }", "'messenger.from' is"),
        ("{ user: nobody }", "names no way to tell anybody"),
        ("{ from: a@x.example, kinds: [ringin] }", "did you mean 'ringing'?"),
        ("{ from: a@x.example, sendmail: msmtp }", "the program's whole path"),
        ("{ from: a@x.example, digest-at: 7 }", "'messenger.digest-at' is '7'"),
        ("{ from: a@x.example, remind-before: 0 min }", "'messenger.remind-before'"),
        ("{ from: a@x.example, confirm-duty: true }", "'console.public-url' is missing"),
        ("{ from: a@x.example, administrator: \"+45 00 00 00 99\" }", "'messenger.sms' is missing"),
        (
            "{ administrator: a@x.example, sms: { provider: twilio, account: A, sender: B } }",
            "'messenger.from' is missing"
        ),
        ("{ sms: { provider: twilo } }", "'messenger.sms.provider' is 'twilo'"),
        ("{ sms: { provider: twilio, sender: A } }", "'messenger.sms.account' is missing"),
        ("{ sms: { provider: gatewayapi } }", "'messenger.sms.sender' is missing"),
        ("{ sms: { sender: A } }", "'messenger.sms.url' is missing"),
        ("{ sms: { url: \"http://sms.example/\", body: \"{to} {text}\" } }", "no address over TLS"),
        (
            "{ sms: { url: \"https://sms.example/{secret}\", body: \"{to} {text}\" } }",
            "a secret would stand in an address"
        ),
        (
            "{ sms: { url: \"https://sms.example/\", body: \"{to} {txt}\" } }",
            "did you mean '{text}'?"
        ),
        ("{ sms: { url: \"https://sms.example/\", body: \"{text}\" } }", "whom to send to"),
        (
            "{ sms: { url: \"https://sms.example/\", body: \"{to} {text}\", headers: [a b] } }",
            "a header is no"
        ),
        (
            "{ sms: { url: \"https://sms.example/\", body: \"{to} {text}\", success: [404] } }",
            "no statuses of success"
        ),
        (
            "{ sms: { url: \"https://sms.example/\", body: \"{to} {text}\", secret: ../x } }",
            "a file in the credentials directory"
        ),
        ("{ sms: { uri: x } }", "unknown key 'uri'"), ("{ form: a@x.example }", "did you mean"),
    ])
    func `say what is wrong, and what to write instead`(_ text: String, _ said: String) throws {
        let problems = try problems(text)
        #expect(problems.contains { $0.contains(said) }, "\(problems)")
        #expect(problems.allSatisfy { $0.contains(": error: ") && $0.hasSuffix(")") })
    }

    @Test func `know the requests of three providers`() throws {
        for (name, success) in [("gatewayapi", 200), ("46elks", 200), ("twilio", 201)] {
            let sms = try #require(
                try load("{ sms: { provider: \(name), account: u, sender: Akuttlf } }").messenger?
                    .sms)
            #expect(sms.url.hasPrefix("https://") && sms.successes.contains(success))
            #expect(sms.method == "POST" && sms.secretFile == "messenger-sms")
            #expect(sms.headers.contains { $0.name == "Authorization" })
        }
    }

    @Test func `may describe a request of their own, on this machine without TLS`() throws {
        let sms = try #require(
            try load(
                """
                { sms: { url: "http://127.0.0.1:8099/sms", method: PUT, success: [202],
                  headers: ["Content-Type: application/json", "Idempotency-Key: {key}"],
                  body: '{"to":"{to}","text":"{text}"}' } }
                """.replacing("\n", with: " ")
            ).messenger?.sms)
        #expect(sms.method == "PUT" && sms.successes == [202])
        #expect(sms.headers.map(\.value) == ["application/json", "{key}"])
        #expect(
            SMSSettings.pieces(of: sms.body) == [
                .text("{\"to\":\""), .placeholder(.to), .text("\",\"text\":\""),
                .placeholder(.text), .text("\"}"),
            ])
    }

    @Test(arguments: [
        ("anna@x.example", true), ("a.b+c@x-y.example", true), ("anna", false), ("a@b@c", false),
        ("-a@x.example", false), ("a b@x.example", false), ("a@x.example\n", false),
        ("\"a\"@x.example", false), ("a..b@x.example", false), ("a@-x.example", false),
        ("ånna@x.example", false), ("@x.example", false), ("a@", false),
    ])
    func `take no address that a mail program could misread`(_ text: String, _ isOne: Bool) {
        #expect((EmailAddress(text) != nil) == isOne)
        if let address = EmailAddress(text) {
            #expect("\(address)".hasPrefix("…@"))
        }
    }
}
