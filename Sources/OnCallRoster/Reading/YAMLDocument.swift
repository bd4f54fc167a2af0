import Yams

/// A YAML file as nodes, or the one problem that kept it from being read.
///
/// Scalars are taken as text by the roster's own rules, never by YAML's implicit types; anchors
/// and aliases are refused, for they can make a small file endless.
enum YAMLDocument {
    case empty
    case root(Node)
    case unreadable(Problem)

    init(_ file: RosterFile) {
        if let problem = YAMLDocument.encodingProblem(file) {
            self = .unreadable(problem)
            return
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let bytes = file.bytes.starts(with: mark) ? file.bytes.dropFirst(3) : file.bytes[...]
        let text = String(decoding: bytes, as: UTF8.self)
        if let place = YAMLDocument.placeOfUsedAnchor(in: bytes, file: file.name) {
            self = .unreadable(YAMLDocument.aliasProblem(at: place))
            return
        }
        if let problem = YAMLDocument.textProblem(text, file: file.name) {
            self = .unreadable(problem)
            return
        }
        do {
            // Anchors live as long as the parser that met them.
            // No implicit types: a scalar is read as text.
            let parser = try Parser(yaml: text, resolver: .basic)
            guard let root = try parser.singleRoot() else {
                self = .empty
                return
            }
            let anchor = withExtendedLifetime(parser) { YAMLDocument.anchor(in: root) }
            if let anchor {
                let place = YAMLDocument.placeOfAnchor(near: anchor, in: text, file: file.name)
                self = .unreadable(YAMLDocument.aliasProblem(at: place))
            } else {
                self = .root(root)
            }
        } catch let error as YamlError {
            self = .unreadable(YAMLDocument.problem(error, text: text, file: file.name))
        } catch {
            self = .unreadable(
                Problem(
                    .syntax, at: Place(file: file.name, line: 1, column: 1),
                    "the file cannot be read as YAML", fix: "check its indentation and quotes"))
        }
    }

    private static let largestFile = 64 << 20

    private static func encodingProblem(_ file: RosterFile) -> Problem? {
        let start = Place(file: file.name, line: 1, column: 1)
        if file.bytes.count > largestFile {
            return Problem(
                .syntax, at: start, "the file has \(file.bytes.count >> 20) MiB",
                fix: "keep each file under \(largestFile >> 20) MiB; families may stand in a CSV")
        }
        if file.bytes.starts(with: [0xFF, 0xFE]) || file.bytes.starts(with: [0xFE, 0xFF]) {
            return Problem(
                .encoding, at: start, "the file is UTF-16",
                fix: "save it as UTF-8")
        }
        guard let bad = firstInvalidUTF8(in: file.bytes) else { return nil }
        let before = file.bytes[..<bad]
        let line = before.count { $0 == 0x0A } + 1
        let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        let column = String(decoding: before[lineStart...], as: UTF8.self).unicodeScalars.count + 1
        return Problem(
            .encoding, at: Place(file: file.name, line: line, column: column),
            "the byte 0x\(String(file.bytes[bad], radix: 16, uppercase: true)) is not UTF-8",
            fix: "save the file as UTF-8; it looks like Windows-1252 or ISO 8859-1")
    }

    /// The offset of the first byte that is not UTF-8.
    private static func firstInvalidUTF8(in bytes: [UInt8]) -> Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var (low, high) = (0, bytes.count)
        // A valid prefix may end inside a character: step back to the start of the last one.
        func isValid(_ count: Int) -> Bool {
            var end = count
            while end > 0 && end > count - 3 && end < bytes.count && bytes[end] & 0xC0 == 0x80 {
                end -= 1
            }
            return String(validating: bytes[..<end], as: UTF8.self) != nil
        }
        while high - low > 1 {
            let middle = low + (high - low) / 2
            if isValid(middle) { low = middle } else { high = middle }
        }
        while low < bytes.count, low > 0, bytes[low] & 0xC0 == 0x80,
            String(validating: bytes[..<low], as: UTF8.self) == nil
        {
            low -= 1
        }
        return min(low, bytes.count - 1)
    }

    /// Tabs that indent, and characters that YAML does not allow.
    private static func textProblem(_ text: String, file: String) -> Problem? {
        guard text.utf8.contains(0x09) else { return nil }
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() {
            let indent = line.unicodeScalars.prefix { $0 == " " || $0 == "\t" }
            guard let tab = indent.firstIndex(of: "\t"),
                indent.endIndex != line.unicodeScalars.endIndex
            else { continue }
            let column = indent.distance(from: indent.startIndex, to: tab) + 1
            return Problem(
                .syntax, at: Place(file: file, line: index + 1, column: column),
                "a tab indents this line", fix: "indent with spaces")
        }
        return nil
    }

    /// An anchor that an alias names, found before anything is composed: a key made of aliases can
    /// take for ever to compare.
    private static func placeOfUsedAnchor(in bytes: ArraySlice<UInt8>, file: String) -> Place? {
        var anchors: [ArraySlice<UInt8>: Place] = [:]
        var (line, column) = (1, 1)
        var first: Place?
        var atTokenStart = true
        for (index, byte) in zip(bytes.indices, bytes) {
            if atTokenStart, byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
                let name = bytes[(index + 1)...].prefix { $0 > 0x20 && !",[]{}".utf8.contains($0) }
                if byte == UInt8(ascii: "&"), !name.isEmpty {
                    anchors[name] = Place(file: file, line: line, column: column)
                } else if let place = anchors[name], first == nil {
                    first = place
                }
            }
            atTokenStart = byte <= 0x20 || "[{,?:-".utf8.contains(byte)
            if byte == 0x0A {
                (line, column) = (line + 1, 1)
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return first
    }

    private static func anchor(in node: Node) -> Mark? {
        if node.anchor != nil { return node.mark }
        switch node {
        case .scalar: return nil
        case .alias: return node.mark
        case .mapping(let mapping):
            for (key, value) in mapping {
                if let mark = anchor(in: key) ?? anchor(in: value) { return mark }
            }
            return nil
        case .sequence(let sequence):
            for value in sequence {
                if let mark = anchor(in: value) { return mark }
            }
            return nil
        }
    }

    /// An anchored collection's mark is that of its content; the anchor stands before it.
    private static func placeOfAnchor(near mark: Mark, in text: String, file: String) -> Place {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for line in stride(from: mark.line, through: max(1, mark.line - 2), by: -1)
        where line <= lines.count {
            let scalars = Array(lines[line - 1].unicodeScalars)
            let end = line == mark.line ? min(mark.column, scalars.count) : scalars.count
            if let position = scalars[..<end].lastIndex(of: "&") {
                return Place(file: file, line: line, column: position + 1)
            }
        }
        return Place(file: file, line: mark.line, column: mark.column)
    }

    private static func aliasProblem(at place: Place) -> Problem {
        Problem(
            .alias, at: place, "anchors and aliases are not read",
            fix: "write the value out in each place")
    }

    private static func problem(_ error: YamlError, text: String, file: String) -> Problem {
        /// A file that breaks off is faulted behind its last line.
        func at(_ mark: Mark) -> Place {
            let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            let last = lines.lastIndex { !$0.isEmpty } ?? 0
            guard mark.line > last + 1 else {
                return Place(file: file, line: mark.line, column: mark.column)
            }
            return Place(
                file: file, line: last + 1, column: max(1, lines[last].unicodeScalars.count))
        }
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
            return Problem(
                .syntax, at: at(mark), problem,
                fix: "check indentation, colons and quotes on this line and the one before")
        case .composer(_, let problem, let mark, _):
            if problem.contains("alias") { return aliasProblem(at: at(mark)) }
            return Problem(.syntax, at: at(mark), problem, fix: "keep one document a file")
        case .duplicatedKeysInMapping(let duplicates, let context):
            return duplicateKeys(duplicates, from: context.mark, text: text, file: file)
        case .reader(let problem, _, _, _):
            let place = YAMLDocument.placeOfControlCharacter(in: text, file: file)
            return Problem(.syntax, at: place, problem, fix: "remove the character")
        case .no, .memory, .writer, .emitter, .representer, .dataCouldNotBeDecoded:
            return Problem(
                .syntax, at: Place(file: file, line: 1, column: 1),
                "the file cannot be read as YAML", fix: "check its indentation and quotes")
        }
    }

    /// The first character that YAML does not allow (YAML 1.1, section 4.1), looked for in the text:
    /// Yams tells its offset in characters of Swift, and sometimes not at all.
    private static func placeOfControlCharacter(in text: String, file: String) -> Place {
        var (line, column) = (1, 1)
        for scalar in text.unicodeScalars {
            if scalar == "\n" {
                (line, column) = (line + 1, 1)
            } else if isAllowed(scalar.value) {
                column += 1
            } else {
                return Place(file: file, line: line, column: column)
            }
        }
        return Place(file: file, line: 1, column: 1)
    }

    private static func isAllowed(_ scalar: UInt32) -> Bool {
        [0x09...0x0A, 0x0D...0x0D, 0x20...0x7E, 0x85...0x85, 0xA0...0xFFFD, 0x1_0000...0x10_FFFF]
            .contains { $0.contains(scalar) }
    }

    /// Yams names the mapping, not the key: the key's two places are looked for in the text.
    private static func duplicateKeys(
        _ duplicates: [String], from mark: Mark, text: String, file: String
    ) -> Problem {
        let key = duplicates.min() ?? ""
        var found: [Int: Place] = [:]
        for (index, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: \.isNewline
        ).enumerated() where index + 1 >= mark.line {
            let indent = line.prefix { $0 == " " }.count
            let rest = line.dropFirst(indent)
            let isKey = [key, "\"\(key)\"", "'\(key)'"].contains { spelling in
                rest.hasPrefix(spelling)
                    && rest.dropFirst(spelling.count).drop { $0 == " " }.first == ":"
            }
            guard isKey else { continue }
            let place = Place(file: file, line: index + 1, column: indent + 1)
            if let first = found[indent] {
                return Problem(
                    .duplicateID, at: place, "'\(key)' stands already in line \(first.line)",
                    fix: "merge the two, or rename one")
            }
            found[indent] = place
        }
        return Problem(
            .duplicateID, at: Place(file: file, line: mark.line, column: mark.column),
            "'\(key)' stands twice in this mapping", fix: "merge the two, or rename one")
    }
}
