extension RosterReader {
    /// Shifts of one line out of a table `line;who;from;to;note`.
    mutating func shiftTable(
        _ path: String, of line: LineID, namedAt place: Place
    ) -> [DatedDuty] {
        guard let table = openTable(path, namedAt: place) else { return [] }
        checkColumns(table, known: ["line", "who", "from", "to", "note"])
        let columns = ShiftColumns(table)
        var shifts: [DatedDuty] = []
        readRows(of: table) { reader, values, row in
            let lineCell = row[columns.line]
            let name = lineCell?.text ?? line.name.rawValue
            guard name == line.name.rawValue || name == line.description else {
                if let lineCell { reader.unclaimed[row.place, default: lineCell] = lineCell }
                return
            }
            reader.claimed.insert(row.place)
            guard let who = row[columns.who] else {
                values.report(
                    Problem(.type, at: row.place, "a shift names nobody", fix: "fill column 'who'"))
                return
            }
            let interval = values.interval(
                from: row[columns.from].map { ($0.dateText, $0.place) },
                to: row[columns.to].map { ($0.dateText, $0.place) }, in: reader.roster.zone,
                at: row.place)
            if let shift = reader.datedDuty(
                who.text, at: who.place, interval, note: row[columns.note]?.text, rule: row.place,
                &values)
            {
                shifts.append(shift)
            }
        }
        return shifts
    }

    private struct ShiftColumns {
        let line, who, from, to, note: Int?

        init(_ table: CSVTable) {
            line = table.column("line")
            who = table.column("who")
            from = table.column("from")
            to = table.column("to")
            note = table.column("note")
        }
    }

    /// Goes through a table's rows and keeps what is wrong with each; a table that cannot be read
    /// to its end is a problem of its own.
    mutating func readRows(
        of table: CSVTable,
        _ use: (inout RosterReader, inout NodeReader, CSVTable.Row) -> Void
    ) {
        var values = NodeReader(file: table.header.first?.place.file ?? "")
        do throws(CSVProblem) {
            try table.forEachRow { row in
                if let surplus = row.surplus(beyond: table.header.count) {
                    values.report(
                        Problem(
                            .type, at: surplus.place,
                            "'\(surplus.text)' stands in no column of the table",
                            fix: "name its column in the first line, or empty the cell"))
                }
                use(&self, &values, row)
            }
        } catch {
            values.report(error.problem)
        }
        problems += values.problems
    }

    mutating func checkColumns(_ table: CSVTable, known: [String]) {
        for cell in table.header where !known.contains(cell.text.lowercased()) && !cell.text.isEmpty
        {
            let near = suggestion(for: cell.text, among: known)
            problems.append(
                Problem(
                    .unknownKey, at: cell.place, "unknown column '\(cell.text)'",
                    fix: near.map { "did you mean '\($0)'?" }
                        ?? "use: \(known.joined(separator: ";"))"))
        }
    }
}
