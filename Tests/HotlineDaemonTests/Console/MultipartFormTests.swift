import GatewayWebhooks
import Testing

@testable import HotlineDaemon

/// Forms with files, as browsers and others write them.
@Suite struct `A form in parts` {
    private static let type = "multipart/form-data; boundary=xYz"

    private func part(_ name: String, _ content: String, _ more: String = "") -> String {
        "--xYz\r\nContent-Disposition: form-data; name=\"\(name)\"\(more)\r\n\r\n\(content)\r\n"
    }

    private func read(
        _ body: String, type: String? = `A form in parts`.type
    ) throws(MultipartForm.Flaw) -> MultipartForm {
        try MultipartForm(Array(body.utf8), contentType: type)
    }

    private func flaw(
        _ body: String, type: String? = `A form in parts`.type
    ) -> MultipartForm.Flaw? {
        do throws(MultipartForm.Flaw) {
            _ = try read(body, type: type)
            return nil
        } catch {
            return error
        }
    }

    @Test func `has its fields, whatever stands in them`() throws {
        let contents = [
            "", "a", "a\r\nb", "\r\n", "--xYz", "\r\n--xY", "\r\r\n\n--xYz", "æ & = %41 +",
            "\n--xYz",
            "\r\n-- xYz", "\u{0}\u{1}",
        ]
        for content in contents {
            let form = try read(part("first", content) + part("other", "1") + "--xYz--\r\n")
            #expect(
                form.fields.bytes("first") == Array(content.utf8), "\(content.debugDescription)")
            #expect(form.fields.text("other") == "1")
        }
        // A file's bytes are no text.
        let file: [UInt8] = [0xFF, 0x0D, 0xC3, 0x00, 0x0A]
        let head = "--xYz\r\ncontent-disposition:form-data;name=f; filename=\"a\\\"b;c.yaml\"\r\n"
        let body = Array((head + "Content-Type: text/x\r\n\r\n").utf8) + file
        let form = try MultipartForm(
            body + Array("\r\n--xYz--".utf8), contentType: "Multipart/Form-Data;Boundary=\"xYz\"")
        #expect(form.fields.bytes("f") == file)
    }

    @Test(arguments: [
        nil, "", "multipart/form-data", "multipart/form-data; boundary=",
        "multipart/mixed; boundary=x",
        "application/x-www-form-urlencoded", "multipart/form-data; boundary=\"x",
        "multipart/form-data; =x",
        "multipart/form-data; boundary=x; boundary=y", "multipart/form-data; boundary=\"x \"",
        "multipart/form-data; boundary=\"x\r\ny\"", "multipart/form-data; boundary=æ",
        "multipart/form-data boundary=x", "multipart/form-data; boundary=x y",
        "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
    ])
    func `has a boundary of 1 to 70 bytes that its type names once`(_ type: String?) {
        #expect(flaw("--x--", type: type) == .notMultipart)
        let longest = String(repeating: "x", count: 70)
        #expect(MultipartForm.boundary(in: "multipart/form-data; boundary=\(longest)") == longest)
    }

    @Test func `is refused where it is written otherwise`() {
        let whole = part("a", "1") + "--xYz--"
        #expect(flaw(whole) == nil)
        let others = [
            "", "--xYz", "--xYz\r\n", "--xYz-", "--xyz--", "\r\n" + whole, "preamble\r\n" + whole,
            whole + "x", whole + "\r\nx", whole.replacing("\r\n", with: "\n"),
            part("a", "1"), part("a", "1") + "--xYz\r\n", part("a", "1") + "--xYz --",
            part("a", "1") + part("a", "2") + "--xYz--", part("", "1") + "--xYz--",
            "--xYz \r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--xYz--",
            "--xYz\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n--xYz--",
            "--xYz\r\nContent-Type: text/plain\r\n\r\n1\r\n--xYz--",
            "--xYz\r\nContent-Disposition: form-data\r\n\r\n1\r\n--xYz--",
            "--xYz\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n1\r\n--xYz--",
            "--xYz\r\nContent-Disposition: form-data; name=\"a\r\n\r\n1\r\n--xYz--",
            "--xYz\r\nContent-Disposition: form-data; name=\"a\n\"\r\n\r\n1\r\n--xYz--",
            "--xYz\r\nContent-Disposition form-data\r\n\r\n1\r\n--xYz--",
        ]
        for other in others { #expect(flaw(other) == .malformed, "\(other.debugDescription)") }
        let coded = "\r\nContent-Transfer-Encoding: "
        #expect(flaw(part("a", "1", coded + "base64") + "--xYz--") == .malformed)
        #expect(flaw(part("a", "1", coded + "8BIT") + "--xYz--") == nil)
        let twice = "\r\nContent-Disposition: form-data; name=\"b\""
        #expect(flaw(part("a", "1", twice) + "--xYz--") == .malformed)
    }

    @Test func `has an end of parts, of header lines and of their length`() {
        func parts(_ count: Int) -> String {
            (0..<count).map { part("p\($0)", "") }.joined() + "--xYz--"
        }
        #expect(flaw(parts(8)) == nil)
        #expect(flaw(parts(9)) == .tooManyParts)
        func headers(_ count: Int, length: Int = 1) -> String {
            let line = "\r\nX: " + String(repeating: "x", count: length)
            return part("a", "1", String(repeating: line, count: count)) + "--xYz--"
        }
        #expect(flaw(headers(6)) == nil)
        #expect(flaw(headers(8)) == .malformed)
        #expect(flaw(headers(1, length: 1000)) == nil)
        #expect(flaw(headers(1, length: 1100)) == .malformed)
    }

    /// Each of these has a beginning of the boundary at every turn.
    @Test func `is read once through, however it tries to be looked at again`() throws {
        for unit in ["\r", "\r\n", "\r\n--", "\r\n--xY", "-", "--xYz"] {
            let content = String(repeating: unit, count: 100_000)
            let form = try read(part("a", content) + "--xYz--")
            #expect(form.fields.bytes("a").count == content.utf8.count)
            #expect(flaw("--xYz\r\n" + content) == .malformed)
        }
    }

    @Test func `that is cut anywhere is refused, and nothing else happens`() {
        let whole = Array((part("a", "1\r\n2") + part("b", "", "; filename=\"\"") + "--xYz--").utf8)
        for length in 0..<whole.count {
            #expect(throws: MultipartForm.Flaw.self, "\(length)") {
                try MultipartForm(Array(whole.prefix(length)), contentType: Self.type)
            }
        }
    }
}
