import Crypto
import Foundation
import GatewayWebhooks
import OnCallRoster
import Testing

/// What a request asks for, by its place below the gateway's own.
struct HookPlace: Sendable, CustomTestStringConvertible {
    let path: String

    var testDescription: String { path.split(separator: "/").first.map(String.init) ?? path }

    private static func hook(_ purpose: Hook.Purpose) -> HookPlace {
        HookPlace(path: DialectSender.path(Hook(purpose, of: "c-1", step: 1, leg: 1, turn: "t")))
    }

    /// Somebody on the line waits for the reply.
    static let questions = [
        hook(.digits), hook(.callback), hook(.step), hook(.whisper), hook(.accept),
    ]

    /// Nobody waits for the reply, or nobody handed it out.
    static let reports = [
        hook(.leg), hook(.fallback), hook(.end),
        HookPlace(path: "status"), HookPlace(path: "digits/c-1/0/0/t/forged"),
        HookPlace(path: "elsewhere"),
    ]
}

@Suite struct TelnyxSignatureTests {
    private static let signedAt: Int64 = 1_767_225_600
    private static let publicKey = "A6EHv/POEL4dcN0Y50vAmWfk1jCbpQ1fHdyGZBJVMbg="
    private static let body =
        "AccountSid=acc&CallSid=v3%3Aabc&CallStatus=ringing&From=%2B4520123456&To=%2B4570101010"
    private static let signature =
        "W0lxnxwGbqyuBQzkzqOiJ9O7oGZJ1cbyaLWpaOmBeUeW3ldcagwZhRsUf9AB6zIbJxDqBH5Fl3B5pMKBlIMyAA=="

    private func request(
        at place: String = "voice", body: String = TelnyxSignatureTests.body,
        signature: String? = TelnyxSignatureTests.signature, timestamp: String? = "1767225600"
    ) -> Webhook {
        var headers: [(name: String, value: String)] = []
        if let timestamp { headers.append((name: "Telnyx-Timestamp", value: timestamp)) }
        if let signature { headers.append((name: "Telnyx-Signature-Ed25519", value: signature)) }
        return DialectSender.posted(place, Array(body.utf8), headers: headers)
    }

    private func authenticate(
        _ request: Webhook, late: Int64 = 0, keys: [String] = [TelnyxSignatureTests.publicKey],
        clockIsSynchronised: Bool = true
    ) throws -> Authentic {
        let dialect = try DialectSender.twilio(DialectSender.frame(), .telnyx, secrets: keys)
        return try dialect.authenticate(
            request, now: Instant(seconds: TelnyxSignatureTests.signedAt + late),
            clockIsSynchronised: clockIsSynchronised)
    }

    private func status(
        _ request: Webhook, late: Int64 = 0, keys: [String] = [TelnyxSignatureTests.publicKey]
    ) -> Int? {
        refusal { try authenticate(request, late: late, keys: keys) }?.status
    }

    @Test func `the vector is authentic`() throws {
        #expect(try !authenticate(request()).timestampOutsideTolerance)
    }

    @Test(arguments: [Int64(-300), -1, 1, 300])
    func `300 s either way pass`(_ late: Int64) {
        #expect(status(request(), late: late) == nil)
    }

    @Test(arguments: [Int64(-86_400), -301, 301, 86_400])
    func `more than 300 s either way are refused`(_ late: Int64) {
        #expect(status(request(), late: late) == 401)
    }

    @Test func `another body, time or key is refused`() throws {
        #expect(status(request(body: TelnyxSignatureTests.body + "&x=1")) == 401)
        #expect(status(request(body: "")) == 401)
        #expect(status(request(timestamp: "1767225601")) == 401)
        let other = Curve25519.Signing.PrivateKey().publicKey.rawRepresentation
        #expect(status(request(), keys: [other.base64EncodedString()]) == 401)
        #expect(status(request(), keys: []) == 401)
    }

    @Test func `one public key of two is enough`() {
        let other = Curve25519.Signing.PrivateKey().publicKey.rawRepresentation
        let keys = [other.base64EncodedString(), TelnyxSignatureTests.publicKey]
        #expect(status(request(), keys: keys) == nil)
        #expect(status(request(), keys: keys.reversed()) == nil)
    }

    @Test func `a missing header is refused`() {
        #expect(status(request(signature: nil)) == 401)
        #expect(status(request(timestamp: nil)) == 401)
    }

    @Test(arguments: ["", "AAAA", "not base64", "5b4971"])
    func `what is no signature is refused`(_ signature: String) {
        #expect(status(request(signature: signature)) == 401)
    }

    @Test(arguments: ["", "+1767225600", "1767225600.0", " 1767225600", "1767225600|", "0x69"])
    func `a timestamp that is no whole number is refused`(_ timestamp: String) {
        #expect(status(request(timestamp: timestamp)) == 401)
    }

    @Test func `Twilio's own signature is none of Telnyx`() {
        let request = DialectSender.twilioSigned("voice", ["CallSid": "v3:abc"])
        #expect(status(request) == 401)
    }

    @Test func `an address that no body binds is refused`() throws {
        let key = Curve25519.Signing.PrivateKey()
        let signature = try key.signature(for: Array("1767225600|".utf8))
        let get = Webhook(
            .get, DialectSender.target("voice?CallSid=v3%3Aabc"),
            headers: [
                (name: "telnyx-timestamp", value: "1767225600"),
                (name: "telnyx-signature-ed25519", value: signature.base64EncodedString()),
            ], body: [])
        let dialect = try DialectSender.twilio(
            DialectSender.frame(), .telnyx,
            secrets: [key.publicKey.rawRepresentation.base64EncodedString()])
        let found = refusal {
            try dialect.admit(get)
            _ = try dialect.authenticate(
                get, now: Instant(seconds: TelnyxSignatureTests.signedAt),
                clockIsSynchronised: true)
        }
        #expect(found != nil)
    }

    @Test(arguments: [HookPlace(path: "voice")] + HookPlace.questions)
    func `past the tolerance an unsynchronised clock takes a question`(
        _ place: HookPlace
    ) throws {
        let question = request(at: place.path)
        #expect(status(question, late: 301) == 401)
        let taken = try authenticate(question, late: 301, clockIsSynchronised: false)
        #expect(taken.timestampOutsideTolerance)
        let punctual = try authenticate(question, late: 300, clockIsSynchronised: false)
        #expect(!punctual.timestampOutsideTolerance)
        let forged = request(at: place.path, body: "CallSid=v3%3Aabc")
        #expect(
            refusal { try authenticate(forged, late: 301, clockIsSynchronised: false) }?.status
                == 401)
    }

    @Test(arguments: HookPlace.reports)
    func `past the tolerance even an unsynchronised clock takes no report`(
        _ place: HookPlace
    ) {
        let report = request(at: place.path)
        #expect(status(report, late: 300) == nil)
        #expect(
            refusal { try authenticate(report, late: -301, clockIsSynchronised: false) }?.status
                == 401)
    }
}

@Suite struct JambonzSignatureTests {
    private static let firstBody = #"{"call_sid":"c1","from":"anonymous"}"#
    private static let firstCode =
        "601265790fe9982563e9226540ca4e9b881501a428ec0726964cfe71608ad505"
    private static let first = "t=1767225600,v1=\(firstCode)"
    private static let other = String(repeating: "0", count: 64)

    private static let among: [String] = [
        "t=1767225600,v1=\(other),v1=\(firstCode)", "t=1767225600,v1=\(firstCode),v1=\(other)",
        "t=1767225600,v1=,v1=nohex,v1=\(firstCode)", "v1=\(firstCode),t=1767225600",
        "t=1767225600, v1=\(firstCode)", "t=1767225600,v0=\(other),v2=x,v1=\(firstCode)",
    ]

    private static let useless: [String?] = [
        nil, "", firstCode, "t=1767225600", "v1=\(firstCode)", "t=,v1=\(firstCode)",
        "t=1767225600,v1=", "t=1767225600,v1=\(other)", "t=1767225600,v1=\(firstCode)0",
        "t=1767225600,v2=\(firstCode)", "T=1767225600,V1=\(firstCode)",
        "t=1767225600.0,v1=\(firstCode)", "t=+1767225600,v1=\(firstCode)",
        "t=1767225600;v1=\(firstCode)",
    ]

    private func request(
        at place: String = "call", body: String = JambonzSignatureTests.firstBody,
        header: String? = JambonzSignatureTests.first
    ) -> Webhook {
        let headers: [(name: String, value: String)] =
            header.map { [(name: "Jambonz-Signature", value: $0)] } ?? []
        return DialectSender.posted(
            place, Array(body.utf8), type: "application/json", headers: headers)
    }

    private func authenticate(
        _ request: Webhook, late: Int64 = 0, secrets: [String] = [DialectSender.webhookSecret],
        clockIsSynchronised: Bool = true
    ) throws -> Authentic {
        let dialect = try DialectSender.jambonz(DialectSender.frame(), secrets: secrets)
        return try dialect.authenticate(
            request, now: DialectSender.now + .seconds(late),
            clockIsSynchronised: clockIsSynchronised)
    }

    private func status(
        _ request: Webhook, late: Int64 = 0, secrets: [String] = [DialectSender.webhookSecret]
    ) -> Int? {
        refusal { try authenticate(request, late: late, secrets: secrets) }?.status
    }

    @Test func `J1 and J2 are authentic`() {
        #expect(status(request()) == nil)
        let second = request(
            body: #"{"call_sid":"c1","caller_name":"Søren","call_status":"in-progress","#
                + #""sip_status":200}"#,
            header: "t=1767225601,"
                + "v1=5e37ae673911ef7412c3cc9fa667fcf1fc9072de6d65631be14a36c86b49df8f")
        #expect(status(second) == nil)
    }

    @Test(arguments: [Int64(-300), -1, 1, 300])
    func `300 s either way pass`(_ late: Int64) {
        #expect(status(request(), late: late) == nil)
    }

    @Test(arguments: [Int64(-86_400), -301, 301, 86_400])
    func `more than 300 s either way are refused`(_ late: Int64) {
        #expect(status(request(), late: late) == 401)
    }

    @Test func `another body, time or secret is refused`() {
        #expect(status(request(body: JambonzSignatureTests.firstBody + " ")) == 401)
        #expect(status(request(body: "")) == 401)
        let code = JambonzSignatureTests.firstCode
        #expect(status(request(header: "t=1767225601,v1=\(code)")) == 401)
        #expect(status(request(), secrets: ["wh_secret_other"]) == 401)
        #expect(status(request(), secrets: []) == 401)
    }

    @Test func `one secret of two is enough`() {
        let secrets = ["wh_secret_other", DialectSender.webhookSecret]
        #expect(status(request(), secrets: secrets) == nil)
        #expect(status(request(), secrets: secrets.reversed()) == nil)
    }

    @Test(arguments: JambonzSignatureTests.among)
    func `one right code among several items is enough`(_ header: String) {
        #expect(status(request(header: header)) == nil)
    }

    @Test func `a code may stand in capitals`() {
        let header = "t=1767225600,v1=\(JambonzSignatureTests.firstCode.uppercased())"
        #expect(status(request(header: header)) == nil)
    }

    @Test(arguments: JambonzSignatureTests.useless)
    func `a header without a time and a right code is refused`(_ header: String?) {
        #expect(status(request(header: header)) == 401)
    }

    @Test func `a sign is no digit of a code`() {
        // 0f is a pair of the code; a number that is read leniently may have a plus before it.
        let code = JambonzSignatureTests.firstCode.replacing("0fe9", with: "+fe9")
        #expect(code.contains("+"))
        #expect(status(request(header: "t=1767225600,v1=\(code)")) == 401)
    }

    @Test(arguments: [HookPlace(path: "call")] + HookPlace.questions)
    func `past the tolerance an unsynchronised clock takes a question`(
        _ place: HookPlace
    ) throws {
        let question = request(at: place.path)
        #expect(status(question, late: -301) == 401)
        let taken = try authenticate(question, late: -301, clockIsSynchronised: false)
        #expect(taken.timestampOutsideTolerance)
        let punctual = try authenticate(question, clockIsSynchronised: false)
        #expect(!punctual.timestampOutsideTolerance)
        let forged = request(at: place.path, body: "{}")
        #expect(
            refusal { try authenticate(forged, late: 301, clockIsSynchronised: false) }?.status
                == 401)
    }

    @Test(arguments: HookPlace.reports)
    func `past the tolerance even an unsynchronised clock takes no report`(
        _ place: HookPlace
    ) {
        let report = request(at: place.path)
        #expect(status(report, late: 300) == nil)
        #expect(
            refusal { try authenticate(report, late: 301, clockIsSynchronised: false) }?.status
                == 401)
    }
}
