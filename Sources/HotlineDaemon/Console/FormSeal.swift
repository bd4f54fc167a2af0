import Crypto

/// What stands in each form of a session and proves that the form is one of ours: an HMAC (RFC
/// 2104) by a secret that the browser has in a cookie, and another site has not.
struct FormSeal: Sendable {
    private static let purpose = Array("console form".utf8)

    private let key: SymmetricKey

    /// - Parameter secret: The session's, or before there is one, the form cookie's.
    init(secret: String) {
        key = SymmetricKey(data: Array(secret.utf8))
    }

    var text: String {
        base64URL(Array(HMAC<SHA256>.authenticationCode(for: FormSeal.purpose, using: key)))
    }

    /// Whether a form shows it; compared in constant time.
    func holds(_ shown: String?) -> Bool {
        guard let shown else { return false }
        return SHA256.hash(data: Array(shown.utf8)) == SHA256.hash(data: Array(text.utf8))
    }
}
