import Yams

extension RosterFile {
    /// The YAML file without some of its top-level sections, and without comments between sections,
    /// which may tell of them.
    ///
    /// - Returns: `nil` where sections cannot be told apart by their lines, as in a roster written in
    ///   braces or indented as a whole, so that nothing is kept that was to go.
    package func without(sections unwanted: Set<String>) -> RosterFile? {
        let text = String(decoding: bytes, as: UTF8.self)
        guard RosterFile.hasPlainLines(text) else { return nil }
        switch YAMLDocument(self) {
        case .empty: return self
        case .unreadable: return nil
        case .root(let root):
            guard let starts = RosterFile.startsOfSections(in: root) else { return nil }
            var kept: [ArraySlice<UInt8>] = []
            var isUnwanted = false
            for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
                .enumerated()
            {
                if let name = starts[index + 1] { isUnwanted = unwanted.contains(name) }
                if !isUnwanted, line.first != UInt8(ascii: "#") { kept.append(line) }
            }
            return RosterFile(
                name: name, relativePath: relativePath, bytes: Array(kept.joined(separator: [0x0A]))
            )
        }
    }

    /// Whether lines end where YAML 1.1 says so (section 5.4), which knows more breaks than a line
    /// feed.
    private static func hasPlainLines(_ text: String) -> Bool {
        var previous: Unicode.Scalar = "\n"
        for scalar in text.unicodeScalars {
            if previous == "\r", scalar != "\n" { return false }
            if ["\u{85}", "\u{2028}", "\u{2029}"].contains(scalar) { return false }
            previous = scalar
        }
        return previous != "\r"
    }

    /// Names of sections by the line of their key; `nil` where one does not begin its line.
    private static func startsOfSections(in root: Node) -> [Int: String]? {
        guard case .mapping(let mapping) = root, mapping.style != .flow else { return nil }
        var starts: [Int: String] = [:]
        for (key, _) in mapping {
            guard case .scalar(let name) = key, let mark = key.mark, mark.column == 1,
                starts[mark.line] == nil
            else { return nil }
            starts[mark.line] = name.string
        }
        return starts
    }
}
