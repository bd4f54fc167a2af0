import Crypto
import Foundation
import HotlineTestSupport
import OnCallRoster

/// A gateway as its makers would write it from the contract alone: it signs by itself, names its
/// deliveries, and can send one again.
final class GatewayDouble {
    static let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    static let token = "kamailio-token-0123456789"

    /// What is sent, and sent again, for one event.
    struct Delivery: Sendable {
        let id: String
        let body: [UInt8]
    }

    /// Knows how to send a delivery, from any thread.
    let sender: Sender
    /// The call that the events are of.
    private(set) var call = "c-1"
    private(set) var last = Delivery(id: "none", body: [])
    let clock: LabClock
    private var count = 0

    init(_ sender: Sender, clock: LabClock) {
        self.sender = sender
        self.clock = clock
    }

    /// The gateway `canonical`, which signs.
    convenience init(of folder: DaemonFolder, from source: String = "127.0.0.1") {
        let sender = Sender(
            path: "/gateway/canonical", client: HTTPClient(port: folder.port, from: source),
            proof: .signature(secret: GatewayDouble.secret), clock: folder.clock)
        self.init(sender, clock: folder.clock)
    }

    /// The gateway `kamailio`, which shows a token and cannot ask the caller for keys.
    convenience init(kamailioOf folder: DaemonFolder, token: String = GatewayDouble.token) {
        let sender = Sender(
            path: "/gateway/kamailio", client: folder.client, proof: .bearer(token: token),
            clock: folder.clock)
        self.init(sender, clock: folder.clock)
    }

    // MARK: What happens

    /// A new call; the events that follow are of it.
    @discardableResult
    func callArrives(
        from: String = jensen, to: String = hotline, as call: String = "c-1"
    ) throws -> Reply {
        self.call = call
        return try send("call.incoming", #","from":"\#(from)","to":"\#(to)""#)
    }

    @discardableResult
    func legRings(_ leg: String) throws -> Reply { try send("leg.ringing", #","leg":"\#(leg)""#) }

    @discardableResult
    func legEnds(_ leg: String, _ reason: String = "no-answer") throws -> Reply {
        try send("leg.ended", #","leg":"\#(leg)","reason":"\#(reason)""#)
    }

    @discardableResult
    func accepts(_ leg: String) throws -> Reply { try send("leg.accepted", #","leg":"\#(leg)""#) }

    @discardableResult
    func stepEnds(_ step: Int) throws -> Reply { try send("step.ended", #","step":\#(step)"#) }

    @discardableResult
    func keys(_ digits: String) throws -> Reply {
        try send("call.digits", #","digits":"\#(digits)""#)
    }

    @discardableResult
    func callerHangsUp() throws -> Reply { try send("call.ended", #","by":"caller""#) }

    /// The last delivery once more: the same id and body, a fresh timestamp and signature.
    @discardableResult
    func repeatLast() throws -> Reply { try sender.send(last) }

    /// Events of another call, from here on.
    func turnTo(_ call: String) { self.call = call }

    /// An event that is not sent yet; `members` are the further ones, each after a comma.
    func delivery(_ type: String, _ members: String = "") -> Delivery {
        count += 1
        let at = clock.now.wholeSecond
        let body = #"{"type":"\#(type)","call":"\#(call)","at":"\#(at)"\#(members)}"#
        last = Delivery(id: "d-\(count)", body: Array(body.utf8))
        return last
    }

    @discardableResult
    func send(_ type: String, _ members: String) throws -> Reply {
        try sender.send(delivery(type, members))
    }
}

extension GatewayDouble {
    enum Proof: Sendable {
        case signature(secret: String)
        case bearer(token: String)
    }

    struct Sender: Sendable {
        let path: String
        let client: HTTPClient
        let proof: Proof
        let clock: LabClock

        /// A signature of Standard Webhooks 1.0.0, or a bearer token (RFC 6750).
        func headers(for delivery: Delivery, secondsBehind: Int64 = 0) -> [HTTPClient.Header] {
            switch proof {
            case .bearer(let token):
                return [
                    (name: "webhook-id", value: delivery.id),
                    (name: "Authorization", value: "Bearer \(token)"),
                ]
            case .signature(let secret):
                let timestamp = String(clock.now.seconds - secondsBehind)
                let key = Data(base64Encoded: String(secret.dropFirst(6))) ?? Data()
                let signed = Data("\(delivery.id).\(timestamp).".utf8) + Data(delivery.body)
                let code = HMAC<SHA256>.authenticationCode(
                    for: signed, using: SymmetricKey(data: key))
                return [
                    (name: "webhook-id", value: delivery.id),
                    (name: "webhook-timestamp", value: timestamp),
                    (name: "webhook-signature", value: "v1," + Data(code).base64EncodedString()),
                ]
            }
        }

        @discardableResult
        func send(
            _ delivery: Delivery, type: String = "application/json", secondsBehind: Int64 = 0
        ) throws -> Reply {
            let proof = headers(for: delivery, secondsBehind: secondsBehind)
            return try post(
                [(name: "Content-Type", value: type)] + proof, body: delivery.body)
        }

        /// A request whose headers are the test's own.
        func post(_ headers: [HTTPClient.Header], body: [UInt8]) throws -> Reply {
            Reply(try client.post(path, headers: headers, body: body))
        }
    }

    /// What the daemon replied, as a gateway reads it.
    struct Reply: Sendable {
        let http: HTTPReply
        let json: JSONValue

        init(_ http: HTTPReply) {
            self.http = http
            json = http.json
        }

        var status: Int { http.status }
        var instruction: String? { json["instruction"].text }
        var step: Int? { json["step"].whole }
        /// Who is to be rung; `nil` stands for a last resort.
        var professionals: [String?] { json["targets"].texts("professional") }
        var uris: [String?] { json["targets"].texts("uri") }

        /// A refusal by RFC 9457 that says its status.
        func isRefused(_ status: Int) -> Bool {
            http.status == status && json["status"].whole == status
                && http.header("content-type") == "application/problem+json"
        }
    }
}
