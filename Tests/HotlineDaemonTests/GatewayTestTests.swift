import Foundation
import HotlineTestSupport
import Testing

/// `hotlinectl gateway test`, as whoever sets up a gateway runs it.
@Suite struct `Testing a gateway` {
    /// One gateway of each kind, with the daemon's half of its secret.
    static let kinds: [(name: String, settings: String, secret: String)] = [
        ("canonical", "", GatewayDouble.secret),
        ("kamailio", "", GatewayDouble.token),
        (
            "twilio", "  twilio: { dialect: twilio, public-url: \"https://hotline.example.dk\" }",
            "0123456789abcdef0123456789abcdef"
        ),
        (
            "wire",
            "  wire: { dialect: twilio, authentication: signalwire, account: AC1, "
                + "public-url: \"https://hotline.example.dk/gateway/wire/voice\" }",
            "PSK_0123456789"
        ),
        ("jambonz", "  jambonz: { dialect: jambonz, account: a-1 }", "wh_secret_0123456789"),
        (
            "elks", "  elks: { dialect: 46elks, public-url: \"https://hotline.example.dk\" }",
            "path-token_0123456789"
        ),
    ]

    private func daemon(_ index: Int, secret: String) throws -> DaemonProcess {
        let kind = Self.kinds[index]
        let folder = try DaemonFolder(settings: DaemonSettings(more: kind.settings))
        try folder.write("credentials/gateway-\(kind.name)", secret + "\n", mode: 0o600)
        return try DaemonProcess(in: folder)
    }

    private func findings(
        _ daemon: DaemonProcess, _ arguments: String...
    ) throws -> (good: [JSONValue], bad: [JSONValue]) {
        let told = try Program.run(
            "hotlinectl",
            ["gateway", "test"] + arguments
                + ["--format", "json", "--config", daemon.folder.settings],
            in: daemon.folder)
        let all = try #require(JSONValue.parse(Array(told.output.utf8)), "\(told.errors)")
        let list = all["findings"].list
        let bad = list.filter { $0["good"].flag == false }
        #expect(told.end == .exited(bad.isEmpty ? 0 : 1))
        return (list.filter { $0["good"].flag == true }, bad)
    }

    /// The lab's clock is not this machine's, which is found; nothing was heard of the gateway yet.
    private static let ofTheLab = ["clock", "gateway"]

    @Test(arguments: 0..<6)
    func `finds all well where the secret is right, and changes nothing`(_ index: Int) throws {
        let kind = Self.kinds[index]
        let daemon = try daemon(index, secret: kind.secret)
        let (good, bad) = try findings(daemon, kind.name)
        #expect(bad.compactMap { $0["about"].text } == Self.ofTheLab, "\(bad)")
        let taken = good.compactMap { $0["message"].text }.filter { $0.contains("taken") }
        #expect(taken == ["the secret is taken, as it should"])
        #expect(try daemon.calls().list.isEmpty)
        #expect(try daemon.status()["alarms"].list.isEmpty)
    }

    @Test(arguments: 0..<6)
    func `says that the secret is another since the daemon's start`(_ index: Int) throws {
        let kind = Self.kinds[index]
        let daemon = try daemon(index, secret: kind.secret)
        let other =
            kind.name == "canonical"
            ? "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8=" : "another-secret-0123456"
        try daemon.folder.write("credentials/gateway-\(kind.name)", other + "\n", mode: 0o600)
        let (_, bad) = try findings(daemon, kind.name)
        let secrets = bad.filter { $0["about"].text == "secrets" }
        #expect(secrets.count == 1)
        #expect(secrets.first?["message"].text?.contains("restart the daemon") == true)
    }

    @Test func `tries each of two secrets, whatever ends the lines`() throws {
        let daemon = try daemon(4, secret: "wh_secret_0123456789\r\nwh_secret_9876543210\r")
        let (good, bad) = try findings(daemon, "jambonz")
        #expect(bad.compactMap { $0["about"].text } == Self.ofTheLab, "\(bad)")
        let taken = good.compactMap { $0["message"].text }.filter { $0.contains("taken") }
        #expect(
            taken == [
                "secret 1 of 2 is taken, as it should", "secret 2 of 2 is taken, as it should",
            ])
    }

    @Test func `names the gateways where the name is another`() throws {
        let daemon = try daemon(0, secret: GatewayDouble.secret)
        let told = try daemon.hotlinectl("gateway", "test", "canonica")
        #expect(told.end == .exited(2))
        #expect(told.errors.contains("did you mean 'canonical'?"))
    }

    @Test func `lists the recordings with their texts`() throws {
        let daemon = try daemon(0, secret: GatewayDouble.secret)
        let told = try daemon.hotlinectl("gateway", "recordings")
        #expect(told.end == .exited(0), "\(told.errors)")
        let lines = told.output.split(separator: "\n").map(String.init)
        #expect(lines.contains("da/waiting.mp3\tVi stiller dig igennem."))
        #expect(lines.contains { $0.hasPrefix("da/callback-1.mp3\tVi har ikke fået fat i") })
        #expect(lines.contains { $0.hasPrefix("da/callback-2.mp3\t") })
        #expect(lines.contains("da/hour-04.mp3\t04"))
        #expect(
            !lines.contains {
                $0.contains("{") && !$0.contains("ask-institution")
                    && !$0.contains("offer-callback")
            })
    }

    @Test func `lists no recordings in a language that nobody would hear`() throws {
        let daemon = try daemon(0, secret: GatewayDouble.secret)
        let told = try daemon.hotlinectl("gateway", "recordings", "--speak", "so")
        #expect(told.end == .exited(2))
        #expect(told.output.isEmpty)
        #expect(told.errors.contains("no text is in 'so'"))
    }
}
