import Crypto
package import OnCallRoster

/// The name under which a family stands in an export: the first 16 characters of Base32 (RFC 4648,
/// section 6, without padding) of HMAC-SHA-256 (RFC 2104) of `family|` and the family's id.
package struct EvaluationPseudonym: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: 256 bits, of one export or one study.
    package init(key: [UInt8]) {
        self.key = SymmetricKey(data: key)
    }

    package func name(of family: FamilyID) -> String { name("family|" + family.rawValue) }

    /// Of a family whose id retention took: made of its random key, which leads to nobody.
    package func name(ofKey familyKey: String) -> String { name("family-key|" + familyKey) }

    private func name(_ text: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
        return String(EvaluationPseudonym.base32(Array(code)).prefix(16))
    }

    package static func base32(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var (buffer, bits) = (0, 0)
        for byte in bytes {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[buffer >> bits & 31])
            }
        }
        if bits > 0 { text.append(alphabet[buffer << (5 - bits) & 31]) }
        return text
    }
}

/// The SHA-256 of a file's bytes in hexadecimal digits, by which a list of files names its contents.
package func sha256Text(of bytes: [UInt8]) -> String {
    SHA256.hash(data: bytes).map { byte in
        let digits = String(byte, radix: 16)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }.joined()
}
