import HotlineAPI

/// The figures of a period as lines to read.
struct ReportText {
    let text: String

    init(_ report: ReportDocument) {
        var lines = [
            "Calls from \(report.from) to before \(report.to) (\(report.zone)), made \(report.made)",
            "",
        ]
        let width = report.figures.map(\.figure.count).max() ?? 0
        for figure in report.figures {
            let name = figure.figure.padded(to: width)
            lines.append(
                "\(name)  \(ReportText.words(of: figure).padded(to: 48))  \(figure.formula)")
        }
        for table in report.tables where !table.rows.isEmpty {
            lines += ["", "By \(table.by)"] + ReportText.rows(of: table)
        }
        text = lines.joined(separator: "\n")
    }

    /// The figures that fit on a line beside one another.
    private static let columns = [
        "offered", "answered", "short", "abandoned", "failed", "answer-rate", "time-to-human-p50",
        "time-to-human-p90", "promise-kept",
    ]

    private static func rows(of table: ReportDocument.Table) -> [String] {
        let cells =
            [[""] + columns]
            + table.rows.map { row in
                [row.part]
                    + columns.map { name in
                        row.figures.first { $0.figure == name }.map { short($0) } ?? ""
                    }
            }
        let widths = (0...columns.count).map { index in cells.map { $0[index].count }.max() ?? 0 }
        return cells.map { row in
            row.enumerated().map { index, cell in
                index == 0
                    ? cell.padded(to: widths[0])
                    : String(repeating: " ", count: widths[index] - cell.count) + cell
            }.joined(separator: "  ")
        }
    }

    /// The value, what it is counted from, and its interval.
    static func words(of figure: ReportDocument.Figure) -> String {
        guard let value = figure.value else { return "cannot be said (n \(n(figure)))" }
        let target = figure.target.map { ", target \(percent($0))" } ?? ""
        switch figure.unit {
        case "share":
            let range = [figure.low, figure.high].compactMap { $0 }.map(percent)
                .joined(separator: " to ")
            return "\(percent(value)) (\(range)) of \(n(figure))\(target)"
        case "seconds": return "\(decimal(value)) s (n \(n(figure)))"
        case "ratio": return "\(decimal(value)) (n \(n(figure)))"
        default: return "\(Int(value))"
        }
    }

    private static func short(_ figure: ReportDocument.Figure) -> String {
        guard let value = figure.value else { return "-" }
        switch figure.unit {
        case "share": return percent(value)
        case "seconds": return "\(decimal(value)) s"
        case "ratio": return decimal(value)
        default: return "\(Int(value))"
        }
    }

    private static func n(_ figure: ReportDocument.Figure) -> String {
        figure.n.map(String.init) ?? "not shown"
    }

    private static func percent(_ share: Double) -> String { "\(decimal(share * 100)) %" }

    /// With one digit.
    private static func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(abs(tenths % 10))"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}

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
