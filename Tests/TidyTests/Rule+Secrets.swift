/// How a name ends that holds a secret.
private let secretWords = ["secret", "token", "pin", "seal", "signature", "password"]

/// How secrets are compared. A rule on names: a secret under another name is not seen by it.
extension Rule {
    static let secretsAreNotCompared = Rule(
        name: "a secret is compared by its digest or code, never as it is",
        holds: below([
            "Sources/GatewayWebhooks/", "Sources/CallRouting/", "Sources/CallLog/",
            "Sources/HotlineDaemon/",
        ]),
        check: { Rule.comparedSecrets(in: $0) },
        violations: [
            Sample("Sources/HotlineDaemon/A.swift", "guard shown == secret else { return }"),
            Sample("Sources/HotlineDaemon/A.swift", "if settings.proxySecret == shown { a() }"),
            Sample("Sources/GatewayWebhooks/A.swift", "return token != known[0]"),
            Sample("Sources/GatewayWebhooks/A.swift", "return given == token(of: hook)"),
            Sample("Sources/CallRouting/A.swift", "let a = families.first { $0.pin == digits }"),
            Sample("Sources/CallRouting/A.swift", "let a = families.first { digits == $0.pin }"),
            Sample("Sources/HotlineDaemon/A.swift", "let isKnown = known.contains(visit.seal)"),
            Sample("Sources/CallLog/A.swift", "let place = rows.firstIndex(of: $0?.token)"),
        ],
        harmless: [
            Sample("Sources/HotlineDaemon/A.swift", "if token == nil || nil != secret { a() }"),
            Sample("Sources/HotlineDaemon/A.swift", "let a = secret.utf8.count == 43"),
            Sample("Sources/HotlineDaemon/A.swift", "let a = 43 == secret.utf8.count"),
            Sample("Sources/GatewayWebhooks/A.swift", "let a = hash(of: token) == stored"),
            Sample("Sources/GatewayWebhooks/A.swift", "let token = a == b // token == b"),
            Sample("Sources/CallRouting/A.swift", "let a = purpose == \"pin\" && pin <= most"),
            Sample("Sources/CallRouting/A.swift", "let a = purpose == .pin"),
            Sample("Sources/HotlineControl/A.swift", "let isShared = secret == other"),
        ])

    private static func comparedSecrets(in file: SwiftFile) -> [Finding] {
        file.tokens.indices.compactMap { index in
            let name = compared(in: file, at: index) ?? searched(in: file, at: index)
            guard let name, isSecret(name) else { return nil }
            return Finding(
                file, line: file.tokens[index].line, banned: "comparing \(name)",
                use: "digests, isValidAuthenticationCode or a sum of all differences")
        }
    }

    /// The operand of `==` or `!=` that is a secret's name, if one is; not of what is held against
    /// `nil`.
    private static func compared(in file: SwiftFile, at index: Int) -> String? {
        let two = file.tokens[index...].prefix(2)
        guard ["==", "!="].contains(two.map(\.text).joined()), !two.contains(where: \.isLiteral)
        else { return nil }
        let left = index > 0 && !file.tokens[index - 1].isLiteral ? file.text(before: index) : ""
        let right = lastName(in: file, from: index + 2)
        guard left != "nil", right != "nil" else { return nil }
        return [left, right].first(where: isSecret)
    }

    /// What is looked for in a collection, where that begins at `index`.
    private static func searched(in file: SwiftFile, at index: Int) -> String? {
        for beginning in ["contains(", "firstIndex(of:"].map({ Lexer.tokens(of: $0) }) {
            let here = file.tokens[index...].prefix(beginning.count)
            guard here.map(\.text) == beginning.map(\.text), !here.contains(where: \.isLiteral)
            else { continue }
            return lastName(in: file, from: index + beginning.count)
        }
        return nil
    }

    /// The last name of a chain such as `$0.family?.pin`; empty for a case such as `.pin`.
    private static func lastName(in file: SwiftFile, from start: Int) -> String {
        var name = ""
        guard file.tokens.dropFirst(start).first?.text != "." else { return name }
        for token in file.tokens.dropFirst(start) where token.text != "$" && token.text != "?" {
            guard !token.isLiteral else { break }
            if token.text == "." {
                name = ""
            } else if name.isEmpty, token.kind == .word {
                name = token.text
            } else {
                break
            }
        }
        return name
    }

    private static func isSecret(_ name: String) -> Bool {
        secretWords.contains { name.lowercased().hasSuffix($0) }
    }
}
