import CallRouting
import GatewayWebhooks
import OnCallRoster
import Testing

/// One body and the event that stands in it.
struct DecodingCase: Sendable, CustomTestStringConvertible {
    /// The members after `type` and `call`, with a comma before each.
    let members: String
    let type: String
    let kind: CallEvent.Kind

    init(_ type: String, _ members: String, _ kind: CallEvent.Kind) {
        self.type = type
        self.members = members
        self.kind = kind
    }

    var body: String { #"{"type":"\#(type)","call":"c-81"\#(members)}"# }
    var testDescription: String { body }

    private static let leg = LegID(step: 1, number: 2)

    static let reports: [DecodingCase] = [
        DecodingCase("call.digits", #","digits":"0123456789*#""#, .digits("0123456789*#")),
        DecodingCase("call.digits", #","digits":"""#, .digits("")),
        DecodingCase("callback.requested", "", .callbackRequested),
        DecodingCase("step.ended", #","step":1"#, .stepEnded(1)),
        DecodingCase("step.ended", #","step":12000"#, .stepEnded(12_000)),
        DecodingCase("leg.ringing", #","leg":"1.2""#, .legRinging(leg)),
        DecodingCase("leg.answered", #","leg":"1.2""#, .legAnswered(leg)),
        DecodingCase("leg.accepted", #","leg":"1.2""#, .legAccepted(leg, confirmed: true)),
        DecodingCase(
            "leg.accepted", #","leg":"1.2","confirmed":null"#, .legAccepted(leg, confirmed: true)),
        DecodingCase(
            "leg.accepted", #","leg":"1.2","confirmed":true"#, .legAccepted(leg, confirmed: true)),
        DecodingCase(
            "leg.accepted", #","leg":"1.2","confirmed":false"#,
            .legAccepted(leg, confirmed: false)),
        DecodingCase(
            "call.fallback", #","from":"anonymous","to":"+4570201000","uri":"tel:114""#,
            .fallback(from: .withheld, to: "+4570201000", uri: "tel:114")),
        DecodingCase(
            "call.fallback", #","uri":"sip:vagt@example.net""#,
            .fallback(from: .withheld, to: "", uri: "sip:vagt@example.net")),
        DecodingCase("call.ended", #","by":"caller""#, .ended(by: .caller)),
        DecodingCase("call.ended", #","by":"professional""#, .ended(by: .professional)),
        DecodingCase("call.ended", #","by":"gateway""#, .ended(by: .gateway)),
    ]

    static let legEnds: [DecodingCase] = LegEndReason.allCases.map { reason in
        DecodingCase(
            "leg.ended", #","leg":"1.2","reason":"\#(reason.rawValue)""#, .legEnded(leg, reason))
    }

    /// What `to`, `forwarded_from` and `rehearsal` may hold.
    static let arrivals: [DecodingCase] = [
        arrival("", to: ""),
        arrival(#","to":null,"forwarded_from":null,"rehearsal":null"#, to: ""),
        arrival(#","to":"  70 20 10 00""#, to: "  70 20 10 00"),
        arrival(#","to":4570201000"#, to: "4570201000"),
        arrival(#","to":{"number":"70201000"}"#, to: "?"),
        arrival(#","to":"","rehearsal":true"#, to: "", rehearsal: true),
        arrival(#","rehearsal":false"#, to: ""),
        arrival(#","forwarded_from":"+4570201001""#, to: "", forwardedFrom: "+4570201001"),
    ]

    private static func arrival(
        _ members: String, to: String, forwardedFrom: String? = nil, rehearsal: Bool = false
    ) -> DecodingCase {
        DecodingCase(
            "call.incoming", members,
            .incoming(
                CallEvent.Incoming(
                    from: .withheld, to: to, forwardedFrom: forwardedFrom, rehearsal: rehearsal)))
    }
}

@Suite struct CanonicalDecodingTests {
    private let webhook: CanonicalWebhook
    private let received = CanonicalSender.now + .milliseconds(250)

    init() throws {
        webhook = try CanonicalSender.webhook(.bearer, secrets: [])
    }

    private func decode(_ body: String) throws -> CallEvent {
        try webhook.decode(CanonicalSender.plain(body), received: received)
    }

    /// Who is calling, by the JSON text that stands as `from`.
    private func caller(_ from: String) throws -> CallerID? {
        let event = try decode(
            #"{"type":"call.incoming","call":"c-81","to":"+4570201000","from":\#(from)}"#)
        guard case .incoming(let incoming) = event.kind else { return nil }
        return incoming.from
    }

    @Test func `an incoming call is read in full`() throws {
        let event = try decode(CanonicalSender.incoming)
        let from = try #require(PhoneNumber("+4500000031"))
        #expect(
            event
                == CallEvent(
                    call: CallKey(gateway: "kamailio", call: "c-81"), at: CanonicalSender.now,
                    received: received,
                    kind: .incoming(
                        CallEvent.Incoming(from: .number(from), to: "+4570201000"))))
    }

    @Test(arguments: DecodingCase.reports + DecodingCase.legEnds + DecodingCase.arrivals)
    func `every event is read`(_ expected: DecodingCase) throws {
        let event = try decode(expected.body)
        #expect(event.kind == expected.kind)
        #expect(event.type.rawValue == expected.type)
        #expect(event.call == CallKey(gateway: "kamailio", call: "c-81"))
        #expect(event.at == received)
    }

    @Test func `no event that a gateway may send is left out of these tests`() {
        let all = DecodingCase.reports + DecodingCase.legEnds + DecodingCase.arrivals
        let told = Set(all.map(\.type))
        let known = Set(EventType.allCases.filter(\.isGateways).map(\.rawValue))
        #expect(told == known)
    }

    @Test func `a time is read with any offset, else it is that of receipt`() throws {
        let start = #"{"type":"callback.requested","call":"c-81","at":"#
        let offset = try decode(start + #""2026-11-22T03:10:00.5+01:00"}"#)
        #expect(offset.at == CanonicalSender.now + .milliseconds(500))
        #expect(try decode(start + "null}").at == received)
        #expect(try decode(start + #""2026-11-22T02:10:00Z"}"#).received == received)
    }

    @Test(arguments: [
        "null", "\"\"", #"" ""#, #""anonymous""#, #""Anonymous""#, #""ANONYMOUS""#,
        #""restricted""#, #""blocked""#, #""Unknown""#, #""unavailable""#, #""private""#,
        #""withheld""#, #""anonymous@gateway.example""#, #""sip:anonymous@gateway.example""#,
        #""sip:anonymous@anonymous.invalid""#,
        #""\"Anonymous\" <sip:anonymous@anonymous.invalid>""#, #""+266696687""#,
        #""266696687""#, #""+1266696687""#, #""+7378742833""#, #""+2562533""#, #""+8656696""#,
        #""+86282452253""#, #""+7748283""#, #""+94844353""#, "266696687",
        #""\u0061nonymous""#,
    ])
    func `every spelling of a withheld number is withheld`(_ from: String) throws {
        #expect(try caller(from) == .withheld)
    }

    @Test(arguments: [
        #""+4500000031""#, #""004500000031""#, #""4500000031""#, "4500000031",
        #""sip:+4500000031@gateway.example;user=phone""#, #""tel:+45 00 00 00 31""#,
    ])
    func `a number is read as gateways write it`(_ from: String) throws {
        #expect(try caller(from)?.number?.e164 == "+4500000031")
    }

    @Test(arguments: [
        (#""client:anna""#, "client:anna"), (#""☎ 12""#, "☎ 12"), ("true", "true"),
        ("12", "12"), ("1.5", "1.5"), ("[]", "?"), (#"{"a":[1]}"#, "?"),
        (#""\ud800""#, "?"),
    ])
    func `whatever else stands in from is kept and refuses nothing`(
        _ from: String, _ kept: String
    ) throws {
        #expect(try caller(from) == .unparsed(kept))
    }

    @Test func `unknown fields are ignored, whatever they hold`() throws {
        let plain = try decode(CanonicalSender.legEnded)
        let fields = [#""later":{"a":[[[1,null]]]}"#, "\"\":0", #""æ":"ø""#, #""Type":"x""#]
        for field in fields {
            let body = String(CanonicalSender.legEnded.dropLast()) + "," + field + "}"
            #expect(try decode(body) == plain)
        }
    }

    @Test func `a field that stands twice refuses nothing`() throws {
        let body =
            String(CanonicalSender.legEnded.dropLast()) + #","leg":"1.1","call":"c-81"}"#
        #expect(try decode(body) == decode(CanonicalSender.legEnded))
    }

    @Test(arguments: ["c", "ø☎", "a b/c\\\"d", String(repeating: "c", count: 255)])
    func `a call id is any text up to 255 bytes`(_ id: String) throws {
        let quoted = id.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        let event = try decode(#"{"type":"callback.requested","call":"\#(quoted)"}"#)
        #expect(event.call.call == id)
    }
}
