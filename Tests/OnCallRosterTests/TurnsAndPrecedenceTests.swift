import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct `Turns and precedence` {
    private let fourteen = (1...14).map { "p\($0)" }.joined(separator: ", ")

    @Test func `R1 turns of a day skip some for good, turns of a window skip nobody`() throws {
        func serving(_ turn: String) throws -> Set<Substring> {
            let line = try OneLine(
                """
                rotations:
                  - professionals: [\(fourteen)]
                    starts: 2026-11-02
                    turn: \(turn)
                    windows: ["Mon-Fri 08:00-16:00"]
                """)
            return Set(
                line.duties("2026-11-02T00:00", "2026-12-28T00:00")
                    .compactMap { $0.split(separator: " ").first })
        }
        #expect(try serving("1 day").count == 10)
        #expect(try serving("1 window").count == 14)
    }

    @Test func `R2 and R3 weeks turn on Thursdays, and nobody is on before the start`() throws {
        let line = try OneLine(
            """
            rotations:
              - professionals: [anna, bo]
                starts: 2026-11-05
                turn: 1 week
                handover: 12:00
                windows: ["Mon-Fri 08:00-16:00"]
            """)
        #expect(line.holder("2026-11-05T10:59") == nil)
        #expect(line.holder("2026-11-05T11:00") == "anna")
        #expect(line.holder("2026-11-12T10:59") == "anna")
        #expect(line.holder("2026-11-12T11:00") == "bo")
    }

    @Test(arguments: [false, true])
    func `R4 turns of two windows, whoever is away`(_ away: Bool) throws {
        let line = try OneLine(
            """
            rotations:
              - professionals: [anna, bo]
                starts: 2026-11-04
                turn: 2 windows
                windows: ["Mon,Wed,Fri 20:00-08:00"]
            """,
            more: away ? "absences: [{ who: anna, from: 2026-11-06, to: 2026-11-07 }]" : "")
        let who = ["2026-11-04", "2026-11-06", "2026-11-09", "2026-11-11", "2026-11-13"].map {
            line.holder("\($0)T20:00")
        }
        #expect(who == ["anna", away ? nil : "anna", "bo", "bo", "anna"])
    }

    @Test func `R5 a later beginning ends the turn before it`() throws {
        let line = try OneLine(
            """
            rotations:
              - professionals: [anna, bo]
                starts: 2026-11-07
                turn: 1 window
                windows: ["Sat 08:00-20:00", "Sat 16:00-02:00"]
            """)
        #expect(
            line.duties("2026-11-07T00:00", "2026-11-08T12:00") == [
                "anna 2026-11-07T07:00 2026-11-07T15:00", "bo 2026-11-07T15:00 2026-11-08T01:00",
            ])
    }

    @Test func `R6 a handover inside a window changes the professional`() throws {
        let line = try OneLine(
            """
            rotations:
              - professionals: [anna, bo]
                starts: 2026-11-06
                turn: 1 day
                handover: 03:00
                windows: ["Fri 20:00-08:00"]
            """)
        #expect(
            line.duties("2026-11-06T12:00", "2026-11-07T12:00") == [
                "anna 2026-11-06T19:00 2026-11-07T02:00", "bo 2026-11-07T02:00 2026-11-07T07:00",
            ])
    }

    @Test func `P1 override before shift before rotation, and absence takes all`() throws {
        let line = try OneLine(
            """
            rotations:
              - { professionals: [anna], starts: 2026-01-01, turn: 1 week }
            shifts:
              - { who: dorte, from: 2026-12-01 08:00, to: 2026-12-01 20:00 }
            overrides:
              - { who: bo, from: 2026-12-01 10:00, to: 2026-12-01 18:00 }
            """, more: "absences: [{ who: bo, from: 2026-12-01 12:00, to: 2026-12-01 14:00 }]")
        #expect(
            line.duties("2026-12-01T00:00", "2026-12-02T00:00") == [
                "anna 2026-12-01T00:00 2026-12-01T07:00",
                "dorte 2026-12-01T07:00 2026-12-01T09:00", "bo 2026-12-01T09:00 2026-12-01T11:00",
                "bo 2026-12-01T13:00 2026-12-01T17:00", "dorte 2026-12-01T17:00 2026-12-01T19:00",
                "anna 2026-12-01T19:00 2026-12-02T00:00",
            ])
    }

    @Test(arguments: [
        ("08:00", "10:00", ["bo", "anna"]), ("18:00", "20:00", ["anna", "bo"]),
        ("08:00", "20:00", ["bo"]),
    ])
    func `P2 overrides on the first, the last and all of a shift`(
        _ from: String, _ to: String, _ expected: [String]
    ) throws {
        let line = try OneLine(
            """
            shifts:
              - { who: anna, from: 2026-12-01 08:00, to: 2026-12-01 20:00 }
            overrides:
              - { who: bo, from: 2026-12-01 \(from), to: 2026-12-01 \(to) }
            """)
        let who = line.duties("2026-12-01T00:00", "2026-12-02T00:00").map {
            String($0.split(separator: " ")[0])
        }
        #expect(who == expected)
    }

    @Test func `P2a an absence includes its last day`() throws {
        let line = try OneLine(
            "rotations:\n  - { professionals: [anna], starts: 2026-01-01, turn: 1 week }",
            more: "absences: [{ who: anna, from: 2026-12-10, to: 2026-12-14 }]")
        #expect(
            line.spans("2026-12-08T00:00", "2026-12-16T00:00") == [
                "2026-12-08T00:00 2026-12-09T23:00", "2026-12-14T23:00 2026-12-16T00:00",
            ])
    }

    @Test func `nobody empties a line`() throws {
        let line = try OneLine(
            """
            rotations:
              - { professionals: [anna], starts: 2026-01-01, turn: 1 week }
            overrides:
              - { who: nobody, from: 2026-12-24, to: 2026-12-24 }
            """)
        #expect(line.holder("2026-12-24T12:00") == nil)
        #expect(line.holder("2026-12-25T12:00") == "anna")
    }

    @Test(arguments: 0..<40)
    func `who is on does not depend on the span that is asked for`(_ seed: Int) throws {
        let windows = ["Mon-Fri 16:00-08:00", "Sat,Sun,holiday 08:00-08:00", "Wed 12:00-13:30"]
        let line = try OneLine(
            """
            rotations:
              - professionals: [anna, bo, carla]
                starts: 2026-0\(1 + seed % 9)-1\(seed % 10)
                turn: \(1 + seed % 4) \(["days", "weeks", "windows"][seed % 3])
                \(seed % 3 == 2 ? "" : "handover: 0\(seed % 10):30")
                windows: ["\(windows[seed % 3])", "\(windows[(seed + 1) % 3])"]
                weeks: \(["all", "odd", "even"][seed % 3])
            """, holidays: danishHolidays)
        let whole = DutyTable(
            of: line.roster, in: Interval(instant("2026-01-01T00:00"), instant("2027-03-01T00:00")))
        var moment = instant("2026-02-01T00:00") + .seconds(seed * 977)
        while moment < instant("2027-02-01T00:00") {
            let narrow = DutyTable(
                of: line.roster, in: Interval(moment - .hours(1), moment + .hours(1)))
            #expect(
                narrow.holder(of: line.line, at: moment)?.professional
                    == whole.holder(of: line.line, at: moment)?.professional, "at \(moment)")
            moment = moment + .hours(61)
        }
    }
}
