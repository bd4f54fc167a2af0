import HotlineAPI
import HotlineSettings
import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

/// The results that other programs read, on the printed roster.
@Suite struct RosterReportsTests {
    private func printed() throws -> Roster {
        let reading = try RosterFolder(path: "\(Fixtures.rosters)/printed").read(now: Fixtures.now)
        return try #require(reading.roster)
    }

    private func week() throws -> RosterPlanReport {
        RosterPlanReport(
            try printed(),
            in: Interval(instant("2026-11-01T23:00:00"), instant("2026-11-08T23:00:00")))
    }

    private func minimal() throws -> Roster {
        let path = "\(Fixtures.rosters)/good-minimal.yaml"
        return try #require(try RosterFolder(path: path).read(now: Fixtures.now).roster)
    }

    @Test func `who tells the professional and the end of the duty`() throws {
        let report = try RosterWhoReport(
            printed(), at: instant("2026-11-02T18:00:00"), of: .institution("egetraeet"))
        #expect(report.document.at == "2026-11-02T18:00:00Z")
        #expect(
            report.document.lines == [
                RosterWhoDocument.Line(
                    institution: "egetraeet", municipality: nil, line: "first",
                    professional: "anna", until: "2026-11-03T07:00:00Z"),
                RosterWhoDocument.Line(
                    institution: "egetraeet", municipality: nil, line: "backup",
                    professional: "dorte", until: "2026-11-09T07:00:00Z"),
            ])
        #expect(report.text.contains("Anna Holm"))
        #expect(report.text.contains("until Tue 2026-11-03 08:00"))
    }

    @Test func `who says nobody by null, and in words who is next`() throws {
        let report = try RosterWhoReport(
            printed(), at: instant("2026-11-03T09:00:00"), of: .family("jensen"))
        #expect(report.document.lines.map(\.line) == ["office", "first", "backup"])
        #expect(report.document.lines.map(\.professional) == ["familieplejen", nil, "dorte"])
        #expect(report.document.lines[0].institution == nil)
        #expect(report.document.lines[0].municipality == "fjordby")
        let json = try JSONDocument(report.document).text
        #expect(
            json.contains(
                #"{"institution":"egetraeet","line":"first","municipality":null,"#
                    + #""professional":null,"until":null}"#))
        #expect(report.text.contains("next anna from Tue 2026-11-03 15:00"))
    }

    @Test func `a duty without a known end is until null`() throws {
        let report = try RosterWhoReport(minimal(), at: Fixtures.now, of: .all)
        #expect(report.document.lines.map(\.professional) == ["anna", "bo"])
        #expect(report.document.lines.map(\.until) == [nil, nil])
    }

    @Test func `an unknown institution or family names a near one`() throws {
        let roster = try printed()
        let institution = #expect(throws: Failure.self) {
            try RosterWhoReport(roster, at: Fixtures.now, of: .institution("egetraet"))
        }
        #expect(institution?.status == .answerIsNo)
        #expect(institution?.message == "no institution 'egetraet': did you mean 'egetraeet'?")
        let family = #expect(throws: Failure.self) {
            try RosterWhoReport(roster, at: Fixtures.now, of: .family("jensenn"))
        }
        #expect(family?.message == "no family 'jensenn': did you mean 'jensen'?")
    }

    @Test func `the plan has the printed first shift and gap`() throws {
        let report = try week()
        #expect(report.document.from == "2026-11-01T23:00:00Z")
        #expect(report.document.to == "2026-11-08T23:00:00Z")
        let first = try #require(
            report.document.lines.first { $0.institution == "egetraeet" && $0.line == "first" })
        let shift = try #require(first.shifts.first)
        #expect(shift.from == "2026-11-02T14:00:00Z")
        #expect(shift.to == "2026-11-03T07:00:00Z")
        #expect(shift.professional == "anna")
        #expect(shift.because == "rotation")
        #expect(shift.source.hasSuffix("opsaetning.yaml:51:13"))
        #expect(
            first.gaps == [
                RosterPlanDocument.Span(from: "2026-11-01T23:00:00Z", to: "2026-11-02T07:00:00Z")
            ])
    }

    @Test func `neighbours are one shift, and the interval cuts the last`() throws {
        let first = try #require(
            try week().document.lines.first { $0.institution == "egetraeet" && $0.line == "first" })
        #expect(first.shifts.count == 5)
        #expect(first.shifts.last?.from == "2026-11-06T12:00:00Z")
        #expect(first.shifts.last?.to == "2026-11-08T23:00:00Z")
    }

    @Test func `municipalities' lines come first and have no institution`() throws {
        let report = try week()
        let office = try #require(report.document.lines.first)
        #expect(office.line == "office")
        #expect(office.municipality == "fjordby")
        #expect(office.gaps.isEmpty)
        let json = try JSONDocument(report.document).text
        #expect(json.contains(#""institution":null,"line":"office","municipality":"fjordby""#))
    }

    @Test func `the plan's alarms are those of its interval`() throws {
        let alarms = try week().alarms
        #expect(alarms.count == 4)
        for alarm in alarms {
            #expect(alarm.contains(": alarm: nobody fills "))
            #expect(alarm.hasSuffix("[gap]"))
        }
        let later = RosterPlanReport(
            try printed(),
            in: Interval(instant("2026-11-08T23:00:00"), instant("2026-11-15T23:00:00")))
        #expect(later.alarms.isEmpty)
    }

    @Test func `closed time is a gap of the plan and no alarm`() throws {
        let reading = read(
            """
            roster: 1
            institutions:
              egetraeet:
                name: Egetræet
                lines:
                  first:
                    rotations:
                      - { professionals: [anna], starts: 2026-01-01, turn: 1 week }
                    overrides:
                      - { who: nobody, from: 2026-11-24, to: 2026-11-24 }
                  backup:
                    rotations:
                      - { professionals: [bo], starts: 2026-01-01, turn: 1 week }
            professionals:
              anna: { name: Anna Holm, phones: ["sip:anna@egetraeet.example"] }
              bo: { name: Bo Sønderskov, phones: ["sip:bo@egetraeet.example"] }
            """)
        let report = RosterPlanReport(
            try #require(reading.roster),
            in: Interval(instant("2026-11-22T23:00:00"), instant("2026-11-26T23:00:00")))
        #expect(report.document.lines[0].gaps.map(\.from) == ["2026-11-23T23:00:00Z"])
        #expect(report.document.lines[0].gaps.map(\.to) == ["2026-11-24T23:00:00Z"])
        #expect(report.document.lines[0].shifts.count == 2)
        #expect(report.alarms.isEmpty)
    }
}
