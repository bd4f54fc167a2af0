import Crypto
import FoundationEssentials
package import OnCallRoster

/// A delivery's signature by Standard Webhooks 1.0.0: HMAC-SHA256 over `id.timestamp.body`.
///
/// The header lists `VERSION,BASE64` items. One `v1` item that one secret made is enough, so that
/// a sender may rotate; other versions and malformed items are skipped.
package struct StandardWebhooksSignature: Sendable {
    private let id: String
    private let timestamp: String
    private let header: [String]

    /// How far a timestamp may lie from the clock, either way and inclusive.
    package static let toleranceSeconds: Int64 = 300

    package enum Verdict: Hashable, Sendable {
        case authentic
        /// Signed by a secret; the timestamp lies this far behind the clock, negative if ahead.
        case outsideTolerance(secondsBehind: Int64)
        /// The timestamp is no whole number of Unix seconds.
        case unreadableTimestamp
        case notSigned
    }

    /// Takes the values of `webhook-id`, `webhook-timestamp` and every `webhook-signature`.
    package init(id: String, timestamp: String, header: [String]) {
        self.id = id
        self.timestamp = timestamp
        self.header = header
    }

    /// Judges the raw body, comparing in constant time; `now` is the receiver's clock.
    package func verdict(body: [UInt8], secrets: GatewaySecrets, now: Instant) -> Verdict {
        guard let signedAt = seconds else { return .unreadableTimestamp }
        guard isSigned(body, by: secrets) else { return .notSigned }
        let behind = now.seconds - signedAt
        let tolerance = StandardWebhooksSignature.toleranceSeconds
        return (-tolerance...tolerance).contains(behind)
            ? .authentic : .outsideTolerance(secondsBehind: behind)
    }

    private var seconds: Int64? {
        guard (1...12).contains(timestamp.utf8.count),
            timestamp.utf8.allSatisfy({ (0x30...0x39).contains($0) })
        else { return nil }
        return Int64(timestamp)
    }

    /// One code a secret, however many items the header lists: a long header costs no hashing.
    private func isSigned(_ body: [UInt8], by secrets: GatewaySecrets) -> Bool {
        let given = codes
        guard !given.isEmpty else { return false }
        let prefix = Array("\(id).\(timestamp).".utf8)
        var isSigned = false
        for keyed in secrets.keyed {
            var authentication = keyed
            authentication.update(data: prefix)
            authentication.update(data: body)
            let expected = authentication.finalize()
            for code in given where expected == code { isSigned = true }
        }
        return isSigned
    }

    private var codes: [[UInt8]] {
        var codes: [[UInt8]] = []
        for value in header {
            for item in value.split(separator: " ") where item.hasPrefix("v1,") {
                let base64 = item.dropFirst(3)
                // 32 bytes with their padding; nothing longer is worth decoding.
                guard base64.utf8.count == 44, let code = Data(base64Encoded: String(base64)),
                    code.count == SHA256.Digest.byteCount
                else { continue }
                codes.append(Array(code))
            }
        }
        return codes
    }
}
