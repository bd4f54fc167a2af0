import FoundationEssentials

/// The fields of a canonical event as they came. Unknown fields are left out, `null` counts as
/// absent, and of a field that stands twice one is taken.
struct CanonicalFields: Decodable {
    let type: Scalar?
    let call: Scalar?
    let at: Scalar?
    let from: Scalar?
    let to: Scalar?
    let forwardedFrom: Scalar?
    let rehearsal: Scalar?
    let digits: Scalar?
    let step: Scalar?
    let leg: Scalar?
    let confirmed: Scalar?
    let reason: Scalar?
    let by: Scalar?
    let uri: Scalar?

    enum CodingKeys: String, CodingKey {
        case type, call, at, from, to, rehearsal, digits, step, leg, confirmed, reason, by, uri
        case forwardedFrom = "forwarded_from"
    }

    /// Reads a JSON object in UTF-8; anything else is 400.
    static func read(_ body: [UInt8]) throws(WebhookRefusal) -> CanonicalFields {
        // Without this the decoder would take UTF-16 and UTF-32 as well.
        guard !body.contains(0), String(validating: body, as: UTF8.self) != nil else {
            throw WebhookRefusal(field: "body", found: "no UTF-8", wanted: "a JSON object in UTF-8")
        }
        do {
            return try JSONDecoder().decode(CanonicalFields.self, from: Data(body))
        } catch {
            throw WebhookRefusal(
                field: "body", found: body.isEmpty ? "nothing" : "no JSON object",
                wanted: "a JSON object in UTF-8")
        }
    }
}

/// One field's value. Lists, objects and texts that cannot be read are all `other`.
enum Scalar: Decodable {
    case text(String)
    case flag(Bool)
    case whole(Int)
    case fraction(Double)
    case other

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let text = try? container.decode(String.self) {
            self = .text(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .flag(flag)
        } else if let whole = try? container.decode(Int.self) {
            self = .whole(whole)
        } else if let fraction = try? container.decode(Double.self) {
            self = .fraction(fraction)
        } else {
            self = .other
        }
    }

    /// The value as a text, for fields that are never refused.
    var asText: String {
        switch self {
        case .text(let text): text
        case .flag(let flag): String(flag)
        case .whole(let whole): String(whole)
        case .fraction(let fraction): String(fraction)
        case .other: "?"
        }
    }

    /// What stands there, told without repeating what may be a number, a key or a name.
    var found: String {
        switch self {
        case .text(let text): text.isEmpty ? "an empty text" : "a text of \(text.utf8.count) bytes"
        case .flag(let flag): String(flag)
        case .whole(let whole): (-9...9999).contains(whole) ? String(whole) : "a number"
        case .fraction: "a number"
        case .other: "a list, an object or an unreadable text"
        }
    }

    /// The same for a field that holds one of our own words, repeated if it may be a misspelt one.
    var foundWord: String {
        guard case .text(let text) = self, (1...40).contains(text.utf8.count) else { return found }
        var digits = 0
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: digits += 1
            case 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"):
                continue
            default: return found
            }
        }
        return digits < 4 ? "'\(text)'" : found
    }
}

extension Scalar? {
    var found: String { self?.found ?? "nothing" }
    var foundWord: String { self?.foundWord ?? "nothing" }
}
