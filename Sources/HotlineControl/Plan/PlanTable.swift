import OnCallRoster

/// The plan as a table that a Danish Excel opens and a line's `shifts-from` reads.
///
/// The file begins with a byte order mark, cells are parted by `;` and rows end in CR LF. A row's
/// line is written with its owner, so that the lines of several owners can share the table. Times
/// are wall times of the roster's zone, cut to the plan's interval: the tables of neighbouring
/// intervals can be put together. Closed time is a row for `nobody`; a gap is none, since a row
/// would close it and silence its alarm.
struct PlanTable {
    private let plan: ResolvedPlan

    init(_ plan: ResolvedPlan) {
        self.plan = plan
    }

    var text: String {
        var text = "\u{FEFF}line;who;from;to;note\r\n"
        for line in plan.lines {
            for row in rows(of: line) {
                let cells = [
                    line.id.description, row.who, plan.roster.wallText(row.interval.start),
                    plan.roster.wallText(row.interval.end), row.note ?? "",
                ]
                text += cells.map(PlanTable.cell).joined(separator: ";") + "\r\n"
            }
        }
        return text
    }

    private typealias Row = (who: String, interval: Interval, note: String?)

    private func rows(of line: PlannedLine) -> [Row] {
        let shifts = line.shifts.map { Row($0.professional.rawValue, $0.interval, $0.note) }
        let closures = line.closures.map { Row("nobody", $0.interval, $0.note) }
        return (shifts + closures).sorted { $0.interval.start < $1.interval.start }
    }

    /// A cell in quotes where it needs them (RFC 4180, section 2).
    ///
    /// What a spreadsheet would take for a formula gets a space in front, which makes it text
    /// there and is no part of the cell to the roster's reader.
    static func cell(_ text: String) -> String {
        var text = Terminal.harmless(text.replacing("\r\n", with: "\n"))
        if startsFormula(text) { text = " " + text }
        let isPlain =
            !text.unicodeScalars.contains { [";", "\"", "\n", "\t"].contains($0) }
            && text.first != " " && text.last != " "
        return isPlain ? text : "\"\(text.replacing("\"", with: "\"\""))\""
    }

    /// The characters are those of OWASP's page on CSV injection, in full width too.
    private static func startsFormula(_ text: String) -> Bool {
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        return first.map { "=+-@＝＋－＠".unicodeScalars.contains($0) } ?? false
    }
}
