import Crypto
import FoundationEssentials
import GatewayWebhooks
import OnCallRoster

/// Secrets that gateways share with the hotline, and one of each kind that nobody shares.
enum Secret: Sendable {
    case standard, oldStandard, foreignStandard
    case bearer, oldBearer, foreignBearer
    case account, webhook, foreign
    case path

    var text: String {
        switch self {
        case .standard: "whsec_" + Secret.base64(from: 0)
        case .oldStandard: "whsec_" + Secret.base64(from: 32)
        case .foreignStandard: "whsec_" + Secret.base64(from: 64)
        case .bearer: "bearer-token-0123456789abcdef"
        case .oldBearer: "bearer-token-fedcba9876543210"
        case .foreignBearer: "bearer-token-0123456789abcdeF"
        case .account: "0123456789abcdef0123456789abcdef"
        case .webhook: "wh_secret_0123456789"
        case .foreign: "0123456789abcdef0123456789abcdeF"
        case .path: "elks-token-0123456789"
        }
    }

    static let all: [Secret] = [
        .standard, .oldStandard, .bearer, .oldBearer, .account, .webhook, .path,
    ]

    /// What a code is made with.
    var key: SymmetricKey {
        switch self {
        case .standard: SymmetricKey(data: Secret.bytes(from: 0))
        case .oldStandard: SymmetricKey(data: Secret.bytes(from: 32))
        case .foreignStandard: SymmetricKey(data: Secret.bytes(from: 64))
        case .bearer, .oldBearer, .foreignBearer, .account, .webhook, .foreign, .path:
            SymmetricKey(data: Array(text.utf8))
        }
    }

    private static func bytes(from first: UInt8) -> [UInt8] { (0..<32).map { first + $0 } }

    private static func base64(from first: UInt8) -> String { Sender.base64(bytes(from: first)) }
}

/// Telnyx's pair of keys, and another's.
enum Telnyx {
    private static let own = key(from: 0)
    private static let others = key(from: 1)

    static let publicKey = own?.publicKey.rawRepresentation.base64EncodedString() ?? ""

    /// Base64 of a signature over a message.
    static func signature(_ message: [UInt8], isForeign: Bool) -> String {
        guard let signature = try? (isForeign ? others : own)?.signature(for: message) else {
            stop("there is no signature by Telnyx's key")
        }
        return signature.base64EncodedString()
    }

    private static func key(from first: UInt8) -> Curve25519.Signing.PrivateKey? {
        let bytes: [UInt8] = (0..<32).map { first + $0 }
        return try? Curve25519.Signing.PrivateKey(rawRepresentation: bytes)
    }
}

/// A gateway's way of proving itself, told a second time and from the vendors' pages.
enum Sender {
    static let address = "176.10.154.199"
    static let strangersAddress = "192.0.2.1"
    static let proxyAddress = "127.0.0.1"

    static func standardCode(
        _ id: String, _ timestamp: Int64, _ body: [UInt8], by secret: Secret
    ) -> [UInt8] {
        Array(
            HMAC<SHA256>.authenticationCode(
                for: Array("\(id).\(timestamp).".utf8) + body, using: secret.key))
    }

    static func jambonzSignature(_ timestamp: Int64, _ body: [UInt8], by secret: Secret) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(timestamp).".utf8) + body, using: secret.key)
        return "t=\(timestamp),v1=" + hexadecimal(code)
    }

    static func twilioSignature(_ message: [UInt8], by secret: Secret, isLong: Bool) -> String {
        let code =
            isLong
            ? Data(HMAC<SHA256>.authenticationCode(for: message, using: secret.key))
            : Data(HMAC<Insecure.SHA1>.authenticationCode(for: message, using: secret.key))
        return base64(Array(code))
    }

    /// The fields of a form as Twilio signs them: each name and value once, in order.
    static func signedFields(of form: [UInt8]) -> [UInt8] {
        var pairs: Set<[[UInt8]]> = []
        for piece in form.split(separator: UInt8(ascii: "&")) {
            let halves = piece.split(
                separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            pairs.insert([decoded(halves[0]), halves.count > 1 ? decoded(halves[1]) : []])
        }
        let sorted = pairs.sorted { left, right in
            left[0] == right[0]
                ? left[1].lexicographicallyPrecedes(right[1])
                : left[0].lexicographicallyPrecedes(right[0])
        }
        return sorted.flatMap { $0[0] + $0[1] }
    }

    private static func decoded(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
            if byte == UInt8(ascii: "%"), digits.count == 2 {
                bytes.append(UInt8(digits[0] * 16 + digits[1]))
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? 0x20 : byte)
            }
        }
        return bytes
    }

    static func base64(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
