import Foundation
import HotlineTestSupport
import OnCallRoster
import Testing

/// One line `first` of `egetraeet`, written as YAML under `lines: first:`.
private struct OneLine {
    let roster: Roster
    let line = LineID(.institution("egetraeet"), "first")

    init(_ rules: String, holidays: String = "", more: String = "") throws {
        let indented = rules.split(separator: "\n").map { "        " + $0 }.joined(separator: "\n")
        let people = ["anna", "bo", "carla", "dorte"] + (1...14).map { "p\($0)" }
        let text = """
            roster: 1
            timezone: Europe/Copenhagen
            \(holidays)
            institutions:
              egetraeet:
                lines:
                  first:
                    covers: never
            \(indented)
            professionals:
            \(people.map { "  \($0): { phones: [\"sip:\($0)@x.example\"] }" }.joined(separator: "\n"))
            \(more)
            """
        let reading = read(text)
        let errors = reading.problems.filter { $0.severity == .error }
        roster = try #require(reading.roster, "\(errors.map(\.description))")
    }

    /// Who is on within a span: `PROFESSIONAL FROM TO` a stretch.
    func duties(_ from: String, _ to: String) -> [String] {
        let span = Interval(instant(from), instant(to))
        return DutyTable(of: roster, in: span).duty(of: line).duties.map {
            "\($0.professional) \(short($0.interval.start)) \(short($0.interval.end))"
        }
    }

    /// Without who.
    func spans(_ from: String, _ to: String) -> [String] {
        duties(from, to).map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
    }

    func holder(_ at: String) -> String? {
        let moment = instant(at)
        let table = DutyTable(of: roster, in: Interval(moment - .days(3), moment + .days(3)))
        return table.holder(of: line, at: moment)?.professional.rawValue
    }

    private func short(_ instant: Instant) -> String {
        let text = instant.description
        return text.hasSuffix(":00Z") ? String(text.dropLast(4)) : text
    }
}

private func anna(_ window: String, _ more: String = "") throws -> OneLine {
    try OneLine(
        """
        rotations:
          - { professionals: [anna], starts: 2024-01-01, turn: 1 week, windows: ["\(window)"] }
        """, holidays: more)
}

@Suite struct `Clock changes` {
    @Test func `K1 a night shift over the spring change lasts seven hours`() throws {
        let line = try anna("Sat 23:00-07:00")
        #expect(
            line.spans("2026-03-28T12:00", "2026-03-29T12:00")
                == ["2026-03-28T22:00 2026-03-29T05:00"])
    }

    @Test func `K2 and K3 a night shift over the autumn change lasts nine hours`() throws {
        let line = try anna("Sat 23:00-07:00")
        #expect(
            line.spans("2026-10-24T12:00", "2026-10-25T12:00")
                == ["2026-10-24T21:00 2026-10-25T06:00"])
        for on in ["2026-10-25T00:30:00", "2026-10-25T01:30:00", "2026-10-25T05:59:59"] {
            #expect(line.holder(on) == "anna")
        }
        #expect(line.holder("2026-10-25T06:00") == nil)
    }

    @Test(arguments: [
        ("Sat 08:00-08:00", "2026-03-28T07:00 2026-03-29T06:00"),
        ("Sun 00:00-24:00", "2026-03-28T23:00 2026-03-29T22:00"),
    ])
    func `K4 and K6 whole days in spring have 23 hours`(_ window: String, _ span: String) throws {
        #expect(try anna(window).spans("2026-03-28T00:00", "2026-03-29T23:00") == [span])
    }

    @Test(arguments: [
        ("Sat 08:00-08:00", "2026-10-24T06:00 2026-10-25T07:00"),
        ("Sun 00:00-24:00", "2026-10-24T22:00 2026-10-25T23:00"),
    ])
    func `K5 and K6 whole days in autumn have 25 hours`(_ window: String, _ span: String) throws {
        #expect(try anna(window).spans("2026-10-24T00:00", "2026-10-25T23:30") == [span])
    }

    @Test(arguments: [("2026-10-25", "00:30"), ("2026-03-29", "01:00")])
    func `K7 and K8 neighbours at half past two always meet`(_ day: String, _ meet: String) throws {
        let line = try OneLine(
            """
            shifts:
              - { who: anna, from: \(day) 00:00, to: \(day) 02:30 }
              - { who: bo, from: \(day) 02:30, to: \(day) 08:00 }
            """)
        let duties = line.duties("\(day)T00:00", "\(day)T05:00")
        #expect(duties.first?.hasSuffix("\(day)T\(meet)") == true)
        #expect(duties.last?.hasPrefix("bo \(day)T\(meet)") == true)
        #expect(duties.count == 2)
    }

    @Test func `K9 an hour that does not exist has nobody on`() throws {
        let line = try anna("Sun 02:00-03:00")
        #expect(line.spans("2026-03-28T12:00", "2026-03-29T12:00") == [])
        let problems = read(
            """
            roster: 1
            institutions:
              egetraeet:
                lines:
                  first:
                    covers: never
                    rotations:
                      - { professionals: [anna], starts: 2024-01-01, turn: 1 week, windows: ["Sun 02:00-03:00"] }
            professionals:
              anna: { phones: ["sip:anna@x.example"] }
            """, now: instant("2026-03-20T12:00")
        ).problems
        #expect(problems.contains { $0.code == .emptiedByClockChange && $0.severity == .warning })
    }

    @Test func `K10 an hour that comes twice lasts two`() throws {
        #expect(
            try anna("Sun 02:00-03:00").spans("2026-10-24T12:00", "2026-10-25T12:00")
                == ["2026-10-25T00:00 2026-10-25T02:00"])
    }

    @Test(arguments: [
        ("2026-03-28T10:00", "2026-03-29T21:30", ["14:00", "22:00", "05:00", "13:00", "21:00"]),
        ("2026-10-24T10:00", "2026-10-25T22:30", ["13:00", "21:00", "06:00", "14:00", "22:00"]),
    ])
    func `K11 and K12 three shifts a day hand over at their wall times`(
        _ from: String, _ to: String, _ handovers: [String]
    ) throws {
        let line = try OneLine(
            """
            rotations:
              - professionals: [anna, bo, carla]
                starts: 2026-01-01
                turn: 1 window
                windows: ["Mon-Sun 07:00-15:00", "Mon-Sun 15:00-23:00", "Mon-Sun 23:00-07:00"]
            """)
        let starts = line.duties(from, to).dropFirst().map { $0.split(separator: " ")[1].suffix(5) }
        #expect(starts.map(String.init) == handovers)
    }

    @Test func `K13 a week across the autumn change has 169 hours`() throws {
        let line = try OneLine(
            """
            rotations:
              - { professionals: [anna, bo], starts: 2026-10-02, turn: 1 week, handover: 16:00 }
            """)
        #expect(
            line.spans("2026-10-10T00:00", "2026-11-20T00:00").contains(
                "2026-10-23T14:00 2026-10-30T15:00"))
    }

    @Test func `K14 weeks across the spring change hand over at eight`() throws {
        let line = try OneLine(
            """
            rotations:
              - { professionals: [anna, bo], starts: 2026-03-02, turn: 1 week, handover: 08:00 }
            """)
        #expect(
            line.spans("2026-03-16T07:00", "2026-04-13T06:00").map { $0.prefix(16) }
                == [
                    "2026-03-16T07:00", "2026-03-23T07:00", "2026-03-30T06:00", "2026-04-06T06:00",
                ])
    }

    @Test(arguments: [
        (
            "2026-03-26T12:00", "2026-03-30T12:00",
            ["2026-03-27T01:30", "2026-03-28T01:30", "2026-03-29T01:00", "2026-03-30T00:30"]
        ),
        (
            "2026-10-23T12:00", "2026-10-26T12:00",
            ["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"]
        ),
    ])
    func `K15 and K16 a handover at half past two`(
        _ from: String, _ to: String, _ expected: [String]
    ) throws {
        let line = try OneLine(
            """
            rotations:
              - { professionals: [anna, bo], starts: 2026-01-01, turn: 1 day, handover: 02:30 }
            """)
        let starts = line.spans(from, to).dropFirst().map { String($0.prefix(16)) }
        #expect(starts == expected)
    }

    @Test func `the table of clock changes agrees with Foundation in every half hour`() throws {
        let rules = try #require(TimeZoneRules(identifier: "Europe/Copenhagen"))
        let zone = try #require(TimeZone(identifier: "Europe/Copenhagen"))
        var time = instant("2024-01-01T00:00").seconds
        let end = instant("2036-01-01T00:00").seconds
        var wrong = 0
        while time < end {
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time)))
            if rules.offset(at: Instant(seconds: time)) != Int64(offset) { wrong += 1 }
            time += 1800
        }
        #expect(wrong == 0)
    }

    @Test func `a wall time and its instant agree, but in the hour that comes twice`() throws {
        let rules = try #require(TimeZoneRules(identifier: "Europe/Copenhagen"))
        var time = instant("2024-01-01T00:00").seconds
        var later = 0
        while time < instant("2036-01-01T00:00").seconds {
            let wall = rules.wall(of: Instant(seconds: time))
            let back = rules.instant(wall.date, wall.time)
            if back != Instant(seconds: time) {
                #expect(back == Instant(seconds: time - 3600))
                later += 1
            }
            time += 900
        }
        #expect(later == 12 * 4)
    }

    @Test func `a zone whose clocks move by half an hour`() throws {
        let rules = try #require(TimeZoneRules(identifier: "Australia/Lord_Howe"))
        let day = try #require(CivilDate("2026-10-04"))
        let gap = rules.instant(day, minutes: 2 * 60 + 15)
        #expect(gap == instant("2026-10-03T15:30"))
        #expect(rules.instant(day, minutes: 2 * 60 + 30) == gap)
    }

    @Test(arguments: ["Nowhere/Town", "Copenhagen", ""])
    func `an unknown zone is never read as another`(_ name: String) {
        #expect(TimeZoneRules(identifier: name) == nil)
    }
}

private let danish = """
    holidays:
      country: DK
      also: [christmas-eve, constitution-day from 12:00]
    """

@Suite struct `Holidays and windows` {
    @Test func `K17 New Year's Eve runs into a holiday`() throws {
        #expect(
            try anna("Thu 23:00-07:00 except holiday", danish)
                .spans("2026-12-31T12:00", "2027-01-01T12:00")
                == ["2026-12-31T22:00 2027-01-01T06:00"])
    }

    @Test func `K18 the leap day of 2028`() throws {
        #expect(
            try anna("Mon,Tue 23:00-07:00").spans("2028-02-28T12:00", "2028-03-01T12:00")
                == ["2028-02-28T22:00 2028-02-29T06:00", "2028-02-29T22:00 2028-03-01T06:00"])
    }

    @Test func `K19 weeks 53 and 1 are both odd`() throws {
        let line = try OneLine(
            """
            rotations:
              - { professionals: [anna], starts: 2026-01-01, turn: 1 week, weeks: odd }
              - { professionals: [bo], starts: 2026-01-01, turn: 1 week, weeks: even }
            """)
        #expect(
            line.duties("2026-12-20T23:00", "2027-01-17T23:00") == [
                "bo 2026-12-20T23:00 2026-12-27T23:00", "anna 2026-12-27T23:00 2027-01-10T23:00",
                "bo 2027-01-10T23:00 2027-01-17T23:00",
            ])
    }

    @Test func `K20 to K22 the public holidays of Denmark`() throws {
        let calendar = HolidayCalendar(denmark: true)
        func days(_ year: Int) -> [String] {
            (0..<366).compactMap { offset in
                CivilDate(year: year, month: 1, day: 1).map { $0 + offset }
            }.filter { $0.components.year == year && calendar.holiday(on: $0) != nil }
                .map { String($0.description.dropFirst(5)) }
        }
        #expect(
            days(2026) == [
                "01-01", "04-02", "04-03", "04-05", "04-06", "05-14", "05-24", "05-25", "12-25",
                "12-26",
            ])
        #expect(days(2027).prefix(5) == ["01-01", "03-25", "03-26", "03-28", "03-29"])
        #expect(days(2028).contains("06-05"))
        #expect(days(2023).contains("05-05"))
        #expect(!days(2024).contains("04-26"))
    }

    @Test func `W1 a night begins on Monday only`() throws {
        let line = try anna("Mon 20:00-08:00")
        #expect(line.holder("2026-11-16T19:00") == "anna")
        #expect(line.holder("2026-11-17T06:59") == "anna")
        #expect(line.holder("2026-11-16T06:00") == nil)
        #expect(line.holder("2026-11-17T07:00") == nil)
    }

    @Test func `W2 nights and weekends leave no gap over Easter`() throws {
        let line = try OneLine(
            """
            rotations:
              - professionals: [anna]
                starts: 2024-01-01
                turn: 1 week
                windows: ["Mon-Fri 16:00-08:00", "Sat,Sun,holiday 08:00-08:00"]
            """, holidays: danish)
        #expect(
            line.spans("2026-04-01T12:00", "2026-04-07T12:00")
                == ["2026-04-01T14:00 2026-04-07T06:00"])
        #expect(
            line.spans("2026-11-20T12:00", "2026-11-24T12:00") == [
                "2026-11-20T15:00 2026-11-23T07:00", "2026-11-23T15:00 2026-11-24T07:00",
            ])
    }

    @Test func `W3 whole days meet at midnight`() throws {
        let line = try OneLine(
            """
            rotations:
              - professionals: [anna]
                starts: 2024-01-01
                turn: 1 week
                windows: ["Sat 00:00-24:00", "Sun 00:00-24:00"]
            """)
        #expect(
            line.spans("2026-11-20T00:00", "2026-11-24T00:00")
                == ["2026-11-20T23:00 2026-11-22T23:00"])
    }

    @Test func `W4 office hours stop for holidays, at noon for a half one`() throws {
        let line = try OneLine(
            """
            rotations:
              - professionals: [anna]
                starts: 2024-01-01
                turn: 1 week
                windows: ["Mon-Thu 08:00-15:00 except holiday", "Fri 08:00-13:00 except holiday"]
            """, holidays: danish)
        #expect(line.spans("2026-12-25T00:00", "2026-12-26T00:00") == [])
        #expect(line.spans("2026-04-02T00:00", "2026-04-03T00:00") == [])
        #expect(
            line.spans("2026-06-05T00:00", "2026-06-06T00:00")
                == ["2026-06-05T06:00 2026-06-05T10:00"])
    }

    @Test func `W5 a holiday window begins where a half holiday does`() throws {
        let half = "holidays:\n  also: [christmas-eve from 14:00]"
        #expect(
            try anna("holiday 08:00-20:00", half).spans("2026-12-24T00:00", "2026-12-25T00:00")
                == ["2026-12-24T13:00 2026-12-24T19:00"])
        #expect(
            try anna("holiday 00:00-12:00", half).spans("2026-12-24T00:00", "2026-12-25T00:00")
                == [])
    }

    @Test func `a window of a weekday and of holidays goes through a half holiday`() throws {
        let half = "holidays:\n  also: [constitution-day from 12:00]"
        #expect(
            try anna("Fri,holiday 08:00-20:00 except holiday", half)
                .spans("2026-06-05T00:00", "2026-06-06T00:00")
                == ["2026-06-05T06:00 2026-06-05T18:00"])
        #expect(
            try anna("Thu,holiday 08:00-20:00 except holiday", half)
                .spans("2026-06-05T00:00", "2026-06-06T00:00")
                == ["2026-06-05T10:00 2026-06-05T18:00"])
    }

    @Test func `Danish days mean the same`() throws {
        let english = try anna("Fri-Mon,Wed,holiday 08:00-20:00 except holiday", danish)
        let spoken = try anna("fre-man,ons,helligdag 08:00-20:00 undtagen helligdag", danish)
        let span = ("2026-03-01T00:00", "2026-06-30T00:00")
        #expect(english.spans(span.0, span.1) == spoken.spans(span.0, span.1))
        #expect(english.spans(span.0, span.1).count > 60)
    }
}

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
            """, holidays: danish)
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
