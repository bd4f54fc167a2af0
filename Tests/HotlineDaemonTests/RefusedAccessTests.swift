import HotlineTestSupport
import Testing

/// What the journal tells of questions that the API and the console refused.
@Suite struct `A refused access` {
    private static let settings = """
        console: { public-url: "http://127.0.0.1:8085" }
        proxies: [127.0.0.7]
        """
    private let world: RoleWorld

    init() throws { world = try RoleWorld(settings: Self.settings) }

    /// The lines of refusals, from the sender on.
    private var lines: [String] {
        told("An access was refused").compactMap { line in
            line.firstRange(of: "from=").map { String(line[$0.lowerBound...]) }
        }
    }

    private func told(_ message: String) -> [Substring] {
        world.daemon.journal.split(separator: "\n").filter { $0.contains(message) }
    }

    private func browser(from source: String) -> Browser {
        Browser(HTTPClient(port: world.daemon.folder.port, from: source))
    }

    /// The log's number of a guest's token.
    private func number(of guest: String) throws -> Int {
        let tokens = try world.administer("tokens").json["tokens"].list
        return Int(try #require(tokens.first { $0["name"].text == guest }?["id"].whole))
    }

    @Test func `stands in the journal with sender, operation and token, and no id or name`() throws
    {
        _ = try world.ask("calls/c-jensen", authorization: nil, from: "127.0.0.9")
        _ = try world.ask("calls/c-jensen", authorization: "Bearer none", from: "127.0.0.9")
        _ = try world.ask("families/4500000031", authorization: nil, from: "127.0.0.9")
        _ = try world.ask("audit", "calls")
        _ = try world.ask("leader-a", "calls/c-saebye")
        _ = try world.ask("leader-a", "calls/c-none")
        _ = try world.ask("leader-a", "calls/c-jensen")
        _ = try world.ask("admin", "tokens", #"{"name":"Ida Friis","role":"auditor"}"#)
        let (auditor, leader, admin) = (
            try number(of: "audit"), try number(of: "leader-a"), try number(of: "admin")
        )
        #expect(
            lines == [
                "from=127.0.0.9 operation=GET /api/v1/calls/{call} status=401",
                "from=127.0.0.9 operation=GET /api/v1/calls/{call} status=401",
                "from=127.0.0.9 operation=none status=401",
                "from=127.0.0.1 operation=GET /api/v1/calls status=403 who=token \(auditor)",
                "from=127.0.0.1 operation=GET /api/v1/calls/{call} status=404 who=token \(leader)",
                "from=127.0.0.1 operation=POST /api/v1/tokens status=403 who=token \(admin)",
            ])
        for secret in RoleWorld.secrets {
            #expect(!world.daemon.journal.contains(secret), "\(secret)")
        }
    }

    @Test func `of the console stands there too, signing in or signed in`() throws {
        let stranger = browser(from: "127.0.0.9")
        try stranger.signIn("none")
        try stranger.submit("/console/sign-in/none")
        try stranger.submit("/console/sign-in", ["token": "none"], seal: "x")
        // Who is not signed in yet is sent to the form, which is no refusal.
        try stranger.open("/console/calls")
        let anna = browser(from: "127.0.0.1")
        try anna.signIn(try world.token(of: "anna"))
        try anna.open("/console/access")
        let number = try #require(try world.callNumbers()["c-saebye"])
        try anna.open("/console/calls/\(number)")
        let session = try #require(
            try world.administer("sessions").json["sessions"].list.first?["id"].whole)
        #expect(
            lines == [
                "from=127.0.0.9 operation=POST /console/sign-in status=401",
                "from=127.0.0.9 operation=POST /console/sign-in/{secret} status=401",
                "from=127.0.0.9 operation=POST /console/sign-in status=403",
                "from=127.0.0.1 operation=GET /console/access status=403 who=session \(session)",
                "from=127.0.0.1 operation=GET /console/calls/{number} status=404 "
                    + "who=session \(session)",
            ])
    }

    @Test func `is told of whom our proxy names, if that is an address`() throws {
        for forwarded in ["192.0.2.66", "192.0.2.1, 2001:db8::7", "+45 00 00 00 31", "x y=z"] {
            let behind = browser(from: "127.0.0.7")
            behind.fields = [(name: "X-Forwarded-For", value: forwarded)]
            try behind.signIn("none")
        }
        let other = browser(from: "127.0.0.8")
        other.fields = [(name: "X-Forwarded-For", value: "192.0.2.66")]
        try other.signIn("none")
        #expect(
            lines.map { $0.prefix { $0 != " " } } == [
                "from=192.0.2.66", "from=2001:db8:0:0:0:0:0:7", "from=127.0.0.7",
                "from=127.0.0.7", "from=127.0.0.8",
            ])
    }

    @Test func `of a flood is told ten times a minute of one, sixty of all, and then counted`()
        throws
    {
        func tries(_ count: Int, from source: String) throws {
            for _ in 0..<count {
                _ = try world.ask("calls", authorization: "Bearer none", from: source)
            }
        }
        try tries(15, from: "127.0.0.9")
        #expect(lines.count == 10)
        for number in 20...26 { try tries(10, from: "127.0.0.\(number)") }
        #expect(lines.count == 60)
        #expect(told("Further accesses were refused").isEmpty)
        #expect(try world.administer("test-clock", #"{"passes":61000}"#).status == 200)
        try tries(1, from: "127.0.0.9")
        #expect(lines.count == 61)
        let counts = told("Further accesses were refused")
        #expect(counts.count == 1 && counts.first?.hasSuffix("count=25") == true)
    }
}
