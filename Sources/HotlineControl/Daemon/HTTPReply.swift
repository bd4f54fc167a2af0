/// An HTTP/1.1 response, read from the bytes of a connection that carries only this one.
struct HTTPReply: Equatable {
    let status: Int
    let body: [UInt8]

    init(status: Int, body: [UInt8]) {
        self.status = status
        self.body = body
    }

    /// `nil` if the bytes are no response, or were cut short.
    init?(_ bytes: [UInt8]) {
        guard let head = Head(bytes), let status = head.status else { return nil }
        let rest = bytes[head.length...]
        if head.fields["transfer-encoding"]?.lowercased().contains("chunked") == true {
            guard let body = HTTPReply.joined(chunks: rest) else { return nil }
            self.init(status: status, body: body)
        } else if let length = head.contentLength {
            guard rest.count >= length else { return nil }
            self.init(status: status, body: Array(rest.prefix(length)))
        } else {
            self.init(status: status, body: Array(rest))
        }
    }

    /// Whether `Content-Length` says that nothing more comes.
    static func isComplete(_ bytes: [UInt8]) -> Bool {
        guard let head = Head(bytes), let length = head.contentLength else { return false }
        return bytes.count - head.length >= length
    }

    /// The status line and header fields.
    private struct Head {
        let status: Int?
        /// By lower-case name.
        let fields: [String: String]
        /// Bytes before the body.
        let length: Int

        init?(_ bytes: [UInt8]) {
            guard let end = Head.end(of: bytes) else { return nil }
            length = end + 4
            let lines = String(decoding: bytes[..<end], as: UTF8.self)
                .split(whereSeparator: \.isNewline)
            let words = (lines.first ?? "").split(separator: " ", maxSplits: 2)
            guard let version = words.first, version.hasPrefix("HTTP/1."), words.count >= 2 else {
                return nil
            }
            status = Int(words[1])
            var fields: [String: String] = [:]
            for line in lines.dropFirst() {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { continue }
                fields[parts[0].lowercased()] = String(parts[1].filter { $0 != " " && $0 != "\t" })
            }
            self.fields = fields
        }

        /// `nil` without one; a body in chunks has none that counts.
        var contentLength: Int? {
            guard fields["transfer-encoding"] == nil,
                let length = fields["content-length"].flatMap({ Int($0) }), length >= 0
            else { return nil }
            return length
        }

        private static func end(of bytes: [UInt8]) -> Int? {
            guard bytes.count >= 4 else { return nil }
            return (0...(bytes.count - 4)).first { index in
                bytes[index] == 13 && bytes[index + 1] == 10 && bytes[index + 2] == 13
                    && bytes[index + 3] == 10
            }
        }
    }

    /// A chunked body put together (RFC 9112, section 7.1); `nil` if it is cut short.
    private static func joined(chunks: ArraySlice<UInt8>) -> [UInt8]? {
        var rest = chunks
        var body: [UInt8] = []
        while let lineEnd = rest.firstIndex(of: 10) {
            let line = String(decoding: rest[..<lineEnd], as: UTF8.self)
            guard let size = Int(line.prefix { $0.isHexDigit }, radix: 16) else { return nil }
            rest = rest[(lineEnd + 1)...]
            if size == 0 { return body }
            guard rest.count >= 2, size <= rest.count - 2 else { return nil }
            body += rest.prefix(size)
            rest = rest.dropFirst(size + 2)
        }
        return nil
    }
}
