import Foundation
import HotlineAPI
import Glibc
import HotlineSettings
import Testing

@testable import HotlineControl

@Suite struct `A look at a gateway's secret` {
    private static let gateways = """
          own: { dialect: canonical }
          kamailio: { dialect: canonical, authentication: bearer }
          tw: { dialect: twilio }
          te: { dialect: twilio, authentication: telnyx }
          jam: { dialect: jambonz }
          elks: { dialect: 46elks }
        """
    private static let good = [
        "own": "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
        "kamailio": "5b1f0c9a7d3e42668f90ab12cd34ef56", "tw": "0123456789abcdef0123456789abcdef",
        "te": "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=", "jam": "wh_secret_0123456789",
        "elks": "path-token_0123456789-abc",
    ]

    private func settings(_ clinic: Clinic, _ more: String = "") throws -> Settings {
        try clinic.settings(
            "public-url: https://hotline.example.dk\n" + more, gateways: Self.gateways)
    }

    /// What is found where the gateway's file holds the text; none where there is no file.
    private func findings(
        of name: String, _ text: String?, more: String = "", daemon: Account = Clinic.me,
        isHandedOver: Bool = false
    ) throws -> [Finding] {
        let clinic = try Clinic()
        try clinic.makeFolder("credentials", mode: 0o700)
        if let text { try clinic.write("credentials/gateway-\(name)", text, mode: 0o600) }
        let settings = try settings(clinic, more)
        let gateway = try #require(settings.gateways.first { $0.name == name })
        return SecretsCheck(gateway, of: settings, daemon: daemon, isHandedOver: isHandedOver)
            .findings
    }

    @Test(arguments: Self.good.keys.sorted())
    func `is content with one of the dialect's form`(_ name: String) throws {
        let found = try findings(of: name, "# from the vendor\n\(Self.good[name] ?? "")\n")
        #expect(found.map(\.message) == ["gateway \(name) has 1 secret"])
    }

    @Test(arguments: [
        ("own", "openssl rand -base64 32"), ("kamailio", "openssl rand -hex 32"),
        ("elks", "openssl rand -hex 24"), ("tw", "editor"), ("te", "editor"), ("jam", "editor"),
    ])
    func `finds none, and tells how to write one`(_ name: String, _ tool: String) throws {
        let bad = try findings(of: name, nil).onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("gateway \(name) has no secret, so every request"))
        #expect(bad.command?.contains(tool) == true)
        #expect(bad.command?.contains("install -m 0600 -o \(Clinic.me.name) /dev/null ") == true)
    }

    @Test func `its command for a canonical gateway writes one that is content`() throws {
        let clinic = try Clinic()
        try clinic.makeFolder("credentials", mode: 0o700)
        let settings = try settings(clinic)
        for gateway in settings.gateways where ["own", "kamailio", "elks"].contains(gateway.name) {
            func look() -> [Finding] {
                SecretsCheck(gateway, of: settings, daemon: Clinic.me, isHandedOver: false).findings
            }
            let command = try #require(try look().onlyBad().command)
            let told = ProgramOutput(of: ["sh", "-c", command], within: .seconds(10))
            #expect(told?.status == 0)
            #expect(look().map(\.message) == ["gateway \(gateway.name) has 1 secret"])
            let file = clinic.file("credentials/\(gateway.credential)")
            #expect(Sight(of: file).status?.modeText == "0600")
        }
    }

    @Test func `waits for the daemon where that makes it`() throws {
        let found = try findings(of: "own", nil, more: "make-credentials: true")
        #expect(found.map(\.severity) == [.note])
    }

    @Test(arguments: [
        ("own", "whsec_AAEC", "line 1: the secret has 3 bytes; a key has 24 to 64"),
        ("own", "# one\nnot base64!", "line 2: the secret is not base64"),
        ("kamailio", "short", "line 1: the token has 5 characters; it needs at least 16"),
        ("kamailio", "two words are no token", "holds a space"),
        ("elks", "a/b/c/d/e/f/g/h/i/j", "the token stands in a path"),
        ("te", "11qYAYKxCrfV", "this is no public key"),
        ("jam", "wh secret", "holds a space"),
    ])
    func `finds one of another form, by its line and without repeating it`(
        _ name: String, _ text: String, _ words: String
    ) throws {
        let bad = try findings(of: name, text).onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains(words))
        #expect(!bad.message.contains("not base64!") && !bad.message.contains("11qYAYKxCrfV"))
    }

    @Test(arguments: ["", "\n\n", "# nothing yet\n"])
    func `finds a file without any`(_ text: String) throws {
        let bad = try findings(of: "own", text).onlyBad()
        #expect(bad.message.contains("holds no secret"))
        #expect(bad.severity == .danger)
    }

    @Test(arguments: [
        ("kamailio", "kamailio-token-1234"), ("kamailio", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
        ("elks", "0123456789abcdefg"), ("tw", "12345678"), ("own", "whsec_" + zeros),
    ])
    func `finds one that can be guessed`(_ name: String, _ text: String) throws {
        let bad = try findings(of: name, text).onlyBad()
        #expect(bad.severity == .mend)
        #expect(bad.message.contains("can be guessed"))
        #expect(!bad.message.contains(text))
    }

    /// 24 bytes of nothing.
    private static let zeros = String(repeating: "A", count: 32)

    @Test func `knows a rotation under way`() throws {
        let two = "0123456789abcdef0123456789abcdef\nfedcba9876543210fedcba9876543210\n"
        let found = try findings(of: "tw", two)
        #expect(found.map(\.severity) == [.ok])
        #expect(found[0].message.contains("2 secrets: take the old one out"))
    }

    @Test func `finds one that the daemon may not read, unless it is handed over`() throws {
        let other = Account(id: 4_000_000, name: "akuttelefon", groups: [])
        let secret = Self.good["tw"] ?? ""
        let bad = try findings(of: "tw", secret, daemon: other).onlyBad()
        #expect(bad.command?.hasPrefix("chown akuttelefon ") == true)
        #expect(try findings(of: "tw", secret, daemon: other, isHandedOver: true).bad.isEmpty)
    }

    @Test func `finds a secret that two gateways share`() throws {
        let clinic = try Clinic()
        try clinic.makeFolder("credentials", mode: 0o700)
        let settings = try settings(clinic)
        for gateway in settings.gateways {
            let secret = Self.good[gateway.name == "jam" ? "tw" : gateway.name] ?? ""
            try clinic.write("credentials/\(gateway.credential)", secret + "\n", mode: 0o600)
        }
        let checks = settings.gateways.map {
            SecretsCheck($0, of: settings, daemon: Clinic.me, isHandedOver: false)
        }
        let bad = try SecretsCheck.shared(checks).onlyBad()
        #expect(bad.message.contains("the gateways tw, jam have a secret in common"))
        #expect(SecretsCheck.shared(Array(checks.prefix(4))).isEmpty)
    }

    @Test func `finds what systemd would not load`() throws {
        let clinic = try Clinic()
        let folder = try clinic.makeFolder("credentials", mode: 0o700)
        try clinic.write("credentials/gateway-tw", "x", mode: 0o600)
        #expect(CredentialsFolderCheck(of: folder).findings.isEmpty)
        for name in ["gateway-åben", "gateway:tw", "gateway-tw\u{7}"] {
            let file = try clinic.write("credentials/\(name)", "x", mode: 0o600)
            let bad = try CredentialsFolderCheck(of: folder).findings.onlyBad()
            #expect(bad.message.hasPrefix("\(file) has a name that systemd loads no secret by"))
            try FileManager.default.removeItem(atPath: file)
        }
        try clinic.makeFolder("credentials/old", mode: 0o700)
        let bytes = [UInt8](repeating: 0x20, count: 1 << 20)
        try clinic.write("credentials/old/notes.txt", bytes: bytes, mode: 0o600)
        let bad = try CredentialsFolderCheck(of: folder).findings.onlyBad()
        #expect(bad.message.contains("holds 1048577 bytes"))
    }
}
