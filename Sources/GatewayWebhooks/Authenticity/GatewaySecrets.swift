import Crypto
import FoundationEssentials

/// How a gateway proves that a delivery is its own.
package enum GatewayAuthentication: String, CaseIterable, Sendable {
    /// HMAC-SHA256 by Standard Webhooks 1.0.0.
    case standardWebhooks = "standard-webhooks"
    /// `Authorization: Bearer TOKEN` (RFC 6750).
    case bearer
    /// `X-Twilio-Signature`: HMAC by the account's auth token.
    case twilio
    /// `X-SignalWire-Signature`: Twilio's, by the space's signing key.
    case signalwire
    /// `telnyx-signature-ed25519`: Ed25519, verified by the account's public key.
    case telnyx
    /// `Jambonz-Signature`: HMAC-SHA256 by the account's webhook secret.
    case jambonz
    /// An unguessable token in the path, and the addresses that may call.
    case pathToken = "path-token"
}

/// A gateway's secrets: any of them is as good as another, so that two at once allow rotation.
///
/// Without any, every request is refused. Printing them shows their number only.
package struct GatewaySecrets: Sendable {
    /// Standard Webhooks: each secret with its key already taken in.
    let keyed: [HMAC<SHA256>]
    /// Bearer: the tokens' digests, so that comparing takes the same time for every length.
    let tokenDigests: [SHA256.Digest]
    /// Twilio, SignalWire, jambonz: the secret's text is the key.
    let shared: [SymmetricKey]
    /// Telnyx.
    let publicKeys: [Curve25519.Signing.PublicKey]

    /// Reads one secret a line; blank lines and lines that begin with `#` are left out.
    ///
    /// Standard Webhooks: base64 of 24 to 64 bytes, `whsec_` before it or not, its padding there
    /// or not. Bearer and path token: at least 16 visible ASCII characters, those of a path only in
    /// base64url's alphabet. Telnyx: base64 of the 32 bytes of a public key. The others: the secret
    /// as the vendor gives it.
    package init(
        lines: [String], for authentication: GatewayAuthentication
    ) throws(GatewaySecretProblem) {
        var keyed: [HMAC<SHA256>] = []
        var tokenDigests: [SHA256.Digest] = []
        var shared: [SymmetricKey] = []
        var publicKeys: [Curve25519.Signing.PublicKey] = []
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
            case .pathToken:
                let token = try GatewaySecrets.token(secret, line: index + 1)
                guard token.allSatisfy(GatewaySecrets.isOfPath) else {
                    throw GatewaySecretProblem(line: index + 1, reason: .notOfPath)
                }
                tokenDigests.append(SHA256.hash(data: token))
            case .twilio, .signalwire, .jambonz:
                let text = try GatewaySecrets.visible(secret, line: index + 1)
                shared.append(SymmetricKey(data: text))
            case .telnyx:
                publicKeys.append(try GatewaySecrets.publicKey(secret, line: index + 1))
            }
        }
        self.keyed = keyed
        self.tokenDigests = tokenDigests
        self.shared = shared
        self.publicKeys = publicKeys
    }

    /// The lines of a file of secrets, whatever ends them.
    package static func lines(of bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self)
            .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            .map(String.init)
    }

    /// How many there are; with none, every request is refused.
    package var count: Int {
        keyed.count + tokenDigests.count + shared.count + publicKeys.count
    }

    /// Whether a token is one of them, in constant time.
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

    private static func publicKey(
        _ secret: Substring, line: Int
    ) throws(GatewaySecretProblem) -> Curve25519.Signing.PublicKey {
        guard let bytes = Data(base64Encoded: String(secret)), bytes.count == 32,
            let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes)
        else { throw GatewaySecretProblem(line: line, reason: .notAPublicKey) }
        return key
    }

    /// What stands in a path as it is (RFC 3986, section 2.3).
    private static func isOfPath(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }

    private static func visible(
        _ secret: Substring, line: Int
    ) throws(GatewaySecretProblem) -> [UInt8] {
        guard secret.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw GatewaySecretProblem(line: line, reason: .notVisibleASCII)
        }
        return Array(secret.utf8)
    }

    private static func token(
        _ secret: Substring, line: Int
    ) throws(GatewaySecretProblem) -> [UInt8] {
        let token = try visible(secret, line: line)
        guard secret.utf8.count >= 16 else {
            throw GatewaySecretProblem(line: line, reason: .tokenLength(secret.utf8.count))
        }
        return token
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
        case notOfPath
        case notAPublicKey
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
        case .notOfPath:
            "line \(line): the token stands in a path; write A-Z, a-z, 0-9, - and _ only"
        case .notAPublicKey:
            "line \(line): this is no public key; copy the base64 text from the account's API keys"
        }
    }
}
