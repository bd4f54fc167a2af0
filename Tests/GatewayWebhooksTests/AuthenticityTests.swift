import CallRouting
import GatewayWebhooks
import OnCallRoster
import Testing

@Suite struct AuthenticityTests {
    private let signing: CanonicalWebhook
    private let bearer: CanonicalWebhook
    private static let token = "first-token-0123456789"
    private static let newToken = "second-token-0123456789"

    init() throws {
        signing = try CanonicalSender.webhook(.standardWebhooks, secrets: [CanonicalSender.secret])
        bearer = try CanonicalSender.webhook(
            .bearer, secrets: [AuthenticityTests.token, AuthenticityTests.newToken])
    }

    private func authenticate(
        _ request: Webhook, by webhook: CanonicalWebhook, clockIsSynchronised: Bool = true
    ) throws -> Authentic {
        try webhook.authenticate(
            request, now: CanonicalSender.now, clockIsSynchronised: clockIsSynchronised)
    }

    /// The status with which a request is refused, judged in the order of design.md, section 5.
    private func status(_ request: Webhook) -> Int? {
        refusal {
            try signing.admit(request)
            _ = try authenticate(request, by: signing)
            _ = try signing.decode(request, received: CanonicalSender.now)
        }?.status
    }

    private func bearing(
        _ authorization: String?, id: String? = "d-1"
    ) -> Webhook {
        var headers: [(name: String, value: String)] = []
        if let authorization { headers.append((name: "AUTHORIZATION", value: authorization)) }
        if let id { headers.append((name: "webhook-ID", value: id)) }
        return CanonicalSender.plain(CanonicalSender.incoming, headers: headers)
    }

    @Test func `size is judged before type, type before authenticity, that before syntax`() {
        let large = String(repeating: "x", count: largestWebhook + 1)
        let text = [(name: "content-type", value: "text/plain")]
        let json = [(name: "content-type", value: "application/json")]
        #expect(status(CanonicalSender.plain(large, headers: text)) == 413)
        #expect(status(CanonicalSender.plain("x", headers: text)) == 415)
        let unsigned = json + [(name: "webhook-id", value: "d-1")]
        #expect(status(CanonicalSender.plain("x", headers: unsigned)) == 401)
        #expect(status(CanonicalSender.signed("x")) == 400)
        #expect(status(CanonicalSender.signed(CanonicalSender.incoming)) == nil)
    }

    @Test func `a body of just 64 KiB is taken, and one byte more is not`() {
        let start = #"{"type":"callback.requested","call":"c-81","padding":""#
        let padding = String(repeating: "x", count: largestWebhook - start.utf8.count - 2)
        #expect(status(CanonicalSender.signed("\(start)\(padding)\"}")) == nil)
        #expect(status(CanonicalSender.signed("\(start)\(padding)x\"}")) == 413)
    }

    @Test(arguments: [
        "application/json", "Application/JSON", "application/json; charset=utf-8",
        "application/json ;charset=utf-8",
    ])
    func `JSON is taken with parameters and in any case`(_ type: String) {
        #expect(status(CanonicalSender.signed(CanonicalSender.incoming, type: type)) == nil)
    }

    @Test(arguments: [
        "", "text/json", "application/jsonp", "application/xml;application/json",
        "application/x-www-form-urlencoded", "application / json",
    ])
    func `another type is refused`(_ type: String) {
        #expect(status(CanonicalSender.signed(CanonicalSender.incoming, type: type)) == 415)
    }

    @Test func `a request without a type is refused`() {
        #expect(refusal { try signing.admit(CanonicalSender.plain("{}")) }?.status == 415)
    }

    @Test func `a signed delivery is authentic and named`() throws {
        let authentic = try authenticate(
            CanonicalSender.signed(CanonicalSender.incoming, id: "d-77"), by: signing)
        #expect(authentic.delivery == DeliveryID(rawValue: "d-77"))
        #expect(!authentic.timestampOutsideTolerance)
    }

    @Test(arguments: ["webhook-timestamp", "webhook-signature"])
    func `a delivery without its timestamp or signature is not authentic`(_ missing: String) {
        let timestamp = String(CanonicalSender.now.seconds)
        let body = Array(CanonicalSender.incoming.utf8)
        let headers = [
            (name: "webhook-id", value: "d-1"), (name: "webhook-timestamp", value: timestamp),
            (
                name: "webhook-signature",
                value: CanonicalSender.signature("d-1", timestamp, body)
            ),
        ]
        let whole = Webhook(headers: headers, body: body)
        #expect(refusal { try authenticate(whole, by: signing) } == nil)
        let less = Webhook(headers: headers.filter { $0.name != missing }, body: body)
        #expect(refusal { try authenticate(less, by: signing) }?.status == 401)
    }

    @Test(arguments: ["", "d.1", ".", String(repeating: "d", count: 256)])
    func `a delivery id is 1 to 255 bytes without a full stop`(_ id: String) {
        let request = CanonicalSender.signed(CanonicalSender.incoming, id: id)
        #expect(refusal { try authenticate(request, by: signing) }?.status == 400)
        let token = "Bearer \(AuthenticityTests.token)"
        #expect(refusal { try authenticate(bearing(token, id: id), by: bearer) }?.status == 400)
        #expect(refusal { try authenticate(bearing(token, id: nil), by: bearer) }?.status == 400)
    }

    @Test func `a delivery id of 255 bytes is taken`() throws {
        let id = String(repeating: "d", count: 255)
        let request = CanonicalSender.signed(CanonicalSender.incoming, id: id)
        #expect(try authenticate(request, by: signing).delivery?.rawValue == id)
    }

    @Test(arguments: [AuthenticityTests.token, AuthenticityTests.newToken])
    func `either of two bearer tokens is taken`(_ token: String) throws {
        for scheme in ["Bearer ", "bearer ", "BEARER  "] {
            let authentic = try authenticate(bearing(scheme + token), by: bearer)
            #expect(authentic.delivery?.rawValue == "d-1")
        }
    }

    @Test(arguments: [
        nil, "", "Bearer", "Bearer ", "Bearer first-token", "Basic first-token-0123456789",
        "first-token-0123456789", "Bearer first-token-0123456789x",
        "Bearer first-token-0123456789 second-token-0123456789",
    ])
    func `another token, or none, is refused before the id is read`(_ value: String?) {
        #expect(refusal { try authenticate(bearing(value), by: bearer) }?.status == 401)
        #expect(refusal { try authenticate(bearing(value, id: nil), by: bearer) }?.status == 401)
    }

    @Test func `without secrets nobody is authentic`() throws {
        let unsetSigning = try CanonicalSender.webhook(.standardWebhooks, secrets: ["# none yet"])
        let unsetBearer = try CanonicalSender.webhook(.bearer, secrets: [])
        let signed = CanonicalSender.signed(CanonicalSender.incoming)
        #expect(refusal { try authenticate(signed, by: unsetSigning) }?.status == 401)
        let bare = bearing("Bearer ")
        #expect(refusal { try authenticate(bare, by: unsetBearer) }?.status == 401)
        let known = bearing("Bearer \(AuthenticityTests.token)")
        #expect(refusal { try authenticate(known, by: unsetBearer) }?.status == 401)
    }

    @Test func `secrets of the other kind admit nobody`() throws {
        let tokens = try GatewaySecrets(lines: [AuthenticityTests.token], for: .bearer)
        let mixed = CanonicalWebhook(
            gateway: "kamailio", authentication: .standardWebhooks, secrets: tokens)
        let signed = CanonicalSender.signed(CanonicalSender.incoming)
        #expect(refusal { try authenticate(signed, by: mixed) }?.status == 401)
    }

    @Test(arguments: [Int64(-301), 301])
    func `past the tolerance only an unsynchronised clock takes a question`(
        _ behind: Int64
    ) throws {
        let question = CanonicalSender.signed(CanonicalSender.incoming, secondsBehind: behind)
        let report = CanonicalSender.signed(CanonicalSender.legEnded, secondsBehind: behind)
        #expect(refusal { try authenticate(question, by: signing) }?.status == 401)
        let taken = try authenticate(question, by: signing, clockIsSynchronised: false)
        #expect(taken.timestampOutsideTolerance)
        let refused = refusal { try authenticate(report, by: signing, clockIsSynchronised: false) }
        #expect(refused?.status == 401)
    }

    @Test func `an unsynchronised clock takes nothing that is not signed`() throws {
        let forged = CanonicalSender.signed(
            CanonicalSender.incoming, secondsBehind: 400, by: CanonicalSender.newSecret)
        let garbled = CanonicalSender.signed("{", secondsBehind: 400)
        for request in [forged, garbled] {
            let found = refusal {
                try authenticate(request, by: signing, clockIsSynchronised: false)
            }
            #expect(found?.status == 401)
        }
        let punctual = try authenticate(
            CanonicalSender.signed(CanonicalSender.incoming, secondsBehind: 300), by: signing,
            clockIsSynchronised: false)
        #expect(!punctual.timestampOutsideTolerance)
    }

    @Test func `no refusal repeats a secret`() {
        for value in ["Bearer hemmelig-hemmelig-1", "hemmelig-hemmelig-1"] {
            let detail = refusal { try authenticate(bearing(value), by: bearer) }?.detail
            #expect(detail?.contains("hemmelig") == false)
        }
    }
}
