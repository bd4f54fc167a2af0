import CallRouting
import Crypto
import Foundation
import GatewayWebhooks
import OnCallRoster

/// The gateway's side of the canonical webhook: what it sends, and how it signs.
enum CanonicalSender {
    /// Bytes 00 to 1F: secret S2 of the published vectors.
    static let secret = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
    /// Bytes 20 to 3F: secret S3.
    static let newSecret = "whsec_ICEiIyQlJicoKSorLC0uLzAxMjM0NTY3ODk6Ozw9Pj8="
    static let now = Instant(seconds: 1_795_313_400)

    static let incoming =
        #"{"type":"call.incoming","call":"c-81","at":"2026-11-22T02:10:00Z","#
        + #""from":"+4500000031","to":"+4570201000"}"#
    static let legEnded =
        #"{"type":"leg.ended","call":"c-81","at":"2026-11-22T02:10:26Z","#
        + #""leg":"1.1","reason":"no-answer"}"#

    static func webhook(
        _ authentication: GatewayAuthentication, secrets: [String]
    ) throws -> CanonicalWebhook {
        CanonicalWebhook(
            gateway: "kamailio", authentication: authentication,
            secrets: try GatewaySecrets(lines: secrets, for: authentication))
    }

    static func signature(
        _ id: String, _ timestamp: String, _ body: [UInt8],
        by secret: String = CanonicalSender.secret
    ) -> String {
        let key = Data(base64Encoded: String(secret.dropFirst(6))) ?? Data()
        let signed = Array("\(id).\(timestamp).".utf8) + body
        let code = HMAC<SHA256>.authenticationCode(for: signed, using: SymmetricKey(data: key))
        return "v1," + Data(code).base64EncodedString()
    }

    /// A delivery as a gateway with Standard Webhooks sends it.
    static func signed(
        _ body: String, id: String = "d-1", secondsBehind: Int64 = 0,
        type: String = "application/json", by secret: String = CanonicalSender.secret
    ) -> Webhook {
        let bytes = Array(body.utf8)
        let timestamp = String(now.seconds - secondsBehind)
        return Webhook(
            headers: [
                (name: "Content-Type", value: type), (name: "Webhook-Id", value: id),
                (name: "Webhook-Timestamp", value: timestamp),
                (
                    name: "Webhook-Signature",
                    value: signature(id, timestamp, bytes, by: secret)
                ),
            ], body: bytes)
    }

    static func plain(_ body: String, headers: [(name: String, value: String)] = []) -> Webhook {
        Webhook(headers: headers, body: Array(body.utf8))
    }
}

/// The refusal that the body throws; `nil` if it throws none.
func refusal<Value>(_ body: () throws -> Value) -> WebhookRefusal? {
    do {
        _ = try body()
        return nil
    } catch {
        return error as? WebhookRefusal
    }
}

/// JSON as a value that can be compared, nulls included.
enum JSONValue: Decodable, Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let list = try? container.decode([JSONValue].self) {
            self = .list(list)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    static func parse(_ bytes: [UInt8]) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(bytes))
    }
}
