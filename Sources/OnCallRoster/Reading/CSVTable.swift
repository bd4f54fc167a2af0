/// A table as a spreadsheet saves it: separated by `;`, `,` or tabs, quotes doubled inside quotes,
/// perhaps with a byte order mark.
package struct CSVTable: Sendable {
    package struct Cell: Hashable, Sendable {
        package let text: String
        package let place: Place
    }

    package let header: [Cell]
    /// Each row's cells by column name, empty cells left out.
    package let rows: [[String: Cell]]
    package let places: [Place]

    /// Reads a CSV file; a broken encoding or quote is thrown as a problem.
    package init(_ file: RosterFile) throws(CSVProblem) {
        var bytes = file.bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
        let start = Place(file: file.name, line: 1, column: 1)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw CSVProblem(
                Problem(
                    .encoding, at: start, "the table is not UTF-8",
                    fix: "save it in Excel as 'CSV UTF-8'"))
        }
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        let records = try CSVTable.records(lines, file: file.name)
        guard let header = records.first else {
            (self.header, rows, places) = ([], [], [])
            return
        }
        let names = header.map { $0.text.lowercased() }
        self.header = header
        let body = records.dropFirst()
        rows = body.map { record in
            var row: [String: Cell] = [:]
            for (name, cell) in zip(names, record) where !cell.text.isEmpty { row[name] = cell }
            return row
        }
        places = body.map { $0.first?.place ?? start }
    }

    private static func records(_ text: String, file: String) throws(CSVProblem) -> [[Cell]] {
        let scalars = Array(text.unicodeScalars)
        let firstLine = scalars.prefix { $0 != "\n" && $0 != "\r" }
        let separator = [";", "\t", ","].first { firstLine.contains($0) } ?? Unicode.Scalar(";")
        var records: [[Cell]] = []
        var record: [Cell] = []
        var (line, column, index) = (1, 1, 0)
        while index < scalars.count {
            let place = Place(file: file, line: line, column: column)
            var field = String.UnicodeScalarView()
            if scalars[index] == "\"" {
                (index, column) = (index + 1, column + 1)
                while true {
                    guard index < scalars.count else {
                        throw CSVProblem(
                            Problem(
                                .syntax, at: place, "a quote is never closed",
                                fix: "close it, or double a quote inside"))
                    }
                    let scalar = scalars[index]
                    (index, column) = (index + 1, column + 1)
                    if scalar == "\"" {
                        guard index < scalars.count, scalars[index] == "\"" else { break }
                        (index, column) = (index + 1, column + 1)
                    }
                    if scalar == "\n" { (line, column) = (line + 1, 1) }
                    field.append(scalar)
                }
            }
            while index < scalars.count, scalars[index] != separator, scalars[index] != "\n" {
                if scalars[index] != "\r" { field.append(scalars[index]) }
                (index, column) = (index + 1, column + 1)
            }
            record.append(Cell(text: trimmed(String(field)), place: place))
            let endsRecord = index >= scalars.count || scalars[index] == "\n"
            if index < scalars.count, !endsRecord, index + 1 == scalars.count {
                record.append(Cell(text: "", place: place))
            }
            (index, column) = (index + 1, column + 1)
            if endsRecord {
                if record.contains(where: { !$0.text.isEmpty }) { records.append(record) }
                record = []
                (line, column) = (line + 1, 1)
            }
        }
        if record.contains(where: { !$0.text.isEmpty }) { records.append(record) }
        return records
    }

    private static func trimmed(_ text: String) -> String {
        var view = Substring(text)
        while view.first == " " { view.removeFirst() }
        while view.last == " " { view.removeLast() }
        return String(view)
    }
}

/// The problem that kept a table from being read.
package struct CSVProblem: Error {
    package let problem: Problem

    init(_ problem: Problem) {
        self.problem = problem
    }
}
