import OnCallRoster
import Testing

@testable import HotlineControl
@testable import RosterChanges

/// `roster override`
@Suite struct RosterChangeOverrideTests {
    private func override(
        _ who: String, on line: String = "egetraeet/first"
    ) -> ChangeRequest.Rule {
        .override(line: line, who: who)
    }

    @Test func `an override is written with who made it and when`() throws {
        let folder = try ChangedFolder()
        let report = try folder.make(
            override("bo"), from: "2026-11-22 15:00", to: "2026-11-23 08:00",
            note: "byttet med Carla")
        #expect(
            try folder.text() == """
                # Changes made by 'hotlinectl roster override' and 'hotlinectl roster sick', newest last.
                # This file is part of the roster: an entry may be edited, or removed when it is over.

                overrides:
                  # 2026-11-22T12:00:00Z by planner: hotlinectl roster override --line egetraeet/first \
                --who bo --from '2026-11-22 15:00' --to '2026-11-23 08:00'
                  - line: egetraeet/first
                    who: bo
                    from: 2026-11-22 15:00
                    to: 2026-11-23 08:00
                    note: "byttet med Carla"

                """)
        #expect(
            report.text == """
                times of Europe/Copenhagen
                egetraeet/first (Forvagt)
                   Sun 2026-11-22 15:00  Mon 2026-11-23 08:00  was carla (Carla Nørgaard)  now bo (Bo Sønderskov)
                written to \(folder.changes)
                """)
        #expect(report.notes == [])
    }

    @Test func `who empties a line hears what that leaves open`() throws {
        let folder = try ChangedFolder()
        let report = try folder.make(
            override("nobody", on: "egetraeet/backup"), from: "2026-11-23T05:00:00Z",
            to: "2026-11-23T09:00:00+01:00")
        #expect(
            report.text == """
                times of Europe/Copenhagen
                egetraeet/backup (Bagvagt)
                   Mon 2026-11-23 06:00  Mon 2026-11-23 08:00  was dorte (Dorte Ægidius)  now nobody: closed
                   Mon 2026-11-23 08:00  Mon 2026-11-23 09:00  was eva (Eva Ågesen)       now nobody: closed
                written to \(folder.changes)
                """)
        let written = "    from: 2026-11-23 06:00\n    to: 2026-11-23 09:00\n"
        #expect(try folder.text().contains(written))
        // Where the other line claims nothing, nobody is left.
        let codes = report.notes.map { $0.split(separator: " ").last }
        #expect(codes == ["[closed]", "[unreachable]"])
        #expect(report.notes.first?.contains("egetraeet/backup is closed from 2026-11-23") == true)
    }

    @Test func `a new warning is told: one person on two lines`() throws {
        let folder = try ChangedFolder()
        try folder.write(
            "routing.yaml", "routing: { steps: [{ ring: [first, backup], seconds: 25 }] }\n")
        let report = try folder.make(
            override("dorte"), from: "2026-11-22 15:00", to: "2026-11-23 08:00")
        #expect(report.notes.count == 1)
        #expect(report.notes.first?.hasSuffix("[same-person-in-step]") == true)
    }

    @Test func `whole days are written as days`() throws {
        let folder = try ChangedFolder()
        try folder.make(
            override("anna", on: "egetraeet/backup"), from: "2026-11-28", to: "2026-11-29")
        #expect(try folder.text().contains("    from: 2026-11-28\n    to: 2026-11-29\n"))
        let backup = LineID(.institution("egetraeet"), "backup")
        let overrides = try #require(folder.reading().roster?.line(backup)).overrides
        #expect(overrides.map(\.interval.duration) == [.days(2)])
    }

    @Test func `the second goes below the first, and what stands in the file stays`() throws {
        let folder = try ChangedFolder(
            changes: "# by hand\noverrides: # tonight\n- {line: egetraeet/first, who: bo,"
                + " from: 2026-11-22, to: 2026-11-22}\n# end")
        try folder.make(override("anna"), from: "2026-11-25 15:00", to: "2026-11-26 08:00")
        #expect(
            try folder.text() == """
                # by hand
                overrides: # tonight
                - {line: egetraeet/first, who: bo, from: 2026-11-22, to: 2026-11-22}
                # 2026-11-22T12:00:00Z by planner: hotlinectl roster override --line egetraeet/first \
                --who anna --from '2026-11-25 15:00' --to '2026-11-26 08:00'
                - line: egetraeet/first
                  who: anna
                  from: 2026-11-25 15:00
                  to: 2026-11-26 08:00
                # end
                """)
    }

    @Test func `another override then is named, with its place`() throws {
        let folder = try ChangedFolder()
        let failure = try folder.refusal(
            override("bo"), from: "2026-12-02 20:00", to: "2026-12-03 09:00")
        #expect(failure.status == .answerIsNo)
        #expect(
            failure.message == """
                egetraeet/first has an override then already: carla (Carla Nørgaard) from \
                Wed 2026-12-02 15:00 to Thu 2026-12-03 08:00 (\(folder.path)/roster.yaml:17:13); \
                end it where this one begins, change its 'who', or remove it
                """)
        #expect(try folder.names() == ["roster.yaml"])
    }

    @Test func `what is so already is refused`() throws {
        let folder = try ChangedFolder()
        let byOverride = try folder.refusal(
            override("carla"), from: "2026-12-02 16:00", to: "2026-12-03 08:00")
        #expect(
            byOverride.message == """
                it is so already: an override gives egetraeet/first to carla (Carla Nørgaard) then \
                (\(folder.path)/roster.yaml:17:13)
                """)
        let byRotation = try folder.refusal(
            override("carla"), from: "2026-11-22 15:00", to: "2026-11-23 08:00")
        #expect(byRotation.status == .answerIsNo)
        #expect(
            byRotation.message == """
                it is so already: carla (Carla Nørgaard) fills egetraeet/first (Forvagt) from \
                Sun 2026-11-22 15:00 to Mon 2026-11-23 08:00; nothing was changed
                """)
        #expect(try folder.names() == ["roster.yaml"])
    }

    @Test func `who is absent then is not put on`() throws {
        let folder = try ChangedFolder()
        try folder.make(.absence(of: "bo"), from: "2026-11-22", to: "2026-11-23")
        let failure = try folder.refusal(
            override("bo"), from: "2026-11-22 15:00", to: "2026-11-23 08:00")
        #expect(failure.status == .answerIsNo)
        #expect(
            failure.message == """
                bo (Bo Sønderskov) is absent then (\(folder.changes):6:5): name somebody else, or \
                end the absence there
                """)
    }

    @Test func `where an absence takes part of it the gap is told`() throws {
        let folder = try ChangedFolder()
        try folder.make(.absence(of: "bo"), from: "2026-11-23", to: "2026-11-23")
        let report = try folder.make(
            override("bo"), from: "2026-11-22 15:00", to: "2026-11-23 08:00")
        #expect(
            report.notes == [
                "nobody fills egetraeet/first (Forvagt) from Mon 2026-11-23 00:00 to "
                    + "Mon 2026-11-23 08:00",
                "  free then: anna (Anna Holm), carla (Carla Nørgaard)",
                "  an override stands there: change its 'who' in \(folder.changes):12:5",
            ])
    }

    @Test(arguments: [
        ("egetraet/first", "bo", "no line 'egetraet/first': did you mean 'egetraeet/first'?"),
        ("first", "bo", "no line 'first': the roster has egetraeet/backup, egetraeet/first"),
        ("egetraeet/first", "bob", "no professional 'bob': did you mean 'bo'?"),
    ])
    func `what the roster does not have is told`(
        _ line: String, _ who: String, _ message: String
    ) throws {
        let folder = try ChangedFolder()
        let failure = try folder.refusal(
            override(who, on: line), from: "2026-11-22 15:00", to: "2026-11-23 08:00")
        #expect(failure.status == .answerIsNo && failure.message == message)
    }

    @Test func `a roster with errors is to be mended first`() throws {
        let folder = try ChangedFolder()
        try folder.write("more.yaml", "absences: [{ who: bob, from: 2026-12-01, to: 2026-12-02 }]")
        let failure = try folder.refusal(
            override("bo"), from: "2026-11-22 15:00", to: "2026-11-23 08:00")
        #expect(failure.status == .answerIsNo)
        #expect(
            failure.message == """
                nothing was changed, because the roster has errors and would not take effect: mend \
                them first
                \(folder.path)/more.yaml:1:19: error: no professional 'bob' (did you mean 'bo'?) \
                [unknown-id]
                """)
    }

    @Test func `a list that does not stand below its key is left alone`() throws {
        let folder = try ChangedFolder(changes: "overrides: []\n")
        let failure = try folder.refusal(
            override("bo"), from: "2026-11-22 15:00", to: "2026-11-23 08:00")
        #expect(failure.status == .answerIsNo)
        #expect(failure.message.contains("put each entry below 'overrides:' or 'absences:'"))
        #expect(try folder.text() == "overrides: []\n")
    }
}
