/// An address of e-mail, as far as it may stand in a header and be handed to a mail program:
/// `LOCAL@DOMAIN` in ASCII, without quotes, comments or spaces (RFC 5321, section 4.1.2, `Dot-string`).
package struct EmailAddress: Hashable, Sendable {
    package let text: String

    /// `nil` for anything else, and for what a program would take for an option.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 254, EmailAddress.isLocal(parts[0]),
            EmailAddress.isDomain(parts[1])
        else { return nil }
        self.text = String(text)
    }

    package var domain: Substring { text.split(separator: "@").last ?? "" }

    private static func isLocal(_ text: some StringProtocol) -> Bool {
        let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)
        return !text.hasPrefix("-") && text.utf8.count <= 64
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { atom in
                !atom.isEmpty && atom.utf8.allSatisfy { isLetterOrDigit($0) || marks.contains($0) }
            }
    }

    private static func isDomain(_ text: some StringProtocol) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte)
    }
}

extension EmailAddress: CustomStringConvertible, CustomDebugStringConvertible {
    /// An address is personal data: printing one shows its domain only.
    package var description: String { "…@\(domain)" }
    package var debugDescription: String { description }
}
