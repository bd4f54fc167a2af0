/// Rows of words as aligned columns, two spaces apart.
struct Columns {
    private var rows: [[Toned]] = []

    mutating func add(_ cells: String...) {
        rows.append(cells.map { Toned($0) })
    }

    mutating func add(toned cells: Toned...) {
        rows.append(cells)
    }

    mutating func add(row: [Toned]) {
        rows.append(row)
    }

    /// One line a row, without trailing spaces.
    var tonedLines: [Toned] {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            rows.map { column < $0.count ? $0[column].text.count : 0 }.max() ?? 0
        }
        return rows.map { row in
            var line = Toned()
            for (column, cell) in row.enumerated() {
                line.append(cell)
                let padding = widths[column] - cell.text.count + 2
                line.append(String(repeating: " ", count: padding), nil)
            }
            line.dropTrailingSpaces()
            return line
        }
    }

    var lines: [String] { tonedLines.map(\.text) }

    var text: String { lines.joined(separator: "\n") }

    var toned: Toned { Toned(lines: tonedLines) }
}
