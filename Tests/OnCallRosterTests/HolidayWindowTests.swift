import HotlineTestSupport
import OnCallRoster
import Testing

@Suite struct `Holidays and windows` {
    @Test func `K17 New Year's Eve runs into a holiday`() throws {
        #expect(
            try OneLine.anna("Thu 23:00-07:00 except holiday", danishHolidays)
                .spans("2026-12-31T12:00", "2027-01-01T12:00")
                == ["2026-12-31T22:00 2027-01-01T06:00"])
    }

    @Test func `K18 the leap day of 2028`() throws {
        #expect(
            try OneLine.anna("Mon,Tue 23:00-07:00").spans("2028-02-28T12:00", "2028-03-01T12:00")
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
        let line = try OneLine.anna("Mon 20:00-08:00")
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
            """, holidays: danishHolidays)
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
            """, holidays: danishHolidays)
        #expect(line.spans("2026-12-25T00:00", "2026-12-26T00:00") == [])
        #expect(line.spans("2026-04-02T00:00", "2026-04-03T00:00") == [])
        #expect(
            line.spans("2026-06-05T00:00", "2026-06-06T00:00")
                == ["2026-06-05T06:00 2026-06-05T10:00"])
    }

    @Test func `W5 a holiday window begins where a half holiday does`() throws {
        let half = "holidays:\n  also: [christmas-eve from 14:00]"
        #expect(
            try OneLine.anna("holiday 08:00-20:00", half).spans(
                "2026-12-24T00:00", "2026-12-25T00:00")
                == ["2026-12-24T13:00 2026-12-24T19:00"])
        #expect(
            try OneLine.anna("holiday 00:00-12:00", half).spans(
                "2026-12-24T00:00", "2026-12-25T00:00")
                == [])
    }

    @Test func `a window of a weekday and of holidays goes through a half holiday`() throws {
        let half = "holidays:\n  also: [constitution-day from 12:00]"
        #expect(
            try OneLine.anna("Fri,holiday 08:00-20:00 except holiday", half)
                .spans("2026-06-05T00:00", "2026-06-06T00:00")
                == ["2026-06-05T06:00 2026-06-05T18:00"])
        #expect(
            try OneLine.anna("Thu,holiday 08:00-20:00 except holiday", half)
                .spans("2026-06-05T00:00", "2026-06-06T00:00")
                == ["2026-06-05T10:00 2026-06-05T18:00"])
    }

    @Test func `Danish days mean the same`() throws {
        let english = try OneLine.anna(
            "Fri-Mon,Wed,holiday 08:00-20:00 except holiday", danishHolidays)
        let spoken = try OneLine.anna(
            "fre-man,ons,helligdag 08:00-20:00 undtagen helligdag", danishHolidays)
        let span = ("2026-03-01T00:00", "2026-06-30T00:00")
        #expect(english.spans(span.0, span.1) == spoken.spans(span.0, span.1))
        #expect(english.spans(span.0, span.1).count > 60)
    }
}
