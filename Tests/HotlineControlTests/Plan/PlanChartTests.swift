import Foundation
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct PlanChartTests {
    private func chart(_ plan: ResolvedPlan, _ words: PlanWords = .danish) -> String {
        PlanChart(plan, words).svg
    }

    private func count(_ part: String, in text: String) -> Int {
        text.split(separator: part, omittingEmptySubsequences: false).count - 1
    }

    @Test func `every shift and gap is drawn in every week that it touches`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-19", "2026-11-23")
        let svg = chart(plan)
        let weeks = plan.weeks.map { $0.span(in: plan.roster.zone) }
        for line in plan.lines {
            for shift in line.shifts {
                let bar =
                    "data-professional=\"\(shift.professional)\" data-from=\""
                    + "\(shift.interval.texts.from)\" data-to=\"\(shift.interval.texts.to)\""
                let touched = weeks.count { $0.overlaps(shift.interval) }
                let lines = plan.lines.count { other in
                    other.shifts.contains {
                        $0.interval == shift.interval && $0.professional == shift.professional
                    }
                }
                #expect(count(bar, in: svg) == touched * lines)
            }
        }
        #expect(count("class=\"band\"", in: svg) == 5)
        #expect(count("class=\"gap\"", in: svg) == 34)
        #expect(count("class=\"gap closed\"", in: svg) == 1)
        #expect(svg.contains("35 huller"))
    }

    @Test func `gaps, holidays, clock changes and weeks are told in both languages`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-19", "2026-10-26")
        let danish = chart(plan)
        for text in [
            ">Uge 43<", ">man 19. okt.<", ">uret stilles en time tilbage kl. 03:00<",
            ">lukket 00–24<",
            ">hul: ingen på vagt<", ">weekend eller helligdag<", ">Anna Holm (anna)<", ">!<",
        ] { #expect(danish.contains(text), "\(text)") }
        let english = chart(
            try ResolvedPlan(PlanRosters.small, "2026-12-21", "2027-01-04"), .english)
        for text in [
            ">Week 52<", ">Week 53<", ">Thu 24 Dec<", ">Christmas Eve<", ">New Year’s Day<",
            ">gap: nobody on duty<", ">weekend or holiday<",
        ] { #expect(english.contains(text), "\(text)") }
        #expect(!english.contains("clocks go"))
    }

    @Test func `it names its period, whose it is, and the roster`() throws {
        let plan = try ResolvedPlan(PlanRosters.small, "2026-10-19", "2026-10-26")
        let svg = chart(plan)
        #expect(svg.contains("<title>Vagtplan 19.–25. oktober 2026</title>"))
        #expect(svg.contains("sha256 \(plan.roster.sha256.prefix(12))"))
        #expect(svg.contains("role=\"img\" aria-label=\"Vagtplan 19.–25. oktober 2026. "))
        let carla = chart(try plan.only("carla"))
        #expect(carla.contains(">Vagtplan for Carla Nørgaard, 19.–25. oktober 2026<"))
        #expect(!carla.contains("Anna Holm"))
    }

    @Test func `it holds all that it needs, runs nothing, and is the same each time`() throws {
        let plan = try ResolvedPlan(PlanRosters.example(), "2026-10-19", "2026-11-02")
        let svg = chart(plan)
        #expect(svg == chart(plan))
        for part in ["<script", "href", "<image", "<style", "@import", "onload", "<foreignObject"] {
            #expect(!svg.contains(part), "\(part)")
        }
        #expect(count("http", in: svg) == 1)
        let used = svg.split(separator: "url(#").dropFirst().compactMap {
            $0.split(separator: ")").first
        }
        for name in Set(used) { #expect(svg.contains("<pattern id=\"\(name)\""), "\(name)") }
        #expect(!svg.contains("byttet"))
    }

    @Test func `a name stays text, whatever it holds`() throws {
        let people = """
            professionals:
              anna: { name: "<b>&\\"A\\"\\u0001\\uFFFE'</b>", phones: ["112"] }
            """
        let rules = "rotations: [{ professionals: [anna], starts: 2026-01-05, turn: 1 week }]"
        let svg = chart(
            try ResolvedPlan(PlanRosters.line(rules, people: people), "2026-11-02", "2026-11-03"))
        #expect(svg.contains("&lt;b&gt;&amp;&quot;A&quot;"))
        #expect(!svg.contains("<b>"))
        #expect(!svg.unicodeScalars.contains("\u{1}"))
        #expect(!svg.unicodeScalars.contains("\u{FFFE}"))
    }

    @Test func `no period breaks the drawing`() throws {
        let roster = try PlanRosters.example()
        for (from, to, bands) in [
            ("2026-03-29", "2026-03-30", 1), ("2026-10-20", "2026-10-27", 1),
            ("2026-10-20", "2026-10-28", 2), ("2026-01-01", "2027-01-01", 53),
        ] {
            let svg = chart(try ResolvedPlan(roster, from, to), .english)
            #expect(count("class=\"band\"", in: svg) == bands)
            for wrong in ["nan", "inf", "e+", "e-0"] {
                #expect(!svg.contains("=\"\(wrong)"), "\(wrong)")
            }
        }
    }

    // MARK: Reading it

    @Test func `all text stands out from what is behind it by 4·5 to 1`() {
        let bars = ChartColour.persons.map(\.hex) + [ChartSign.Look.desk.colour.hex]
        let papers = [ChartInk.paper, ChartInk.dayOff, ChartInk.outside, ChartInk.owner]
        for behind in bars { #expect(contrast(ChartInk.black, behind) >= 4.5, "\(behind)") }
        for text in [ChartInk.black, ChartInk.grey, ChartInk.blue, ChartInk.red] {
            for behind in papers { #expect(contrast(text, behind) >= 4.5, "\(text) \(behind)") }
        }
        #expect(contrast(ChartInk.paper, ChartInk.alarm) >= 4.5)
        #expect(abs(contrast("#000000", "#ffffff") - 21) < 0.01)
        #expect(contrast("#777777", "#ffffff") < 4.5)
    }

    /// The contrast ratio of two colours (WCAG 2.1, *contrast ratio*).
    private func contrast(_ one: String, _ other: String) -> Double {
        let (first, second) = (luminance(one), luminance(other))
        return (max(first, second) + 0.05) / (min(first, second) + 0.05)
    }

    private func luminance(_ hex: String) -> Double {
        let value = Int(hex.dropFirst(), radix: 16) ?? 0
        let channels = [value >> 16, value >> 8 & 255, value & 255].map { channel in
            let part = Double(channel) / 255
            return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }

    @Test func `forty persons look different from each other, a desk from all of them`() {
        let looks = (0..<40).map { ChartSign.Look(person: $0) }
        #expect(Set(looks).count == 40)
        #expect(!looks.contains(.desk))
        // In black and white, neighbours in the roster have different patterns.
        for (one, next) in zip(looks, looks.dropFirst()) { #expect(one.pattern != next.pattern) }
    }

    @Test func `everybody has letters of their own, and the same ones next month`() throws {
        let people = """
            professionals:
              anna: { name: Anna Holm, phones: ["112"] }
              arne: { name: Arne Hansen, phones: ["112"] }
              asta: { name: Asta Hansen, phones: ["112"] }
              axel: { name: Axel Hansen, phones: ["112"] }
              alma: { name: Alma Hansen, phones: ["112"] }
              bo: { name: Bo, phones: ["112"] }
            """
        let rules = """
            rotations:
              - { professionals: [bo, alma, axel, asta, arne, anna], starts: 2026-01-05, turn: 1 week }
            """
        let yaml = PlanRosters.line(rules, people: people)
        let keys = try [("2026-11-02", "2026-12-28"), ("2026-11-02", "2026-11-09")].map {
            ChartKey(of: try ResolvedPlan(yaml, $0.0, $0.1))
        }
        let codes = keys.map { key in
            ["anna", "arne", "asta", "axel", "alma", "bo"].map {
                key[ProfessionalID(rawValue: $0)].code
            }
        }
        #expect(codes[0] == ["AH", "AHa", "AHan", "AH2", "AH3", "BO"])
        #expect(codes[0] == codes[1])
    }
}
