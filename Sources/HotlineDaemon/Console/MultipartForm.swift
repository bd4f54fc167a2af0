import GatewayWebhooks

/// Reads a form with files (multipart/form-data, RFC 7578) as browsers write it: nothing stands
/// before the first boundary (RFC 2046, section 5.1) or behind the last, each part has a name of its
/// own and says of its content nothing that would have to be decoded. What is otherwise is refused.
///
/// Names of files are not looked at.
struct MultipartForm {
    /// What a form has at most; its size is the reader's of the body.
    enum Limits {
        static let parts = 8
        static let headerLines = 8
        static let headerLine = 1024
        /// RFC 2046, section 5.1.1.
        static let boundary = 70
    }

    /// Why a form cannot be read. It never quotes what stands in the form.
    enum Flaw: Error, Hashable {
        case notMultipart
        case malformed
        case tooManyParts
    }

    let fields: FormFields

    /// - Parameter contentType: The header field `Content-Type` as it came.
    init(_ body: [UInt8], contentType: String?) throws(Flaw) {
        guard let contentType, let boundary = MultipartForm.boundary(in: contentType) else {
            throw .notMultipart
        }
        var reader = MultipartReader(body, delimiter: Array("\r\n--\(boundary)".utf8))
        fields = FormFields(fields: try reader.parts())
    }

    /// The boundary that a content type names; `nil` where it is another type, or names none.
    static func boundary(in contentType: String) -> String? {
        let pieces = HeaderWords(contentType)
        guard let pieces, pieces.value == "multipart/form-data",
            let boundary = pieces.parameters["boundary"],
            (1...Limits.boundary).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ isBoundaryByte($0) }), boundary.last != " "
        else { return nil }
        return boundary
    }

    private static func isBoundaryByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "'()+_,-./:=? ".utf8.contains(byte)
        }
    }
}

/// Goes through a form's bytes once, from front to back.
private struct MultipartReader {
    private let bytes: [UInt8]
    /// A line's end, and the boundary behind it.
    private let delimiter: [UInt8]
    private var index = 0

    init(_ bytes: [UInt8], delimiter: [UInt8]) {
        self.bytes = bytes
        self.delimiter = delimiter
    }

    mutating func parts() throws(MultipartForm.Flaw)
        -> [(name: [UInt8], value: [UInt8])]
    {
        // No line ends before the first boundary.
        guard takes(delimiter.dropFirst(2)) else { throw .malformed }
        var parts: [(name: [UInt8], value: [UInt8])] = []
        while !takes([0x2D, 0x2D]) {
            guard takes([0x0D, 0x0A]) else { throw .malformed }
            guard parts.count < MultipartForm.Limits.parts else { throw .tooManyParts }
            let name = try header()
            guard !parts.contains(where: { $0.name == name }) else { throw .malformed }
            parts.append((name, try content()))
        }
        _ = takes([0x0D, 0x0A])
        guard index == bytes.count else { throw .malformed }
        return parts
    }

    /// Goes on behind these bytes, if they come next.
    private mutating func takes(_ wanted: some Collection<UInt8>) -> Bool {
        guard bytes[index...].starts(with: wanted) else { return false }
        index += wanted.count
        return true
    }

    /// The name of a part, whose header lines end with an empty one.
    private mutating func header() throws(MultipartForm.Flaw) -> [UInt8] {
        var name: [UInt8]?
        for _ in 0..<MultipartForm.Limits.headerLines {
            let line = try line()
            if line.isEmpty {
                guard let name else { throw .malformed }
                return name
            }
            let pair = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { throw .malformed }
            switch pair[0].lowercased() {
            case "content-disposition":
                guard name == nil, let words = HeaderWords(pair[1]), words.value == "form-data",
                    let own = words.parameters["name"], !own.isEmpty
                else { throw .malformed }
                name = Array(own.utf8)
            case "content-transfer-encoding":
                let coding = pair[1].filter { $0 != " " }.lowercased()
                guard ["7bit", "8bit", "binary"].contains(coding) else { throw .malformed }
            default: break
            }
        }
        throw .malformed
    }

    private mutating func line() throws(MultipartForm.Flaw) -> String {
        let window = bytes[index...].prefix(MultipartForm.Limits.headerLine + 2)
        guard let end = window.firstIndex(of: 0x0D), end + 1 < bytes.count,
            bytes[end + 1] == 0x0A,
            !bytes[index..<end].contains(where: { $0 < 0x20 && $0 != 0x09 || $0 == 0x7F }),
            let line = String(validating: bytes[index..<end], as: UTF8.self)
        else { throw .malformed }
        index = end + 2
        return line
    }

    /// What stands before the next boundary. A boundary has no line's end in it, so that no byte is
    /// compared more than twice.
    private mutating func content() throws(MultipartForm.Flaw) -> [UInt8] {
        let start = index
        while let end = bytes[index...].firstIndex(of: 0x0D) {
            index = end
            if takes(delimiter) { return Array(bytes[start..<end]) }
            index = end + 1
        }
        throw .malformed
    }
}

/// A header field's value with parameters, such as `form-data; name="text"` (RFC 9110, section
/// 5.6.6).
private struct HeaderWords {
    /// In small letters.
    let value: String
    /// By their names in small letters.
    let parameters: [String: String]

    /// `nil` where it is written in another way, or names a parameter twice.
    init?(_ text: some StringProtocol) {
        var rest = Substring(text).drop { $0 == " " }
        let value = rest.prefix { $0 != ";" && $0 != " " }
        rest = rest.dropFirst(value.count).drop { $0 == " " }
        var parameters: [String: String] = [:]
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " }
            let name = rest.prefix { $0 != "=" && $0 != ";" && $0 != " " }
            rest = rest.dropFirst(name.count)
            guard !name.isEmpty, rest.first == "=" else { return nil }
            rest = rest.dropFirst()
            let key = name.lowercased()
            guard let found = HeaderWords.parameter(&rest), parameters[key] == nil else {
                return nil
            }
            parameters[key] = found
            rest = rest.drop { $0 == " " }
        }
        guard rest.isEmpty else { return nil }
        self.value = value.lowercased()
        self.parameters = parameters
    }

    /// A word, or a text between quotes. Browsers write a quote in a name as `%22`, but in the name
    /// of a file some still put a backslash before it.
    private static func parameter(_ rest: inout Substring) -> String? {
        guard rest.first == "\"" else {
            let word = rest.prefix { $0 != ";" && $0 != " " && $0 != "\"" }
            rest = rest.dropFirst(word.count)
            return word.isEmpty ? nil : String(word)
        }
        rest = rest.dropFirst()
        var text = ""
        while let character = rest.popFirst() {
            switch character {
            case "\"": return text
            case "\\":
                guard let next = rest.popFirst() else { return nil }
                text.append(next)
            default: text.append(character)
            }
        }
        return nil
    }
}
