import HotlineAPI

/// The figures as a table that a Danish Excel opens: one row a figure.
struct ReportTable {
    let text: String

    init(_ report: ReportDocument) {
        var rows = [["by", "part", "figure", "unit", "value", "n", "low", "high", "formula"]]
        rows += report.figures.map { ReportTable.row("all", "", $0) }
        for table in report.tables {
            for row in table.rows {
                rows += row.figures.map { ReportTable.row(table.by, row.part, $0) }
            }
        }
        text =
            "\u{FEFF}"
            + rows.map { $0.map(PlanTable.cell).joined(separator: ";") + "\r\n" }.joined()
    }

    private static func row(
        _ by: String, _ part: String, _ figure: ReportDocument.Figure
    ) -> [String] {
        [
            by, part, figure.figure, figure.unit, number(figure.value),
            figure.n.map(String.init) ?? "",
            number(figure.low), number(figure.high), figure.formula,
        ]
    }

    /// With a comma, as a Danish spreadsheet reads it; empty where nothing can be said.
    private static func number(_ value: Double?) -> String {
        guard let value else { return "" }
        let whole = value.rounded() == value && abs(value) < 1e12
        return (whole ? String(Int(value)) : String((value * 1e6).rounded() / 1e6))
            .replacing(".", with: ",")
    }
}
