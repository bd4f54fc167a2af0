/// The text of the file of changes. What stands in it stays, byte by byte: an entry is put below
/// the last one of its list.
struct ChangesText {
    private let bytes: [UInt8]

    /// Empty where there is no file yet.
    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    private static let header = """
        # Changes made by 'hotlinectl roster override' and 'hotlinectl roster sick', newest last.
        # This file is part of the roster: an entry may be edited, or removed when it is over.

        """

    /// The text with the entry; `nil` where its list does not stand below its key.
    func adding(_ entry: ChangeEntry) -> [UInt8]? {
        var text = bytes.isEmpty ? Array(ChangesText.header.utf8) : bytes
        let lines = Self.lines(of: text)
        let ending = Self.lineEnding(of: text)
        guard let key = lines.first(where: { Self.key(of: text[$0]) == entry.section }) else {
            let needsEnding = text.last != 0x0A
            let needsGap = lines.last.map { !Self.isBlank(text[$0]) } ?? false
            let head = (needsEnding ? ending : "") + (needsGap ? ending : "")
            let block = Self.block(entry, indent: 2, ending: ending)
            text += Array((head + entry.section + ":" + ending + block).utf8)
            return text
        }
        guard Self.hasNoValue(text[key]) else { return nil }
        let below = lines.drop { $0.lowerBound <= key.lowerBound }
            .prefix { !Self.beginsSection(text[$0]) }
        let indent = below.lazy.compactMap { Self.indentOfItem(text[$0]) }.first ?? 2
        let last = below.last { Self.belongsToList(text[$0]) } ?? key
        let head = text[last].last == 0x0A ? "" : ending
        let block = Self.block(entry, indent: indent, ending: ending)
        text.insert(contentsOf: Array((head + block).utf8), at: last.upperBound)
        return text
    }

    private static func block(_ entry: ChangeEntry, indent: Int, ending: String) -> String {
        let margin = String(repeating: " ", count: indent)
        return entry.lines.map { margin + $0 + ending }.joined()
    }

    /// Where the lines stand, their line feeds included.
    private static func lines(of text: [UInt8]) -> [Range<Int>] {
        var lines: [Range<Int>] = []
        var start = 0
        for (index, byte) in text.enumerated() where byte == 0x0A {
            lines.append(start..<index + 1)
            start = index + 1
        }
        if start < text.count { lines.append(start..<text.count) }
        return lines
    }

    private static func lineEnding(of text: [UInt8]) -> String {
        guard let feed = text.firstIndex(of: 0x0A), feed > 0 else { return "\n" }
        return text[feed - 1] == 0x0D ? "\r\n" : "\n"
    }

    private static func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
        line.allSatisfy { $0 <= 0x20 }
    }

    /// A key of the roster, or the mark that begins or ends a document.
    private static func beginsSection(_ line: ArraySlice<UInt8>) -> Bool {
        guard let first = line.first, first > 0x20, first != UInt8(ascii: "#") else { return false }
        return first != UInt8(ascii: "-") || line.starts(with: Array("---".utf8))
    }

    /// A line of an item: indented, or one that begins with the item's hyphen.
    private static func belongsToList(_ line: ArraySlice<UInt8>) -> Bool {
        !isBlank(line) && line.first != UInt8(ascii: "#")
    }

    private static func indentOfItem(_ line: ArraySlice<UInt8>) -> Int? {
        let indent = line.prefix { $0 == 0x20 }.count
        let rest = line.dropFirst(indent)
        guard rest.first == UInt8(ascii: "-") else { return nil }
        return rest.dropFirst().first.map { $0 <= 0x20 } ?? true ? indent : nil
    }

    /// The top-level key that begins a line, without its quotes.
    private static func key(of line: ArraySlice<UInt8>) -> String? {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = line.starts(with: mark) ? line.dropFirst(mark.count) : line
        guard beginsSection(text), let colon = text.firstIndex(of: UInt8(ascii: ":")) else {
            return nil
        }
        let name = text[..<colon].filter { $0 > 0x20 && $0 != 0x22 && $0 != 0x27 }
        return String(decoding: name, as: UTF8.self)
    }

    /// Whether nothing but a comment follows the key on its line.
    private static func hasNoValue(_ line: ArraySlice<UInt8>) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let value = line[(colon + 1)...].drop { $0 <= 0x20 }
        return value.isEmpty || value.first == UInt8(ascii: "#")
    }
}
