import HotlineTestSupport
import OnCallRoster
import Testing

@testable import HotlineControl

@Suite struct PlanWordsTests {
    private func date(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    @Test(arguments: [
        ("2026-11-02", "2026-11-08", "2.–8. november 2026", "2–8 November 2026"),
        ("2026-11-02", "2026-11-02", "2. november 2026", "2 November 2026"),
        ("2026-05-30", "2026-06-02", "30. maj – 2. juni 2026", "30 May – 2 June 2026"),
        (
            "2026-12-28", "2027-01-03", "28. december 2026 – 3. januar 2027",
            "28 December 2026 – 3 January 2027"
        ),
    ])
    func `a period says what differs`(
        first: String, last: String, danish: String, english: String
    ) throws {
        #expect(PlanWords.danish.period(try date(first), try date(last)) == danish)
        #expect(PlanWords.english.period(try date(first), try date(last)) == english)
    }

    @Test func `days are named in both languages, and aligned ones are all as wide`() throws {
        let first = try date("2026-01-01")
        #expect(PlanWords.danish.day(first) == "tor 1. jan.")
        #expect(PlanWords.english.day(first) == "Thu 1 Jan")
        for words in [PlanWords.danish, .english] {
            let days = (0..<365).map { first + $0 }
            #expect(Set(days.map(words.day)).count == 365)
            for day in days { #expect(words.alignedDay(day).count == words.dayWidth) }
        }
    }

    @Test func `every holiday that the calendar knows has a name in English`() throws {
        let calendar = HolidayCalendar(
            denmark: true,
            also: Dictionary(
                uniqueKeysWithValues: HolidayCalendar.Custom.allCases.map { ($0, .midnight) }))
        let first = try date("2022-01-01")
        let names = (0..<730).compactMap { calendar.holiday(on: first + $0) }
        #expect(names.count > 25)
        for holiday in names {
            let english = PlanWords.english.holiday(holiday)
            #expect(english != holiday.name)
            #expect(english.allSatisfy { $0.isASCII || $0 == "’" })
            #expect(PlanWords.danish.holiday(holiday).lowercased() != english.lowercased())
        }
        let own = HolidayCalendar(dates: [first: "Lukkedag\n"]).holiday(on: first)
        #expect(own.map(PlanWords.english.holiday) == "Lukkedag")
    }

    @Test func `a text on one line has no control characters and no double spaces`() {
        #expect("  a\n\tb\u{7}c\u{2028}d  e ".onOneLine == "a b c d e")
        #expect("".onOneLine == "")
    }

    @Test func `a shortened text has exactly the width`() {
        #expect("abcdef".shortened(to: 6) == "abcdef")
        #expect("abcdef".shortened(to: 5) == "abcd…")
        #expect("abcdef".shortened(to: 1) == "…")
        #expect("abcdef".shortened(to: 0) == "")
    }
}
