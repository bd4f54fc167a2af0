import Crypto
import FoundationEssentials
package import OnCallRoster

/// Sends what a gateway would send, to see whether the daemon would take it: a report of a call that
/// was never seen, which is refused by the log (409) if all is well, or one that names no call (400).
/// Neither changes anything.
package struct ExampleSender: Sendable {
    /// A request, and what the daemon replies to it if all is well.
    package struct Example: Sendable {
        package let about: Subject
        /// Below `/gateway/NAME`.
        package let path: String
        package let headers: [(name: String, value: String)]
        package let body: [UInt8]
        package let wanted: Int
    }

    /// What an example tries.
    package enum Subject: Hashable, Sendable {
        case wrongSecret, oldSignature, unsigned
        case theSecret
        /// Of several, counted from 1.
        case secret(Int, of: Int)
    }

    private let authentication: GatewayAuthentication
    private let gateway: String
    private let publicURL: String
    private let account: String?
    /// An address from which the gateway calls, told in our own proxy's name.
    private let sender: String?
    private let now: Instant

    package init(
        _ authentication: GatewayAuthentication, gateway: String, publicURL: String,
        account: String?, sender: String?, now: Instant
    ) {
        self.authentication = authentication
        self.gateway = gateway
        self.publicURL = publicURL
        self.account = account
        self.sender = sender
        self.now = now
    }

    /// No call of a gateway is named so.
    private static let call = "hotlinectl-gateway-test"
    private static let form = "application/x-www-form-urlencoded"

    /// What must be refused: a wrong secret and, where a time is signed, a time long past.
    package func forgeries(of secrets: [String]) -> [Example] {
        var wrong: [Example] = []
        if let example = example(.wrongSecret, by: wrongSecret, at: now, wanted: 401) {
            wrong.append(example)
        }
        if signsTime, let secret = secrets.first,
            let example = example(
                .oldSignature, by: secret, at: now - .minutes(10), wanted: 401)
        {
            wrong.append(example)
        }
        return wrong
    }

    /// What must be taken: one for each secret; none where we cannot sign as the gateway does.
    package func examples(by secrets: [String]) -> [Example] {
        let isAlone = secrets.count == 1
        return secrets.enumerated().compactMap { index, secret in
            let about: Subject = isAlone ? .theSecret : .secret(index + 1, of: secrets.count)
            if authentication == .telnyx { return nil }
            let isElks = authentication == .pathToken
            return example(about, by: secret, at: now, wanted: isElks ? 400 : 409)
        }
    }

    private var wrongSecret: String {
        switch authentication {
        case .standardWebhooks: "whsec_" + Data(repeating: 7, count: 32).base64EncodedString()
        case .telnyx: ""
        case .bearer, .twilio, .signalwire, .jambonz, .pathToken:
            "wrong-wrong-wrong-wrong-wrong-32"
        }
    }

    private var signsTime: Bool {
        switch authentication {
        case .standardWebhooks, .jambonz: true
        case .bearer, .twilio, .signalwire, .telnyx, .pathToken: false
        }
    }

    private func example(
        _ about: Subject, by secret: String, at time: Instant, wanted: Int
    ) -> Example? {
        switch authentication {
        case .standardWebhooks, .bearer: canonical(about, secret, time, wanted)
        case .twilio, .signalwire: twilio(about, secret, wanted)
        case .jambonz: jambonz(about, secret, time, wanted)
        case .pathToken: elks(about, secret, wanted)
        // Only Telnyx has the key that signs.
        case .telnyx:
            Example(
                about: .unsigned, path: "/status",
                headers: [(name: "Content-Type", value: ExampleSender.form)],
                body: Array("CallSid=\(ExampleSender.call)&CallStatus=completed".utf8), wanted: 401)
        }
    }

    private func canonical(
        _ about: Subject, _ secret: String, _ time: Instant, _ wanted: Int
    ) -> Example? {
        let body = Array(
            #"{"type":"leg.ringing","call":"\#(ExampleSender.call)","leg":"1.1"}"#.utf8)
        let id = "hotlinectl-\(time.milliseconds)-\(secret.utf8.count)"
        var headers = [
            (name: "Content-Type", value: "application/json"), (name: "webhook-id", value: id),
        ]
        if authentication == .bearer {
            headers.append((name: "Authorization", value: "Bearer \(secret)"))
        } else {
            guard
                let keyed = try? GatewaySecrets(lines: [secret], for: .standardWebhooks).keyed.first
            else { return nil }
            var code = keyed
            code.update(data: Array("\(id).\(time.seconds).".utf8) + body)
            let base64 = Data(code.finalize()).base64EncodedString()
            headers.append((name: "webhook-timestamp", value: String(time.seconds)))
            headers.append((name: "webhook-signature", value: "v1,\(base64)"))
        }
        return Example(about: about, path: "", headers: headers, body: body, wanted: wanted)
    }

    private func twilio(_ about: Subject, _ secret: String, _ wanted: Int) -> Example {
        var fields = ["CallSid": ExampleSender.call, "CallStatus": "completed"]
        fields["AccountSid"] = account
        let sorted = fields.sorted { $0.key < $1.key }
        let path = "/gateway/\(gateway)/status"
        let message = publicURL + path + sorted.map { $0.key + $0.value }.joined()
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Array(message.utf8), using: SymmetricKey(data: Array(secret.utf8)))
        let header = authentication == .twilio ? "X-Twilio-Signature" : "X-SignalWire-Signature"
        return Example(
            about: about, path: "/status",
            headers: [
                (name: "Content-Type", value: ExampleSender.form),
                (name: header, value: Data(code).base64EncodedString()),
            ],
            body: Array(sorted.map { "\($0.key)=\($0.value)" }.joined(separator: "&").utf8),
            wanted: wanted)
    }

    private func jambonz(
        _ about: Subject, _ secret: String, _ time: Instant, _ wanted: Int
    ) -> Example {
        let sid = account.map { #","account_sid":"\#($0)""# } ?? ""
        let body = Array(
            #"{"call_sid":"\#(ExampleSender.call)","call_status":"completed"\#(sid)}"#.utf8)
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(time.seconds).".utf8) + body,
            using: SymmetricKey(data: Array(secret.utf8)))
        return Example(
            about: about, path: "/status",
            headers: [
                (name: "Content-Type", value: "application/json"),
                (name: "Jambonz-Signature", value: "t=\(time.seconds),v1=\(hexadecimal(code))"),
            ], body: body, wanted: wanted)
    }

    /// The arrival of a call that is not named.
    private func elks(_ about: Subject, _ secret: String, _ wanted: Int) -> Example {
        var headers = [(name: "Content-Type", value: ExampleSender.form)]
        if let sender { headers.append((name: "X-Forwarded-For", value: sender)) }
        return Example(
            about: about, path: "/voice/\(secret)", headers: headers,
            body: Array("direction=incoming&from=anonymous&to=anonymous".utf8), wanted: wanted)
    }
}
