import GatewayWebhooks
import OnCallRoster
import Testing

/// Vectors computed with the reference library `standardwebhooks` 1.1.0; V5 is its Rust sibling's.
struct SignatureVector: Sendable, CustomTestStringConvertible {
    let name: String
    let secret: String
    let id: String
    let timestamp: Int64
    let body: String
    let header: String

    var testDescription: String { name }

    static let first = SignatureVector(
        name: "V1", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        id: "msg_p5jXN8AQM9LWM0D4loKWxJek", timestamp: 1_614_265_330,
        body: #"{"test": 2432232314}"#,
        header: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")

    static let danishBody =
        #"{"type":"leg.accepted","timestamp":"2026-01-01T00:00:01Z","#
        + #""data":{"name":"Søren Ærø","note":"☎"}}"#
    static let byS2 = "v1,QVMvYelp/2UY4YOgrcPF6lp2jXsEWGfF/aBR08L878M="
    static let byS3 = "v1,tNZEyNIwgByrd3fBoutSfJS3RVq+8vHl9Fp/K1mf82A="

    static func danish(_ name: String, secret: String, header: String) -> SignatureVector {
        SignatureVector(
            name: name, secret: secret, id: "msg_call_0002", timestamp: 1_767_225_601,
            body: danishBody, header: header)
    }

    static let all: [SignatureVector] = [
        first,
        SignatureVector(
            name: "V2", secret: CanonicalSender.secret, id: "msg_call_0001",
            timestamp: 1_767_225_600,
            body: #"{"type":"call.incoming","timestamp":"2026-01-01T00:00:00Z","#
                + #""data":{"callId":"c-1","from":null,"to":"+4570101010"}}"#,
            header: "v1,2/pZ2cRBTddZzUhB3Mvx/xY+8P8grWHu1QZHvIS+vis="),
        danish("V3 by S2", secret: CanonicalSender.secret, header: byS2),
        danish("V3 by S3", secret: CanonicalSender.newSecret, header: byS3),
        danish("V3 in rotation, S2", secret: CanonicalSender.secret, header: "\(byS3) \(byS2)"),
        danish("V3 in rotation, S3", secret: CanonicalSender.newSecret, header: "\(byS3) \(byS2)"),
        SignatureVector(
            name: "V4", secret: CanonicalSender.secret, id: "msg_empty",
            timestamp: 1_767_225_602, body: "",
            header: "v1,CiZQ3FUnxOFwh69ymkth7rEeD5V6dXKQdczxxHU9YHM="),
        SignatureVector(
            name: "V5", secret: "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD",
            id: "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", timestamp: 1_649_367_553,
            body: #"{"email":"test@example.com","username":"test_user"}"#,
            header: "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="),
    ]
}

@Suite struct StandardWebhooksSignatureTests {
    private typealias Verdict = StandardWebhooksSignature.Verdict

    /// The vector's verdict, parts of it exchanged.
    private func verdict(
        of vector: SignatureVector, id: String? = nil, timestamp: String? = nil,
        body: String? = nil, header: [String]? = nil, secrets: [String]? = nil,
        late: Duration = .zero
    ) throws -> Verdict {
        let signature = StandardWebhooksSignature(
            id: id ?? vector.id, timestamp: timestamp ?? String(vector.timestamp),
            header: header ?? [vector.header])
        let known = try GatewaySecrets(lines: secrets ?? [vector.secret], for: .standardWebhooks)
        return signature.verdict(
            body: Array((body ?? vector.body).utf8), secrets: known,
            now: Instant(seconds: vector.timestamp) + late)
    }

    @Test(arguments: SignatureVector.all)
    func `a published vector is authentic`(_ vector: SignatureVector) throws {
        #expect(try verdict(of: vector) == .authentic)
    }

    @Test(arguments: SignatureVector.all)
    func `a vector does not fit another id, timestamp, body or secret`(
        _ vector: SignatureVector
    ) throws {
        #expect(try verdict(of: vector, id: vector.id + "x") == .notSigned)
        #expect(
            try verdict(of: vector, timestamp: String(vector.timestamp + 1)) == .notSigned)
        #expect(try verdict(of: vector, body: vector.body + " ") == .notSigned)
        let other = "whsec_" + String(repeating: "QUJD", count: 8)
        #expect(try verdict(of: vector, secrets: [other]) == .notSigned)
        #expect(try verdict(of: vector, secrets: []) == .notSigned)
    }

    @Test func `no byte of the body may change`() throws {
        let vector = SignatureVector.first
        for index in 0..<vector.body.utf8.count {
            var bytes = Array(vector.body.utf8)
            bytes[index] ^= 1
            let changed = String(decoding: bytes, as: UTF8.self)
            #expect(try verdict(of: vector, body: changed) == .notSigned)
        }
    }

    @Test func `one secret of two is enough`() throws {
        let vector = SignatureVector.all[1]
        let secrets = [CanonicalSender.newSecret, vector.secret]
        #expect(try verdict(of: vector, secrets: secrets) == .authentic)
        #expect(try verdict(of: vector, secrets: Array(secrets.reversed())) == .authentic)
    }

    @Test(arguments: [
        "", " ", "v1", "v1,", "v1,AAAA", "v1,not base64", "V1,", "v1a,", "v2,", ",",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
        "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "V1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ])
    func `an item that is no v1 code is skipped and never enough`(_ item: String) throws {
        let vector = SignatureVector.first
        #expect(try verdict(of: vector, header: [item]) == .notSigned)
        #expect(try verdict(of: vector, header: ["\(item) \(vector.header)"]) == .authentic)
        #expect(try verdict(of: vector, header: [item, vector.header]) == .authentic)
    }

    @Test func `without any signature nothing is signed`() throws {
        #expect(try verdict(of: .first, header: []) == .notSigned)
    }

    @Test(arguments: [Int64(-300), -1, 0, 1, 300])
    func `a timestamp within 300 s either way passes`(_ late: Int64) throws {
        #expect(try verdict(of: .first, late: .seconds(late)) == .authentic)
    }

    @Test(arguments: [Int64(-86_400), -301, 301, 86_400])
    func `a timestamp further off is told with its distance`(_ late: Int64) throws {
        #expect(
            try verdict(of: .first, late: .seconds(late))
                == .outsideTolerance(secondsBehind: late))
    }

    @Test func `the tolerance is counted in whole seconds`() throws {
        #expect(try verdict(of: .first, late: .milliseconds(300_999)) == .authentic)
        #expect(
            try verdict(of: .first, late: .milliseconds(301_000))
                == .outsideTolerance(secondsBehind: 301))
    }

    @Test(arguments: [
        "", "-1614265330", "+1614265330", "1614265330.0", " 1614265330", "0x10",
        "2021-02-25T15:02:10Z", "16142653300000", "99999999999999999999", "١٦١٤٢٦٥٣٣٠",
    ])
    func `a timestamp that is no whole number of seconds is unreadable`(_ text: String) throws {
        #expect(try verdict(of: .first, timestamp: text) == .unreadableTimestamp)
    }
}
