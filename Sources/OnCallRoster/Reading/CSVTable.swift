/// A table as a spreadsheet saves it: separated by `;`, `,` or tabs, quotes doubled inside quotes,
/// perhaps with a byte order mark. It is read row by row, for it may hold 100,000 families.
package struct CSVTable: Sendable {
    package struct Cell: Hashable, Sendable {
        package let text: String
        package let place: Place
        /// Whether a spreadsheet may have put the text into its own form.
        var isOfTable = false

        /// The text of a date, with a time or without one. A Danish spreadsheet that has met
        /// `2026-12-24 15:00` saves it as `24-12-2026 15:00`.
        var dateText: String {
            let hyphen = UInt8(ascii: "-")
            guard isOfTable, text.utf8.count >= 10, text.utf8.dropFirst(2).first == hyphen,
                text.utf8.dropFirst(5).first == hyphen
            else { return text }
            let (date, rest) = (text.prefix(10), text.dropFirst(10))
            guard rest.isEmpty || rest.first == " " else { return text }
            return "\(date.suffix(4))-\(date.dropFirst(3).prefix(2))-\(date.prefix(2))\(rest)"
        }

        /// The text of a telephone number. A spreadsheet takes `+4512345678` for a sum, and saves
        /// it without the plus.
        var numberText: String {
            guard isOfTable, text.utf8.count == 10, text.hasPrefix("45"),
                text.utf8.allSatisfy({ (0x30...0x39).contains($0) })
            else { return text }
            return "+" + text
        }
    }

    /// One row; an empty cell is none.
    package struct Row: Sendable {
        package let place: Place
        fileprivate let cells: [Cell]

        /// `nil` also for a column that the table does not have.
        package subscript(column: Int?) -> Cell? {
            guard let column, column < cells.count, !cells[column].text.isEmpty else { return nil }
            return cells[column]
        }

        /// The first filled cell that stands in no column of the header.
        package func surplus(beyond columns: Int) -> Cell? {
            cells.dropFirst(columns).first { !$0.text.isEmpty }
        }
    }

    package let header: [Cell]
    /// Stands behind the header.
    private let body: CSVScanner

    /// Reads a table's header; a broken encoding or quote is thrown as a problem.
    package init(_ file: RosterFile) throws(CSVProblem) {
        var bytes = file.bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        guard String(validating: bytes, as: UTF8.self) != nil else {
            throw CSVProblem(
                Problem(
                    .encoding, at: Place(file: file.name, line: 1, column: 1),
                    "the table is not UTF-8", fix: "save it in Excel as 'CSV UTF-8'"))
        }
        var scanner = CSVScanner(bytes, file: file.name)
        header = try scanner.record() ?? []
        body = scanner
    }

    /// Where a column stands, whatever the case of its letters.
    package func column(_ name: String) -> Int? {
        header.firstIndex { $0.text.lowercased() == name }
    }

    /// Hands out the rows that are not empty, in order.
    package func forEachRow(_ use: (Row) -> Void) throws(CSVProblem) {
        var scanner = body
        while let cells = try scanner.record() {
            guard let first = cells.first else { continue }
            use(Row(place: first.place, cells: cells))
        }
    }
}

/// The problem that kept a table from being read.
package struct CSVProblem: Error {
    package let problem: Problem

    init(_ problem: Problem) {
        self.problem = problem
    }
}

/// Takes a table apart, byte by byte (RFC 4180, with the freedoms that spreadsheets take).
private struct CSVScanner: Sendable {
    private let bytes: ArraySlice<UInt8>
    private let file: String
    private let separator: UInt8
    private var index: Int
    private var line = 1
    /// Counts characters, not bytes.
    private var column = 1

    private static let quote = UInt8(ascii: "\"")
    private static let newline = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    init(_ bytes: ArraySlice<UInt8>, file: String) {
        self.bytes = bytes
        self.file = file
        index = bytes.startIndex
        let firstLine = bytes.prefix { $0 != CSVScanner.newline && $0 != CSVScanner.carriageReturn }
        separator =
            [UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: ",")]
            .first { firstLine.contains($0) } ?? UInt8(ascii: ";")
    }

    /// The next record that has a filled cell; `nil` at the end.
    mutating func record() throws(CSVProblem) -> [CSVTable.Cell]? {
        while index < bytes.endIndex {
            var cells: [CSVTable.Cell] = []
            var isFilled = false
            cells.reserveCapacity(16)
            repeat {
                let cell = try cell()
                isFilled = isFilled || !cell.text.isEmpty
                cells.append(cell)
            } while skipSeparator()
            skipLineEnd()
            if isFilled { return cells }
        }
        return nil
    }

    private mutating func cell() throws(CSVProblem) -> CSVTable.Cell {
        let place = Place(file: file, line: line, column: column)
        guard index < bytes.endIndex, bytes[index] == CSVScanner.quote else {
            return CSVTable.Cell(text: trimmed(bytes[plain()]), place: place, isOfTable: true)
        }
        var text = try quoted(from: place)
        text += bytes[plain()]
        return CSVTable.Cell(text: trimmed(text[...]), place: place, isOfTable: true)
    }

    /// Up to the cell's end, as it stands.
    private mutating func plain() -> Range<Int> {
        let start = index
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == separator || byte == CSVScanner.newline || byte == CSVScanner.carriageReturn
            {
                break
            }
            if byte & 0xC0 != 0x80 { column += 1 }
            index += 1
        }
        return start..<index
    }

    /// What stands between quotes, which may be several lines.
    private mutating func quoted(from place: Place) throws(CSVProblem) -> [UInt8] {
        var text: [UInt8] = []
        step()
        while index < bytes.endIndex {
            let byte = bytes[index]
            if byte == CSVScanner.quote {
                step()
                guard index < bytes.endIndex, bytes[index] == CSVScanner.quote else { return text }
            }
            if skipLineEnd() {
                text.append(CSVScanner.newline)
            } else {
                text.append(byte)
                step()
            }
        }
        throw CSVProblem(
            Problem(
                .syntax, at: place, "a quote is never closed",
                fix: "close it, or double a quote inside"))
    }

    private mutating func step() {
        if bytes[index] & 0xC0 != 0x80 { column += 1 }
        index += 1
    }

    private mutating func skipSeparator() -> Bool {
        guard index < bytes.endIndex, bytes[index] == separator else { return false }
        step()
        return true
    }

    /// A line feed, a carriage return, or both.
    @discardableResult
    private mutating func skipLineEnd() -> Bool {
        guard index < bytes.endIndex,
            bytes[index] == CSVScanner.newline || bytes[index] == CSVScanner.carriageReturn
        else { return false }
        let isReturn = bytes[index] == CSVScanner.carriageReturn
        index += 1
        if isReturn, index < bytes.endIndex, bytes[index] == CSVScanner.newline { index += 1 }
        (line, column) = (line + 1, 1)
        return true
    }

    private func trimmed(_ text: ArraySlice<UInt8>) -> String {
        var text = text
        while text.first == UInt8(ascii: " ") { text.removeFirst() }
        while text.last == UInt8(ascii: " ") { text.removeLast() }
        return String(decoding: text, as: UTF8.self)
    }
}
