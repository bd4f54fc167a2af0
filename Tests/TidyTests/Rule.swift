import Testing

/// A place that breaks a rule, and what to write instead.
struct Finding: Hashable, Sendable, CustomStringConvertible {
    let path: String
    let line: Int
    let message: String

    init(_ file: SwiftFile, line: Int, _ message: String) {
        self.init(file.path, line: line, message)
    }

    init(_ path: String, line: Int, _ message: String) {
        self.path = path
        self.line = line
        self.message = message
    }

    init(_ file: SwiftFile, line: Int, banned: String, use instead: String) {
        self.init(file, line: line, "\(banned) is banned here, use \(instead)")
    }

    var description: String { "\(path):\(line): \(message)" }
}

/// A file that may break a rule, exactly so often.
struct Exemption: Sendable {
    let path: String
    let times: Int
    let reason: String
}

/// A piece of source, as if it stood at `path`.
struct Sample: Sendable {
    let path: String
    let text: String

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
    }

    var file: SwiftFile { SwiftFile(path: path, text: text) }
}

/// One rule over the source tree, with samples that show that it can fail.
struct Rule: Sendable, CustomTestStringConvertible {
    let name: String
    /// Whether the rule is held in the file of this path.
    let holds: @Sendable (_ path: String) -> Bool
    var exemptions: [Exemption] = []
    let check: @Sendable (SwiftFile) -> [Finding]
    /// Each breaks the rule once.
    let violations: [Sample]
    /// What looks like a violation and is none.
    let harmless: [Sample]

    var testDescription: String { name }

    func findings(in file: SwiftFile) -> [Finding] {
        guard holds(file.path) else { return [] }
        let found = check(file)
        guard let exemption = exemptions.first(where: { $0.path == file.path }) else {
            return found
        }
        if found.count == exemption.times { return [] }
        let advice = found.count > exemption.times ? "mend the new ones" : "lower the exemption"
        let summary = Finding(
            file, line: 1,
            "\(exemption.times) exempt (\(exemption.reason)), \(found.count) found: \(advice)")
        return [summary] + found
    }
}

/// Paths below one of `folders`, and not below one of `others`.
func below(
    _ folders: [String], butNot others: [String] = []
) -> @Sendable (_ path: String) -> Bool {
    { path in
        folders.contains { path.hasPrefix($0) } && !others.contains { path.hasPrefix($0) }
    }
}

/// Code that may not stand somewhere, and what to write instead.
struct Banned: Sendable {
    let text: String
    let instead: String
    private let tokens: [Token]

    init(_ text: String, use instead: String) {
        self.text = text
        self.instead = instead
        tokens = Lexer.tokens(of: text)
    }

    func findings(in file: SwiftFile) -> [Finding] {
        file.positions(of: tokens).map {
            Finding(file, line: file.tokens[$0].line, banned: text, use: instead)
        }
    }
}

/// Whether the name has one of the endings that say nothing of what a thing does.
func isVague(_ name: some StringProtocol) -> Bool {
    ["Manager", "Helper", "Helpers", "Util", "Utils", "Utility", "Utilities"].contains {
        name.hasSuffix($0)
    }
}
