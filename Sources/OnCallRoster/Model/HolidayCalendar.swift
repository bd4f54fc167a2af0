/// The days that count as holidays, and from which time of day on.
package struct HolidayCalendar: Hashable, Sendable {
    /// A day that counts as a holiday from `from` on; a whole holiday from midnight.
    package struct Holiday: Hashable, Sendable {
        package let from: WallTime
        package let name: String
    }

    /// A day of every year that is no public holiday, but may be kept as one.
    package enum Custom: String, CaseIterable, Sendable {
        case christmasEve = "christmas-eve"
        case newYearsEve = "new-years-eve"
        case constitutionDay = "constitution-day"
        case mayDay = "may-day"

        var monthAndDay: (month: Int, day: Int) {
            switch self {
            case .christmasEve: (12, 24)
            case .newYearsEve: (12, 31)
            case .constitutionDay: (6, 5)
            case .mayDay: (5, 1)
            }
        }
    }

    package var denmark: Bool
    package var also: [Custom: WallTime]
    package var dates: [CivilDate: String]

    package init(
        denmark: Bool = false, also: [Custom: WallTime] = [:], dates: [CivilDate: String] = [:]
    ) {
        self.denmark = denmark
        self.also = also
        self.dates = dates
    }

    /// The holiday on a date; a whole one hides a half one.
    package func holiday(on date: CivilDate) -> Holiday? {
        if let name = dates[date] { return Holiday(from: .midnight, name: name) }
        let (year, month, day) = date.components
        if denmark, let name = HolidayCalendar.danishHoliday(date, year, month, day) {
            return Holiday(from: .midnight, name: name)
        }
        for (custom, from) in also where custom.monthAndDay == (month, day) {
            return Holiday(from: from, name: custom.rawValue)
        }
        return nil
    }

    /// Monday to Friday without a whole holiday; Denmark's public holidays are none whatever the
    /// roster keeps.
    package func isWorkingDay(_ date: CivilDate) -> Bool {
        let (year, month, day) = date.components
        return date.weekday.index <= Weekday.friday.index
            && holiday(on: date)?.from != .midnight
            && HolidayCalendar.danishHoliday(date, year, month, day) == nil
    }

    /// The end of the n-th working day after the day of an instant.
    package func end(
        ofWorkingDay count: Int, after instant: Instant, in zone: TimeZoneRules
    ) -> Instant {
        var date = zone.date(of: instant)
        var left = max(1, count)
        // No calendar has a year of holidays; the bound is for one that pretends to.
        for _ in 0..<(left * 7 + 366) where left > 0 {
            date = date + 1
            if isWorkingDay(date) { left -= 1 }
        }
        return zone.instant(date + 1)
    }

    /// The public holidays of Denmark. Store Bededag was one up to 2023 (Act 214 of 6 March 2023).
    private static func danishHoliday(
        _ date: CivilDate, _ year: Int, _ month: Int, _ day: Int
    ) -> String? {
        switch (month, day) {
        case (1, 1): return "Nytårsdag"
        case (12, 25): return "Juledag"
        case (12, 26): return "2. juledag"
        default: break
        }
        guard (3...6).contains(month) else { return nil }
        switch date - CivilDate.easterSunday(of: year) {
        case -3: return "Skærtorsdag"
        case -2: return "Langfredag"
        case 0: return "Påskedag"
        case 1: return "2. påskedag"
        case 26 where year <= 2023: return "Store Bededag"
        case 39: return "Kristi himmelfartsdag"
        case 49: return "Pinsedag"
        case 50: return "2. pinsedag"
        default: return nil
        }
    }
}
