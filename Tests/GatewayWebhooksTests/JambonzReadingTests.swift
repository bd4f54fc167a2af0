import CallRouting
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct JambonzReadingTests {
    private let dialect: JambonzDialect

    init() throws {
        dialect = try DialectSender.jambonz(DialectSender.frame(callbackKey: "9"))
    }

    private func read(_ request: Webhook) throws -> Reading {
        try dialect.read(
            request, as: Authentic(), received: DialectSender.now, known: { _ in nil })
    }

    private func event(_ request: Webhook) throws -> CallEvent {
        let deliveries = try read(request).deliveries
        #expect(deliveries.count == 1)
        return try #require(deliveries.first).event
    }

    private func incoming(_ body: String) throws -> CallEvent.Incoming? {
        guard case .incoming(let incoming) = try event(DialectSender.json("call", body)).kind
        else { return nil }
        return incoming
    }

    private func signed(_ place: String, _ body: [UInt8], type: String) -> Webhook {
        let signature = DialectSender.jambonzSignature(body, at: DialectSender.now.seconds)
        return DialectSender.posted(
            place, body, type: type, headers: [(name: "Jambonz-Signature", value: signature)])
    }

    private func status(_ request: Webhook, by other: JambonzDialect? = nil) -> Int? {
        let dialect = other ?? dialect
        return refusal {
            try dialect.admit(request)
            let authentic = try dialect.authenticate(
                request, now: DialectSender.now, clockIsSynchronised: true)
            _ = try dialect.read(
                request, as: authentic, received: DialectSender.now, known: { _ in nil })
        }?.status
    }

    private func status(
        _ place: String, _ body: String, type: String = "application/json",
        by other: JambonzDialect? = nil
    ) -> Int? {
        status(signed(place, Array(body.utf8), type: type), by: other)
    }

    // MARK: A caller is on the line

    @Test func `a call arrives`() throws {
        let request = DialectSender.json(
            "call",
            #"""
            {"sip":{"headers":{"from":"<sip:+4500000031@192.0.2.1>;tag=x","call-id":"935f3b60",
             "Diversion":"<sip:+4570201001@192.0.2.1>;reason=unconditional"},"method":"INVITE",
             "payload":[{"type":"application/sdp","content":"v=0"}]},
             "direction":"inbound","caller_name":"","call_sid":"ac5c697a-bfae","account_sid":"66ac",
             "from":"+4500000031","to":"+4570201000","sip_status":100,"call_status":"trying",
             "defaults":{"synthesizer":{"vendor":"google","language":"da-DK"}},"more":null}
            """#)
        let number = try #require(PhoneNumber(jensen))
        #expect(
            try event(request)
                == CallEvent(
                    call: CallKey(gateway: "lab", call: "ac5c697a-bfae"),
                    received: DialectSender.now,
                    kind: .incoming(
                        CallEvent.Incoming(
                            from: .number(number), to: hotline,
                            forwardedFrom: "<sip:+4570201001@192.0.2.1>;reason=unconditional"))))
    }

    @Test(arguments: [
        #""from":"anonymous""#, #""from":"Anonymous""#, #""from":"""#, #""from":null"#, "",
        #""from":"266696687""#, #""from":"+7378742833""#, #""from":"restricted""#,
        #""from":{"a":1}"#, #""from":[]"#,
    ])
    func `every word for a withheld number counts as one`(_ from: String) throws {
        let comma = from.isEmpty ? "" : ","
        #expect(try incoming(#"{"call_sid":"c1"\#(comma)\#(from)}"#)?.from == .withheld)
    }

    @Test(arguments: ["id", "ID", "user;id", "header", "id;critical", "user", "id; session"])
    func `a network that asks for privacy hides the number`(_ privacy: String) throws {
        for name in ["privacy", "Privacy", "PRIVACY"] {
            let found = try incoming(
                #"""
                {"call_sid":"c1","from":"+4500000031","to":"+4570201000",
                 "sip":{"headers":{"\#(name)":"\#(privacy)",
                 "p-asserted-identity":"<sip:+4500000031@192.0.2.1>"}}}
                """#)
            #expect(found?.from == .withheld)
            #expect(found?.to == hotline)
        }
    }

    @Test(arguments: [#"{"privacy":"none"}"#, #"{"privacy":""}"#, #"{"privacy":null}"#, "null"])
    func `without a wish for privacy the number counts`(_ headers: String) throws {
        let found = try incoming(
            #"{"call_sid":"c1","from":"4500000031","sip":{"headers":\#(headers)}}"#)
        #expect(found?.from.number?.e164 == jensen)
    }

    @Test func `a number that stands in another header is not shown for a withheld one`() throws {
        let found = try incoming(
            #"""
            {"call_sid":"c1","from":"anonymous","to":"70201000",
             "sip":{"headers":{"p-asserted-identity":"<sip:+4500000031@192.0.2.1>"}}}
            """#)
        #expect(found?.from == .withheld)
        #expect(found?.to == "70201000")
    }

    @Test func `numbers and flags that stand for texts are read as texts`() throws {
        let found = try incoming(#"{"call_sid":17,"from":4500000031,"to":true}"#)
        #expect(found?.from.number?.e164 == jensen)
        #expect(found?.to == "true")
    }

    // MARK: Who is refused

    @Test(arguments: [
        "", " ", "[]", #"[{"call_sid":"c1"}]"#, "null", "true", "17", #""call_sid""#, "{", "}",
        #"{"call_sid":"c1""#, #"{"call_sid":"c1"}}"#, #"{'call_sid':'c1'}"#, "call_sid=c1",
        "\u{0}", "{\"call_sid\":\"c1\"\u{0}}",
    ])
    func `what is no JSON object is refused`(_ body: String) {
        #expect(status("call", body) == 400)
        #expect(status("status", body) == 400)
    }

    @Test(arguments: [
        "{}", #"{"call_sid":null}"#, #"{"call_sid":""}"#, #"{"call_sid":{}}"#,
        #"{"call_sid":["c1"]}"#, #"{"call_sid":"a\nb"}"#, #"{"call_sid":"\u0085"}"#,
        #"{"CALL_SID":"c1"}"#, #"{"call_sid":"\#(String(repeating: "x", count: 256))"}"#,
    ])
    func `a request that names no call is refused`(_ body: String) {
        #expect(status("call", body) == 400)
        #expect(status("status", body) == 400)
    }

    @Test(arguments: [
        (#"{"call_sid":"c1","from":"x","to":"y"}"#, EventType.callIncoming),
        (
            #"{"call_sid":"c1","call_status":"trying","direction":"inbound"}"#,
            EventType.callIncoming
        ),
        (#"{"call_sid":"c1","call_status":"completed","direction":"inbound"}"#, .callEnded),
    ])
    func `one address may take calls and their changes`(
        _ body: String, _ type: EventType
    ) throws {
        let request = Webhook(.post, "/gateway/lab", headers: [], body: Array(body.utf8))
        #expect(try event(request).type == type)
    }

    @Test func `a body that is no UTF-8 is refused`() {
        let body = Array(#"{"call_sid":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        #expect(status(signed("call", body, type: "application/json")) == 400)
        let wide: [UInt8] = Array(#"{"call_sid":"c1"}"#.utf8).flatMap { [UInt8(0), $0] as [UInt8] }
        #expect(status(signed("call", wide, type: "application/json")) == 400)
    }

    @Test func `size is judged before type, type before authenticity, that before syntax`() {
        let large = Array(repeating: UInt8(ascii: " "), count: largestWebhook + 1)
        #expect(status(DialectSender.posted("call", large, type: "text/plain")) == 413)
        #expect(status(DialectSender.posted("call", [], type: "text/plain")) == 415)
        #expect(status(DialectSender.posted("call", [])) == 415)
        #expect(status(DialectSender.json("call", "{")) == 401)
        #expect(status("call", "{") == 400)
        #expect(status("call", #"{"call_sid":"c1"}"#) == nil)
        #expect(status("call", #"{"call_sid":"c1"}"#, type: "Application/JSON; a=b") == nil)
    }

    @Test func `a request by GET is refused, for its query is not signed`() {
        let get = Webhook(
            .get, DialectSender.target("call?call_sid=c1"),
            headers: [
                (
                    name: "Jambonz-Signature",
                    value: DialectSender.jambonzSignature([], at: DialectSender.now.seconds)
                )
            ], body: [])
        #expect(status(get) != nil)
    }

    @Test func `another account is refused`() throws {
        let ours = try DialectSender.jambonz(DialectSender.frame(account: "66ac"))
        let hook = DialectSender.path(Hook(.step, of: "c1", step: 1))
        for place in ["call", "status", hook] {
            #expect(status(place, #"{"call_sid":"c1","account_sid":"66ac"}"#, by: ours) == nil)
            #expect(status(place, #"{"call_sid":"c1","account_sid":"66ad"}"#, by: ours) == 401)
            #expect(status(place, #"{"call_sid":"c1","account_sid":null}"#, by: ours) == 401)
            #expect(status(place, #"{"call_sid":"c1"}"#, by: ours) == 401)
            #expect(status(place, #"{"call_sid":"c1"}"#) == nil)
        }
    }

    @Test(arguments: ["", "voice", "Call", "call/", "digits/c1/0/0/0/AAAAAAAAAAAAAAAAAAAAAA"])
    func `a place that was not handed out is refused`(_ place: String) {
        #expect(status(place, #"{"call_sid":"c1"}"#) == 401)
    }

    @Test(arguments: [Hook.Purpose.leg, .end])
    func `a hook that this gateway is never given is refused`(_ purpose: Hook.Purpose) {
        let place = DialectSender.path(Hook(purpose, of: "c1", step: 1, leg: 1))
        #expect(status(place, #"{"call_sid":"c1"}"#) == 400)
    }

    // MARK: Keys, and the end

    @Test(arguments: [
        (#""digits":"470811""#, "470811"), (#""digits":470811"#, "470811"),
        (#""digits":null"#, ""), (#""reason":"timeout""#, ""), (#""digits":"x""#, ""),
        (#""digits":"*#""#, "*#"),
    ])
    func `keys are read, and what is none counts as silence`(
        _ member: String, _ meant: String
    ) throws {
        let hook = Hook(.digits, of: "c1", turn: "t1")
        let body = #"{"call_sid":"c1","call_status":"in-progress",\#(member)}"#
        #expect(try event(DialectSender.json(hook, body)).kind == .digits(meant))
    }

    @Test func `the key to be rung back is a question; with another the step is rung`() throws {
        let hook = Hook(.callback, of: "c1", step: 1, turn: "t1")
        let asked = DialectSender.json(hook, #"{"call_sid":"c1","digits":"9"}"#)
        #expect(try event(asked).kind == .callbackRequested)
        for member in [#""digits":"1""#, #""reason":"timeout""#, #""digits":"99""#] {
            let reading = try read(DialectSender.json(hook, #"{"call_sid":"c1",\#(member)}"#))
            #expect(reading.deliveries.isEmpty)
            #expect(reading.otherwise == Array("[]".utf8), "the next verb rings by itself")
        }
    }

    @Test(arguments: ["completed", "no-answer", "failed", "busy"])
    func `the end of the caller's call is told, whoever hung up`(_ word: String) throws {
        let body = #"{"call_sid":"c1","direction":"inbound","call_status":"\#(word)""#
        for by in ["", #","call_termination_by":"caller""#, #","call_termination_by":"jambonz""#] {
            let request = DialectSender.json("status", body + by + "}")
            #expect(try event(request).kind == .ended(by: .caller))
        }
    }

    @Test(arguments: ["trying", "ringing", "early-media", "in-progress", "queued", "", "other"])
    func `a status that is not the last tells nothing`(_ word: String) throws {
        let body = #"{"call_sid":"c1","direction":"inbound","call_status":"\#(word)"}"#
        let reading = try read(DialectSender.json("status", body))
        #expect(reading.deliveries.isEmpty)
        #expect(reading.otherwise == Array("[]".utf8))
    }

    @Test func `a notice of an error or of a leg without its call tells nothing`() throws {
        for body in [
            #"{"call_sid":"c1","error":"invalid payload","reason":"x"}"#,
            #"{"call_sid":"c9","direction":"outbound","call_status":"completed"}"#,
            #"{"call_sid":"c9","parent_call_sid":"c1","call_status":"completed"}"#,
        ] {
            #expect(try read(DialectSender.json("status", body)).deliveries.isEmpty)
        }
    }
}
