/// Splits Swift source into tokens, so that a rule sees code as code and texts as texts.
///
/// Comments and names between backticks are left out. The values put into a literal follow it
/// as code. Regular expressions between slashes are not known.
struct Lexer {
    private let bytes: [UInt8]
    private var position = 0
    private var line = 1
    private var tokens: [Token] = []

    static func tokens(of text: String) -> [Token] {
        var lexer = Lexer(bytes: Array(text.utf8))
        lexer.readCode(inLiteral: false)
        return lexer.tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    private func peek(_ offset: Int = 0) -> UInt8? {
        let index = position + offset
        return index < bytes.count ? bytes[index] : nil
    }

    private mutating func advance(_ count: Int = 1) {
        for _ in 0..<count where position < bytes.count {
            if bytes[position] == Mark.newline { line += 1 }
            position += 1
        }
    }

    /// Reads to the end; in a literal, to the parenthesis that ends its interpolation.
    private mutating func readCode(inLiteral: Bool) {
        var open = 0
        while let byte = peek() {
            if byte == Mark.slash, peek(1) == Mark.slash {
                while let next = peek(), next != Mark.newline { advance() }
            } else if byte == Mark.slash, peek(1) == Mark.star {
                skipBlockComment()
            } else if byte == Mark.backtick {
                skipQuotedName()
            } else if let hashes = hashesBeforeQuote() {
                readLiteral(hashes: hashes)
            } else if Mark.isPartOfWord(byte) {
                readWord()
            } else {
                if byte == Mark.opening { open += 1 }
                if byte == Mark.closing { open -= 1 }
                if inLiteral && open < 0 { return }
                if !Mark.isSpace(byte) {
                    let text = String(decoding: [byte], as: UTF8.self)
                    tokens.append(Token(kind: .symbol, text: text, line: line))
                }
                advance()
            }
        }
    }

    private mutating func skipBlockComment() {
        var depth = 0
        while let byte = peek() {
            if byte == Mark.slash, peek(1) == Mark.star {
                depth += 1
                advance(2)
            } else if byte == Mark.star, peek(1) == Mark.slash {
                depth -= 1
                advance(2)
                if depth == 0 { return }
            } else {
                advance()
            }
        }
    }

    private mutating func skipQuotedName() {
        advance()
        while let byte = peek(), byte != Mark.backtick, byte != Mark.newline { advance() }
        advance()
    }

    private mutating func readWord() {
        let start = position
        while let byte = peek(), Mark.isPartOfWord(byte) { advance() }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        tokens.append(Token(kind: .word, text: text, line: line))
    }

    /// How many `#` stand before the quote that is here; `nil` if no literal begins here.
    private func hashesBeforeQuote() -> Int? {
        var hashes = 0
        while peek(hashes) == Mark.hash { hashes += 1 }
        return peek(hashes) == Mark.quote ? hashes : nil
    }

    private func isHere(_ mark: UInt8, times: Int, after offset: Int = 0) -> Bool {
        for index in 0..<times where peek(offset + index) != mark { return false }
        return true
    }

    private mutating func readLiteral(hashes: Int) {
        let start = line
        let index = tokens.count
        tokens.append(Token(kind: .literal(interpolates: false), text: "", line: start))
        let quotes = isHere(Mark.quote, times: 3, after: hashes) ? 3 : 1
        advance(hashes + quotes)
        var content: [UInt8] = []
        var interpolates = false
        while let byte = peek() {
            if isHere(Mark.quote, times: quotes), isHere(Mark.hash, times: hashes, after: quotes) {
                advance(quotes + hashes)
                break
            }
            if byte == Mark.newline && quotes == 1 { break }
            if byte == Mark.backslash, isHere(Mark.hash, times: hashes, after: 1) {
                advance(1 + hashes)
                if peek() == Mark.opening {
                    interpolates = true
                    content.append(Mark.space)
                    advance()
                    readCode(inLiteral: true)
                    advance()
                    continue
                }
            }
            if let plain = peek() { content.append(plain) }
            advance()
        }
        tokens[index] = Token(
            kind: .literal(interpolates: interpolates),
            text: String(decoding: content, as: UTF8.self), line: start)
    }
}

/// The bytes that Swift's tokens begin and end with.
private enum Mark {
    static let newline = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")
    static let slash = UInt8(ascii: "/")
    static let star = UInt8(ascii: "*")
    static let backtick = UInt8(ascii: "`")
    static let quote = UInt8(ascii: "\"")
    static let hash = UInt8(ascii: "#")
    static let backslash = UInt8(ascii: "\\")
    static let opening = UInt8(ascii: "(")
    static let closing = UInt8(ascii: ")")

    static func isSpace(_ byte: UInt8) -> Bool {
        byte == space || (9...13).contains(byte)
    }

    static func isPartOfWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"),
            0x80...0xFF:
            true
        default: false
        }
    }
}
