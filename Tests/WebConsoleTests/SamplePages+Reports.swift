import HotlineAPI
import HotlineTexts
import OnCallRoster

@testable import ReportPages
@testable import WebConsole

/// *Rapporter* in each state that it has.
extension SamplePages {
    /// The last whole quarter before `now`, with every figure that a report knows; `places` of them.
    static func report(places: Int) -> ReportDocument {
        func figure(
            _ name: String, _ value: Double, _ unit: String = "calls"
        ) -> ReportDocument.Figure {
            ReportDocument.Figure(
                figure: name, unit: unit, value: value, n: 1234,
                low: unit == "share" ? value - 0.01 : nil,
                high: unit == "share" ? value + 0.01 : nil, formula: "of \(name)",
                target: unit == "share" ? 0.9 : nil, met: unit == "share" ? value > 0.9 : nil)
        }
        let figures = ReportFigureWords.all.keys.sorted().map { name in
            name.contains("rate") || name.contains("kept") || name.contains("service-level")
                ? figure(name, 0.93, "share") : figure(name, 1234)
        }
        func table(_ by: String, _ parts: [String]) -> ReportDocument.Table {
            let row = [
                figure("offered", 812), figure("answered", 750), figure("short", 12),
                figure("abandoned", 30), figure("failed", 20), figure("answer-rate", 0.93, "share"),
                figure("service-level-180", 0.91, "share"),
                figure("time-to-human-p50", 18, "seconds"),
                figure("time-to-human-p90", 61, "seconds"), figure("promise-kept", 0.88, "share"),
            ]
            return ReportDocument.Table(
                by: by,
                rows: parts.enumerated().map { index, part in
                    ReportDocument.Row(part: part, hidden: index == 1, figures: row)
                })
        }
        let named = (0..<places).map { "opholdsstedet-nummer-\($0)" }
        var report = ReportDocument(
            from: "2026-07-01", to: "2026-10-01", zone: "Europe/Copenhagen",
            made: "2026-11-22T02:10:00Z", version: "1.0.0", rosters: ["0123456789abcdef"],
            smallestCell: 5, notes: ["Contacts <before> the hotline are not known."],
            figures: figures,
            tables: [
                table("hour", (0..<24).map { ($0 < 10 ? "0" : "") + String($0) }),
                table("weekday", Weekday.allCases.map { "\($0.index + 1) \($0.rawValue)" }),
                table("month", ["2026-07", "2026-08", "2026-09"]),
                table("variant", ["individual", "group"]), table("institution", named),
                table("municipality", ["fjordby", "<script>"]),
            ])
        report.waits = [0, 10, 30, 60].map {
            ReportDocument.WaitBucket(from: $0, to: $0 == 60 ? nil : $0 + 10, calls: 100 - $0)
        }
        report.enrolment = ["all", "individual", "group"].flatMap { variant in
            (1...24).map {
                ReportDocument.EnrolmentMonth(
                    variant: variant, month: $0, families: 40, calls: 20, perFamily: 0.5)
            }
        }
        report.coverage = named.map {
            ReportDocument.LineCoverage(
                line: "\($0)/first", claimedMinutes: 132_480, coveredMinutes: 132_000)
        }
        report.load = named.flatMap { owner in
            [nil, "anna"].map {
                ReportDocument.DutyLoad(
                    owner: owner, professional: $0, duties: 90, dutyMinutes: 60_000,
                    handlingMinutes: 900, interruptions: 41, atNight: 9, shortRests: 2)
            }
        }
        return report
    }

    func reports(
        _ report: ReportDocument?, isOfQuarters: Bool = false, part: String = "",
        flaw: ReportsFlaw? = nil, _ change: (inout ReportsChoice) -> Void = { _ in }
    ) -> ReportsPage {
        var choice = ReportsChoice(isOfQuarters: isOfQuarters)
        choice.part = part
        change(&choice)
        return ReportsPage(report, choice, flaw: flaw, words: words)
    }

    var reportPages: [(name: String, page: any ConsolePage)] {
        let largest = SamplePages.report(places: 40)
        let parts = ReportPage(largest, language: .danish) { _ in false }.parts.map(\.id)
        var empty = ReportDocument(
            from: "2026-07-01", to: "2026-10-01", zone: "Europe/Copenhagen",
            made: "2026-11-22T02:10:00Z", version: "1.0.0", figures: [], tables: [])
        empty.notes = []
        return parts.map { ("reports, \($0)", reports(largest, part: $0)) }
            + [
                ("reports, quarters", reports(SamplePages.report(places: 2), isOfQuarters: true)),
                ("reports, empty", reports(empty)),
                (
                    "reports, bad day",
                    reports(nil, flaw: .noDay("i <går>")) { $0.from = "i <går>" }
                ),
                (
                    "reports, bad quarter",
                    reports(nil, isOfQuarters: true, flaw: .quarter) {
                        ($0.from, $0.to) = ("2026-07-02", "2026-07-03")
                    }
                ),
            ]
    }
}
