import CallRouting
import Crypto
import Foundation
import GatewayWebhooks
import HotlineTestSupport
import OnCallRoster
import Testing

/// The gateways' side of the dialects: what they send, and how they sign.
enum DialectSender {
    /// That of the conversations, so that what is read can be played to them.
    static let gateway: GatewayName = "lab"
    static let publicURL = "https://hotline.example.dk"
    static let hookKey = HookKey(bytes: Array(0..<32))
    static let now = Instant(seconds: 1_767_225_600)

    static let authToken = "0123456789abcdef0123456789abcdef"
    static let webhookSecret = "wh_secret_0123456789"
    static let pathToken = "elks-token-0123456789"
    static let elksAddress = "176.10.154.199"

    static let formType = "application/x-www-form-urlencoded"
    static let sid = "CA00000000000000000000000000000001"

    // MARK: The dialects

    static func frame(
        publicURL: String = DialectSender.publicURL, speech: Speech = Speech(),
        account: String? = nil, callbackKey: String? = nil
    ) throws -> DialectFrame {
        let lastResort = try #require(DialTarget("sip:vagt@settings.example"))
        return DialectFrame(
            gateway: gateway, publicURL: publicURL, hookKey: hookKey, speech: speech,
            lastResort: lastResort, account: account, callbackKey: callbackKey)
    }

    static func twilio(
        _ frame: DialectFrame, _ authentication: GatewayAuthentication = .twilio,
        secrets: [String] = [DialectSender.authToken]
    ) throws -> TwilioDialect {
        TwilioDialect(
            frame, authentication: authentication,
            secrets: try GatewaySecrets(lines: secrets, for: authentication))
    }

    static func jambonz(
        _ frame: DialectFrame, secrets: [String] = [DialectSender.webhookSecret]
    ) throws -> JambonzDialect {
        JambonzDialect(frame, secrets: try GatewaySecrets(lines: secrets, for: .jambonz))
    }

    static func elks(
        _ frame: DialectFrame, proxies: [String] = [], limitsRinging: Bool = false
    ) throws -> ElksDialect {
        ElksDialect(
            frame, secrets: try GatewaySecrets(lines: [pathToken], for: .pathToken),
            addresses: KnownAddresses(ElksDialect.publishedAddresses, proxies: proxies),
            limitsRinging: limitsRinging)
    }

    // MARK: Addresses

    /// The path of a hook below the gateway's own.
    static func path(_ hook: Hook) -> String { hookKey.path(of: hook, gateway: gateway) }

    static func target(_ place: String) -> String { "/gateway/\(gateway)/\(place)" }

    static func url(_ hook: Hook) -> String { publicURL + target(path(hook)) }

    /// The hook with the keys that follow a delivery.
    static func url(
        _ purpose: Hook.Purpose, of call: String, step: Int = 0, after delivery: DeliveryID
    ) -> String {
        let turn = hookKey.turn(after: delivery.rawValue, gateway: gateway)
        return url(Hook(purpose, of: call, step: step, turn: turn))
    }

    // MARK: Bodies

    static func form(_ fields: KeyValuePairs<String, String>) -> String {
        fields.map { "\(escaped($0.key))=\(escaped($0.value))" }.joined(separator: "&")
    }

    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte -> String in
            let isPlain =
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                || (0x61...0x7A).contains(byte)
            if isPlain { return String(UnicodeScalar(byte)) }
            return (byte < 0x10 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    /// A form that is sent to a place below the gateway's own; nobody signs it.
    static func post(_ place: String, _ fields: KeyValuePairs<String, String>) -> Webhook {
        posted(place, Array(form(fields).utf8))
    }

    static func post(_ hook: Hook, _ fields: KeyValuePairs<String, String>) -> Webhook {
        post(path(hook), fields)
    }

    static func posted(
        _ place: String, _ body: [UInt8], type: String = DialectSender.formType,
        headers: [(name: String, value: String)] = [], peer: String = DialectSender.elksAddress
    ) -> Webhook {
        Webhook(
            .post, target(place), headers: [(name: "Content-Type", value: type)] + headers,
            body: body, peer: peer)
    }

    /// JSON as jambonz sends it, unsigned.
    static func json(_ place: String, _ body: String) -> Webhook {
        posted(place, Array(body.utf8), type: "application/json")
    }

    static func json(_ hook: Hook, _ body: String) -> Webhook { json(path(hook), body) }

    // MARK: Signatures

    /// Twilio's, over an address and what follows it.
    static func twilioSignature(
        _ signed: [UInt8], by token: String = DialectSender.authToken
    ) -> String {
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: signed, using: SymmetricKey(data: Array(token.utf8)))
        return Data(code).base64EncodedString()
    }

    /// A form of fields whose names differ, signed by Twilio.
    static func twilioSigned(
        _ place: String, _ fields: KeyValuePairs<String, String>, sending sent: String? = nil
    ) -> Webhook {
        let inOrder = fields.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
        let signed = publicURL + target(place) + inOrder.map { $0.key + $0.value }.joined()
        let signature = twilioSignature(Array(signed.utf8))
        return posted(
            place, Array((sent ?? form(fields)).utf8),
            headers: [(name: "X-Twilio-Signature", value: signature)])
    }

    /// The value of `Jambonz-Signature`.
    static func jambonzSignature(_ body: [UInt8], at seconds: Int64) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(seconds).".utf8) + body,
            using: SymmetricKey(data: Array(webhookSecret.utf8)))
        let hex = code.map { byte in (byte < 0x10 ? "0" : "") + String(byte, radix: 16) }
        return "t=\(seconds),v1=" + hex.joined()
    }
}

/// A conversation in a gateway's own language: each request is read, what it tells is decided, and
/// the reply is written, in the way of the daemon.
struct DialectTalk {
    let dialect: any GatewayDialect
    private(set) var core: Conversation
    private var kept: [DeliveryID: [UInt8]] = [:]

    init(_ dialect: any GatewayDialect, _ core: Conversation) {
        self.dialect = dialect
        self.core = core
    }

    var call: OpenCall { core.call }

    mutating func passes(seconds: Int) { core.passes(seconds: seconds) }

    func read(_ webhook: Webhook) throws -> Reading {
        try dialect.read(
            webhook, as: Authentic(), received: core.now, known: { core.calls[$0] })
    }

    /// The reply; a refusal is thrown.
    @discardableResult
    mutating func send(_ webhook: Webhook) throws -> String {
        let reading = try read(webhook)
        for delivery in reading.deliveries.dropLast() {
            do { _ = try take(delivery) } catch is CallRouter.Refusal {}
        }
        guard let last = reading.deliveries.last else { return text(reading.otherwise ?? []) }
        do {
            return text(try take(last))
        } catch let refusal as CallRouter.Refusal {
            if let lost = reading.lost { return text(try take(lost)) }
            guard let otherwise = reading.otherwise else { throw refusal }
            return text(otherwise)
        }
    }

    /// The same delivery again gets the same reply and changes nothing.
    private mutating func take(_ delivery: Reading.Delivery) throws -> [UInt8] {
        if let reply = kept[delivery.id] { return reply }
        var floor = core.floor
        let event = delivery.event
        let outcome = try floor.decide(
            event, on: core.calls[event.call],
            by: CallFloor.Rules(
                inForce: core.inForce, settings: core.settings, abilities: core.abilities))
        core.turnTo(event.call.call)
        try core.send(event.kind, at: event.at)
        let reply = delivery.encode(outcome.decision)
        kept[delivery.id] = reply
        return reply
    }

    private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
