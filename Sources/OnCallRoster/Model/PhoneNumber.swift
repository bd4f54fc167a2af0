/// A telephone number in the shape of E.164: `+` and 7 to 15 digits.
///
/// Printing one shows its last two digits only; `e164` is for dialling and storing.
package struct PhoneNumber: Hashable, Sendable {
    package let e164: String

    /// Reads a number as people write it: `+45 12 34 56 78`, `0045…`, or 8 Danish digits.
    package init?(_ text: some StringProtocol) {
        var digits = ""
        var international = false
        for (position, scalar) in text.unicodeScalars.enumerated() {
            switch scalar {
            case "0"..."9": digits.unicodeScalars.append(scalar)
            case "+" where position == 0: international = true
            case " ", "-", ".", "(", ")", "/", "\u{A0}": continue
            default: return nil
            }
        }
        if !international {
            if digits.count == 8 {
                digits = "45" + digits
            } else if digits.hasPrefix("00") {
                digits.removeFirst(2)
            } else {
                return nil
            }
        }
        guard (7...15).contains(digits.count), !digits.hasPrefix("0") else { return nil }
        e164 = "+" + digits
    }

    /// For the sender that leaves out the plus: 10 digits that begin with Denmark's 45.
    package init?(withoutPlus digits: some StringProtocol) {
        guard digits.utf8.count == 10, digits.hasPrefix("45") else { return nil }
        self.init("+" + digits)
    }
}

extension PhoneNumber: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String { "…" + e164.suffix(2) }
    package var debugDescription: String { description }
}

extension PhoneNumber: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let number = PhoneNumber(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a telephone number")
        }
        self = number
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(e164)
    }
}

/// Where a leg is dialled to: a number, a short number such as 112, or a `sip:` URI.
///
/// Its URI is personal data; printing a target hides all but the end of a number.
package struct DialTarget: Hashable, Sendable {
    /// `tel:+45…`, `tel:114` or `sip:…`.
    package let uri: String
    /// The number, where the target is one in the shape of E.164.
    package let number: PhoneNumber?

    package init?(_ text: some StringProtocol) {
        let trimmed = text.drop { $0 == " " }
        if trimmed.hasPrefix("sip:") || trimmed.hasPrefix("sips:") {
            guard DialTarget.isSIP(trimmed) else { return nil }
            uri = String(trimmed)
            number = nil
        } else if let number = PhoneNumber(trimmed) {
            uri = "tel:" + number.e164
            self.number = number
        } else {
            let digits = String(trimmed.filter { $0 != " " })
            guard (3...6).contains(digits.utf8.count),
                digits.utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else { return nil }
            uri = "tel:" + digits
            number = nil
        }
    }

    /// Reads back a URI that a target wrote.
    package init?(uri: String) {
        self.init(uri.hasPrefix("tel:") ? String(uri.dropFirst(4)) : uri)
    }

    /// `sip:user@host`, nothing in it that could end a header or an XML attribute.
    private static func isSIP(_ text: some StringProtocol) -> Bool {
        let parts = text.split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return false }
        let address = parts[1].split(separator: "@", omittingEmptySubsequences: false)
        guard address.count == 2, !address[0].isEmpty, !address[1].isEmpty else { return false }
        return text.utf8.allSatisfy { byte in
            byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "<") && byte != UInt8(ascii: ">")
                && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
        }
    }
}

extension DialTarget: CustomStringConvertible, CustomDebugStringConvertible {
    package var description: String {
        number?.description ?? (uri.hasPrefix("tel:") ? String(uri.dropFirst(4)) : "sip:…")
    }
    package var debugDescription: String { description }
}

extension DialTarget: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let target = DialTarget(uri: try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "not a number or sip: URI")
        }
        self = target
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(uri)
    }
}
