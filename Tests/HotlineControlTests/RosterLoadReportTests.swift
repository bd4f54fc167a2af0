import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl

/// Load and fairness as a document and as tables.
@Suite struct RosterLoadReportTests {
    private func report(_ path: String, _ language: WrittenLanguage) throws -> RosterLoadReport {
        let reading = try RosterFolder(path: path).read(now: Fixtures.now)
        return RosterLoadReport(
            try #require(reading.roster), from: Fixtures.now, in: language)
    }

    private func minimal(_ language: WrittenLanguage) throws -> RosterLoadReport {
        try report("\(Fixtures.rosters)/good-duty-phone.yaml", language)
    }

    @Test func `the table has a row a professional, and figures below their heads`() throws {
        #expect(
            try minimal(.english).text.split(separator: "\n").prefix(6) == [
                "Load from 2026-11-22 13:00 to 2027-01-17 13:00",
                "PROFESSIONAL   HOURS  STANDBY   AWAKE  NIGHTS  WEEKENDS  HOLIDAYS  SHIFTS",
                "bo            1344.0   1344.0     0.0      56         9         0       1",
                "anna           672.0    672.0     0.0      28         5         0       5",
                "carla          672.0    672.0     0.0      28         4         0       4",
                "A night counts when at least 3 hours between 23:00 and 06:00 are duty.",
            ])
    }

    @Test func `a line's shares are told in Danish too`() throws {
        #expect(
            try minimal(.danish).text.split(separator: "\n").suffix(5) == [
                "VAGTLINJE         KOLLEGA             TIMER   ANDEL",
                "egetraeet/first   anna                672,0    50 %",
                "                  carla               672,0    50 %",
                "                  mest minus mindst     0,0",
                "egetraeet/backup  bo                 1344,0   100 %",
            ])
    }

    @Test(arguments: [WrittenLanguage.danish, .english])
    func `no line is longer than 80 columns`(_ language: WrittenLanguage) throws {
        let shipped = try report("\(Fixtures.root)/config/roster.d", language)
        #expect(shipped.text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let id = String(repeating: "langt-navn-", count: 8)
        let reading = read(
            """
            roster: 1
            institutions:
              \(id):
                lines:
                  first:
                    rotations:
                      - { professionals: [\(id)], starts: 2026-01-01, turn: 1 week }
            professionals:
              \(id): { phones: ["sip:a@x.example"] }
            """)
        let roster = try #require(reading.roster)
        let text = RosterLoadReport(roster, from: Fixtures.now, in: language).text
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
    }

    @Test func `the document tells minutes, and what is not known is null`() throws {
        let document = try minimal(.english).document
        #expect(document.from == "2026-11-22T12:00:00Z")
        #expect(document.professionals.map(\.professional) == ["bo", "anna", "carla"])
        #expect(document.professionals.map(\.dutyMinutes) == [80_640, 40_320, 40_320])
        let first = try #require(document.lines.first)
        #expect(first.professionals.map(\.share) == [0.5, 0.5])
        #expect(
            [first.leastMinutes, first.mostMinutes, first.differenceMinutes] == [40_320, 40_320, 0])
        let json = try JSONDocument(document).text
        #expect(json.contains(#""duty_minutes":80640,"holidays":0,"institution":null"#))
        #expect(json.contains(#""institution":"egetraeet","least_minutes":40320,"line":"first""#))
    }
}
