import CallLog
import CallRouting
import HotlineAPI
import HotlineSettings
import HummingbirdCore
import OnCallRoster

// The figures of an evaluator's reports, as a sheet of an export: by month, institution, municipality,
// variant, hour and weekday one at a time, with small cells hidden, finer than rows may be.

extension EvaluationDocument.Sheet {
    /// - Parameter reports: An evaluator's, with the period of each.
    init(_ reports: [(period: String, report: ReportDocument)]) {
        let columns: [EvaluationSheet.Column] = [
            EvaluationSheet.Column("period", "A quarter, or a year", values: "YYYY-Qn, YYYY"),
            EvaluationSheet.Column(
                "by", "By what calls are parted",
                values: "all, or the name of a report's table: month (quarter or year where months "
                    + "show too little), institution, municipality, variant, hour, weekday"),
            EvaluationSheet.Column("part", "The part", values: "as in the report; all"),
            EvaluationSheet.Column(
                "figure", "The report's figure; 'hidden' where the part shows nothing",
                values: "names of hotlinectl report"),
            EvaluationSheet.Column("unit", "What the value is", values: "as in the report"),
            EvaluationSheet.Column(
                "value", "The figure's value; empty where it may not be told, or cannot be said"),
            EvaluationSheet.Column("n", "What it is counted from; empty where it may not be told"),
            EvaluationSheet.Column("low", "From here", formula: "Wilson, 95 %"),
            EvaluationSheet.Column("high", "To here", formula: "Wilson, 95 %"),
            EvaluationSheet.Column("formula", "How it is reckoned"),
        ]
        var rows: [[String]] = []
        for (period, report) in reports {
            rows += report.figures.map { [period, "all", "all"] + Self.texts($0) }
            for table in report.tables {
                for row in table.rows {
                    let place = [period, table.by, row.part]
                    rows +=
                        row.hidden
                        ? [place + ["hidden", "", "", "", "", "", ""]]
                        : row.figures.map { place + Self.texts($0) }
                }
            }
        }
        self.init(
            EvaluationSheet(
                "reports",
                "What hotlinectl report tells an evaluator of each quarter, and of each whole year",
                columns: columns, rows: rows))
    }

    private static func texts(_ figure: ReportDocument.Figure) -> [String] {
        [
            figure.figure, figure.unit, text(figure.value), figure.n.map { "\($0)" } ?? "",
            text(figure.low), text(figure.high), figure.formula,
        ]
    }

    private static func text(_ value: Double?) -> String {
        guard let value else { return "" }
        return Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }
}

extension EvaluationRequest {
    /// The quarters of the period and the calendar's years that lie in it whole, each with its name,
    /// its first day and the day after its last.
    var reportedPeriods: [(name: String, from: CivilDate, to: CivilDate)] {
        var periods: [(name: String, from: CivilDate, to: CivilDate)] = []
        for year in from.components.year...to.components.year {
            let bounds = [(year, 1), (year, 4), (year, 7), (year, 10), (year + 1, 1)].compactMap {
                CivilDate(year: $0.0, month: $0.1, day: 1)
            }
            guard bounds.count == 5 else { continue }
            for quarter in 0..<4 {
                periods.append(
                    ("\(year)-Q\(quarter + 1)", bounds[quarter], bounds[quarter + 1]))
            }
            periods.append(("\(year)", bounds[0], bounds[4]))
        }
        return periods.filter { $0.from >= from && $0.to <= to }
    }
}

extension APIDoor {
    /// What a report tells an evaluator of each quarter and year of an export, whoever asks for it.
    func evaluatorReports(
        _ request: EvaluationRequest
    ) async throws(APIFlaw) -> [(period: String, report: ReportDocument)] {
        let (settings, log, now) = (settings.reports, log, clock.now)
        var reports: [(period: String, report: ReportDocument)] = []
        for period in request.reportedPeriods where request.zone.instant(period.to) <= now {
            let asked = try ReportRequest(
                from: period.from, to: period.to, least: request.least, inForce: rosters.inForce,
                now: now)
            let made = try await counting { () throws(LogError) in
                try MadeReport(asked, of: log, pricesPath: settings.pricesPath)
            }
            reports.append(
                (
                    period.name,
                    ReportDocument(made, settings: settings, version: Hotlined.versionText)
                ))
        }
        return reports
    }
}
