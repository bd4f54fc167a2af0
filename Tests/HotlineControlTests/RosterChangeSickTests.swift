import HotlineTestSupport
import HotlineTexts
import OnCallRoster
import Testing

@testable import HotlineControl
@testable import RosterChanges

/// `roster sick`
@Suite struct RosterChangeSickTests {
    @Test func `an illness is written, and each gap told with who could fill it`() throws {
        let folder = try ChangedFolder()
        let report = try folder.make(.absence(of: "bo"), from: "2026-11-24", to: nil)
        #expect(
            try folder.text() == """
                # Changes made by 'hotlinectl roster override' and 'hotlinectl roster sick', newest last.
                # This file is part of the roster: an entry may be edited, or removed when it is over.

                absences:
                  # 2026-11-22T12:00:00Z by planner: hotlinectl roster sick bo --from 2026-11-24 --to 2026-11-24
                  - who: bo
                    from: 2026-11-24
                    to: 2026-11-24

                """)
        #expect(
            report.text == """
                bo (Bo Sønderskov) is absent from Tue 2026-11-24 00:00 to Wed 2026-11-25 00:00, Europe/Copenhagen
                egetraeet/first (Forvagt)
                   Tue 2026-11-24 15:00  Wed 2026-11-25 00:00  was bo (Bo Sønderskov)  now nobody: a gap
                written to \(folder.changes)
                """)
        #expect(
            report.notes == [
                "nobody fills egetraeet/first (Forvagt) from Tue 2026-11-24 15:00 to "
                    + "Wed 2026-11-25 00:00",
                "  free then: anna (Anna Holm), carla (Carla Nørgaard)",
                "  to fill it: hotlinectl roster override --line egetraeet/first --who anna "
                    + "--from '2026-11-24 15:00' --to '2026-11-25 00:00'",
                "bo (Bo Sønderskov) fills egetraeet/first (Forvagt) again from Wed 2026-11-25 00:00 "
                    + "to Wed 2026-11-25 08:00; if the absence lasts longer, add it from "
                    + "'2026-11-25 00:00' on",
            ])
    }

    @Test func `the override that a gap's note names fills it`() throws {
        let folder = try ChangedFolder()
        try folder.make(.absence(of: "bo"), from: "2026-11-24", to: "2026-11-25 08:00")
        #expect(try folder.reading().problems.contains { $0.code == .gap })
        let report = try folder.make(
            .override(line: "egetraeet/first", who: "anna"), from: "2026-11-24 15:00",
            to: "2026-11-25 08:00")
        #expect(report.text.contains("was nobody: a gap  now anna (Anna Holm)"))
        #expect(try !folder.reading().problems.contains { $0.code == .gap })
    }

    @Test func `who is on duty or away is not free`() throws {
        let folder = try ChangedFolder()
        try folder.make(.absence(of: "anna"), from: "2026-11-20", to: "2026-11-30")
        try folder.make(
            .override(line: "egetraeet/backup", who: "carla"), from: "2026-11-24 20:00",
            to: "2026-11-24 22:00")
        let report = try folder.make(.absence(of: "bo"), from: "2026-11-24", to: "2026-11-25 08:00")
        // Nobody of the line is left, so others of the institution are named.
        #expect(report.notes.contains("  free then: dorte (Dorte Ægidius)"))
    }

    @Test func `a gap that an override opens is mended in the override`() throws {
        let folder = try ChangedFolder()
        let report = try folder.make(.absence(of: "carla"), from: "2026-12-02", to: "2026-12-03")
        #expect(
            report.notes.contains(
                "  an override stands there: change its 'who' in \(folder.path)/roster.yaml:17:13"))
    }

    @Test func `who would have filled no line is absent all the same`() throws {
        let folder = try ChangedFolder()
        let report = try folder.make(
            .absence(of: "bo"), from: "2026-11-23 12:00", to: "2026-11-24 12:00")
        #expect(
            report.text == """
                bo (Bo Sønderskov) is absent from Mon 2026-11-23 12:00 to Tue 2026-11-24 12:00, Europe/Copenhagen
                and would have filled no line then
                written to \(folder.changes)
                """)
        #expect(report.notes == [])
        #expect(try folder.reading().roster?.absences.count == 1)
    }

    @Test func `who is absent already is told where`() throws {
        let folder = try ChangedFolder()
        try folder.make(.absence(of: "bo"), from: "2026-11-24", to: "2026-11-26")
        let failure = try folder.refusal(
            .absence(of: "bo"), from: "2026-11-25", to: "2026-11-25 12:00")
        #expect(
            failure.message == "bo (Bo Sønderskov) is absent then already (\(folder.changes):6:5)")
        #expect(failure.status == .answerIsNo)
    }

    @Test func `an absence may go on`() throws {
        let folder = try ChangedFolder()
        try folder.make(.absence(of: "bo"), from: "2026-11-24", to: nil)
        try folder.make(.absence(of: "bo"), from: "2026-11-24", to: "2026-11-25")
        let roster = try #require(try folder.reading().roster)
        #expect(
            roster.absent["bo"]?.intervals == [
                Interval(instant("2026-11-23T23:00"), instant("2026-11-25T23:00"))
            ])
    }

    @Test func `many gaps are counted beyond the tenth`() throws {
        let folder = try ChangedFolder()
        let report = try folder.make(.absence(of: "bo"), from: "2026-12-01", to: "2027-01-15")
        #expect(report.notes.count { $0.hasPrefix("nobody fills egetraeet/first") } == 10)
        let rest = "and 6 more: hotlinectl roster plan --from 2026-12-30 --to 2027-01-17"
        #expect(report.notes.contains(rest))
    }

    @Test func `what is over already is told`() throws {
        let folder = try ChangedFolder()
        let report = try folder.make(.absence(of: "bo"), from: "2026-11-18", to: "2026-11-19")
        #expect(report.notes.first == "this is over already: no call is rung by it")
    }

    @Test func `nobody cannot be ill`() throws {
        let failure = try ChangedFolder().refusal(
            .absence(of: "nobody"), from: "2026-11-24", to: nil)
        #expect(failure.status == .answerIsNo)
        #expect(failure.message.hasPrefix("no professional 'nobody': "))
    }

    @Test func `it is told in Danish too`() throws {
        let folder = try ChangedFolder()
        let report = try folder.make(
            .absence(of: "bo"), from: "2026-11-24", to: nil, in: .danish)
        #expect(
            report.text == """
                bo (Bo Sønderskov) er fraværende fra tir 2026-11-24 00:00 til ons 2026-11-25 00:00, Europe/Copenhagen
                egetraeet/first (Forvagt)
                   tir 2026-11-24 15:00  ons 2026-11-25 00:00  før bo (Bo Sønderskov)  nu ingen: et hul
                skrevet i \(folder.changes)
                """)
        #expect(
            report.notes.contains("  ledige i den tid: anna (Anna Holm), carla (Carla Nørgaard)"))
        let again = try folder.refusal(.absence(of: "bo"), from: "2026-11-24", to: nil)
        #expect(
            again.text.danish
                == "bo (Bo Sønderskov) er allerede fraværende i den tid (\(folder.changes):6:5)")
    }
}
