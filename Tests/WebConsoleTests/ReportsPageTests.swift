import HotlineTexts
import OnCallRoster
import Testing

@testable import ReportPages
@testable import WebConsole

/// What *Rapporter* tells.
@Suite struct `The page Rapporter` {
    private let samples = SamplePages(.danish)
    private let pages: ConsolePages

    init() throws { pages = try ConsolePages() }

    private func html(_ page: ReportsPage) -> String {
        String(decoding: pages.html(page, in: samples.frame(of: page)), as: UTF8.self)
    }

    private func days(
        _ isOfQuarters: Bool, _ change: (inout ReportsChoice) -> Void = { _ in }
    ) throws -> String {
        var choice = ReportsChoice(isOfQuarters: isOfQuarters)
        change(&choice)
        let days = try choice.days(today: samples.words.zone.date(of: samples.words.now))
        return "\(days.from) \(days.to)"
    }

    @Test func `is of the last month, or quarter, that is over where nothing is chosen`() throws {
        #expect(try days(false) == "2026-10-01 2026-11-01")
        #expect(try days(true) == "2026-07-01 2026-10-01")
        let chosen = try days(false) { ($0.from, $0.to) = ("2026-01-05", "2026-01-05") }
        #expect(chosen == "2026-01-05 2026-01-06")
        #expect(throws: ReportsFlaw.noDay("")) { try days(false) { $0.from = "2026-01-05" } }
        #expect(throws: ReportsFlaw.noDay("x")) { try days(true) { $0.from = "x" } }
        #expect(throws: ReportsFlaw.order) {
            try days(false) { ($0.from, $0.to) = ("2026-01-05", "2026-01-04") }
        }
    }

    @Test func `offers periods, an evaluator those alone that an evaluator may have`() {
        let report = SamplePages.report(places: 2)
        let all = samples.reports(report).periods
        #expect(
            all.map(\.name) == [
                "november 2026", "oktober 2026", "september 2026", "3. kvartal 2026",
                "2. kvartal 2026", "2025", "2024",
            ])
        #expect(all[0].path == "/console/reports?from=2026-11-01&to=2026-11-22")
        #expect(all.filter(\.isCurrent).map(\.name) == ["oktober 2026"])
        let quarters = samples.reports(report, isOfQuarters: true).periods
        #expect(
            quarters.map(\.name) == [
                "3. kvartal 2026", "2. kvartal 2026", "1. kvartal 2026", "4. kvartal 2025", "2025",
                "2024",
            ])
        #expect(quarters[3].path == "/console/reports?from=2025-10-01&to=2025-12-31")
    }

    @Test func `shows one part at a time, the main figures first, and leads to the others`() {
        let report = SamplePages.report(places: 2)
        let first = samples.reports(report)
        #expect(first.parts.first { $0.isCurrent }?.name == "Hovedtal")
        let told = Markup(html(first)).words
        #expect(told.contains("Opkald fra og med 2026-07-01 og før 2026-10-01"))
        #expect(told.contains("Contacts <before> the hotline are not known."))
        // A figure of the first part leads to how it is counted.
        let target = "from=2026-10-01&amp;to=2026-10-31&amp;part=figures#figure-offered"
        #expect(html(first).contains("href=\"/console/reports?" + target))
        let figures = html(samples.reports(report, part: "figures"))
        #expect(figures.contains("id=\"figure-offered\"") && !figures.contains("hotlinectl calls"))
        #expect(html(samples.reports(report, part: "time")).contains("<svg"))
        #expect(html(samples.reports(report, part: "none")) == html(first))
    }

    @Test func `has the report's style as a file, and says what does not fit`() {
        let page = samples.reports(SamplePages.report(places: 40), part: "places")
        #expect(page.trimmed?.hasPrefix("70 rækker er ikke vist her.") == true)
        #expect(html(page).contains("href=\"\(ConsoleAsset.report.path)\""))
        #expect(ConsoleAsset.at(ConsoleAsset.report.path) != nil)
        #expect(samples.reports(SamplePages.report(places: 40)).trimmed == nil)
        #expect(samples.reports(SamplePages.report(places: 2), part: "places").trimmed == nil)
    }
}
