import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct `A look at a gateway` {
    private func gateway(
        publicURL: String = "https://hotline.example.dk"
    ) throws -> GatewaySettings {
        let settings = try Clinic().settings(
            gateways: "  tw: { dialect: twilio, public-url: \"\(publicURL)\" }")
        return try #require(settings.gateways.first)
    }

    private func facts(
        lastEvent: String? = "2026-11-22T11:00:00Z", checksLine: Bool = true,
        lastSelfCall: String? = "2026-11-22T03:00:00Z"
    ) -> GatewayFacts {
        GatewayFacts(
            gateway: "tw", dialect: "twilio", authentication: "twilio", hasSecret: true,
            publicURL: "https://hotline.example.dk", lastEvent: lastEvent, checksLine: checksLine,
            lastSelfCall: lastSelfCall, now: Fixtures.now.description, clockSynchronised: true,
            alarms: [])
    }

    private func findings(_ facts: GatewayFacts) throws -> [Finding] {
        GatewayCheck(gateway: try gateway(), facts: facts).findings
    }

    @Test func `finds nothing where it was heard of and the line was checked`() throws {
        let found = try findings(facts())
        #expect(
            found.map(\.message) == [
                "gateway tw was last heard of 2026-11-22T11:00:00Z",
                "the line was checked through gateway tw at 2026-11-22T03:00:00Z",
            ])
        #expect(found.bad.isEmpty)
    }

    @Test func `finds one that was never heard of`() throws {
        let bad = try findings(facts(lastEvent: nil)).onlyBad()
        #expect(bad.command == "hotlinectl gateway test tw")
        #expect(bad.isOfInstallations)
    }

    @Test func `finds one that is silent for longer than ever`() throws {
        var silent = facts()
        silent.alarms = [
            Status.Alarm(code: "gateway-silent", since: "2026-11-22T00:00:00Z", message: "silent!")
        ]
        #expect(try findings(silent).onlyBad().message == "silent!")
    }

    @Test func `finds that the nightly call did not come`() throws {
        let late = try findings(facts(lastSelfCall: "2026-11-21T09:59:00Z")).onlyBad()
        #expect(late.message.contains("since 2026-11-21T09:59:00Z: see whether it is placed"))
        let never = try findings(facts(lastSelfCall: nil)).onlyBad()
        #expect(never.message.contains("through gateway tw yet"))
        #expect(try findings(facts(lastSelfCall: "2026-11-21T10:01:00Z")).bad.isEmpty)
    }

    @Test func `knows that without a self-call silence tells nothing`() throws {
        let found = try findings(facts(checksLine: false, lastSelfCall: nil))
        #expect(found.bad.isEmpty)
        #expect(found.contains { $0.severity == .note && $0.message.contains("'self-call'") })
    }

    @Test func `finds a daemon that was not restarted, or has no secret`() throws {
        var old = facts()
        old.publicURL = "https://old.example.dk"
        #expect(try findings(old).onlyBad().command == "systemctl restart hotlined")
        var locked = facts()
        locked.hasSecret = false
        #expect(try findings(locked).onlyBad().severity == .danger)
    }

    private func address(_ url: String, _ addresses: [String]?) throws -> [Finding] {
        PublicAddressCheck(
            gateway: "tw", url: url,
            addresses: try addresses.map { try $0.map { try #require(InternetAddress($0)) } }
        ).findings
    }

    @Test func `tells where its address leads, and that only a call proves it`() throws {
        let found = try address("https://hotline.dk", ["192.0.2.7"])
        #expect(found.map(\.severity) == [.note])
        #expect(
            found[0].message.contains("hotline.dk is 192.0.2.7; whether the gateway reaches it"))
        #expect(
            try address("http://10.0.0.5:8080", ["10.0.0.5"])[0].message.contains("inside only"))
        #expect(try address("https://hotline.dk", nil).map(\.severity) == [.note])
    }

    @Test func `finds an address that leads nowhere, or in the open`() throws {
        #expect(try address("https://hotline.dk", []).onlyBad().message.contains("leads nowhere"))
        let open = try address("http://hotline.dk", ["192.0.2.7"]).onlyBad()
        #expect(open.message.contains("would travel openly"))
        #expect(open.isOfInstallations)
    }

    @Test func `asks the system for a name, and nobody for a name of examples`() throws {
        let local = try #require(PublicAddressCheck(of: gateway(publicURL: "https://127.0.0.1")))
        #expect(local.addresses?.map(\.description) == ["127.0.0.1"])
        let example = try #require(
            PublicAddressCheck(of: gateway(publicURL: "https://hotline.invalid/x")))
        #expect(example.addresses == [])
    }

    @Test(arguments: [
        ("https://hotline.dk", "hotline.dk"), ("https://hotline.dk:8443/telefon", "hotline.dk"),
        ("http://[2001:db8::1]:80/a", "2001:db8::1"), ("https://", ""),
    ])
    func `knows the host of an address`(_ url: String, _ host: String) {
        #expect(PublicAddressCheck.host(of: url) == host)
    }
}

@Suite struct `A look at the port` {
    private static let table = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 0100007F:1F95 00000000:0000 0A 00000000:00000000 00:00000000 00000000   990        0 23456 1 0 100 0
           1: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 11 1 0 100 0
           2: 0100007F:1F95 0100007F:D431 01 00000000:00000000 00:00000000 00000000   990        0 99 1 0 100 0
        """
    private static let table6 = """
          sl  local_address                         remote_address                        st uid
           0: 00000000000000000000000001000000:1F95 00000000000000000000000000000000:0000 0A 0:0 0:0 0 990 0 7 1
           1: B80D0120000000000000000001000000:0050 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 8 1
           2: 0000000000000000FFFF00000100007F:0051 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 9 1
        """

    @Test func `reads who listens from the kernel's tables`() {
        let found = Listener.all(in: Self.table)
        #expect(found.map(\.port) == [8085, 22])
        #expect(found[0].address == InternetAddress("127.0.0.1"))
        #expect(found[0].owner == 990 && found[0].inode == 23456)
        #expect(found[1].address.isWildcard)
        let six = Listener.all(in: Self.table6)
        #expect(six.map(\.address.description) == ["::1", "2001:db8::1", "127.0.0.1"])
    }

    private func findings(
        _ address: String = "127.0.0.1", reply: PortCheck.Reply = .alive, daemon: Bool = true,
        listens: [String]? = ["127.0.0.1"]
    ) throws -> [Finding] {
        let listeners = try listens?.map { address in
            Listener(
                address: try #require(InternetAddress(address)), port: 8085, owner: 33, inode: 1,
                program: Listener.Program(name: "apache2", process: "7"))
        }
        let text = address.contains(":") ? "[\(address)]:8085" : "\(address):8085"
        return PortCheck(
            listen: try #require(ListenAddress(text)), listeners: listeners, reply: reply,
            daemonAnswers: daemon
        ).findings
    }

    @Test func `finds nothing where the daemon answers, or nobody does before it starts`() throws {
        #expect(try findings().map(\.severity) == [.ok])
        #expect(try findings(reply: .nothing, daemon: false, listens: []).map(\.severity) == [.ok])
        let elsewhere = try findings(reply: .nothing, daemon: false, listens: ["10.0.0.5"])
        #expect(elsewhere.map(\.message) == ["127.0.0.1:8085 is free for the daemon"])
        #expect(try findings(reply: .nothing, daemon: false, listens: nil).bad.isEmpty)
    }

    @Test func `finds another program in the daemon's place`() throws {
        let bad = try findings(reply: .foreign, daemon: false).onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("apache2 (process 7) has 127.0.0.1:8085"))
        #expect(try findings(reply: .foreign).onlyBad().message == bad.message)
    }

    @Test func `finds a daemon that no gateway can ask`() throws {
        let bad = try findings(reply: .nothing, listens: []).onlyBad()
        #expect(bad.severity == .danger)
        #expect(bad.message.contains("nobody listens at 127.0.0.1:8085"))
    }

    @Test func `finds that another daemon is meant`() throws {
        #expect(
            try findings(daemon: false).onlyBad().message.contains("not on this control socket"))
    }

    @Test(arguments: ["0.0.0.0", "::", "192.0.2.7", "2001:db8::7"])
    func `finds plain HTTP that everybody reaches`(_ address: String) throws {
        let bad = try findings(address, listens: []).onlyBad()
        #expect(bad.isOfInstallations)
        #expect(bad.message.contains("let a reverse proxy with TLS pass on"))
    }

    @Test func `finds a socket that was handed over and reaches further than the settings`() throws
    {
        #expect(try findings(listens: ["0.0.0.0"]).onlyBad().message.contains("every network"))
    }

    @Test(arguments: ["10.1.2.3", "172.31.0.1", "192.168.1.5", "100.64.0.1", "fd00::1", "fe80::1"])
    func `tells that a network of one's own reaches it`(_ address: String) throws {
        let found = try findings(address, listens: [])
        #expect(found.bad.isEmpty)
        #expect(found.contains { $0.severity == .note })
    }

    @Test(arguments: [("127.0.0.2", true), ("::1", true), ("172.32.0.1", false), ("::2", false)])
    func `knows this machine's own addresses`(_ text: String, _ isLoopback: Bool) throws {
        let address = try #require(InternetAddress(text))
        #expect(address.isLoopback == isLoopback)
        #expect(!address.isPrivate && !address.isWildcard)
        #expect(address.description == text)
    }
}
