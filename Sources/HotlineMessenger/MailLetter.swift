import Foundation
import HotlineAPI
import OnCallRoster

/// A message as e-mail: RFC 5322 with MIME, its lines ended as the mail program takes them.
struct MailLetter: Hashable, Sendable {
    let text: String

    /// - Parameter date: Seconds since 1970-01-01T00:00:00Z.
    init(_ message: DueMessage, from: EmailAddress, date: Int64) {
        let headers = [
            "From: Akuttelefonen <\(from.text)>",
            "To: <\(message.to)>",
            "Subject: \(MailLetter.encodedWords(message.subject ?? "Akuttelefonen"))",
            "Date: \(MailLetter.dateText(date))",
            // The same in each try, so that whoever gets it twice may see that it is one.
            "Message-ID: <\(message.key)@\(from.domain)>",
            // Nobody's out-of-office reply is wanted (RFC 3834, section 5).
            "Auto-Submitted: auto-generated",
            "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8",
            "Content-Language: \(message.language)",
            "Content-Transfer-Encoding: quoted-printable",
        ]
        let body = MailLetter.quotedPrintable(message.text + "\n")
        text = headers.joined(separator: "\n") + "\n\n" + body
    }

    /// A header's text: as it is where that is plain, else in encoded words of 75 characters at most
    /// (RFC 2047, section 2), none of which parts a character.
    static func encodedWords(_ text: String) -> String {
        let plain = String(text.map { $0.isNewline ? " " : $0 })
        guard !plain.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) || plain.contains("=?") else {
            return plain
        }
        var words: [String] = []
        var part: [UInt8] = []
        func end() {
            guard !part.isEmpty else { return }
            words.append("=?utf-8?B?\(Data(part).base64EncodedString())?=")
            part = []
        }
        for character in plain {
            let bytes = Array(String(character).utf8)
            // 45 bytes are 60 characters of Base64, and 12 stand around them.
            if part.count + bytes.count > 45 { end() }
            part += bytes
        }
        end()
        return words.joined(separator: "\n ")
    }

    /// Lines of 76 characters at most (RFC 2045, section 6.7).
    static func quotedPrintable(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            let bytes = Array(line.utf8)
            var lines: [String] = []
            var current = ""
            for (index, byte) in bytes.enumerated() {
                let isLast = index == bytes.count - 1
                let unit = MailLetter.unit(byte, isFirst: current.isEmpty, isLast: isLast)
                // A soft break needs a place of its own.
                if current.utf8.count + unit.utf8.count > (isLast ? 76 : 75) {
                    lines.append(current + "=")
                    current = MailLetter.unit(byte, isFirst: true, isLast: isLast)
                } else {
                    current += unit
                }
            }
            return (lines + [current]).joined(separator: "\n")
        }.joined(separator: "\n")
    }

    private static func unit(_ byte: UInt8, isFirst: Bool, isLast: Bool) -> String {
        // A space at the end would be lost; a dot or an F at the beginning means something to some.
        let isPlain =
            (0x21...0x7E).contains(byte) && byte != UInt8(ascii: "=")
            && !(isFirst && (byte == UInt8(ascii: ".") || byte == UInt8(ascii: "F")))
            || byte == 0x20 && !isLast
        if isPlain { return String(UnicodeScalar(byte)) }
        let digits = String(byte, radix: 16, uppercase: true)
        return "=" + (digits.utf8.count == 1 ? "0" : "") + digits
    }

    /// As RFC 5322, section 3.3, has it, in UTC.
    static func dateText(_ seconds: Int64) -> String {
        let instant = Instant(seconds: seconds)
        let date = TimeZoneRules.utc.date(of: instant)
        let (year, month, day) = date.components
        let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        let time = instant.description.dropFirst(11).prefix(8)
        return "\(names[date.weekday.index]), \(day) \(months[month - 1]) \(year) \(time) +0000"
    }
}
