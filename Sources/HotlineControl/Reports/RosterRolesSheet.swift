/// Lays out a page for printing: at most 80 columns, with sections and hanging indents.
struct RosterRolesSheet {
    private var lines: [String] = []

    static let width = 80

    /// A paragraph of a section, perhaps with a mark such as `1.` before it.
    struct Entry {
        let text: String
        let mark: String

        init(_ text: String, mark: String = "-") {
            self.text = text
            self.mark = mark
        }
    }

    mutating func title(_ words: String...) {
        for text in words { lines += RosterRolesSheet.wrapped(text, first: "", others: "") }
        lines.append(String(repeating: "=", count: lines.map(\.count).max() ?? 0))
    }

    /// A section without entries is left out.
    mutating func section(_ heading: String, _ entries: [Entry]) {
        guard !entries.isEmpty else { return }
        lines += ["", heading]
        for entry in entries {
            let margin = String(repeating: " ", count: max(0, 3 - entry.mark.count))
            let first = margin + entry.mark + " "
            lines += RosterRolesSheet.wrapped(
                entry.text, first: first, others: String(repeating: " ", count: first.count))
        }
    }

    var text: String { lines.joined(separator: "\n") }

    /// A word that is longer than a line stands on a line of its own.
    private static func wrapped(_ text: String, first: String, others: String) -> [String] {
        var lines: [String] = []
        var line = first
        var isEmpty = true
        for word in text.split(whereSeparator: \.isWhitespace) {
            if !isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                (line, isEmpty) = (others, true)
            }
            line += (isEmpty ? "" : " ") + word
            isEmpty = false
        }
        return lines + [line]
    }
}
