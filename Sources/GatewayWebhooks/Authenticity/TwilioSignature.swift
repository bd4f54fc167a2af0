import Crypto
import FoundationEssentials

/// A request's signature as Twilio makes it, and SignalWire after it: an HMAC over the address and
/// the form's fields (twilio.com, Webhooks Security).
///
/// It has no timestamp: whoever takes a request must know it again by itself.
struct TwilioSignature: Sendable {
    /// What the code was made with.
    enum Algorithm: String, Sendable {
        case hmacSHA1 = "HMAC_SHA1"
        case hmacSHA256 = "HMAC_SHA256"
    }

    private let algorithm: Algorithm
    private let given: [UInt8]

    /// `nil` where the request has no signature in the header, or one by an unknown algorithm.
    init?(of webhook: Webhook, header: String) {
        guard let value = webhook.first(header), let code = Data(base64Encoded: value),
            code.base64EncodedString() == value
        else { return nil }
        var name = Algorithm.hmacSHA1.rawValue
        let settings = webhook.first("x-twilio-webhooks-signature-settings") ?? ""
        for item in settings.split(separator: ",") {
            let parts = trimmed(item).split(separator: "=", maxSplits: 1)
            if parts.count == 2, parts[0] == "algorithm" { name = String(parts[1]) }
        }
        guard let algorithm = Algorithm(rawValue: name) else { return nil }
        self.algorithm = algorithm
        given = Array(code)
    }

    /// Whether one of the keys signed this request at this address, compared in constant time.
    ///
    /// The address may have been signed with its port or without it.
    ///
    /// - Parameter url: The whole address, scheme, host, path and query as they were sent.
    func isValid(url: String, webhook: Webhook, form: FormFields?, keys: [SymmetricKey]) -> Bool {
        guard isBodyBound(webhook, hasForm: form != nil) else { return false }
        let fields = TwilioSignature.signed(form)
        var isValid = false
        for address in TwilioSignature.spellings(of: url) {
            let message = Array(address.utf8) + fields
            for key in keys where matches(message, key) { isValid = true }
        }
        return isValid
    }

    private func matches(_ message: [UInt8], _ key: SymmetricKey) -> Bool {
        switch algorithm {
        case .hmacSHA1:
            HMAC<Insecure.SHA1>.isValidAuthenticationCode(
                given, authenticating: message, using: key)
        case .hmacSHA256:
            HMAC<SHA256>.isValidAuthenticationCode(given, authenticating: message, using: key)
        }
    }

    /// A body that is no form is bound by its hash in the query.
    private func isBodyBound(_ webhook: Webhook, hasForm: Bool) -> Bool {
        guard !hasForm, !webhook.body.isEmpty else { return true }
        let query = FormFields((webhook.query ?? "").utf8)
        return query.text("bodySHA256") == hexadecimal(SHA256.hash(data: webhook.body))
    }

    /// Every field's name and value, the names in the order of their bytes; values that came twice
    /// under one name count once.
    static func signed(_ form: FormFields?) -> [UInt8] {
        var values: [[UInt8]: Set<[UInt8]>] = [:]
        for field in form?.fields ?? [] { values[field.name, default: []].insert(field.value) }
        func isBefore(_ left: [UInt8], _ right: [UInt8]) -> Bool {
            left.lexicographicallyPrecedes(right)
        }
        return values.sorted { isBefore($0.key, $1.key) }.flatMap { name, values in
            values.sorted(by: isBefore).flatMap { name + $0 }
        }
    }

    /// An address without its port, and with it; never with a user's name.
    static func spellings(of url: String) -> [String] {
        guard let scheme = url.firstRange(of: "://") else { return [url] }
        let rest = url[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        let tail = rest[authority.endIndex...]
        let host = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] }
        let bare = host ?? authority
        let head = url[..<scheme.upperBound]
        let afterBracket = bare.lastIndex(of: "]") ?? bare.startIndex
        guard let colon = bare[afterBracket...].lastIndex(of: ":") else {
            let port = url.hasPrefix("https") ? 443 : 80
            return ["\(head)\(bare)\(tail)", "\(head)\(bare):\(port)\(tail)"]
        }
        return ["\(head)\(bare[..<colon])\(tail)", "\(head)\(bare)\(tail)"]
    }
}
