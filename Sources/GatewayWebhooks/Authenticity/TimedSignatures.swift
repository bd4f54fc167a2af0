import Crypto
import FoundationEssentials
import OnCallRoster

/// What became of a signature that names the time at which it was made.
enum TimedVerdict: Hashable, Sendable {
    case authentic
    /// Signed by a secret; the timestamp lies this far behind the clock, negative if ahead.
    case outsideTolerance(secondsBehind: Int64)
    case notSigned

    /// Judges a timestamp of a signature that is right; 300 s either way are allowed, inclusive.
    init(signedAt: Int64, now: Instant) {
        let behind = now.seconds - signedAt
        let tolerance = StandardWebhooksSignature.toleranceSeconds
        self =
            (-tolerance...tolerance).contains(behind)
            ? .authentic : .outsideTolerance(secondsBehind: behind)
    }

    /// Whether the request is taken although its timestamp lies outside the tolerance; throws where
    /// it is not taken.
    func check(
        header: String, mayBeOutside: () -> Bool
    ) throws(WebhookRefusal) -> Bool {
        switch self {
        case .authentic: return false
        case .outsideTolerance(let behind):
            if mayBeOutside() { return true }
            throw WebhookRefusal(
                .unauthorized,
                "\(header): \(abs(behind)) s \(behind > 0 ? "behind" : "ahead of") our clock; "
                    + "\(StandardWebhooksSignature.toleranceSeconds) s are allowed")
        case .notSigned:
            throw WebhookRefusal(
                .unauthorized, "\(header): wanted a signature by a secret of this gateway")
        }
    }
}

/// Whole Unix seconds; `nil` for anything else.
private func unixSeconds(_ text: some StringProtocol) -> Int64? {
    guard (1...12).contains(text.utf8.count),
        text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
    else { return nil }
    return Int64(text)
}

/// Telnyx: Ed25519 over `TIMESTAMP|BODY`, in `telnyx-timestamp` and `telnyx-signature-ed25519`.
struct TelnyxSignature: Sendable {
    static let header = "telnyx-signature-ed25519"

    static func verdict(
        of webhook: Webhook, keys: [Curve25519.Signing.PublicKey], now: Instant
    ) -> TimedVerdict {
        guard let timestamp = webhook.first("telnyx-timestamp"),
            let signedAt = unixSeconds(timestamp),
            let base64 = webhook.first(header), let signature = Data(base64Encoded: base64),
            signature.count == 64
        else { return .notSigned }
        let message = Array("\(timestamp)|".utf8) + webhook.body
        let isSigned = keys.contains { $0.isValidSignature(signature, for: message) }
        return isSigned ? TimedVerdict(signedAt: signedAt, now: now) : .notSigned
    }
}

/// jambonz: HMAC-SHA256 in hexadecimal over `TIMESTAMP.BODY`, as `Jambonz-Signature: t=…,v1=…`; one
/// right code of several is enough.
struct JambonzSignature: Sendable {
    static let header = "jambonz-signature"

    static func verdict(of webhook: Webhook, keys: [SymmetricKey], now: Instant) -> TimedVerdict {
        var timestamp: String?
        var codes: [[UInt8]] = []
        for item in (webhook.first(header) ?? "").split(separator: ",").prefix(20) {
            let parts = trimmed(item).split(separator: "=", maxSplits: 1)
            guard parts.count == 2 else { continue }
            if parts[0] == "t" { timestamp = String(parts[1]) }
            if parts[0] == "v1", let code = bytes(hex: parts[1]) { codes.append(code) }
        }
        guard let timestamp, let signedAt = unixSeconds(timestamp) else { return .notSigned }
        let message = Array("\(timestamp).".utf8) + webhook.body
        var isSigned = false
        for key in keys {
            for code in codes
            where HMAC<SHA256>.isValidAuthenticationCode(
                code, authenticating: message, using: key)
            {
                isSigned = true
            }
        }
        return isSigned ? TimedVerdict(signedAt: signedAt, now: now) : .notSigned
    }

    /// 32 bytes in hexadecimal.
    private static func bytes(hex text: Substring) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count == 64, text.allSatisfy(\.isHexDigit) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: 64, by: 2) {
            guard
                let byte = UInt8(
                    String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16)
            else { return nil }
            bytes.append(byte)
        }
        return bytes
    }
}
