import Crypto
import FoundationEssentials

/// How a gateway proves that a delivery is its own.
package enum GatewayAuthentication: String, CaseIterable, Sendable {
    /// HMAC-SHA256 by Standard Webhooks 1.0.0.
    case standardWebhooks = "standard-webhooks"
    /// `Authorization: Bearer TOKEN` (RFC 6750).
    case bearer
}

/// A gateway's secrets: any of them is as good as another, so that two at once allow rotation.
///
/// Without any, every request is refused. Printing them shows their number only.
package struct GatewaySecrets: Sendable {
    /// Standard Webhooks: each secret with its key already taken in.
    let keyed: [HMAC<SHA256>]
    /// Bearer: the tokens' digests, so that comparing takes the same time for every length.
    let tokenDigests: [SHA256.Digest]

    /// Reads one secret a line; blank lines and lines that begin with `#` are left out.
    ///
    /// Standard Webhooks: base64 of 24 to 64 bytes, `whsec_` before it or not, its padding there
    /// or not. Bearer: at least 16 visible ASCII characters.
    package init(
        lines: [String], for authentication: GatewayAuthentication
    ) throws(GatewaySecretProblem) {
        var keyed: [HMAC<SHA256>] = []
        var tokenDigests: [SHA256.Digest] = []
        for (index, line) in lines.enumerated() {
            let secret = trimmed(line[...])
            if secret.isEmpty || secret.hasPrefix("#") { continue }
            switch authentication {
            case .standardWebhooks:
                let key = try GatewaySecrets.key(secret, line: index + 1)
                keyed.append(HMAC<SHA256>(key: SymmetricKey(data: key)))
            case .bearer:
                let token = try GatewaySecrets.token(secret, line: index + 1)
                tokenDigests.append(SHA256.hash(data: token))
            }
        }
        self.keyed = keyed
        self.tokenDigests = tokenDigests
    }

    /// How many there are; with none, every request is refused.
    package var count: Int { keyed.count + tokenDigests.count }

    /// Whether a bearer token is one of them, in constant time.
    func admit(token: some StringProtocol) -> Bool {
        let presented = SHA256.hash(data: Array(token.utf8))
        var isKnown = false
        for digest in tokenDigests where digest == presented { isKnown = true }
        return isKnown
    }

    private static func key(
        _ secret: Substring, line: Int
    ) throws(GatewaySecretProblem) -> [UInt8] {
        let prefix = "whsec_"
        var base64 = String(secret.hasPrefix(prefix) ? secret.dropFirst(prefix.count) : secret)
        while base64.utf8.count % 4 != 0, !base64.hasSuffix("==") { base64 += "=" }
        guard let key = Data(base64Encoded: base64) else {
            throw GatewaySecretProblem(line: line, reason: .notBase64)
        }
        guard (24...64).contains(key.count) else {
            throw GatewaySecretProblem(line: line, reason: .keyLength(key.count))
        }
        return Array(key)
    }

    private static func token(
        _ secret: Substring, line: Int
    ) throws(GatewaySecretProblem) -> [UInt8] {
        guard secret.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw GatewaySecretProblem(line: line, reason: .notVisibleASCII)
        }
        guard secret.utf8.count >= 16 else {
            throw GatewaySecretProblem(line: line, reason: .tokenLength(secret.utf8.count))
        }
        return Array(secret.utf8)
    }
}

extension GatewaySecrets: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { count == 1 ? "1 secret" : "\(count) secrets" }
    package var debugDescription: String { description }
}

/// Why a line of a gateway's secrets cannot be used; it never repeats the secret.
package struct GatewaySecretProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// Counted from 1.
    package let line: Int
    package let reason: Reason

    package enum Reason: Hashable, Sendable {
        case notBase64
        /// In bytes.
        case keyLength(Int)
        case notVisibleASCII
        /// In characters.
        case tokenLength(Int)
    }

    package var description: String {
        switch reason {
        case .notBase64:
            "line \(line): the secret is not base64; write whsec_ and 24 to 64 random bytes in it"
        case .keyLength(let count):
            "line \(line): the secret has \(count) bytes; a key has 24 to 64"
        case .notVisibleASCII:
            "line \(line): the token holds a space or a character that no header may carry"
        case .tokenLength(let count):
            "line \(line): the token has \(count) characters; it needs at least 16"
        }
    }
}
