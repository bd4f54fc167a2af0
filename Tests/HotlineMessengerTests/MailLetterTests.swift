import Foundation
import HotlineAPI
import OnCallRoster
import Testing

@testable import HotlineMessenger

private func message(
    _ text: String, subject: String? = "Akuttelefonen: opkald #12"
) -> DueMessage {
    DueMessage(
        id: 3, key: "0123456789abcdef0123456789abcdef", attempt: 1, kind: "ringing",
        channel: "email", to: "anna@x.example", subject: subject, text: text, language: "da",
        deadline: "2026-11-22T12:05:00Z")
}

@Suite struct `A letter` {
    private func letter(_ text: String, subject: String? = "Hotline") throws -> [String] {
        let from = try #require(EmailAddress("hotline@fjordby.example"))
        return MailLetter(message(text, subject: subject), from: from, date: 1_795_348_800).text
            .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func `has what a mail program and a reader need`() throws {
        let lines = try letter("Hej")
        for header in [
            "From: Akuttelefonen <hotline@fjordby.example>", "To: <anna@x.example>",
            "Subject: Hotline", "Date: Sun, 22 Nov 2026 12:00:00 +0000",
            "Message-ID: <0123456789abcdef0123456789abcdef@fjordby.example>",
            "Auto-Submitted: auto-generated", "MIME-Version: 1.0",
            "Content-Type: text/plain; charset=utf-8", "Content-Language: da",
            "Content-Transfer-Encoding: quoted-printable",
        ] {
            #expect(lines.contains(header), "\(header)")
        }
        #expect(lines.suffix(3) == ["", "Hej", ""])
        #expect(try letter("Hej") == letter("Hej"))
    }

    @Test func `cannot be given another header by what it tells`() throws {
        let lines = try letter("Hej", subject: "a\nBcc: <eve@x.example>")
        #expect(!lines.contains { $0.hasPrefix("Bcc") })
    }

    @Test func `encodes a subject that is not plain in words that part no character`() throws {
        #expect(MailLetter.encodedWords("Hotline: call #12") == "Hotline: call #12")
        let long =
            "Akuttelefonen: løftet i opkald #12 udløber — ring tilbage nu, før klokken 15 æøå"
        for text in ["løfte", long, "=?utf-8?B?eA==?="] {
            let words = MailLetter.encodedWords(text).split(separator: "\n ").map(String.init)
            #expect(words.allSatisfy { $0.utf8.count <= 75 && $0.hasPrefix("=?utf-8?B?") })
            let decoded = words.map { word in
                Data(base64Encoded: String(word.dropFirst(10).dropLast(2)))
                    .flatMap { String(bytes: $0, encoding: .utf8) }
            }
            #expect(decoded.allSatisfy { $0 != nil })
            #expect(decoded.compactMap { $0 }.joined() == text)
        }
    }

    /// Reads it back as RFC 2045, section 6.7, says.
    private func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "=") else {
                bytes.append(byte)
                continue
            }
            if rest.first == UInt8(ascii: "\n") {
                rest = rest.dropFirst()
                continue
            }
            let digits = String(decoding: rest.prefix(2), as: UTF8.self)
            rest = rest.dropFirst(2)
            bytes.append(UInt8(digits, radix: 16) ?? 0)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: [
        "", "a", "a ", "a=b", "Løftet udløber kl. 15", ".", "From x", "\ttab",
        "https://hotline.example/console/duty/" + String(repeating: "0123456789abcdef", count: 6),
        String(repeating: "æ", count: 100), String(repeating: "a b ", count: 60),
        "one\n.\ntwo \nthree",
    ])
    func `is read back as it was written, in lines of 76 at most`(_ text: String) {
        let encoded = MailLetter.quotedPrintable(text)
        #expect(decoded(encoded) == text)
        for line in encoded.split(separator: "\n", omittingEmptySubsequences: false) {
            #expect(line.utf8.count <= 76)
            #expect(!line.hasSuffix(" ") && !line.hasPrefix(".") && !line.hasPrefix("From "))
            #expect(line.utf8.allSatisfy { (0x20..<0x7F).contains($0) })
        }
    }

    @Test func `that a mail program refuses for itself is not tried again`() {
        #expect(MailProgram.delivery(status: 0) == .sent)
        for status: Int32 in [64, 65, 67, 68] {
            #expect(MailProgram.delivery(status: status) == .failed("exit-\(status)"))
        }
        for status: Int32 in [1, 69, 71, 75, 127, 255] {
            #expect(MailProgram.delivery(status: status) == .delayed("exit-\(status)"))
        }
    }
}
