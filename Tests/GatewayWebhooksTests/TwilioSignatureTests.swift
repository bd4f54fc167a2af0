import Crypto
import Foundation
@testable import GatewayWebhooks
import OnCallRoster
import Testing

/// Published vectors: T1 is printed in Twilio's documents, T2 stands in its libraries' tests, and
/// the others were computed with one of them.
struct TwilioVector: Sendable, CustomTestStringConvertible {
    let name: String
    var token = DialectSender.authToken
    var method = Webhook.Method.post
    /// Scheme, host and port.
    var origin = DialectSender.publicURL
    /// Path and query.
    let target: String
    var type = DialectSender.formType
    let body: String
    let signature: String

    var testDescription: String { name }

    static let first = TwilioVector(
        name: "T1", token: "12345", origin: "https://example.com",
        target: "/myapp.php?foo=1&bar=2",
        body: "CallSid=CA1234567890ABCDE&Caller=%2B14158675310&Digits=1234"
            + "&From=%2B14158675310&To=%2B18005551212",
        signature: "L/OH5YylLD5NRKLltdqwSvS0BnU=")

    static let second = TwilioVector(
        name: "T2", token: "12345", origin: "https://mycompany.com",
        target: "/myapp.php?foo=1&bar=2",
        body: "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234"
            + "&From=%2B14158675309&To=%2B18005551212",
        signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=")

    static let danishBody =
        "AccountSid=AC00000000000000000000000000000000&ApiVersion=2010-04-01"
        + "&CallSid=CA00000000000000000000000000000001&CallStatus=ringing&Called=%2B4570101010"
        + "&Caller=%2B4520123456&Direction=inbound&From=%2B4520123456&To=%2B4570101010"
        + "&CallerName=S%C3%B8ren+%C3%86r%C3%B8&FromCity="

    static let danish = TwilioVector(
        name: "T3", target: "/twilio/voice?tenant=a%20b", body: danishBody,
        signature: "2h81dMY8h2SRj2vh8hPBoSKzgN0=")

    static let get = TwilioVector(
        name: "T4", method: .get, target: "/twilio/voice?CallSid=CA1&From=%2B4520123456", body: "",
        signature: "63G7pgUW/UrTA2EhUTZVLDpXjwY=")

    static let doubled = TwilioVector(
        name: "T5", target: "/x", body: "A=2&A=1&A=2&a=x&B=y",
        signature: "Bgzmy6oPHMjrsU0hA70oHV2y7js=")

    static let json = TwilioVector(
        name: "T6",
        target: "/twilio/json?bodySHA256="
            + "d74914f3e64df15592e36fc0c34dac4843d6c13ede94e69085d1ddb0663a8f65",
        type: "application/json", body: #"{"CallSid":"CA1","name":"Søren"}"#,
        signature: "2Kn0XRwHavnwEfVyuSTgzGuHlTM=")

    static let withPort = TwilioVector(
        name: "T7", origin: "https://hotline.example.dk:8443",
        target: "/twilio/voice?tenant=a%20b", body: danishBody,
        signature: "ovPZjdcCX0UTVBs5opuOWzLeoCc=")

    static let all = [first, second, danish, get, doubled, json, withPort]
}

@Suite struct TwilioSignatureTests {
    private static let sha256 = "ezoK689vMO+RITUjoy6LvumZxDuSO3OMQqu1n7vwj0U="
    private static let sharedKey = "key=webhooks_sharedkey_0123,algorithm=HMAC_SHA256"

    /// The status with which a vector is refused, parts of it exchanged; `nil` if it is authentic.
    private func status(
        of vector: TwilioVector, by authentication: GatewayAuthentication = .twilio,
        tokens: [String]? = nil, origin: String? = nil, target: String? = nil,
        body: String? = nil, signature: String? = nil, in header: String = "X-Twilio-Signature",
        settings: String? = nil
    ) throws -> Int? {
        let dialect = try DialectSender.twilio(
            DialectSender.frame(publicURL: origin ?? vector.origin), authentication,
            secrets: tokens ?? [vector.token])
        var headers: [(name: String, value: String)] = [
            (name: "Content-Type", value: vector.type),
            (name: header, value: signature ?? vector.signature),
        ]
        if let settings {
            headers.append((name: "X-Twilio-Webhooks-Signature-Settings", value: settings))
        }
        let request = Webhook(
            vector.method, target ?? vector.target, headers: headers,
            body: Array((body ?? vector.body).utf8))
        return refusal {
            try dialect.admit(request)
            _ = try dialect.authenticate(
                request, now: DialectSender.now, clockIsSynchronised: true)
        }?.status
    }

    @Test(arguments: TwilioVector.all)
    func `a published vector is authentic`(_ vector: TwilioVector) throws {
        #expect(try status(of: vector) == nil)
    }

    @Test(arguments: TwilioVector.all)
    func `a vector fits no other address, body, secret or header`(_ vector: TwilioVector) throws {
        #expect(try status(of: vector, tokens: ["other"]) == 401)
        #expect(try status(of: vector, tokens: []) == 401)
        #expect(try status(of: vector, origin: "https://other.example") == 401)
        #expect(try status(of: vector, target: vector.target + "&x=1") == 401)
        #expect(try status(of: vector, body: vector.body + "&x") == 401)
        #expect(try status(of: vector, in: "X-Other-Signature") == 401)
    }

    /// Twilio neither sends nor signs a fragment; a double of it may do either.
    @Test(arguments: [false, true], [false, true])
    func `a hook's fragment changes nothing`(_ isSent: Bool, _ isSigned: Bool) throws {
        let path = DialectSender.target(
            DialectSender.path(Hook(.step, of: "c-1", step: 1)))
        let fragment = "#rc=2&rp=ct,rt,5xx&ct=2000&rt=4000"
        let message = "https://hotline.example.dk" + path + (isSigned ? fragment : "") + "A1"
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Array(message.utf8), using: SymmetricKey(data: Array("token".utf8)))
        let request = Webhook(
            .post, path + (isSent ? fragment : ""),
            headers: [
                (name: "Content-Type", value: "application/x-www-form-urlencoded"),
                (name: "X-Twilio-Signature", value: Data(code).base64EncodedString()),
            ], body: Array("A=1".utf8))
        let dialect = try DialectSender.twilio(DialectSender.frame(), .twilio, secrets: ["token"])
        let isTaken =
            refusal {
                _ = try dialect.authenticate(
                    request, now: DialectSender.now, clockIsSynchronised: true)
            } == nil
        #expect(isTaken == (isSigned || !isSent))
        #expect(request.path.count == 6)
    }

    @Test(arguments: ["", " ", "AAAA", "not base64", "2h81dMY8h2SRj2vh8hPBoSKzgN0=="])
    func `what is no code is refused`(_ signature: String) throws {
        #expect(try status(of: .danish, signature: signature) == 401)
    }

    @Test func `fields are signed in the order of their bytes, doubled ones once`() {
        func signed(_ body: String) -> String {
            String(decoding: TwilioSignature.signed(FormFields(body.utf8)), as: UTF8.self)
        }
        #expect(
            signed(TwilioVector.first.body)
                == "CallSidCA1234567890ABCDECaller+14158675310Digits1234From+14158675310"
                + "To+18005551212")
        #expect(signed(TwilioVector.doubled.body) == "A1A2Byax")
        #expect(
            signed(TwilioVector.danishBody)
                == "AccountSidAC00000000000000000000000000000000ApiVersion2010-04-01"
                + "CallSidCA00000000000000000000000000000001CallStatusringingCalled+4570101010"
                + "Caller+4520123456CallerNameSøren ÆrøDirectioninboundFrom+4520123456FromCity"
                + "To+4570101010")
        #expect(signed("") == "")
        #expect(TwilioSignature.signed(nil) == [])
    }

    @Test func `T3 holds by a shared key and its algorithm`() throws {
        #expect(
            try status(
                of: .danish, signature: TwilioSignatureTests.sha256,
                settings: TwilioSignatureTests.sharedKey) == nil)
        #expect(try status(of: .danish, settings: "key=webhooks_sharedkey_0123") == nil)
        #expect(try status(of: .danish, settings: "key=k, algorithm=HMAC_SHA1") == nil)
    }

    @Test func `T3 of one algorithm is none of the other`() throws {
        #expect(try status(of: .danish, signature: TwilioSignatureTests.sha256) == 401)
        #expect(try status(of: .danish, settings: TwilioSignatureTests.sharedKey) == 401)
    }

    @Test(arguments: ["HMAC_MD5", "hmac_sha1", "HMAC_SHA512", "none"])
    func `an unknown algorithm is refused`(_ algorithm: String) throws {
        #expect(try status(of: .danish, settings: "key=k,algorithm=\(algorithm)") == 401)
    }

    @Test func `T3 counts a blank field`() throws {
        #expect(try status(of: .danish, signature: "oqsh9hjvagFxP4uphx67wjAvu+c=") == 401)
        let without = String(TwilioVector.danishBody.dropLast("&FromCity=".count))
        #expect(try status(of: .danish, body: without) == 401)
        #expect(
            try status(of: .danish, body: without, signature: "oqsh9hjvagFxP4uphx67wjAvu+c=")
                == nil)
    }

    @Test func `T3 holds also where the port was signed`() throws {
        let signature = "aVKzzF6E6mhYS64Guk+QqlbamtQ="
        #expect(try status(of: .danish, signature: signature) == nil)
        let withPort = "https://hotline.example.dk:443"
        #expect(try status(of: .danish, origin: withPort, signature: signature) == nil)
        #expect(try status(of: .danish, origin: withPort) == nil)
        #expect(try status(of: .danish, origin: "http://hotline.example.dk") == 401)
    }

    @Test func `T7 holds with its port and without, and never for another`() throws {
        let bare = TwilioVector.danish.signature
        #expect(try status(of: .withPort, signature: bare) == nil)
        #expect(try status(of: .danish, signature: TwilioVector.withPort.signature) == 401)
        let other = "https://hotline.example.dk:8444"
        #expect(try status(of: .withPort, origin: other) == 401)
        #expect(try status(of: .withPort, origin: other, signature: bare) == nil)
    }

    @Test func `a user's name in the address is not signed`() throws {
        for origin in [
            "https://hotline@hotline.example.dk", "https://hotline:pa:ss@hotline.example.dk",
            "https://hotline:pass@hotline.example.dk:443",
        ] {
            #expect(try status(of: .danish, origin: origin) == nil)
        }
        #expect(
            try status(of: .withPort, origin: "https://u:p@hotline.example.dk:8443") == nil)
    }

    @Test func `an address of IPv6 keeps its colons`() {
        #expect(
            TwilioSignature.spellings(of: "https://[2001:db8::1]/a?b=c:d@e")
                == ["https://[2001:db8::1]/a?b=c:d@e", "https://[2001:db8::1]:443/a?b=c:d@e"])
        #expect(
            TwilioSignature.spellings(of: "http://[2001:db8::1]:8080/a")
                == ["http://[2001:db8::1]/a", "http://[2001:db8::1]:8080/a"])
        #expect(
            TwilioSignature.spellings(of: "http://host?a")
                == ["http://host?a", "http://host:80?a"])
    }

    @Test(arguments: [
        "/twilio/voice/?tenant=a%20b", "/twilio/voice?tenant=a+b", "/twilio/voice?tenant=a b",
        "/twilio/voice", "/twilio/Voice?tenant=a%20b",
    ])
    func `the address is signed as it was sent`(_ target: String) throws {
        #expect(try status(of: .danish, target: target) == 401)
    }

    @Test func `T6 with a space more in its body is refused`() throws {
        let body = TwilioVector.json.body
        for changed in [body + " ", " " + body, body.replacing(":", with: ": "), "{}"] {
            #expect(try status(of: .json, body: changed) == 401)
        }
    }

    @Test func `a body that is no form is refused without its hash in the address`() throws {
        let bare = TwilioVector(
            name: "T6 without hash", target: "/twilio/json", type: "application/json",
            body: TwilioVector.json.body,
            signature: DialectSender.twilioSignature(
                Array("https://hotline.example.dk/twilio/json".utf8)))
        #expect(try status(of: bare) == 401)
        #expect(try status(of: bare, body: "") == nil)
    }

    @Test(arguments: [TwilioVector.first, .danish, .json])
    func `either of two tokens at once is taken`(_ vector: TwilioVector) throws {
        #expect(try status(of: vector, tokens: ["new-token", vector.token]) == nil)
        #expect(try status(of: vector, tokens: [vector.token, "new-token"]) == nil)
        #expect(try status(of: vector, tokens: ["new-token", "newer-token"]) == 401)
    }

    @Test func `SignalWire signs like Twilio, in a header of its own`() throws {
        let header = "X-SignalWire-Signature"
        #expect(try status(of: .second, by: .signalwire, in: header) == nil)
        #expect(try status(of: .second, by: .signalwire) == nil)
        #expect(try status(of: .second, by: .twilio, in: header) == 401)
        #expect(
            try status(of: .second, by: .signalwire, tokens: ["PSK_other"], in: header) == 401)
    }

    @Test func `SignalWire sends forms only`() throws {
        #expect(try status(of: .json, by: .signalwire) == 415)
    }

    @Test func `no refusal repeats a secret or a signature`() throws {
        let dialect = try DialectSender.twilio(DialectSender.frame(), secrets: ["hemmelig"])
        let request = DialectSender.twilioSigned("voice", ["CallSid": "CA1", "From": "hemmelig"])
        let detail = refusal {
            try dialect.authenticate(
                request, now: DialectSender.now, clockIsSynchronised: true)
        }?.detail
        #expect(detail?.contains("hemmelig") == false)
        #expect(detail?.contains(request.first("x-twilio-signature") ?? "?") == false)
    }
}
