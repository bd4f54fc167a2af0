import CallRouting
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct TwilioReadingTests {
    private let dialect: TwilioDialect
    private static let emptyResponse =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Response></Response>\n"

    init() throws {
        dialect = try DialectSender.twilio(DialectSender.frame(callbackKey: "9"))
    }

    private func read(_ request: Webhook, by other: TwilioDialect? = nil) throws -> Reading {
        try (other ?? dialect).read(
            request, as: Authentic(), received: DialectSender.now, known: { _ in nil })
    }

    /// The only event of a request.
    private func event(_ request: Webhook) throws -> CallEvent {
        let deliveries = try read(request).deliveries
        #expect(deliveries.count == 1)
        return try #require(deliveries.first).event
    }

    private func incoming(_ request: Webhook) throws -> CallEvent.Incoming? {
        guard case .incoming(let incoming) = try event(request).kind else { return nil }
        return incoming
    }

    /// The status with which a request is refused, judged in the order of the door.
    private func status(_ request: Webhook, by other: TwilioDialect? = nil) -> Int? {
        let dialect = other ?? dialect
        return refusal {
            try dialect.admit(request)
            let authentic = try dialect.authenticate(
                request, now: DialectSender.now, clockIsSynchronised: true)
            _ = try dialect.read(
                request, as: authentic, received: DialectSender.now, known: { _ in nil })
        }?.status
    }

    private func voice(_ fields: String) -> Webhook {
        DialectSender.posted("voice", Array(fields.utf8))
    }

    // MARK: A caller is on the line

    @Test func `a call arrives`() throws {
        let request = DialectSender.post(
            "voice",
            [
                "AccountSid": "AC1", "CallSid": DialectSender.sid, "From": jensen, "To": hotline,
                "CallStatus": "ringing", "Direction": "inbound", "FromCity": "",
                "ForwardedFrom": "+4570201001",
            ])
        let number = try #require(PhoneNumber(jensen))
        #expect(
            try event(request)
                == CallEvent(
                    call: CallKey(gateway: "lab", call: DialectSender.sid),
                    received: DialectSender.now,
                    kind: .incoming(
                        CallEvent.Incoming(
                            from: .number(number), to: hotline, forwardedFrom: "+4570201001"))))
    }

    @Test(arguments: [
        "", "anonymous", "Anonymous", "RESTRICTED", "unknown", "unavailable", "private",
        "withheld", "blocked", "sip:anonymous@anonymous.invalid", "anonymous@192.0.2.1",
        "+266696687", "266696687", "+7378742833", "+2562533", "+8656696", "+86282452253",
        "+7748283", "+94844353", "+1266696687",
    ])
    func `every word for a withheld number counts as one`(_ from: String) throws {
        let request = DialectSender.post(
            "voice", ["CallSid": "CA1", "From": from, "To": hotline])
        #expect(try incoming(request)?.from == .withheld)
    }

    @Test func `a caller without From is withheld, and without To is taken all the same`() throws {
        let found = try incoming(voice("CallSid=CA1"))
        #expect(found?.from == .withheld)
        #expect(found?.to == "")
        #expect(found?.forwardedFrom == nil)
    }

    @Test(arguments: ["client:anna", "sip:hans@pbx.example", "114", "%zz", "<script>"])
    func `a From that is no number is kept as it came`(_ from: String) throws {
        let request = DialectSender.post("voice", ["CallSid": "CA1", "From": from, "To": hotline])
        let found = try incoming(request)
        #expect(found?.from == CallerID(from))
        #expect(found?.from != .withheld)
    }

    @Test func `a From that is no UTF-8 is never refused`() throws {
        let found = try incoming(voice("CallSid=CA1&From=%FF%FEJens&To=%2B4570201000"))
        #expect(found?.from == .unparsed("\u{FFFD}\u{FFFD}Jens"))
    }

    @Test(arguments: [
        ("%", "%"), ("%4", "%4"), ("%zz", "%zz"), ("%%34", "%4"), ("a%2", "a%2"), ("%2g", "%2g"),
        ("a+b%20c", "a b c"), ("a=b", "a=b"), ("%C3%A6", "æ"), ("%c3%b8", "ø"),
    ])
    func `an escape that is none stands for itself`(_ written: String, _ meant: String) throws {
        let found = try incoming(voice("CallSid=CA1&To=\(written)"))
        #expect(found?.to == meant)
    }

    @Test func `the same delivery comes under the same id, another call under another`() throws {
        func ids(_ call: String) throws -> [DeliveryID] {
            try read(DialectSender.post("voice", ["CallSid": call, "To": hotline])).deliveries
                .map(\.id)
        }
        #expect(try ids("CA1") == ids("CA1"))
        let calls = ["CA1", "CA2", "ca1", "v3:a.b", "v3:a_b", "a|b"]
        let all = try calls.flatMap { try ids($0) }
        #expect(Set(all).count == calls.count)
        let long = try ids(String(repeating: "x", count: 255))
        #expect(long.allSatisfy { (1...255).contains($0.rawValue.utf8.count) })
    }

    // MARK: What names the call

    @Test(arguments: [
        "", "From=x", "CallSid=", "CallSid", "CallSid=%FF", "CallSid=a%00b", "CallSid=a%0Ab",
        "CallSid=%C2%85", "callsid=CA1", "CallSid=CA1&CallSid=CA2", "CallSid=CA1&CallSid=",
        "CallSid=\(String(repeating: "x", count: 256))",
    ])
    func `a request that names no call, or two, is refused`(_ body: String) {
        for place in ["voice", "status"] {
            let request = DialectSender.posted(place, Array("CallStatus=completed&\(body)".utf8))
            #expect(refusal { try read(request) }?.status == 400)
        }
    }

    @Test func `the same id twice is one, and any id of 255 bytes is taken`() throws {
        #expect(try event(voice("CallSid=CA1&From=x&CallSid=CA1")).call.call == "CA1")
        let long = String(repeating: "x", count: 255)
        #expect(try event(voice("CallSid=\(long)")).call.call == long)
        #expect(try event(voice("CallSid=v3%3A9X2v-_%C3%A6")).call.call == "v3:9X2v-_æ")
    }

    // MARK: Who is refused

    @Test func `unknown parameters are taken, and signed`() {
        let known: KeyValuePairs = ["CallSid": "CA1", "From": jensen, "To": hotline]
        let signed = DialectSender.twilioSigned("voice", known)
        #expect(status(signed) == nil)
        let unknown: KeyValuePairs = [
            "CallSid": "CA1", "From": jensen, "To": hotline, "Zukunft": "ja &=+%", "Blank": "",
        ]
        #expect(status(DialectSender.twilioSigned("voice", unknown)) == nil)
        #expect(
            status(
                DialectSender.twilioSigned(
                    "voice", unknown, sending: DialectSender.form(known))) == 401)
    }

    @Test func `another account is refused`() throws {
        let ours = try DialectSender.twilio(DialectSender.frame(account: "AC1"))
        let hook = DialectSender.path(Hook(.step, of: "CA1", step: 1))
        for place in ["voice", "status", hook] {
            let right = DialectSender.twilioSigned(
                place, ["CallSid": "CA1", "AccountSid": "AC1", "CallStatus": "completed"])
            #expect(status(right, by: ours) == nil)
            let wrong = DialectSender.twilioSigned(
                place, ["CallSid": "CA1", "AccountSid": "AC2", "CallStatus": "completed"])
            #expect(status(wrong, by: ours) == 401)
            let none = DialectSender.twilioSigned(
                place, ["CallSid": "CA1", "CallStatus": "completed"])
            #expect(status(none, by: ours) == 401)
            #expect(status(none) == nil)
        }
    }

    @Test func `size is judged before type, type before authenticity, that before syntax`() {
        let large = Array(repeating: UInt8(ascii: "x"), count: largestWebhook + 1)
        #expect(status(DialectSender.posted("voice", large, type: "text/plain")) == 413)
        #expect(status(DialectSender.posted("voice", [], type: "text/plain")) == 415)
        #expect(status(DialectSender.posted("voice", [])) == 401)
        #expect(status(DialectSender.twilioSigned("voice", ["From": jensen])) == 400)
    }

    @Test func `a body of just 64 KiB is taken`() {
        let most = largestWebhook - "CallSid=CA1&x=".utf8.count
        let request = DialectSender.twilioSigned(
            "voice", ["CallSid": "CA1", "x": String(repeating: "y", count: most)])
        #expect(request.body.count == largestWebhook)
        #expect(status(request) == nil)
    }

    @Test(arguments: [
        "Application/X-WWW-Form-Urlencoded; charset=UTF-8", "application/x-www-form-urlencoded ;",
    ])
    func `a form is taken with parameters and in any case`(_ type: String) {
        #expect(refusal { try dialect.admit(DialectSender.posted("voice", [], type: type)) } == nil)
    }

    @Test func `a request without a type is refused, and one by GET needs none`() {
        let post = Webhook(.post, DialectSender.target("voice"), headers: [], body: [])
        #expect(refusal { try dialect.admit(post) }?.status == 415)
        let get = Webhook(.get, DialectSender.target("voice"), headers: [], body: [])
        #expect(refusal { try dialect.admit(get) } == nil)
    }

    @Test(arguments: [
        "", "voice/", "Voice", "voice/x", "call", "digits", "status/x",
        "digits/CA1/0/0/0/AAAAAAAAAAAAAAAAAAAAAA",
    ])
    func `a place that was not handed out is refused`(_ place: String) {
        let request = DialectSender.twilioSigned(place, ["CallSid": "CA1"])
        #expect(status(request) == 401)
    }

    @Test(arguments: [Hook.Purpose.fallback, .end])
    func `a hook that this gateway is never given is refused`(_ purpose: Hook.Purpose) {
        let place = DialectSender.path(Hook(purpose, of: "CA1"))
        #expect(status(DialectSender.twilioSigned(place, ["CallSid": "CA1"])) == 400)
    }

    @Test(arguments: [Hook.Purpose.whisper, .accept, .leg])
    func `a leg's hook without a leg is refused`(_ purpose: Hook.Purpose) {
        let place = DialectSender.path(Hook(purpose, of: "CA1", step: 1))
        #expect(status(DialectSender.twilioSigned(place, ["Digits": "1"])) == 400)
    }

    // MARK: Other ways to say it

    @Test func `a request by GET says the same in its address`() throws {
        let request = Webhook(
            .get, DialectSender.target("voice?CallSid=CA1&From=%2B4500000031&To=%2B4570201000"),
            headers: [], body: [])
        #expect(
            try event(request)
                == event(voice("CallSid=CA1&From=%2B4500000031&To=%2B4570201000")))
    }

    @Test func `a body in JSON is read by its texts`() throws {
        let request = DialectSender.json(
            "voice", #"{"CallSid":"CA1","From":"+4500000031","To":"+4570201000","More":[1,null]}"#)
        #expect(
            try event(request)
                == event(voice("CallSid=CA1&From=%2B4500000031&To=%2B4570201000")))
        for body in ["", "[]", "{", "null", #"{"CallSid":null}"#] {
            #expect(refusal { try read(DialectSender.json("voice", body)) }?.status == 400)
        }
    }

    // MARK: Keys, and the end

    @Test(arguments: [
        ("470811", "470811"), ("", ""), ("*#", "*#"), ("abc", ""), ("1 2", ""),
        (String(repeating: "1", count: 33), ""),
    ])
    func `keys are read, and what is none counts as silence`(
        _ sent: String, _ meant: String
    ) throws {
        let hook = Hook(.digits, of: "CA1", turn: "t1")
        let request = DialectSender.post(hook, ["CallSid": "CA1", "Digits": sent])
        #expect(try event(request).kind == .digits(meant))
        #expect(try event(DialectSender.post(hook, ["CallSid": "CA1"])).kind == .digits(""))
    }

    @Test func `each time that keys are asked for is a delivery of its own`() throws {
        func id(_ turn: String) throws -> DeliveryID? {
            let hook = Hook(.digits, of: "CA1", turn: turn)
            return try read(DialectSender.post(hook, ["Digits": "1"])).deliveries.first?.id
        }
        #expect(try id("t1") == id("t1"))
        #expect(try id("t1") != id("t2"))
    }

    @Test func `the key to be rung back is a question, any other key is not`() throws {
        let hook = Hook(.callback, of: "CA1", step: 1, turn: "t1")
        let asked = DialectSender.post(hook, ["Digits": "9", "To": hotline])
        #expect(try event(asked).kind == .callbackRequested)
        for other in ["1", "", "99"] {
            let reading = try read(DialectSender.post(hook, ["Digits": other, "To": hotline]))
            #expect(reading.deliveries.isEmpty)
            #expect(reading.otherwise != nil)
        }
    }

    @Test(arguments: ["completed", "busy", "failed", "no-answer", "canceled"])
    func `the end of the caller's call is told, whoever hung up`(_ status: String) throws {
        let request = DialectSender.post("status", ["CallSid": "CA1", "CallStatus": status])
        #expect(try event(request).kind == .ended(by: .caller))
        let words: [(String, String, EndedBy)] = [
            ("HangupSource", "caller", .caller), ("HangupSource", "callee", .professional),
            ("HangupBy", "Callee", .professional), ("HangupBy", "unknown", .caller),
        ]
        for (field, word, by) in words {
            let told = DialectSender.post(
                "status", ["CallSid": "CA1", "CallStatus": status, field: word])
            #expect(try event(told).kind == .ended(by: by))
        }
    }

    @Test(arguments: ["", "queued", "initiated", "ringing", "in-progress", "answered", "other"])
    func `a status that is not the last tells nothing`(_ status: String) throws {
        let reading = try read(
            DialectSender.post("status", ["CallSid": "CA1", "CallStatus": status]))
        #expect(reading.deliveries.isEmpty)
        #expect(reading.otherwise == Array(TwilioReadingTests.emptyResponse.utf8))
    }
}
