package import HotlineAPI
import HotlineTexts
import OnCallRoster
import ReportPages

/// *Rapporter*: the figures of a period, part by part.
package struct ReportsPage: ConsolePage {
    package static let template = ConsoleTemplate.reports
    package static let section: ConsoleSection? = .reports
    package static let stylesheets = [ConsoleAsset.report]

    /// As many places, lines and professionals as fit a page.
    static let mostRows = 30

    package let title: String
    let lead: String
    let problem: String?
    let first: String
    let last: String
    let periods: [Link]
    let facts: String
    let parts: [Link]
    let hasParts: Bool
    let part: String
    let empty: String?
    let trimmed: String?

    /// Leads to another period, or another part.
    struct Link {
        let path: String
        let name: String
        let isCurrent: Bool
    }

    /// - Parameters:
    ///   - report: `nil` where the choice has a flaw.
    ///   - flaw: What is wrong with the choice; `nil`: nothing.
    package init(
        _ report: ReportDocument?, _ choice: ReportsChoice, flaw: ReportsFlaw? = nil,
        words: ConsoleWords
    ) {
        title = words(ReportsText.reportsTitle)
        lead = words(
            choice.isOfQuarters ? ReportsText.reportsLeadQuarters : ReportsText.reportsLead)
        problem = flaw.map { words.told($0) }
        let today = words.zone.date(of: words.now)
        let days = try? choice.days(today: today)
        first = choice.from.isEmpty ? days.map { "\($0.from)" } ?? "" : choice.from
        last = choice.to.isEmpty ? days.map { "\($0.to + -1)" } ?? "" : choice.to
        periods = choice.periods(today: today, words).map { name, period in
            Link(
                path: choice.path(period), name: name,
                isCurrent: flaw == nil && days?.from == period.from && days?.to == period.to)
        }
        guard let report, let days else {
            (facts, parts, hasParts, part) = ("", [], false, "")
            (empty, trimmed) = (nil, nil)
            return
        }
        let (shown, left) = ReportsPage.trimmed(report)
        var page = ReportPage(shown, language: words.language) { _ in false }
        page.figures = choice.path(days, part: "figures")
        let all = page.parts
        let chosen = all.first { $0.id == choice.part } ?? all.first
        facts = page.facts
        parts = all.map { part in
            Link(
                path: choice.path(days, part: part.id), name: part.heading,
                isCurrent: part.id == chosen?.id)
        }
        hasParts = !parts.isEmpty
        part = chosen?.markup ?? ""
        empty = hasParts ? nil : words(ReportsText.reportsEmpty)
        let isCut = left > 0 && ["places", "duty"].contains(chosen?.id)
        trimmed = isCut ? words(ReportsText.reportsTrimmed, ["count": String(left)]) : nil
    }

    /// The report with as many rows as fit a page, and how many that leaves out.
    private static func trimmed(_ report: ReportDocument) -> (report: ReportDocument, left: Int) {
        var (report, left) = (report, 0)
        func cut<Row>(_ rows: inout [Row]) {
            left += max(0, rows.count - mostRows)
            rows = Array(rows.prefix(mostRows))
        }
        let whole: Set = ["hour", "weekday", "month", "quarter", "year", "variant"]
        for index in report.tables.indices where !whole.contains(report.tables[index].by) {
            cut(&report.tables[index].rows)
        }
        cut(&report.coverage)
        cut(&report.load)
        return (report, left)
    }
}

extension ConsoleWords {
    fileprivate func told(_ flaw: ReportsFlaw) -> String {
        switch flaw {
        case .noDay(let text): self(ReportsText.reportsBadDay, ["text": text])
        case .order: self(ReportsText.reportsBadOrder)
        case .quarter: self(ReportsText.reportsBadQuarter)
        }
    }
}
