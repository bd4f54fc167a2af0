/// A telephone number in the shape of E.164: `+` and 7 to 15 digits.
///
/// Printing one shows its last two digits only; `e164` is for dialling and storing.
package struct PhoneNumber: Hashable, Sendable {
    package let e164: String

    /// Reads a number as people write it: `+45 12 34 56 78`, `0045…`, or 8 Danish digits.
    package init?(_ text: some StringProtocol) {
        self.init(utf8: Array(text.utf8))
    }

    private init?(utf8 bytes: [UInt8]) {
        var digits: [UInt8] = [UInt8(ascii: "+")]
        digits.reserveCapacity(bytes.count + 3)
        var international = false
        for (position, byte) in bytes.enumerated() {
            switch byte {
            case 0x30...0x39: digits.append(byte)
            case UInt8(ascii: "+") where position == 0: international = true
            case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
                UInt8(ascii: ")"), UInt8(ascii: "/"):
                continue
            // A no-break space, as spreadsheets put it between digits.
            case 0xC2 where position + 1 < bytes.count && bytes[position + 1] == 0xA0: continue
            case 0xA0 where position > 0 && bytes[position - 1] == 0xC2: continue
            default: return nil
            }
        }
        if !international {
            if digits.count == 9 {
                digits.insert(contentsOf: "45".utf8, at: 1)
            } else if digits.count > 3, digits[1] == 0x30, digits[2] == 0x30 {
                digits.removeSubrange(1...2)
            } else {
                return nil
            }
        }
        guard (8...16).contains(digits.count), digits[1] != 0x30 else { return nil }
        e164 = String(decoding: digits, as: UTF8.self)
    }

    /// For the sender that leaves out the plus: 10 digits that begin with Denmark's 45.
    package init?(withoutPlus digits: some StringProtocol) {
        guard digits.utf8.count == 10, digits.hasPrefix("45") else { return nil }
        self.init("+" + digits)
    }

    /// Whether whoever keys it in may be rung back at it.
    ///
    /// That is a Danish number of eight digits which rings a subscriber. In the Danish numbering plan
    /// those that begin with 90 are services whose price is on the caller's bill, and what begins
    /// with 1 is a short number of three to six digits: dialled by hand, `11 2…` is 112.
    package var mayBeKeyedIn: Bool {
        guard e164.hasPrefix("+45"), e164.utf8.count == 11 else { return false }
        let national = e164.dropFirst(3)
        return !national.hasPrefix("90") && !national.hasPrefix("1")
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
