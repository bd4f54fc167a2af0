import HotlineTestSupport
import OnCallRoster
import ReportPages
import Testing

@testable import HotlineControl

@Suite struct ChartLayoutTests {
    /// A plan of some institutions with some lines each.
    private func plan(owners: Int, lines: Int, weeks: Int) throws -> ResolvedPlan {
        var yaml = "roster: 1\ninstitutions:\n"
        for owner in 0..<owners {
            yaml += "  o\(owner):\n    lines:\n"
            for line in 0..<lines { yaml += "      l\(line): { covers: never }\n" }
        }
        let monday = try #require(CivilDate("2026-03-02"))
        return try ResolvedPlan(
            yaml + PlanRosters.people, "\(monday)", "\(monday + 7 * weeks)")
    }

    @Test(arguments: [(1, 1, 1), (1, 3, 4), (5, 2, 6), (1, 60, 2), (40, 1, 2), (7, 9, 9)])
    func `every line stands once in every band, and nothing lies over the page's edge`(
        owners: Int, lines: Int, weeks: Int
    ) throws {
        let plan = try plan(owners: owners, lines: lines, weeks: weeks)
        let svg = PlanChart(plan, .english).svg
        for line in plan.lines {
            let count = svg.split(separator: "data-line=\"\(line.id)\"").count - 1
            #expect(count == weeks)
        }
        let pages = svg.split(separator: "class=\"page\"").dropFirst()
        for page in pages {
            // The base lines of its texts; those of turned ones count from their own bar.
            let bases = page.split(separator: "<text x=\"").dropFirst().compactMap { text in
                text.split(separator: "y=\"").dropFirst().first?.split(separator: "\"").first
            }.compactMap { Double($0) }
            #expect(bases.count > 5)
            for base in bases { #expect(base > 0 && base < ChartLayout.page.height) }
        }
        #expect(svg.contains("viewBox=\"0 0 1188 \(840 * pages.count)\""))
        #expect(svg.contains("width=\"297mm\" height=\"\(210 * pages.count)mm\""))
    }

    @Test func `four weeks of an institution's three lines are one page, five are two`() throws {
        let month = PlanChart(try plan(owners: 1, lines: 3, weeks: 5), .danish).svg
        #expect(month.contains(">side 2 af 2 · "))
        let weeks = PlanChart(try plan(owners: 1, lines: 3, weeks: 4), .danish).svg
        #expect(!weeks.contains(">side "))
    }

    @Test func `an owner whose lines go on is told again`() throws {
        let svg = PlanChart(try plan(owners: 1, lines: 60, weeks: 1), .danish).svg
        #expect(svg.contains(">o0 (fortsat)<"))
        #expect(svg.split(separator: "class=\"band\"").count - 1 > 1)
    }

    @Test func `every day is as wide as any other, and its hours follow the clock`() {
        let zone = TimeZoneRules(identifier: "Europe/Copenhagen") ?? .utc
        let first = CivilDate("2026-10-24") ?? CivilDate(dayNumber: 0)
        let days = (0..<3).map {
            Interval(zone.instant(first + $0), zone.instant(first + ($0 + 1)))
        }
        let scale = ChartScale(columns: days, left: 100, columnWidth: 240)
        #expect(days.map { scale.x(of: $0.start) } == [100, 340, 580])
        #expect(scale.x(of: days[2].end) == 820)
        #expect(scale.x(of: days[0].start - .hours(5)) == 100)
        #expect(scale.x(of: days[2].end + .hours(5)) == 820)
        // Sunday has 25 hours: its noon is 13 hours after its midnight.
        let noon = scale.x(of: zone.instant(first + 1, minutes: 720))
        #expect(abs(noon - (340 + 240 * 13 / 25)) < 0.001)
    }
}
