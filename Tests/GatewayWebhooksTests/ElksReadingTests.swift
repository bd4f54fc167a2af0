import CallRouting
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct ElksReadingTests {
    private static let arrival = "voice/\(DialectSender.pathToken)"
    private static let lastResort = #"{"connect":"sip:vagt@settings.example""#
    private let dialect: ElksDialect

    init() throws {
        dialect = try DialectSender.elks(DialectSender.frame(callbackKey: "9"))
    }

    /// A call that began so many seconds ago by 46elks' clock.
    private func voice(
        _ id: String = "c45072a1", secondsAgo: Int = 0, from: String = jensen
    ) -> Webhook {
        let created = (DialectSender.now - .seconds(secondsAgo)).description.dropLast()
        return DialectSender.post(
            ElksReadingTests.arrival,
            [
                "direction": "incoming", "callid": id, "from": from, "to": hotline,
                "created": "\(created).741000",
            ])
    }

    private func read(
        _ request: Webhook, as authentic: Authentic = Authentic(), known: OpenCall? = nil
    ) throws -> Reading {
        try dialect.read(
            request, as: authentic, received: DialectSender.now, known: { _ in known })
    }

    private func event(_ request: Webhook) throws -> CallEvent {
        let deliveries = try read(request).deliveries
        #expect(deliveries.count == 1)
        return try #require(deliveries.first).event
    }

    private func incoming(_ body: String) throws -> CallEvent.Incoming? {
        let request = DialectSender.posted(ElksReadingTests.arrival, Array(body.utf8))
        guard case .incoming(let incoming) = try event(request).kind else { return nil }
        return incoming
    }

    private func authenticate(
        _ request: Webhook, by other: ElksDialect? = nil, clockIsSynchronised: Bool = true
    ) throws -> Authentic {
        try (other ?? dialect).authenticate(
            request, now: DialectSender.now, clockIsSynchronised: clockIsSynchronised)
    }

    /// The status with which a sender is refused; `nil` if it is 46elks.
    private func status(
        from peer: String, at place: String = ElksReadingTests.arrival, through: [String] = [],
        proxies: [String] = []
    ) throws -> Int? {
        let dialect = try DialectSender.elks(DialectSender.frame(), proxies: proxies)
        let request = DialectSender.posted(
            place, Array("callid=c1".utf8),
            headers: through.map { (name: "X-Forwarded-For", value: $0) }, peer: peer)
        return refusal { try authenticate(request, by: dialect) }?.status
    }

    // MARK: Who is 46elks

    @Test(arguments: ElksDialect.publishedAddresses)
    func `each published address is taken, in IPv6's clothes too`(_ address: String) throws {
        #expect(try status(from: address) == nil)
        #expect(try status(from: address.uppercased()) == nil)
        if address.contains(".") { #expect(try status(from: "::ffff:\(address)") == nil) }
    }

    @Test(arguments: [
        "", "127.0.0.1", "176.10.154.198", "176.10.154.1990", "::ffff:192.0.2.1", "::1",
        "2001:9b0:2:902::198", "::ffff:2001:9b0:2:902::199",
    ])
    func `another address is refused, whatever it says of itself`(_ address: String) throws {
        #expect(try status(from: address) == 401)
        #expect(try status(from: address, through: [DialectSender.elksAddress]) == 401)
        #expect(
            try status(
                from: address, through: [DialectSender.elksAddress], proxies: ["10.0.0.1"])
                == 401)
    }

    @Test func `the last X-Forwarded-For of our own proxy tells who is behind it`() throws {
        let elks = DialectSender.elksAddress
        let proxies = ["127.0.0.1", "10.0.0.1"]
        func behind(_ through: [String]) throws -> Int? {
            try status(from: "::ffff:127.0.0.1", through: through, proxies: proxies)
        }
        #expect(try behind([elks]) == nil)
        #expect(try behind(["192.0.2.1, \(elks)"]) == nil)
        #expect(try behind(["192.0.2.1,\(elks) "]) == nil)
        #expect(try behind(["192.0.2.1", elks]) == nil)
        #expect(try behind(["\(elks), 192.0.2.1"]) == 401)
        #expect(try behind([elks, "192.0.2.1"]) == 401)
        #expect(try behind([]) == 401)
        #expect(try behind([""]) == 401)
    }

    @Test func `46elks itself is not asked who is behind it`() throws {
        #expect(
            try status(
                from: DialectSender.elksAddress, through: ["192.0.2.1"], proxies: ["10.0.0.1"])
                == nil)
    }

    @Test(arguments: [
        "voice", "voice/", "voice/other-token-0123456789", "voice/ELKS-TOKEN-0123456789",
        "voice/elks-token-0123456789/", "voice/elks-token-0123456789x",
        "call/elks-token-0123456789", "elks-token-0123456789", "",
        "step/c1/1/0/0/AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `the address alone is not enough without the token in the path`(_ place: String) throws {
        #expect(try status(from: DialectSender.elksAddress, at: place) == 401)
    }

    @Test func `a hook has its own token`() throws {
        let hook = DialectSender.path(Hook(.step, of: "c1", step: 1))
        #expect(try status(from: DialectSender.elksAddress, at: hook) == nil)
        #expect(try status(from: "192.0.2.1", at: hook) == 401)
    }

    @Test func `without a secret nobody's call begins`() throws {
        let unset = ElksDialect(
            try DialectSender.frame(), secrets: try GatewaySecrets(lines: [], for: .pathToken),
            addresses: KnownAddresses(ElksDialect.publishedAddresses, proxies: []),
            limitsRinging: false)
        #expect(refusal { try authenticate(voice(), by: unset) }?.status == 401)
    }

    @Test func `size is judged before type`() {
        let large = Array(repeating: UInt8(ascii: "x"), count: largestWebhook + 1)
        let place = ElksReadingTests.arrival
        func status(_ body: [UInt8], _ type: String) -> Int? {
            refusal { try dialect.admit(DialectSender.posted(place, body, type: type)) }?.status
        }
        #expect(status(large, "text/plain") == 413)
        #expect(status([], "application/json") == 415)
        #expect(status([], "application/x-www-form-urlencoded; charset=utf-8") == nil)
    }

    // MARK: A caller is on the line

    @Test func `a call arrives`() throws {
        let number = try #require(PhoneNumber(jensen))
        #expect(
            try event(voice())
                == CallEvent(
                    call: CallKey(gateway: "lab", call: "c45072a1"), received: DialectSender.now,
                    kind: .incoming(
                        CallEvent.Incoming(from: .number(number), to: hotline))))
    }

    @Test(arguments: ["", "anonymous", "Unknown", "+266696687", "withheld"])
    func `every word for a withheld number counts as one`(_ from: String) throws {
        #expect(
            try incoming(DialectSender.form(["callid": "c1", "from": from]))?.from == .withheld)
        #expect(try incoming("callid=c1")?.from == .withheld)
    }

    @Test func `a from that is no UTF-8 is never refused`() throws {
        #expect(try incoming("callid=c1&from=%FFx")?.from == .unparsed("\u{FFFD}x"))
    }

    @Test(arguments: [
        "", "callid=", "callid=%FF", "callid=a%0Ab", "id=c1", "callid=c1&callid=c2",
    ])
    func `a request that names no call, or two, is refused`(_ body: String) {
        let request = DialectSender.posted(ElksReadingTests.arrival, Array(body.utf8))
        #expect(refusal { try read(request) }?.status == 400)
    }

    // MARK: What 46elks repeats for hours

    @Test(arguments: [-3600, 0, 59, 60])
    func `a call that began just now is taken`(_ secondsAgo: Int) throws {
        #expect(try read(voice(secondsAgo: secondsAgo)).deliveries.count == 1)
    }

    @Test(arguments: [61, 3600, 21_600])
    func `a call that began more than a minute ago is over`(_ secondsAgo: Int) throws {
        let reading = try read(voice(secondsAgo: secondsAgo))
        #expect(reading.deliveries.isEmpty)
        let reply = String(decoding: reading.otherwise ?? [], as: UTF8.self)
        #expect(reply.hasPrefix(ElksReadingTests.lastResort), "in case the clocks are wrong")
        #expect(reading.warning != nil)
        #expect(reading.lost == nil)
    }

    @Test func `a late repeat of a call that we know is that call`() throws {
        let key = CallKey(gateway: "lab", call: "c45072a1")
        let known = OpenCall(key: key, at: DialectSender.now, received: DialectSender.now)
        let late = try read(voice(secondsAgo: 3600), known: known).deliveries
        let prompt = try read(voice()).deliveries
        #expect(late.map(\.id) == prompt.map(\.id))
    }

    @Test(arguments: ["", "yesterday", "2026-01-01", "2026-01-01T00:00:00+00:00"])
    func `a call without a time that can be read is taken`(_ created: String) throws {
        let request = DialectSender.post(
            ElksReadingTests.arrival, ["callid": "c1", "from": jensen, "created": created])
        #expect(try read(request).deliveries.count == 1)
    }

    @Test func `a clock that is not synchronised makes no call stale, and says so`() throws {
        let late = voice(secondsAgo: 3600)
        #expect(try !authenticate(late).timestampOutsideTolerance)
        let authentic = try authenticate(late, clockIsSynchronised: false)
        #expect(authentic.timestampOutsideTolerance)
        #expect(try read(late, as: authentic).deliveries.count == 1)
        let prompt = try authenticate(voice(), clockIsSynchronised: false)
        #expect(!prompt.timestampOutsideTolerance)
    }

    // MARK: Keys

    @Test(arguments: [("470811", "470811"), ("failed", ""), ("", ""), ("*#", "*#")])
    func `keys stand in the result, and none is silence`(
        _ result: String, _ meant: String
    ) throws {
        let hook = Hook(.digits, of: "c1", turn: "t1")
        let request = DialectSender.post(hook, ["callid": "c1", "result": result])
        #expect(try event(request).kind == .digits(meant))
    }

    @Test func `the key to be rung back is a question, any other result is not`() throws {
        let hook = Hook(.callback, of: "c1", step: 1, turn: "t1")
        #expect(try event(DialectSender.post(hook, ["result": "9"])).kind == .callbackRequested)
        for result in ["1", "failed", ""] {
            let reading = try read(DialectSender.post(hook, ["result": result, "to": hotline]))
            #expect(reading.deliveries.isEmpty)
            #expect(reading.otherwise != nil)
        }
    }

    @Test(arguments: [Hook.Purpose.whisper, .accept, .leg, .fallback])
    func `a hook that this gateway is never given is refused`(_ purpose: Hook.Purpose) {
        let request = DialectSender.post(Hook(purpose, of: "c1", step: 1, leg: 1), [:])
        #expect(refusal { try read(request) }?.status == 400)
    }
}
