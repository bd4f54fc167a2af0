import Foundation
import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct `Clock changes` {
    @Test func `K1 a night shift over the spring change lasts seven hours`() throws {
        let line = try OneLine.anna("Sat 23:00-07:00")
        #expect(
            line.spans("2026-03-28T12:00", "2026-03-29T12:00")
                == ["2026-03-28T22:00 2026-03-29T05:00"])
    }

    @Test func `K2 and K3 a night shift over the autumn change lasts nine hours`() throws {
        let line = try OneLine.anna("Sat 23:00-07:00")
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
        #expect(try OneLine.anna(window).spans("2026-03-28T00:00", "2026-03-29T23:00") == [span])
    }

    @Test(arguments: [
        ("Sat 08:00-08:00", "2026-10-24T06:00 2026-10-25T07:00"),
        ("Sun 00:00-24:00", "2026-10-24T22:00 2026-10-25T23:00"),
    ])
    func `K5 and K6 whole days in autumn have 25 hours`(_ window: String, _ span: String) throws {
        #expect(try OneLine.anna(window).spans("2026-10-24T00:00", "2026-10-25T23:30") == [span])
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
        let line = try OneLine.anna("Sun 02:00-03:00")
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
            try OneLine.anna("Sun 02:00-03:00").spans("2026-10-24T12:00", "2026-10-25T12:00")
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
