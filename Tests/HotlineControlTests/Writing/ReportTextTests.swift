import HotlineAPI
import HotlineTexts
import Testing

@testable import HotlineControl

/// `report --format text`: the same figures in both languages.
@Suite struct ReportTextTests {
    private typealias Figure = ReportDocument.Figure

    private let report = ReportDocument(
        from: "2026-01-01", to: "2027-01-01", zone: "Europe/Copenhagen",
        made: "2027-01-04T08:00:00Z", version: "1.4.0",
        notes: ["Contacts before the hotline are not known."],
        figures: [
            Figure(figure: "offered", unit: "calls", value: 1234, n: 1234, formula: "calls"),
            Figure(
                figure: "answer-rate", unit: "share", value: 0.925, n: 1200, low: 0.9, high: 0.94,
                formula: "answered / calls", target: 0.9, met: true),
            Figure(
                figure: "time-to-human-p50", unit: "seconds", value: 23.46, n: nil,
                formula: "of the time"),
            Figure(figure: "reach", unit: "share", value: nil, n: 0, formula: "families"),
            Figure(figure: "cost", unit: "dkk", value: 1234.5, n: nil, formula: "money"),
            Figure(figure: "at-full-moon", unit: "ratio", value: 1.25, n: 8, formula: "of it"),
        ],
        tables: [
            ReportDocument.Table(
                by: "weekday",
                rows: [
                    ReportDocument.Row(
                        part: "1 monday",
                        figures: [
                            Figure(
                                figure: "offered", unit: "calls", value: 1100, n: 1100,
                                formula: "")
                        ]),
                    ReportDocument.Row(part: "2 tuesday", hidden: true, figures: []),
                ])
        ],
        waits: [
            ReportDocument.WaitBucket(from: 0, to: 10, calls: 7),
            ReportDocument.WaitBucket(from: 300, to: nil, calls: nil),
        ],
        enrolment: [
            ReportDocument.EnrolmentMonth(
                variant: "group", month: 1, families: 10, calls: 5, perFamily: 0.5)
        ],
        coverage: [
            ReportDocument.LineCoverage(
                line: "egetraeet/first", claimedMinutes: 1440, coveredMinutes: 1400)
        ],
        load: [
            ReportDocument.DutyLoad(
                owner: "egetraeet", professional: "anna", duties: 3, dutyMinutes: 2880,
                handlingMinutes: 60, interruptions: 4, atNight: 1, shortRests: 0)
        ])

    private func lines(_ language: WrittenLanguage) -> [String] {
        ReportText(report, in: language).text.split(separator: "\n").map(String.init)
    }

    private func line(_ start: String, _ language: WrittenLanguage) -> String? {
        lines(language).first { $0.hasPrefix(start) }.map {
            $0.split(separator: " ").joined(separator: " ")
        }
    }

    @Test func `in English as it ever was`() {
        let text = ReportText(report).text
        #expect(
            text.hasPrefix(
                "Calls from 2026-01-01 to before 2027-01-01 (Europe/Copenhagen), made "
                    + "2027-01-04T08:00:00Z\n\noffered            1234  "))
        let told = [
            "offered 1234 calls",
            "answer-rate 92.5 % (90.0 % to 94.0 %) of 1200, target 90.0 % answered / calls",
            "time-to-human-p50 23.5 s (n not shown) of the time",
            "reach cannot be said (n 0) families", "cost 1234.5 kr. money",
            "at-full-moon 1.3 (n 8) of it", "By weekday", "1 monday 1100", "2 tuesday hidden",
            "Answered within", "0 s to 10 s 7", "300 s to any not shown", "Since enrolment",
            "variant month families calls per family", "group 1 10 5 0.5",
            "Coverage, in minutes", "line claimed covered", "egetraeet/first 1440 1400", "Load",
            "of duties duty min handling min interruptions at night short rests",
            "egetraeet/anna 3 2880 60 4 1 0", "Notes",
            "Contacts before the hotline are not known.",
        ]
        let said = lines(.english).map { $0.split(separator: " ").joined(separator: " ") }
        for line in told { #expect(said.contains(line), "\(line)") }
    }

    @Test func `in Danish, with the words of the page and the names that commands take`() {
        #expect(
            lines(.danish)[0]
                == "Opkald fra og med 2026-01-01 og før 2027-01-01 (Europe/Copenhagen), lavet "
                + "2027-01-04T08:00:00Z")
        #expect(
            line("answer-rate", .danish)
                == "answer-rate 92,5 % (90,0 % til 94,0 %) af 1.200, mål 90,0 % "
                + "Andel besvaret: Besvarede / (opkald − korte).")
        #expect(line("time-to-human-p50", .danish)?.contains(" 23,5 s (n skjult) ") == true)
        #expect(line("reach", .danish)?.contains(" kan ikke siges (n 0) ") == true)
        #expect(line("cost", .danish)?.contains(" 1.234,5 kr. I alt: ") == true)
        #expect(line("at-full-moon", .danish) == "at-full-moon 1,3 (n 8) of it")
    }

    @Test func `in Danish all that stands below the figures`() {
        let said = lines(.danish).map { $0.split(separator: " ").joined(separator: " ") }
        let told = [
            "Opkald efter ugedag", "mandag 1.100", "tirsdag skjult",
            "Tid, til et menneske tog opkaldet", "0–10 s 7", "5 min og mere skjult",
            "Efter måneder siden tilmelding", "variant måned familier opkald pr. familie",
            "gruppe 1 10 5 0,5", "Dækning, i minutter", "linje lovet dækket",
            "egetraeet/first 1.440 1.400", "Belastning",
            "hvem vagter min. på vagt min. på opkald afbrydelser om natten for kort hvil",
            "egetraeet/anna 3 2.880 60 4 1 0", "Bemærkninger",
        ]
        for line in told { #expect(said.contains(line), "\(line)") }
    }
}
