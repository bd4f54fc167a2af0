import CallRouting
import GatewayWebhooks
import OnCallRoster
import Testing

/// One field of an event that holds what it must not.
struct WrongField: Sendable, CustomTestStringConvertible {
    let type: String
    let field: String
    /// As JSON.
    let value: String

    init(_ type: String, _ field: String, _ value: String) {
        self.type = type
        self.field = field
        self.value = value
    }

    var testDescription: String { "\(type): \(field) \(value)" }

    static let all: [WrongField] = [
        WrongField("callback.requested", "at", #""2026-13-22T02:10:00Z""#),
        WrongField("callback.requested", "at", #""2026-11-22T02:10:00""#),
        WrongField("callback.requested", "at", "1795313400"),
        WrongField("call.digits", "digits", "null"),
        WrongField("call.digits", "digits", "1"),
        WrongField("call.digits", "digits", #""12a""#),
        WrongField("call.digits", "digits", #""１""#),
        WrongField("call.digits", "digits", "\"\(String(repeating: "1", count: 33))\""),
        WrongField("step.ended", "step", "null"),
        WrongField("step.ended", "step", "0"),
        WrongField("step.ended", "step", "-1"),
        WrongField("step.ended", "step", "1.5"),
        WrongField("step.ended", "step", #""1""#),
        WrongField("step.ended", "step", "1e30"),
        WrongField("leg.ringing", "leg", "null"),
        WrongField("leg.ringing", "leg", "1.1"),
        WrongField("leg.answered", "leg", #""1""#),
        WrongField("leg.answered", "leg", #""1.2.3""#),
        WrongField("leg.accepted", "leg", #""0.1""#),
        WrongField("leg.accepted", "leg", #""01.1""#),
        WrongField("leg.ended", "leg", #""1.+1""#),
        WrongField("leg.accepted", "confirmed", #""false""#),
        WrongField("leg.accepted", "confirmed", "0"),
        WrongField("leg.ended", "reason", "null"),
        WrongField("leg.ended", "reason", #""noAnswer""#),
        WrongField("call.fallback", "uri", "null"),
        WrongField("call.fallback", "uri", "\"\""),
        WrongField("call.ended", "by", "null"),
        WrongField("call.ended", "by", #""sweeper""#),
        WrongField("call.incoming", "rehearsal", #""yes""#),
        WrongField("call.incoming", "rehearsal", "1"),
    ]
}

@Suite struct CanonicalRefusalTests {
    private let webhook: CanonicalWebhook

    init() throws {
        webhook = try CanonicalSender.webhook(.bearer, secrets: [])
    }

    private func refused(_ body: [UInt8]) -> WebhookRefusal? {
        let request = Webhook(headers: [], body: body)
        return refusal { try webhook.decode(request, received: CanonicalSender.now) }
    }

    private func refused(_ body: String) -> WebhookRefusal? { refused(Array(body.utf8)) }

    private func event(_ type: String, _ members: String) -> String {
        #"{"type":"\#(type)","call":"c-81",\#(members)}"#
    }

    @Test(arguments: [
        "", " ", "{", "}", "null", "true", "1", "[]", #""call.incoming""#, "{}x", "{,}",
        #"{"type":"callback.requested","call":"c-81"}{}"#,
        #"{'type':'callback.requested','call':'c-81'}"#,
        "{\"type\":\"callback.requested\",\"call\":\"c-81\"}\u{0}",
        #"{"type":"callback.requested" // comment"#,
    ])
    func `a body that is no JSON object is refused`(_ body: String) {
        #expect(refused(body)?.status == 400)
        #expect(refused(body)?.detail.hasPrefix("body: ") == true)
    }

    @Test func `only UTF-8 is read`() {
        let body = #"{"type":"callback.requested","call":"c-81","note":"x"}"#
        #expect(refused(body) == nil)
        let wide = body.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        #expect(refused(wide)?.status == 400)
        #expect(refused([0xFF, 0xFE] + wide)?.status == 400)
        for bytes: [UInt8] in [[0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF8]] {
            let broken = Array(body.utf8.dropLast(3)) + bytes + Array(#""}"#.utf8)
            #expect(refused(broken)?.status == 400)
        }
    }

    @Test(arguments: [600, 10_000, 30_000])
    func `deep nesting is refused and does no harm`(_ depth: Int) {
        let lists = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
        #expect(refused(event("callback.requested", "\"a\":\(lists)"))?.status == 400)
        #expect(refused(String(repeating: "[", count: depth))?.status == 400)
        let objects = String(repeating: #"{"a":"#, count: depth / 5)
        #expect(refused(objects)?.status == 400)
    }

    @Test(arguments: [
        ("call.incomming", "call.incoming"), ("leg.end", "leg.ended"),
        ("Call.Ended", "call.ended"), ("step_ended", "step.ended"),
    ])
    func `an unknown type is refused with what was meant`(_ type: String, _ meant: String) {
        let found = refused(event(type, #""leg":"1.1""#))
        #expect(found?.status == 400)
        #expect(found?.detail.hasPrefix("type: found '\(type)', wanted one of call.inc") == true)
        #expect(found?.detail.hasSuffix("; did you mean \(meant)?") == true)
    }

    @Test(arguments: ["", "x", "call.swept", "leg.failed.badly.and.never.to.be.heard.of.again"])
    func `a type without a neighbour is refused with the types there are`(_ type: String) {
        let found = refused(event(type, #""leg":"1.1""#))
        #expect(found?.status == 400)
        #expect(found?.detail.contains("call.fallback, call.ended") == true)
        #expect(found?.detail.contains("call.swept,") == false)
    }

    @Test(arguments: [
        "null", "12", "true", "[]", "\"\"", #""c\u0000""#, #""c\n""#, #""c\u007f""#,
        #""c\u0085""#, "\"\(String(repeating: "c", count: 256))\"",
    ])
    func `a call id is a text of 1 to 255 bytes`(_ id: String) {
        let found = refused(#"{"type":"callback.requested","call":\#(id)}"#)
        #expect(found?.status == 400)
        #expect(found?.detail.hasPrefix("call: found ") == true)
    }

    @Test(arguments: WrongField.all)
    func `a field that holds something else is named`(_ wrong: WrongField) {
        let leg = wrong.field == "leg" ? "" : #","leg":"1.1""#
        let found = refused(event(wrong.type, "\"\(wrong.field)\":\(wrong.value)\(leg)"))
        #expect(found?.status == 400)
        #expect(found?.detail.hasPrefix("\(wrong.field): found ") == true)
        #expect(found?.detail.contains("wanted ") == true)
    }

    @Test func `a wrong reason or end is told what there is`() {
        let reason = refused(event("leg.ended", #""leg":"1.1","reason":"no_answer""#))
        #expect(
            reason?.detail
                == "reason: found 'no_answer', wanted one of no-answer, busy, declined, "
                + "not-accepted, unreachable, cancelled, gateway-error, completed; "
                + "did you mean no-answer?")
        let by = refused(event("call.ended", #""by":"nobody""#))
        #expect(by?.detail == "by: found 'nobody', wanted one of caller, professional, gateway")
    }

    @Test(arguments: ["\"+4520123456\"", "4520123456", "\"tlf20123456\"", "-4520123456"])
    func `no refusal repeats a telephone number`(_ number: String) {
        let bodies = [
            #"{"type":\#(number),"call":"c-81"}"#,
            #"{"type":"callback.requested","call":[\#(number)]}"#,
            event("callback.requested", "\"at\":\(number)"),
            event("call.digits", "\"digits\":[\(number)]"),
            event("leg.ringing", "\"leg\":\(number)"),
            event("leg.ended", "\"leg\":\"1.1\",\"reason\":\(number)"),
            event("call.ended", "\"by\":\(number)"),
            event("leg.accepted", "\"leg\":\"1.1\",\"confirmed\":\(number)"),
            event("call.incoming", "\"rehearsal\":\(number)"),
        ]
        for body in bodies {
            let found = refused(body)
            #expect(found?.status == 400)
            #expect(found?.detail.contains("20123456") == false)
        }
        let step = refused(event("step.ended", "\"step\":-4520123456"))
        #expect(step?.detail.contains("20123456") == false)
    }

    @Test func `a refusal is problem+json`() throws {
        let found = WebhookRefusal(
            .serviceUnavailable, "the \"log\" is away\n", retryAfterSeconds: 5)
        #expect(WebhookRefusal.contentType == "application/problem+json")
        #expect(found.retryAfterSeconds == 5)
        #expect(
            String(decoding: found.body(), as: UTF8.self)
                == #"{"type":"about:blank","title":"Service Unavailable","status":503,"#
                + #""detail":"the \"log\" is away\u000a"}"#)
        _ = try JSONValue.parse(found.body())
    }

    @Test func `what contradicts the log is a conflict`() {
        let refusals: [CallRouter.Refusal] = [
            .unknownCall, .unknownLeg(LegID(step: 1, number: 2)),
        ]
        for refusal in refusals {
            #expect(WebhookRefusal(refusal).status == 409)
            #expect(WebhookRefusal(refusal).title == "Conflict")
        }
        #expect(WebhookRefusal(refusals[1]).detail == "leg: 1.2 was never dialled in this call")
    }
}
