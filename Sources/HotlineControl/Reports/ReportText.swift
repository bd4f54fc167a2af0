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
        lines += ReportText.sections(of: report)
        text = lines.joined(separator: "\n")
    }

    /// The figures that fit on a line beside one another.
    private static let columns = [
        "offered", "answered", "short", "abandoned", "failed", "answer-rate", "time-to-human-p50",
        "time-to-human-p90", "promise-kept",
    ]

    private static func rows(of table: ReportDocument.Table) -> [String] {
        aligned(
            [[""] + columns]
                + table.rows.map { row in
                    if row.hidden { return [row.part, "hidden"] }
                    return [row.part]
                        + columns.map { name in
                            row.figures.first { $0.figure == name }.map { short($0) } ?? ""
                        }
                })
    }

    /// What is no figure of the calls, each below its heading, where there is any.
    private static func sections(of report: ReportDocument) -> [String] {
        func whole(_ count: Int?) -> String { count.map(String.init) ?? "not shown" }
        let sections: [(String, [[String]])] = [
            (
                "Answered within",
                report.waits.map {
                    ["\($0.from) s to \($0.to.map { "\($0) s" } ?? "any")", whole($0.calls)]
                }
            ),
            (
                "Since enrolment",
                report.enrolment.isEmpty
                    ? []
                    : [["variant", "month", "families", "calls", "per family"]]
                        + report.enrolment.map { month in
                            [
                                month.variant, "\(month.month)", whole(month.families),
                                whole(month.calls), month.perFamily.map(decimal) ?? "-",
                            ]
                        }
            ),
            (
                "Coverage, in minutes",
                report.coverage.isEmpty
                    ? []
                    : [["line", "claimed", "covered"]]
                        + report.coverage.map {
                            [$0.line, "\($0.claimedMinutes)", "\($0.coveredMinutes)"]
                        }
            ),
            (
                "Load",
                report.load.isEmpty
                    ? []
                    : [
                        [
                            "of", "duties", "duty min", "handling min", "interruptions", "at night",
                            "short rests",
                        ]
                    ]
                        + report.load.map { load in
                            [
                                load.professional.map { "\(load.owner)/\($0)" } ?? load.owner,
                                "\(load.duties)", "\(load.dutyMinutes)",
                                "\(load.handlingMinutes)", "\(load.interruptions)",
                                "\(load.atNight)", "\(load.shortRests)",
                            ]
                        }
            ),
            ("Notes", report.notes.map { [$0] }),
        ]
        return sections.filter { !$0.1.isEmpty }.flatMap { heading, rows in
            ["", heading] + aligned(rows)
        }
    }

    /// The first column to the left, the others to the right.
    private static func aligned(_ rows: [[String]]) -> [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { row in
            row.enumerated().map { index, cell in
                if row.count == 1 { return cell }
                return index == 0
                    ? cell.padded(to: widths[0])
                    : String(repeating: " ", count: widths[index] - cell.count) + cell
            }.joined(separator: "  ")
        }
    }

    /// The value, what it is counted from, and its interval.
    static func words(of figure: ReportDocument.Figure) -> String {
        guard let value = figure.value else {
            return "cannot be said" + (figure.n.map { " (n \($0))" } ?? "")
        }
        let target = figure.target.map { ", target \(percent($0))" } ?? ""
        switch figure.unit {
        case "share":
            let range = [figure.low, figure.high].compactMap { $0 }.map(percent)
                .joined(separator: " to ")
            return "\(percent(value)) (\(range)) of \(n(figure))\(target)"
        case "seconds": return "\(decimal(value)) s (n \(n(figure)))"
        case "ratio":
            return decimal(value) + (figure.n.map { " (n \($0))" } ?? "")
        case "dkk": return "\(decimal(value)) kr."
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
