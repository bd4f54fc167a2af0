import HotlineAPI
import HotlineTexts
import ReportPages

/// The figures of a period as lines to read. A figure keeps the name by which `calls list --in` takes
/// it; in Danish its words stand beside it.
struct ReportText {
    let text: String

    init(_ report: ReportDocument, in language: WrittenLanguage = .english) {
        let lines = ReportLines(language)
        text = lines.all(of: report).joined(separator: "\n")
    }
}

/// The lines in one language.
private struct ReportLines {
    let say: WrittenLanguage
    /// What the page says of the same figures.
    let words: ReportPageWords

    init(_ language: WrittenLanguage) {
        say = language
        words = ReportPageWords(language: language)
    }

    func all(of report: ReportDocument) -> [String] {
        let heading = say(
            ReportWords.heading,
            [
                "from": report.from, "to": report.to, "zone": report.zone, "made": report.made,
            ])
        let width = report.figures.map(\.figure.count).max() ?? 0
        let figures = report.figures.map { figure in
            "\(figure.figure.padded(to: width))  \(value(of: figure).padded(to: 48))  "
                + meaning(of: figure)
        }
        let tables = report.tables.filter { !$0.rows.isEmpty }.flatMap { table in
            ["", say(ReportWords.by, ["part": part(table.by)])] + rows(of: table)
        }
        return [heading, ""] + figures + tables + sections(of: report)
    }

    /// How the figure is counted: in English as the document has it.
    private func meaning(of figure: ReportDocument.Figure) -> String {
        guard say == .danish, let formula = words.formula(of: figure.figure) else {
            return figure.formula
        }
        return "\(words.name(of: figure.figure)): \(formula)"
    }

    // MARK: Parts of the calls

    /// The figures that fit on a line beside one another.
    private static let columns = [
        "offered", "answered", "short", "abandoned", "failed", "answer-rate", "time-to-human-p50",
        "time-to-human-p90", "promise-kept",
    ]

    private func rows(of table: ReportDocument.Table) -> [String] {
        let heads = ReportLines.columns.map { say(words.column($0), $0) }
        return aligned(
            [[""] + heads]
                + table.rows.map { row in
                    let name = say(words.part(row.part, by: table.by), row.part)
                    if row.hidden { return [name, words.hidden] }
                    return [name]
                        + ReportLines.columns.map { row.figure($0).map { short($0) } ?? "" }
                })
    }

    private func part(_ kind: String) -> String { say(words.inText(kind), kind) }

    // MARK: What is no figure of the calls

    /// Each below its heading, where there is any.
    private func sections(of report: ReportDocument) -> [String] {
        let sections: [(ReportWords, [[String]])] = [
            (.waits, report.waits.map { [span($0), counted($0.calls)] }),
            (.enrolment, enrolment(report.enrolment)), (.coverage, coverage(report.coverage)),
            (.load, load(report.load)), (.notes, report.notes.map { [$0] }),
        ]
        return sections.filter { !$0.1.isEmpty }.flatMap { heading, rows in
            ["", say(heading)] + aligned(rows)
        }
    }

    private func span(_ bucket: ReportDocument.WaitBucket) -> String {
        say(words.span(bucket), "\(bucket.from) s to \(bucket.to.map { "\($0) s" } ?? "any")")
    }

    private func enrolment(_ months: [ReportDocument.EnrolmentMonth]) -> [[String]] {
        headed(
            [.variant, .month, .families, .calls, .perFamily],
            months.map { month in
                [
                    say(words.variant(month.variant), month.variant), "\(month.month)",
                    counted(month.families), counted(month.calls),
                    month.perFamily.map { decimal($0) } ?? "-",
                ]
            })
    }

    private func coverage(_ lines: [ReportDocument.LineCoverage]) -> [[String]] {
        headed(
            [.line, .claimed, .covered],
            lines.map { [$0.line, whole($0.claimedMinutes), whole($0.coveredMinutes)] })
    }

    private func load(_ loads: [ReportDocument.DutyLoad]) -> [[String]] {
        headed(
            [
                .whose, .duties, .dutyMinutes, .handlingMinutes, .interruptions, .atNight,
                .shortRests,
            ],
            loads.map { load in
                [load.professional.map { "\(load.owner)/\($0)" } ?? load.owner]
                    + [
                        load.duties, load.dutyMinutes, load.handlingMinutes, load.interruptions,
                        load.atNight, load.shortRests,
                    ].map { whole($0) }
            })
    }

    /// The rows below their columns' heads; nothing where there is no row.
    private func headed(_ heads: [ReportWords], _ rows: [[String]]) -> [[String]] {
        rows.isEmpty ? [] : [heads.map { say($0) }] + rows
    }

    /// The first column to the left, the others to the right.
    private func aligned(_ rows: [[String]]) -> [String] {
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

    // MARK: Numbers

    /// The value, what it is counted from, and its interval.
    private func value(of figure: ReportDocument.Figure) -> String {
        let n = figure.n.map { " (n \(whole($0)))" } ?? ""
        guard let value = figure.value else { return words.unsaid + n }
        switch figure.unit {
        case "share":
            let share = say(
                ReportWords.share,
                [
                    "value": percent(value), "range": range(of: figure), "n": counted(figure.n),
                ])
            let target = figure.target.map { say(ReportWords.target, ["target": percent($0)]) }
            return [share, target].compactMap { $0 }.joined(separator: ", ")
        case "seconds": return "\(decimal(value)) s (n \(counted(figure.n)))"
        case "ratio": return decimal(value) + n
        case "dkk": return "\(decimal(value)) kr."
        default: return whole(Int(value))
        }
    }

    private func range(of figure: ReportDocument.Figure) -> String {
        let ends = [figure.low, figure.high].compactMap { $0 }.map { percent($0) }
        guard ends.count == 2 else { return ends.joined() }
        return say(ReportWords.range, ["low": ends[0], "high": ends[1]])
    }

    private func short(_ figure: ReportDocument.Figure) -> String {
        guard let value = figure.value else { return "-" }
        switch figure.unit {
        case "share": return percent(value)
        case "seconds": return "\(decimal(value)) s"
        case "ratio": return decimal(value)
        default: return whole(Int(value))
        }
    }

    private func counted(_ number: Int?) -> String {
        number.map { whole($0) } ?? say(ReportWords.notShown)
    }

    private func percent(_ share: Double) -> String { "\(decimal(share * 100)) %" }

    private func whole(_ number: Int) -> String { say(words.whole(number), "\(number)") }

    /// With one digit.
    private func decimal(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return say(words.decimal(value, digits: 1), "\(tenths / 10).\(abs(tenths % 10))")
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
