/// One Swift file as the rules see it.
struct SwiftFile: Sendable {
    /// From the root of the checkout, such as `Sources/CallLog/CallLog.swift`.
    let path: String
    let lineCount: Int
    let tokens: [Token]

    init(path: String, text: String) {
        self.path = path
        lineCount = text.utf8.count(where: { $0 == UInt8(ascii: "\n") })
        tokens = Lexer.tokens(of: text)
    }

    /// `CallLog` of `Sources/CallLog/Writing/Writer.swift`; `nil` outside `Sources`.
    var module: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    struct Import: Hashable, Sendable {
        let module: String
        let line: Int
    }

    /// Every `import`, also those of a single declaration.
    var imports: [Import] {
        let kinds: Set = [
            "struct", "class", "enum", "protocol", "func", "var", "let", "typealias", "actor",
        ]
        var found: [Import] = []
        for index in tokens.indices.dropLast() where tokens[index].text == "import" {
            guard !tokens[index].isLiteral else { continue }
            var next = index + 1
            if kinds.contains(tokens[next].text), next + 1 < tokens.count { next += 1 }
            found.append(Import(module: tokens[next].text, line: tokens[index].line))
        }
        return found
    }

    /// Where these tokens stand one after another in the code: the index of the first.
    func positions(of wanted: [Token]) -> [Int] {
        guard let first = wanted.first, tokens.count >= wanted.count else { return [] }
        var found: [Int] = []
        for start in 0...(tokens.count - wanted.count) where tokens[start].text == first.text {
            let matches = wanted.indices.allSatisfy { offset in
                let token = tokens[start + offset]
                return token.text == wanted[offset].text && !token.isLiteral
            }
            if matches { found.append(start) }
        }
        return found
    }

    /// The token before `index`; empty at the beginning.
    func text(before index: Int) -> String {
        index > 0 ? tokens[index - 1].text : ""
    }
}
